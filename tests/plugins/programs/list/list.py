"""list.py - a writer in Python over the line protocol (docs/plugin-protocol.md). SPDX-License-Identifier: Apache-2.0"""
import re
import sys

stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
index = []


def body(length):
    data = stdin.read(int(length))
    stdin.readline()
    return data


def send(name, data):
    stdout.write(b'file %d\n%s\nbytes %d\n%s\n' % (len(name), name.encode(), len(data), data))


while line := stdin.readline().decode():
    word, *rest = line.split()
    if word in ('option', 'field', 'asset'):
        index.append(body(rest[-1]))
    elif word == 'piece':
        send(f'{rest[1]}.xml', re.sub(rb' data-place="[0-9:]*"', b'', body(rest[2])))
    elif word == 'write':
        send('index.txt', b'\n'.join(index) + b'\n')
        stdout.write(b'done\n')
        stdout.flush()
