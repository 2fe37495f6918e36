"""mark.py - a transform in Python over the line protocol (docs/plugin-protocol.md). SPDX-License-Identifier: Apache-2.0"""
import os
import sys
import xml.etree.ElementTree as ET

stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
options, fields, count = {}, {}, 0


def body(length):
    data = stdin.read(int(length))
    stdin.readline()
    return data.decode()


while line := stdin.readline().decode():
    word, *rest = line.split()
    if word == 'option':
        options[rest[0]] = body(rest[1])
    elif word == 'field':
        fields[rest[0]] = body(rest[1])
    elif word == 'article':
        root, count = ET.fromstring(body(rest[1])), count + 1
        for p in root.iter('p'):
            if p.text and options['word'] in p.text:
                before, after = p.text.split(options['word'], 1)
                mark = ET.Element('mark')
                mark.text, mark.tail, p.text = options['word'], after, before
                p.insert(0, mark)
                place = p.get('data-place', '0:0')
                stdout.write(f'note {place} mark/marked process {os.getpid()} article {count}, {fields["title"]}, {options["often"]} times\n'.encode())
        reply = ET.tostring(root)
        stdout.write(b'article %d\n%s\n' % (len(reply), reply))
        stdout.flush()
