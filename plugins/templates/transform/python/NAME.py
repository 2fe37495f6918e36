"""@NAME@.py - a transform for ospopress: marks a word wherever it stands, and says where. SPDX-License-Identifier: Apache-2.0"""
import xml.etree.ElementTree as ET

import ospopress

SAY = {'nothing': lambda *_: None, 'note': ospopress.note, 'warning': ospopress.warning}


def cut(text, word):
    """What stands before the first word, and a `mark` for each with what stands behind it."""
    first, *rest = (text or '').split(word)
    marks = []
    for behind in rest:
        mark = ET.Element('mark')
        mark.text, mark.tail = word, behind
        marks.append(mark)
    return first, marks


def mark_in(root, options):
    """Marks the word in all texts; how often it was there. Goes down without recursion: a tree may be deep."""
    count, waiting = 0, [(root, '0:0')]
    while waiting:
        element, place = waiting.pop()
        place = element.get('data-place', place)
        if element.tag in ('code', 'mark'):
            continue  # code stays as its author wrote it
        children = list(element)
        waiting += [(child, place) for child in reversed(children)]
        element.text, marks = cut(element.text, options['word'])
        found = list(marks)
        for child in children:
            child.tail, behind = cut(child.tail, options['word'])
            marks += [child, *behind]
            found += behind
        element[:] = marks
        for mark in found:
            if options['class']:
                mark.set('class', options['class'])
            SAY[options['say']](place, '@NAME@/found', f'"{options["word"]}" stands here')
        count += len(found)
    return count


def add_seal(root, path):
    number = ospopress.asset(path)
    if number is not None:
        figure = ET.SubElement(root, 'figure')
        ET.SubElement(figure, 'img', {'src': path, 'alt': '', 'class': 'decorative', 'data-asset': number})


options = {}
for words, body in ospopress.lines():
    if words[0] == 'option':
        options[words[1]] = body
    elif words[0] == 'article' and options['word'] == '':
        ospopress.error('0:0', '@NAME@/no-word', '"word" is empty; say which word is to be marked')
        ospopress.failed()
    elif words[0] == 'article':
        root = ET.fromstring(body)
        if mark_in(root, options) and options['seal']:
            add_seal(root, options['seal'])
        ospopress.article(root)
