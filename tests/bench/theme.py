#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""theme.py - print a theme for WeChat of a hundred rules, of the kinds that editors' themes have."""

LOOKS = ['color: #%02x%02x8b', 'line-height: 1.%02d%02d', 'letter-spacing: .%d%dpx', 'margin: 1%d.%dpx 0', 'padding: %d.%dpx 4px']
SELECTORS = ['p', 'h1', 'h2', 'h3', 'h4', 'li', 'ul', 'ol', 'blockquote', 'blockquote p', 'strong', 'em', 'a', 'code', 'pre', 'table', 'th', 'td', 'img',
             'figure', 'figcaption', 'ul li', 'ol li', 'li p', 'h2 strong', 'section p', 'section > p', 'h2 + p', 'p a', 'li strong', 'li:first-child',
             'li:last-child', 'tr:nth-child(2n)', 'p:first-child', 'blockquote > p', 'td code', 'h3 + p', 'p strong', 'ol > li', 'section h2']


def main():
    for number in range(100):
        selector = SELECTORS[number % len(SELECTORS)]
        first, second = LOOKS[number % len(LOOKS)], LOOKS[(number + number // 7 + 1) % len(LOOKS)]
        print('%s { %s; %s }' % (selector, first % (number % 9 + 1, number % 7 + 1), second % (number % 5 + 1, number % 8 + 1)))


main()
