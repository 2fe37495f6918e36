#!/usr/bin/env python3
"""check_functions.py - no function of src/, plugins/ and tests/ is longer than 80 lines, signature and braces included.

Functions here begin and end in the first column, so that no parser is needed. With --list, prints every length.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import sys

CAP = 80
SIGNATURE = re.compile(r'^[A-Za-z_].*\b(\w+)\s*\(')
DATA = re.compile(r'^(?:static\s+)?(?:const\s+)?(?:typedef\s+)?(?:struct|enum|union)\b[^()]*\{|=\s*\{')


def functions(path):
    """Name, line and length of each: from the line with the name to the brace that closes."""
    name, first = None, 0
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line.startswith('}'):
            if name:
                yield name, first, number - first + 1
            name = None
        elif line.startswith('{') or line.startswith(('\t', ' ', '#', '/')):
            continue
        elif DATA.search(line) or line.rstrip().endswith(';'):
            name = None
        elif match := SIGNATURE.match(line):
            name, first = match.group(1), number


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    bad = 0
    for path in sorted(p for room in ('src', 'plugins', 'tests') for p in (root / room).rglob('*.[ch]')):
        for name, line, length in functions(path):
            if '--list' in sys.argv:
                print(length, name, f'{path.relative_to(root)}:{line}')
            if length > CAP:
                print(f'lint: {path.relative_to(root)}:{line}: {name}() has {length} lines; {CAP} are the most')
                bad = 1
    return bad


sys.exit(main())
