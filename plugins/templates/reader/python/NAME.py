"""@NAME@.py - a reader for ospopress: reads plain notes. SPDX-License-Identifier: Apache-2.0

What it reads, line by line:

    = Heading
    - item of a list
    ! picture.png What it shows

All other lines are paragraphs; an empty line ends one.
"""
import xml.etree.ElementTree as ET

import ospopress


def read(text, first, level):
    root = ET.Element('article')
    paragraph = items = None

    def add(parent, tag, place, words=None, **attributes):
        # Each element has the place that it was made for, so that all later messages can point at the author's own line.
        element = ET.SubElement(parent, tag, {'data-place': place, **attributes})
        element.text = words
        return element

    for number, line in enumerate(text.split('\n'), first):
        mark, place = line[:1], f'{number}:1'
        marked = len(line) > 2 and mark in '=-!' and line[1] == ' '
        if marked or not line:
            paragraph = None
            items = items if mark == '-' else None
        if marked and mark == '=':
            add(root, f'h{level}', place, line[2:])
        elif marked and mark == '-':
            items = add(root, 'ul', place, **{'class': 'tight'}) if items is None else items
            add(items, 'li', place, line[2:])
        elif marked:
            name, _, words = line[2:].partition(' ')
            add(add(root, 'p', place), 'img', place, src=name, alt=words)
            if not words:
                ospopress.warning(place, '@NAME@/no-words',
                                  f'picture "{name}" comes without words for those who can\'t see it; write them behind its name')
        elif line:
            if mark in '=-!':
                ospopress.warning(place, '@NAME@/no-space',
                                  f'"{mark}" begins a line without a space and words behind it, so the line is read as text')
            items = None
            if paragraph is None:
                paragraph = add(root, 'p', place, line)
            else:
                paragraph.text += '\n' + line
    return root


options, first = {}, 1
for words, body in ospopress.lines():
    if words[0] == 'option':
        options[words[1]] = body
    elif words[0] == 'first-line':
        first = int(words[1])
    elif words[0] == 'source':
        ospopress.article(read(body, first, options['level']))
