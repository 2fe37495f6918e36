#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tags.py FOLDER SEED COUNT - articles of a few tags and marks each, put together at random, and a volume of them.

What authors paste into Markdown is seldom well-formed, and hardly ever what a table, a list or a figure may hold. A fuzzer that
changes bytes finds little of it: these are whole tags. The same seed makes the same articles.
"""
import os
import random
import sys

PIECES = [
    '<p>', '</p>', '<tbody>', '</tbody>', '<tr>', '</tr>', '<td>', '</td>', '<th>', '<td colspan=2>', '<td rowspan=2>', '<th colspan=3 rowspan=2>', '<thead>', '<caption>', '<table>', '</table>',
    '<colgroup><col>', '<li>', '</li>', '<ul>', '</ul>', '<ol>', '<dl>', '<dt>', '<dd>', '<figure>', '<figcaption>', '<center>', '<section>',
    '<details>', '<summary>', '<div>', '</div>', '<blockquote>', '<pre>', '</pre>', '<h2>', '</h2>', '<hr>', '<br>', '<b>', '</b>', '<i>', '<span>',
    '<font>', '<sup>', '<a href=x>', '</a>', '<img src=b.png>', '- ', '* ', '1. ', '> ', '## ', '    ', '**', '`c`', '$x$', 'x', '字', '\n', '\n\n',
    '\n\n', '![a](b.png)', '[l](http://a.b)', '[^1]', '\n[^1]: n\n', '{{< a >}}', '| a | b |\n|---|---|\n| c | d |\n', '\n字\n: x\n',
    '<p id=a>', '<span id="a b">', '<a href="#a">', '<a href="#none">', '<a name=x>', '<a href="javascript:x">', '<a href="a b">', '<td width=50% align=right>',
    '<div align=center style="color:red">', '<img src="a b.png" width=100% alt="">', '<p lang=fr dir=rtl>', '<ol start=0 reversed type=a>', '<li value=x>',
    '<video src=x>', '<iframe src=http://a.b>', '<input type=checkbox>', '- [x] t', '<svg><path d="M0"/></svg>', '<math><mi>x</mi></math>', '<ruby>字<rt>z</rt></ruby>',
    '<abbr title=x>', '<del>', '<ins datetime=x>', '<kbd>', '<u>', '<mark>', '<q>', '<cite>', '<time datetime=x>', '<var>', '<wbr>', '<!-- c -->', '<script>x</script>',
    '<style>p{}</style>', '<p style="text-align:center">', '<object>', '<button>', '<form>', '<h1>', '# ', '<h6 id=1>', '&nbsp;', '&#0;', '&bogus;', '```\n', '~~', '==', '[x]: y\n',
]


def main():
    folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        text = ''.join(chance.choice(PIECES) for _ in range(chance.randint(3, 16)))
        with open(os.path.join(folder, '%03d.md' % number), 'w', encoding='utf-8') as article:
            article.write('---\ntitle: t%d\n---\n%s\n' % (number, text))
    with open(os.path.join(folder, 'proceedings.yml'), 'w', encoding='utf-8') as manifest:
        manifest.write('title: Tags\nlang: zh-CN\narticles: ["*.md"]\noutputs: {text: {}, epub: {}}\n')


main()
