"""highlight.py - put the words of code into spans that a style can colour. SPDX-License-Identifier: Apache-2.0

One process for all articles, by the line protocol of docs/plugin-protocol.md. The text of the code stays as it is, byte by byte:
what Pygments would change in it (line ends, tabs, a missing last line) is switched off, and where the words together are not the text
again, the block stays plain.
"""
import functools
import html
import re
import sys

LIMIT = 200_000  # characters of one block: more is data, not code that anyone reads
ATTRIBUTES = r'(?:\s[\w:.-]+="[^"]*")*'
# The host writes a block of code as one text: no element stands in it yet.
BLOCK = re.compile(rf'(<pre{ATTRIBUTES}>)<code({ATTRIBUTES})>([^<]+)</code>')
LANGUAGE = re.compile(r'(?:^|\s)lang(?:uage)?-\{?\.?([\w+#.-]+)')
CLASS = re.compile(r'\sclass="([^"]*)"')
PLAIN = {'text', 'txt', 'plain', 'plaintext', 'none', 'nohighlight', 'output'}
# Names that authors write and Pygments has others for.
ALIASES = {'cjs': 'javascript', 'dockerfile': 'docker', 'dotenv': 'bash', 'golang': 'go', 'gradle': 'groovy', 'hcl': 'terraform',
           'json5': 'json', 'jsonc': 'json', 'jsx': 'javascript', 'kt': 'kotlin', 'kts': 'kotlin', 'mjs': 'javascript', 'plist': 'xml',
           'shell-session': 'console', 'svelte': 'html', 'svg': 'xml', 'tsx': 'typescript', 'vue': 'html', 'wasm': 'wast', 'yml': 'yaml'}

# Pygments' kinds of words, as the classes of highlight.js: the nearest one above counts. "" is text as any other.
CLASSES = {
    '': '', 'Text': '', 'Error': '', 'Escape': 'hljs-char escape_', 'Other': '',
    'Keyword': 'hljs-keyword', 'Keyword.Constant': 'hljs-literal', 'Keyword.Type': 'hljs-type', 'Operator.Word': 'hljs-keyword',
    'Name': '', 'Name.Attribute': 'hljs-attr', 'Name.Builtin': 'hljs-built_in', 'Name.Class': 'hljs-title class_',
    'Name.Constant': 'hljs-variable constant_', 'Name.Decorator': 'hljs-meta', 'Name.Entity': 'hljs-symbol',
    'Name.Exception': 'hljs-title class_', 'Name.Function': 'hljs-title function_', 'Name.Label': 'hljs-symbol',
    'Name.Property': 'hljs-attribute', 'Name.Tag': 'hljs-name', 'Name.Variable': 'hljs-variable',
    'Literal': '', 'Literal.Date': 'hljs-number', 'Literal.Number': 'hljs-number', 'Literal.String': 'hljs-string',
    'Literal.String.Escape': 'hljs-char escape_', 'Literal.String.Interpol': 'hljs-subst', 'Literal.String.Regex': 'hljs-regexp',
    'Literal.String.Symbol': 'hljs-symbol',
    'Comment': 'hljs-comment', 'Comment.Hashbang': 'hljs-meta', 'Comment.Preproc': 'hljs-meta', 'Comment.PreprocFile': 'hljs-string',
    'Operator': '', 'Punctuation': '',
    'Generic': '', 'Generic.Deleted': 'hljs-deletion', 'Generic.Emph': 'hljs-emphasis', 'Generic.Heading': 'hljs-section',
    'Generic.Inserted': 'hljs-addition', 'Generic.Prompt': 'hljs-meta prompt_', 'Generic.Strong': 'hljs-strong',
    'Generic.Subheading': 'hljs-section',
}
NO_PYGMENTS = 'highlight/no-pygments'
MISSING = {
    'en': 'Pygments is not here, so code stays without colours; install it (Debian: python3-pygments) or leave "highlight" out',
    'zh': '没有找到 Pygments，代码保持原样、不着色；请安装它（Debian：python3-pygments），或去掉 “highlight”',
}


@functools.cache
def class_of(kind):
    """The class of a kind of word; '' for none."""
    while '.'.join(kind) not in CLASSES:
        kind = kind.parent
    return CLASSES['.'.join(kind)]


def find_lexer(name):
    """Pygments' lexer for a language, changing nothing in the text; None when there is none."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound
    try:
        return get_lexer_by_name(ALIASES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def mark_words(text, lexer):
    """The text with spans, as XML; no span goes over the end of a line. None when the words are not the text."""
    runs = []
    for kind, words in lexer.get_tokens(text):
        name = class_of(kind)
        if runs and runs[-1][0] == name:
            runs[-1][1] += words
        else:
            runs.append([name, words])
    if ''.join(words for _, words in runs) != text:
        return None
    out = []
    for name, words in runs:
        for piece in re.split(r'(\n\s*)', words):
            is_marked = name and piece.strip()
            out.append(f'<span class="{name}">{escape(piece)}</span>' if is_marked else escape(piece))
    return ''.join(out)


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


class Highlighter:
    def __init__(self, language):
        self.language, self.lexers = language, {}

    def lexer(self, name):
        if name not in self.lexers:
            self.lexers[name] = None if name in PLAIN else find_lexer(name)
        return self.lexers[name]

    def mark_block(self, match):
        """A block with its words marked, or as it is."""
        pre, attributes, text = match.groups()
        classes = CLASS.search(attributes)
        language = LANGUAGE.search(classes[1]) if classes else None
        if not language or len(text) > LIMIT:
            return match[0]
        lexer = self.lexer(language[1].lower())
        marked = mark_words(html.unescape(text), lexer) if lexer else None
        if marked is None:
            return match[0]
        return f'{pre}<code{CLASS.sub(lambda m: m[0][:-1] + " hljs" + m[0][-1], attributes, count=1)}>{marked}</code>'

    def mark_article(self, tree):
        """The lines that answer for an article."""
        try:
            changed = BLOCK.sub(self.mark_block, tree)
        except ModuleNotFoundError:
            self.mark_article = lambda _: 'same\n'  # it is as missing for all others
            return f'note 0:0 {NO_PYGMENTS} {MISSING[self.language]}\nsame\n'
        return 'same\n' if changed == tree else f'article {len(changed.encode())}\n{changed}\n'


def main():
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    highlighter = Highlighter('en')
    while line := stdin.readline().decode():
        word, *rest = line.split()
        if word == 'language' and rest[0].startswith('zh'):
            highlighter.language = 'zh'
        if word in ('option', 'field', 'article'):
            body = stdin.read(int(rest[-1])).decode()
            stdin.readline()
        if word == 'article':
            stdout.write(highlighter.mark_article(body).encode())
            stdout.flush()


main()
