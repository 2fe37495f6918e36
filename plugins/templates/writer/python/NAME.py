"""@NAME@.py - a writer for ospopress: the headings of a volume as a text, and its pictures beside it. SPDX-License-Identifier: Apache-2.0"""
import xml.etree.ElementTree as ET

import ospopress

HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')


def headings(root, options):
    for element in root.iter():
        level = HEADINGS.index(element.tag) + 1 if element.tag in HEADINGS else 0
        if 0 < level <= int(options['depth']):
            yield '  ' * (level - 1) + options['bullet'] + ' ' + ''.join(element.itertext()).replace('\n', ' ')


def put_pictures(root, piece, assets):
    for img in root.iter('img'):
        if 'data-alt-guessed' in img.attrib:
            ospopress.warning(f'{piece}:{img.get("data-place", "0:0")}', '@NAME@/no-words',
                              f'nobody wrote words for this picture; "{img.get("alt")}" was guessed')
        if img.get('data-asset') in assets:
            name, path = assets[img.get('data-asset')]
            with open(path, 'rb') as file:
                ospopress.put(f'pictures/{name}', file.read())


options, fields, assets, rows = {}, {'title': ''}, {}, []
for words, body in ospopress.lines():
    if words[0] == 'option':
        options[words[1]] = body
    elif words[0] == 'field':
        fields[words[1]] = body
    elif words[0] == 'asset':
        assets[words[1]] = (words[2], body)
    elif words[0] == 'piece':
        root = ET.fromstring(body)
        rows += headings(root, options)
        if options['pictures'] == 'true':
            put_pictures(root, words[2], assets)
    elif words[0] == 'write':
        ospopress.put('headings.txt', fields['title'] + '\n\n' + ''.join(row + '\n' for row in rows))
        ospopress.done()
