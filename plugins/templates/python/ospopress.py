"""ospopress.py - what a plugin in Python and ospopress say to each other (docs/plugin-protocol.md).

SPDX-License-Identifier: Apache-2.0
"""
import sys
import xml.etree.ElementTree as ET

_stdin, _stdout = sys.stdin.buffer, sys.stdout.buffer


def _body(length):
    data = _stdin.read(int(length))
    _stdin.readline()
    return data.decode()


def _send(line, body=None):
    data = b'' if body is None else body if isinstance(body, bytes) else body.encode()
    _stdout.write(line.encode() + (b'\n' if body is None else b' %d\n%s\n' % (len(data), data)))


def lines():
    """All that the host says: (words, body or None). A line whose last word is a length is followed by that many bytes."""
    while line := _stdin.readline().decode():
        words = line.split()
        has_body = words[0] in ('option', 'field', 'article', 'source', 'piece') or (words[0] == 'asset' and len(words) == 6)
        yield words, _body(words[-1]) if has_body else None


def note(place, code, text):
    """`place` is LINE:COLUMN, of an element's data-place; writers put the id of the article and a colon before it."""
    _send(f'note {place} {code} {text}')


def warning(place, code, text):
    _send(f'warning {place} {code} {text}')


def error(place, code, text):
    _send(f'error {place} {code} {text}')


def asset(path):
    """Puts a picture into the volume; its number for data-asset, None if it can't be read."""
    _send('asset', path)
    _stdout.flush()
    answer = _stdin.readline().decode().split()[1]
    return None if answer == 'none' else answer


def article(root):
    """Answers with the tree of the article."""
    _send('article', ET.tostring(root, encoding='utf-8'))
    _stdout.flush()


def failed():
    """Gives up on what was asked, after an error."""
    _send('failed')
    _stdout.flush()


def put(name, data):
    """A file of an output that is a folder."""
    _send('file', name)
    _send('bytes', data)


def done():
    _send('done')
    _stdout.flush()
