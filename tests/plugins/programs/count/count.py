"""count.py - a checker in Python over the line protocol (docs/plugin-protocol.md). SPDX-License-Identifier: Apache-2.0"""
import sys
import xml.etree.ElementTree as ET

stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
while line := stdin.readline().decode():
    word, *rest = line.split()
    if word in ('option', 'field', 'article'):
        data = stdin.read(int(rest[-1])).decode()
        stdin.readline()
    if word == 'article':
        words = len(' '.join(ET.fromstring(data).itertext()).split())
        stdout.write(f'note 0:0 count/words {words} words\nfield title 7\nCHANGED\narticle 33\n<article><p>CHANGED</p></article>\n'.encode())
        stdout.flush()
