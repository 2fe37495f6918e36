#!/usr/bin/env python3
"""check_codes.py - every code of a message, "plugin/slug", is explained in docs/diagnostics.md, and nothing else is.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import sys

LITERAL = {'.py': re.compile(r"'([a-z][a-z0-9-]*/[a-z][a-z0-9-]*)'"), '.c': re.compile(r'"([a-z][a-z0-9-]*/[a-z][a-z0-9-]*)"')}
LITERAL['.h'] = LITERAL['.c']
LISTED = re.compile(r'`([a-z][a-z0-9-]*/[a-z][a-z0-9-]*)`')
# Of the same form, and no codes.
OTHERS = re.compile(r'image/|font/|text/css$|km/h$|ospopress/plugins$')


def used(root):
    """Code -> the first place where it stands. The skeleton is there to be copied; its codes are its own."""
    found = {}
    for path in sorted([*root.glob('src/**/*.[ch]'), *root.glob('plugins/**/*.[ch]'), *root.glob('plugins/**/*.py')]):
        if 'skeleton' in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            for code in LITERAL[path.suffix].findall(line):
                if not OTHERS.match(code):
                    found.setdefault(code, f'{path.relative_to(root)}:{number}')
    return found


def listed(path):
    """The codes in the first column of each table."""
    rows = (line.split('|')[1] for line in path.read_text(encoding='utf-8').splitlines() if line.startswith('|'))
    return [code for row in rows for code in LISTED.findall(row)]


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    codes, explained = used(root), listed(root / 'docs/diagnostics.md')
    faults = [f'{place}: docs/diagnostics.md does not explain {code}' for code, place in codes.items() if code not in explained]
    faults += [f'docs/diagnostics.md: nothing says {code}' for code in explained if code not in codes]
    faults += [f'docs/diagnostics.md: {code} is there twice' for code in sorted(set(explained)) if explained.count(code) > 1]
    for fault in faults:
        print(f'lint: {fault}')
    return 1 if faults else 0


sys.exit(main())
