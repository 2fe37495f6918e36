"""colours.py BUILD [PLAIN] - the words of code have the same colours in the PDF, e-book, WeChat and site of a build, and the text is that
of the build without the transform. SPDX-License-Identifier: Apache-2.0

Each output is looked at with its own means: the site and the e-book by the rules of the sheet that they bring, WeChat by its style
attributes, the PDF by the colour in which MuPDF paints each glyph. What no rule colours is "plain", whatever the text around it has.
"""
import glob
import html.parser
import os
import re
import subprocess
import sys
import zipfile

CODE_SIZE = 8.5  # points, of `pre` in the house style


class Code(html.parser.HTMLParser):
    """The lines of all blocks of code as lists of (character, colour); white space is left out, as PDF has none."""

    def __init__(self, text, colours):
        super().__init__()
        self.colours, self.depth, self.stack, self.lines, self.text = colours, 0, [], [[]], ''
        self.feed(text)

    def colour_of(self, attributes):
        style = re.search(r'(?:^|;)color:(#[0-9a-f]+)', attributes.get('style') or '')
        if style:
            return widen(style[1])
        found = [self.colours[name] for name in (attributes.get('class') or '').split() if name in self.colours]
        return found[-1] if found else self.stack[-1] if self.stack else 'plain'

    def handle_starttag(self, tag, attributes):
        if tag == 'br' and self.depth:
            self.lines.append([])
            self.text += '\n'
        if tag == 'pre':
            self.depth += 1
            self.lines.append([])
        if self.depth and tag == 'span':
            self.stack.append(self.colour_of(dict(attributes)))

    def handle_endtag(self, tag):
        if tag == 'pre':
            self.depth -= 1
            self.lines.append([])
            self.text += '\f'
        if self.depth and tag == 'span':
            self.stack.pop()

    def handle_data(self, data):
        for character in data if self.depth else '':
            self.text += character
            if character == '\n':
                self.lines.append([])
            elif not character.isspace():
                self.lines[-1].append((character, self.stack[-1] if self.stack else 'plain'))

    def full_lines(self):
        return [line for line in self.lines if line]


def widen(colour):
    return colour if len(colour) == 7 else '#' + ''.join(c * 2 for c in colour[1:])


def rules(sheet):
    """Class -> colour."""
    colours = {}
    for selectors, body in re.findall(r'([^{}]+)\{([^{}]*)\}', sheet):
        colour = re.search(r'(?:^|[;\s])color:\s*(#[0-9a-f]+)', body)
        for name in re.findall(r'\.(hljs-[\w-]+)', selectors) if colour else []:
            colours[name] = widen(colour[1])
    return colours


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def of_site(build, order):
    colours = rules(read(f'{build}/html/style.css'))
    return [Code(read(f'{build}/html/{name}.html'), colours) for name in order]


def of_book(build, order):
    book = zipfile.ZipFile(glob.glob(f'{build}/*.epub')[0])
    sheets = ''.join(book.read(name).decode() for name in book.namelist() if name.endswith('.css'))
    chapters = {re.sub(r'.*/\d+-|\.xhtml$', '', name): name for name in book.namelist()}
    return [Code(book.read(chapters[name]).decode(), rules(sheets)) for name in order]


def of_wechat(build, order):
    return [Code(read(f'{build}/wechat/{name}/content.html'), {}) for name in order]


def of_pages(build):
    """The glyphs of the PDF in the order of reading, with their colours: those of the font and size of blocks of code, and all beyond ASCII,
    which other fonts show."""
    trace = subprocess.run(['mutool', 'trace', glob.glob(f'{build}/*.pdf')[0]], capture_output=True, check=True).stdout.decode(errors='replace')
    glyphs, colour, is_code = [], 'plain', False
    for space, values, font, size, character in re.findall(
            r'<fill_text colorspace="(\w+)" color="([^"]*)"|<span font="([^"]*)".*? trm="([\d.]+)|<g unicode="([^"]*)"', trace):
        if space:
            parts = [round(float(value) * 255) for value in values.split()]
            colour = '#%02x%02x%02x' % tuple(parts) if space == 'DeviceRGB' else 'plain'
        elif font:
            is_code = 'Mono' in font and float(size) == CODE_SIZE
        else:
            glyphs += [(c, colour) for c in html.unescape(character) if not c.isspace() and (is_code or not c.isascii())]
    return glyphs


def compare_pages(lines, glyphs, faults):
    """Each line of code is found in the pages behind the one before it; a line that a page's end divides is looked for in halves."""
    text, at, lost = ''.join(c for c, _ in glyphs), 0, 0
    for line in lines:
        words = ''.join(c for c, _ in line)
        found = text.find(words, at)
        if found < 0 or found > at + 60000:
            lost += 1
            continue
        for (character, wanted), (_, seen) in zip(line, glyphs[found:]):
            if seen != wanted:
                faults.append(f'PDF: {character!r} of {words[:60]!r} is {seen}, not {wanted}')
                break
        at = found + len(words)
    if lost * 50 > len(lines):
        faults.append(f'PDF: {lost} of {len(lines)} lines of code were not found')


def compare(name, one, other, faults):
    for left, right in zip(one, other):
        if left != right:
            faults.append(f'{name}: {"".join(c for c, _ in left)[:60]!r}: {[c for a, b in zip(left, right) if a != b for c in (a, b)][:2]}')
            return
    if len(one) != len(other):
        faults.append(f'{name}: {len(other)} lines of code, not {len(one)}')


def main(build, plain=None):
    faults = []
    order = re.findall(r'href="([^"/#]+)\.html', read(f'{build}/html/index.html'))
    order = [name for name in dict.fromkeys(order) if os.path.exists(f'{build}/wechat/{name}/content.html')]
    site, book, wechat = of_site(build, order), of_book(build, order), of_wechat(build, order)
    lines = [line for page in site for line in page.full_lines()]
    compare('e-book', lines, [line for page in book for line in page.full_lines()], faults)
    compare('WeChat', lines, [line for page in wechat for line in page.full_lines()], faults)
    compare_pages(lines, of_pages(build), faults)
    if any(re.search('</span>[\xa0\t ]+<span', read(f'{build}/wechat/{name}/content.html')) for name in order):
        faults.append('WeChat: a text of white space only between two spans')
    if plain and [page.text for page in site] != [page.text for page in of_site(plain, order)]:
        faults.append('the text of code is not what it was')
    seen = {colour for line in lines for _, colour in line}
    print(f'{len(order)} articles, {len(lines)} lines of code, colours: {" ".join(sorted(seen))}')
    print('\n'.join(faults[:20]))
    return bool(faults) or len(seen) < 2


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
