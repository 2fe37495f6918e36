#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""peers.py DIR - write the volume in DIR as other programs want it: book.typ for Typst, book.md for pandoc.

Not part of what is measured, which favours Typst: it gets its own markup ready made. Knows only the Markdown of generate.py.
"""
import glob
import os
import re
import sys

TYPST_HEAD = '''#set page(paper: "a4", margin: 22mm, numbering: "1")
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.9em, spacing: 0.9em)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#outline(depth: 1, title: [目录])
'''
PIECE = re.compile(r'!\[([^]]*)\]\(([^)]*)\)|\*\*(.+?)\*\*|(https?://[^\s，]+)')


def escape(text):
    return re.sub(r'([\\#*_`$<>@\[\]~/"\'=+-])', r'\\\1', text)


def typst_inline(text):
    out, done = '', 0
    for match in PIECE.finditer(text):
        out, done = out + escape(text[done:match.start()]), match.end()
        if match[2]:
            out += '#box(image("articles/%s", %s))' % (match[2], 'height: 3em' if 'face' in match[2] else 'width: 70%')
        else:
            out += '#strong[%s]' % escape(match[3]) if match[3] else '#link("%s")' % match[4]
    return out + escape(text[done:])


def typst_line(line):
    heading = re.match(r'(#+) (.*)', line)
    if heading:
        return '\n%s %s\n' % ('=' * len(heading[1]), typst_inline(heading[2]))
    if line.startswith('> '):
        return '#quote(block: true)[%s]' % typst_inline(line[2:])
    item = re.match(r'(\*|\d+\.) (.*)', line)
    return ('- ' if item[1] == '*' else '+ ') + typst_inline(item[2]) if item else typst_inline(line)


def main(folder):
    typst, markdown = [TYPST_HEAD], []
    for path in sorted(glob.glob(os.path.join(folder, 'articles', '*.md'))):
        with open(path, encoding='utf-8') as file:
            _, matter, body = file.read().split('---\n', 2)
        title, author = re.search('title: "(.*)"', matter)[1], re.search('author: "(.*)"', matter)[1]
        typst.append('= %s\n\n#emph[%s]\n\n%s' % (escape(title), author, '\n'.join(map(typst_line, body.split('\n')))))
        markdown.append('# %s\n\n*%s*\n\n%s' % (title, author, body.replace('](images/', '](articles/images/')))
    for name, parts in (('book.typ', typst), ('book.md', markdown)):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write('\n'.join(parts))


if __name__ == '__main__':
    main(sys.argv[1])
