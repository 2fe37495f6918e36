"""changes.py OURS-BEFORE OURS-AFTER PANDOC-BEFORE PANDOC-AFTER - a filter took away and brought the same words and elements in both.

Four HTML files; what stands beneath `main` or `body` counts. SPDX-License-Identifier: Apache-2.0
"""
import collections
import html.parser
import os
import re
import sys

# What a filter may make of others, by the name that both give it; marks and lists of notes are each one's own.
ELEMENTS = {'em', 'strong', 'del', 'ul', 'li', 'dl', 'dt', 'dd', 'table', 'tr', 'td', 'th', 'code', 'pre', 'blockquote', 'img'}


class Words(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.text, self.tags, self.skipped = '', collections.Counter(), 0
        self.feed(re.sub(r'(?s)<head>.*?</head>|<footer>.*?</footer>', '', open(path, encoding='utf-8').read()))
        self.words = collections.Counter(re.findall(r'[^\W\d_]+', self.text))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ELEMENTS and not attributes.get('role'):
            self.tags[tag] += 1
        if tag == 'img':
            self.text += f' {attributes.get("alt") or ""} '
        if tag not in ('a', 'b', 'code', 'del', 'em', 'i', 'input', 'label', 'span', 'strong', 'sub', 'sup'):
            self.text += ' '

    def handle_data(self, data):
        self.text += data


def change(before, after):
    before, after = Words(before), Words(after)
    return [after.words - before.words, before.words - after.words, after.tags - before.tags, before.tags - after.tags]


def main(paths):
    ours, theirs = change(*paths[:2]), change(*paths[2:])
    for name, one, other in zip(('words that came', 'words that went', 'elements that came', 'elements that went'), ours, theirs):
        if one != other:
            print(f'{name}: only here {dict((one - other).most_common(8))}, only in Pandoc {dict((other - one).most_common(8))}')
    print(f'{sum(ours[0].values())} words came, {sum(ours[1].values())} went, {sum(ours[2].values())} elements came, {sum(ours[3].values())} went')
    # Both read Markdown in their own ways: TOLERANCE is how many of a hundred words may differ for that, or eight of a short article.
    strange = sum(sum(((one - other) + (other - one)).values()) for one, other in zip(ours, theirs))
    tolerance = int(os.environ.get('TOLERANCE', 0))
    allowed = max(sum(sum(part.values()) for part in ours) * tolerance / 100, 8 if tolerance else 0)
    return strange > allowed or not any(ours)


sys.exit(main(sys.argv[1:]))
