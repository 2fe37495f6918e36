"""lines.py - a reader in Python over the line protocol (docs/plugin-protocol.md). SPDX-License-Identifier: Apache-2.0"""
import sys
from xml.sax.saxutils import escape

stdin, stdout, first = sys.stdin.buffer, sys.stdout.buffer, 1
while line := stdin.readline().decode():
    word, *rest = line.split()
    if word in ('option', 'field', 'source'):
        text = stdin.read(int(rest[-1])).decode()
        stdin.readline()
    if word == 'first-line':
        first = int(rest[0])
    if word == 'source':
        rows = [f'<p data-place="{first + i}:1">{escape(row)}</p>' for i, row in enumerate(text.splitlines()) if row]
        reply = f'<article>{"".join(rows)}</article>'.encode()
        stdout.write(b'article %d\n%s\n' % (len(reply), reply))
        stdout.flush()
