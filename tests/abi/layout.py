#!/usr/bin/env python3
"""layout.py - the layout of all public structs, the numbers of all public constants and the types of all functions.

layout.py CC INCLUDE PROGRAM prints them, one a line. What is printed for a released version is kept in
tests/abi/VERSION.txt; check.sh compares (`make check-abi`).

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def text_of(include):
    """The headers, comments and lines of the preprocessor taken out."""
    text = ''.join(path.read_text(encoding='utf-8') for path in sorted(pathlib.Path(include, 'ospopress').glob('*.h')))
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
    return re.sub(r'^[ \t]*#(?:.*\\\n)*.*$', '', text, flags=re.M)


def spaced(text):
    """One way to write a type: `const char *`."""
    return re.sub(r'\s*\*\s*', '*', ' '.join(text.split())).replace('*', ' *').replace('* *', '**').strip()


def parts(text, separator):
    """Splits where no bracket is open."""
    depth, part = 0, ''
    for char in text:
        depth += (char in '({') - (char in ')}')
        if char == separator and depth == 0:
            yield part
            part = ''
        else:
            part += char
    if part.strip():
        yield part


def bare(parameter):
    """A parameter's type without its name, which is no part of the interface."""
    parameter = spaced(parameter)
    match = re.match(r'(.*[\s*])(\w+)((?:\[\w*\])?)$', parameter)
    return spaced(match.group(1) + match.group(3)) if match and match.group(1).split() != ['const'] else parameter


def signature(result, parameters):
    return f'{spaced(result)} ({", ".join(bare(part) for part in parts(parameters, ","))})'


def fields(body, prefix=''):
    """(path, type) of each field, those of structs and unions within after it."""
    for declaration in parts(body, ';'):
        declaration = declaration.strip()
        within = re.match(r'(struct|union)\s*\{(.*)\}\s*(\w+)$', declaration, flags=re.S)
        pointer = re.match(r'(.*?)\(\*(\w+)\)\s*\((.*)\)$', declaration, flags=re.S)
        if within:
            yield prefix + within.group(3), within.group(1)
            yield from fields(within.group(2), f'{prefix}{within.group(3)}.')
        elif pointer:
            yield prefix + pointer.group(2), signature(pointer.group(1), pointer.group(3))
        elif declaration:
            first, *more = parts(declaration, ',')
            kind, stars, name, array = re.match(r'(.*?)\s*(\**)\s*(\w+)((?:\[[^\]]*\])?)$', first.strip(), flags=re.S).groups()
            yield prefix + name, spaced(kind + stars + array)
            for other in more:
                stars, name, array = re.match(r'(\**)\s*(\w+)((?:\[[^\]]*\])?)$', other.strip()).groups()
                yield prefix + name, spaced(kind + stars + array)


def structs(text):
    for match in re.finditer(r'typedef struct (\w+) \{(.*?)\n\} \1;', text, flags=re.S):
        yield match.group(1), fields(match.group(2))


def constants(text):
    for match in re.finditer(r'enum(?: \w+)? \{(.*?)\}', text, flags=re.S):
        yield from re.findall(r'\b(OSP_[A-Z0-9_]+)\b\s*(?=[=,]|$)', match.group(1))


def functions(text):
    """name -> type, of functions and of pointers to them that plugins hand over."""
    for result, name, parameters in re.findall(r'OSP_API\s+((?:[\w*]+\s+)+?\**)(\w+)\(([^;]*?)\)(?:\s*OSP_PRINTF\([^)]*\))?;', text):
        yield name, signature(result, parameters)


def callbacks(text):
    for result, name, parameters in re.findall(r'typedef\s+([^;{]*?)\(\*(\w+)\)\(([^;]*?)\);', text):
        yield name, signature(result, parameters)


def measured(cc, include, text):
    """What the compiler says of structs and constants."""
    tags = re.findall(r'^OSP_TAG\((\w+),', pathlib.Path(include, 'ospopress/tags.def').read_text(encoding='utf-8'), flags=re.M)
    source = ['#include <ospopress/ospopress.h>', '#include <stdio.h>', 'int main(void) {']
    for name, known in structs(text):
        source.append(f'printf("sizeof {name} %zu\\n", sizeof({name}));')
        source += [f'printf("struct {name} {path} at %zu, %zu bytes, {kind}\\n", offsetof({name}, {path}), sizeof((({name} *)0)->{path}));'
                   for path, kind in known]
    names = sorted({*constants(text), *(f'OSP_{tag}' for tag in tags), 'OSP_POINT'} - {'OSP_TAG_COUNT', 'OSP_TAG'})
    source += [f'printf("constant {name} %lld\\n", (long long)({name}));' for name in names]
    source.append('return 0; }')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'layout.c')
        path.write_text('\n'.join(source), encoding='utf-8')
        subprocess.run([*cc.split(), '-I', include, str(path), '-o', str(path.with_suffix(''))], check=True)
        return subprocess.run([str(path.with_suffix(''))], check=True, capture_output=True, text=True).stdout.splitlines()


def main():
    cc, include, program = sys.argv[1:4]
    text = text_of(include)
    symbols = subprocess.run(['nm', '-D', '--defined-only', program], check=True, capture_output=True, text=True).stdout
    exported = {line.split()[-1] for line in symbols.splitlines()}
    lines = measured(cc, include, text)
    lines += sorted(f'callback {name} {kind}' for name, kind in callbacks(text))
    lines += sorted(f'function {name} {kind}' for name, kind in functions(text) if name in exported)
    print('\n'.join(lines))


main()
