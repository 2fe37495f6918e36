#!/usr/bin/env python3
"""check_messages.py - every message literal of src/ and plugins/ has a Chinese translation with the same conversions.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import sys

CALL = re.compile(r'\b(?:osp_error|osp_warn|osp_note|schema_error|job_translate|refuse|complain|report_add)\s*\(')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
CODE = re.compile(r'^[a-z0-9-]+/[a-z0-9-]+$')
CONVERSION = re.compile(r'%(?:\d+\$)?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j|t)?[diouxXcsp]')


def arguments(text, start):
    """The text between the parentheses that open at start."""
    depth, at, quoted = 1, start, False
    while at < len(text) and depth:
        char = text[at]
        if quoted:
            if char == '\\':
                at += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in '([{':
            depth += 1
        elif char in ')]}':
            depth -= 1
        at += 1
    return text[start:at - 1]


def messages(path):
    text = path.read_text(encoding='utf-8')
    for call in CALL.finditer(text):
        inner = re.sub(r'(?<!\\)"\s*"', '', arguments(text, call.end()))
        for string in STRING.finditer(inner):
            literal = string.group(1).replace(r'\xEF\xBF\xBD', '\ufffd')
            if ' ' in literal and not CODE.match(literal):
                yield literal, path, text.count('\n', 0, call.start()) + 1


def catalogue(path):
    entries, key = {}, None
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('msgid '):
            key = line[7:-1]
        elif line.startswith('msgstr ') and key is not None:
            entries[key] = line[8:-1]
    return entries


def kinds(text):
    """The conversions in the order of the arguments they take."""
    found = CONVERSION.findall(text.replace('%%', ''))
    numbered = [(int(m.group(1)), re.sub(r'\d+\$', '', c)) for c in found if (m := re.match(r'%(\d+)\$', c))]
    return [c for _, c in sorted(numbered)] if numbered else found


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    entries, bad = catalogue(root / 'po/zh.po'), 0
    for english, chinese in entries.items():
        if english and kinds(english) != kinds(chinese):
            print(f'po/zh.po: other conversions than in "{english}"')
            bad += 1
    for source in sorted([*root.glob('src/**/*.c'), *(path for path in root.glob('plugins/**/*.c') if 'templates' not in path.parts)]):
        for literal, path, line in messages(source):
            if literal not in entries:
                print(f'{path.relative_to(root)}:{line}: no Chinese for "{literal}"')
                bad += 1
    return 1 if bad else 0


sys.exit(main())
