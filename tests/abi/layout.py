#!/usr/bin/env python3
"""layout.py - the layout of all public structs, the numbers of all public constants and the names of all functions.

layout.py CC INCLUDE PROGRAM prints them, one a line, sorted. What is printed for a released version is kept in
tests/abi/VERSION.txt; check.sh compares (`make check-abi`).

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def text_of(include):
    """The headers, comments taken out."""
    text = ''.join(path.read_text(encoding='utf-8') for path in sorted(pathlib.Path(include, 'ospopress').glob('*.h')))
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


def structs(text):
    """(name, fields) of each `typedef struct NAME { ... } NAME;`; nested ones are taken as one field."""
    for match in re.finditer(r'typedef struct (\w+) \{(.*?)\n\} \1;', text, flags=re.S):
        body, depth, flat = match.group(2), 0, ''
        for char in body:
            depth -= char == '}'
            flat += char if depth == 0 or char == '\n' else ''
            depth += char == '{'
        fields = []
        for declaration in flat.split(';'):
            declaration = ' '.join(declaration.split())
            pointer = re.search(r'\(\*(\w+)\)\s*\(', declaration)
            if pointer:
                fields.append(pointer.group(1))
            elif declaration:
                fields += [re.search(r'(\w+)(?:\[[^\]]*\])?$', part.strip()).group(1) for part in declaration.split(',')]
        yield match.group(1), fields


def constants(text):
    for match in re.finditer(r'enum(?: \w+)? \{(.*?)\}', text, flags=re.S):
        for name in re.findall(r'\b(OSP_[A-Z0-9_]+)\b\s*(?:=|,|$)', re.sub(r'^#.*\n', '', match.group(1), flags=re.M)):
            yield name


def main():
    cc, include, program = sys.argv[1:4]
    text = text_of(include)
    lines = []
    tags = re.findall(r'^OSP_TAG\((\w+),', pathlib.Path(include, 'ospopress/tags.def').read_text(encoding='utf-8'), flags=re.M)
    source = ['#include <ospopress/ospopress.h>', '#include <stdio.h>', 'int main(void) {']
    for name, fields in structs(text):
        source.append(f'printf("struct {name} size %zu\\n", sizeof({name}));')
        source += [f'printf("struct {name} {i:02} {field} at %zu, %zu bytes\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));'
                   for i, field in enumerate(fields)]
    names = sorted({*constants(text), *(f'OSP_{tag}' for tag in tags)} - {'OSP_TAG_COUNT', 'OSP_TAG'})
    source += [f'printf("constant {name} %lld\\n", (long long)({name}));' for name in names]
    source.append('return 0; }')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'layout.c')
        path.write_text('\n'.join(source), encoding='utf-8')
        subprocess.run([*cc.split(), '-I', include, str(path), '-o', str(path.with_suffix(''))], check=True)
        lines += subprocess.run([str(path.with_suffix(''))], check=True, capture_output=True, text=True).stdout.splitlines()
    symbols = subprocess.run(['nm', '-D', '--defined-only', program], check=True, capture_output=True, text=True).stdout
    declared = set(re.findall(r'\bosp_[a-z_0-9]+(?=\()', text))
    lines += [f'function {name}' for name in {line.split()[-1] for line in symbols.splitlines()} & declared]
    print('\n'.join(sorted(lines)))


main()
