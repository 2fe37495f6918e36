"""wordcount.py - count the characters and words of each article. SPDX-License-Identifier: Apache-2.0

A Han character, kana or hangul syllable is one; so is a Chinese mark, unless `marks` is off; so is each run of other letters and
digits between them and white space, whatever joins it: "open-source", "v1.2" and "https://ospo.org/a" are one word each.
"""
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET

# Blocks end a word; what stands within a line does not.
INLINE = {'a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small',
          'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr'}
# Words that the editor did not write, or nobody reads as text.
SKIPPED = {'header', 'rt', 'rp', 'script', 'style', 'svg'}
SKIPPED_CLASSES = {'backlinks', 'backlink', 'citation', 'noteref', 'math', 'ref-label', 'held-message'}
EAST = {'zh', 'ja', 'ko', 'yue', 'wuu', 'lzh'}
HAN = re.compile(r'[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff'
                 r'\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uac00-\ud7a3]')
WIDE_MARKS = r'[\u3001-\u3004\u3008-\u3020\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]'
MARKS = re.compile(WIDE_MARKS)
# In Chinese text those that both scripts have count, too, but for an apostrophe within a word.
EAST_MARKS = re.compile(WIDE_MARKS + r'|[“”‘…—·]|(?<![A-Za-z0-9])’|’(?![A-Za-z0-9])')

TEXTS = {
    'en': {'short': '{unit} {count}, {by} fewer than the {limit} that are wanted', 'long': '{unit} {count}, {by} more than the {limit} that are allowed',
           'han': 'characters:', 'words': 'words:', 'article': '{all} in all: {han} Han, {marks} marks, {words} words of other scripts',
           'volume': 'all {articles}: {all} in all: {han} Han, {marks} marks, {words} words of other scripts; too short or too long: {outside}'},
    'zh': {'short': '{unit} {count}，比要求的 {limit} 少 {by}', 'long': '{unit} {count}，比允许的 {limit} 多 {by}',
           'han': '字数', 'words': '词数', 'article': '共 {all} 字：汉字 {han}，标点 {marks}，其他文字 {words} 词',
           'volume': '{articles} 篇共 {all} 字：汉字 {han}，标点 {marks}，其他文字 {words} 词；{outside} 篇字数不合要求'},
}


def texts_of(element, options, out):
    """The words that count, with a space where one can't go on."""
    classes = set(element.get('class', '').split())
    is_code = element.tag == 'pre' and options['code'] != 'true'
    is_skipped = element.tag in SKIPPED or is_code or classes & SKIPPED_CLASSES or classes & set(options['without'])
    if element.tag not in INLINE:
        out.append(' ')
    if not is_skipped:
        out.append(element.text or '')
        for child in element:
            texts_of(child, options, out)
    if element.tag not in INLINE:
        out.append(' ')
    out.append(element.tail or '')


def count(root, options, is_east):
    """Han characters, Chinese marks, words of other scripts."""
    out = []
    texts_of(root, options, out)
    text = ''.join(out)
    han = len(HAN.findall(text))
    rest, pattern = HAN.sub(' ', text), EAST_MARKS if is_east else MARKS
    marks = len(pattern.findall(rest)) if options['marks'] == 'true' else 0
    words = [word for word in pattern.sub(' ', rest).split() if any(unicodedata.category(c)[0] in 'LN' for c in word)]
    return {'han': han, 'marks': marks, 'words': len(words), 'all': han + marks + len(words)}


def title_place(root):
    title = root.find('./header/h1')
    return title.get('data-place', '0:0') if title is not None else '0:0'


class Checker:
    def __init__(self):
        self.options, self.language = {'without': []}, 'en'
        self.total = {'han': 0, 'marks': 0, 'words': 0, 'all': 0, 'articles': 0, 'outside': 0}

    def say(self, kind, place, code, text, **values):
        return f'{kind} {place} {code} {TEXTS[self.language][text].format(**values)}\n'

    def look_at(self, tree, lang):
        """What there is to say of an article."""
        root = ET.fromstring(tree)
        is_east = (root.get('lang') or lang).lower().split('-')[0] in EAST
        counts, place = count(root, self.options, is_east), title_place(root)
        few, many = (int(self.options[key if is_east else f"{key}-words"]) for key in ('min', 'max'))
        is_short, is_long = counts['all'] < few, 0 < many < counts['all']
        for key, value in counts.items():
            self.total[key] += value
        self.total['articles'] += 1
        self.total['outside'] += is_short or is_long
        said = self.say('note', place, 'wordcount/article', 'article', **counts)
        if is_short or is_long:
            limit, code = (few, 'wordcount/short') if is_short else (many, 'wordcount/long')
            said = self.say('warning', place, code, code.split('/')[1], unit=TEXTS[self.language]['han' if is_east else 'words'],
                            count=counts['all'], limit=limit, by=abs(counts['all'] - limit)) + said
        return said + 'same\n'

    def end(self):
        return self.say('note', '0:0', 'wordcount/volume', 'volume', **self.total) if self.total['articles'] else ''


def main():
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    checker, lang = Checker(), ''
    while line := stdin.readline().decode():
        word, *rest = line.split()
        if word == 'language' and rest[0].startswith('zh'):
            checker.language = 'zh'
        if word in ('option', 'field', 'article'):
            body = stdin.read(int(rest[-1])).decode()
            stdin.readline()
        if word == 'option' and rest[0] == 'without':
            checker.options['without'].append(body)
        elif word == 'option':
            checker.options[rest[0]] = body
        elif word == 'field' and rest[0] == 'lang':
            lang = body
        elif word == 'article':
            stdout.write(checker.look_at(body, lang).encode())
            stdout.flush()
    stdout.write(checker.end().encode())


main()
