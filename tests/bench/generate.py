#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generate.py DIR COUNT [--pictures] - write a made-up volume of COUNT articles, the same on every machine.

DIR/proceedings.yml, DIR/articles/001.md ...: about 2,700 Han characters and 480 Latin words an article, with headings of two
levels, lists, a quotation, emphasis, citations, eight references and an author. With --pictures each article has a PNG like a
photograph (1200x800, about 1 MB) and a small portrait. The words are drawn at random, so their frequencies are like those of
a language but they mean nothing: what is measured is the work, and about 3,000 different Han occur in 200 articles.
"""
import os
import random
import struct
import sys
import zlib

HAN_PER_ARTICLE = 2700
PARTICLES = '的了是在和与也都而为'
NAMES = ['OSPO', 'Linux', 'GitHub', 'API', 'SBOM', 'InnerSource', 'README.md', 'CI/CD', 'GPL-2.0', '2022', '30%', 'PDF', 'EPUB 3']
LATIN = """a and the of to in we our community project code release review license office open source people work with for from this
that when every each more less than only because contributor maintainer documentation infrastructure security governance collaboration
sustainability compliance dependency upstream downstream repository responsibility understanding international university government
company foundation meeting question answer decision roadmap mentor student learning teaching writing reading typesetting hyphenation
paragraph publication proceedings conference summit""".split()
SIGNS = ['，'] * 8 + ['；', '：', '、', '——']
QUOTES = ['「%s」', '（%s）', '《%s》', '“%s”', '**%s**']


def han():
    """GB 2312 level 1: the 3,755 common characters."""
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode('gb2312')
            except UnicodeDecodeError:
                pass


class Language:
    def __init__(self):
        dice = random.Random(1)
        letters = list(han())
        dice.shuffle(letters)
        common, rare = letters[:900], letters[900:]
        self.words, self.weights, total = [], [], 0.0
        for rank in range(8000):
            pool = common if rank < 2400 or dice.random() < 0.4 else rare
            self.words.append(dice.choice(common) + dice.choice(pool))
            total += 1.0 / (rank + 12) ** 0.78
            self.weights.append(total)


class Writer:
    """The words of one article."""

    def __init__(self, language, seed):
        self.language, self.dice, self.cites = language, random.Random(seed), 0

    def word(self):
        return self.dice.choices(self.language.words, cum_weights=self.language.weights)[0]

    def clause(self, least=5, most=15):
        parts, size, wanted = [], 0, self.dice.randint(least, most)
        while size < wanted:
            luck = self.dice.random()
            part = ' ' + self.dice.choice(NAMES) + ' ' if luck < 0.035 else self.dice.choice(PARTICLES) if luck < 0.17 else self.word()
            parts.append(part)
            size += 1 if len(part) == 1 else 2
        return ''.join(parts).strip()

    def sentence(self):
        text = self.clause()
        for _ in range(self.dice.randrange(4)):
            text += self.dice.choice(SIGNS) + self.clause()
        if self.dice.random() < 0.46:
            text += self.dice.choice(QUOTES) % self.clause(3, 7) + self.word()
        if self.dice.random() < 0.12:
            text += '[%d]' % (self.cites % 8 + 1)
            self.cites += 1
        return text + self.dice.choice('。。。。。。！？')

    def paragraph(self, size):
        text = ''
        while len(text) < size:
            text += self.sentence()
        return text

    def latin(self, count):
        sentences = []
        while count > 0:
            words = [self.dice.choice(LATIN) for _ in range(self.dice.randint(7, 21))]
            count -= len(words)
            sentences.append(' '.join(words).capitalize() + '.')
        return ' '.join(sentences)


def article(writer, number, pictures):
    title, author = writer.clause(5, 9), '王' + writer.word()
    yield '---\ntitle: "%s"\nauthor: "%s"\ndescription: "%s"\n---' % (title, author, writer.clause(12, 20))
    for section in range(5):
        yield '## ' + writer.clause(5, 9)
        yield writer.paragraph(235)
        yield writer.paragraph(195)
        if section in (0, 2, 3):
            yield '### ' + writer.clause(5, 9)
            yield writer.paragraph(140)
            yield '\n'.join('* ' + writer.clause(4, 12) + '；' for _ in range(5))
        if section == 1 and pictures:
            yield '![%s](images/%03d.png)' % (writer.clause(5, 9), number)
        yield writer.latin(75)
    yield '> ' + writer.paragraph(70)
    yield '## 参考资料'
    yield '\n'.join('%d. 《%s》，%s，https://example.org/%s/%d' % (i + 1, writer.clause(5, 9), author, writer.dice.choice(LATIN),
                    writer.dice.randrange(99999)) for i in range(8))
    yield '## 关于作者'
    yield ('![%s](images/%03d-face.png)' % (author, number) if pictures else '') + author + '，' + writer.paragraph(100)


def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def picture(path, dice, width, height):
    """Differences between neighbours are written as PNG's Sub filter has them: two fifths of the picture is calm, the rest as restless
    as a photograph, so that it is as large as one and takes as long to inflate."""
    calm = bytes(0 if i < 220 else i % 3 - 1 & 255 for i in range(256))
    restless = bytes((i % 12 + i % 7 - 8) & 255 for i in range(256))
    rows = []
    for y in range(height):
        rows.append(b'\1' + dice.randbytes(width * 3).translate(calm if y < height * 2 / 5 else restless))
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
                   chunk(b'IDAT', zlib.compress(b''.join(rows), 6)) + chunk(b'IEND', b''))


def main(folder, count, pictures):
    language = Language()
    os.makedirs(os.path.join(folder, 'articles', 'images'), exist_ok=True)
    for number in range(1, count + 1):
        writer = Writer(language, number)
        with open(os.path.join(folder, 'articles', '%03d.md' % number), 'w', encoding='utf-8') as file:
            file.write('\n\n'.join(article(writer, number, pictures)) + '\n')
        if pictures:
            picture(os.path.join(folder, 'articles', 'images', '%03d.png' % number), writer.dice, 1200, 800)
            picture(os.path.join(folder, 'articles', 'images', '%03d-face.png' % number), writer.dice, 240, 240)
    with open(os.path.join(folder, 'proceedings.yml'), 'w', encoding='utf-8') as file:
        file.write('title: 测量用的文集\nlang: zh-CN\narticles:\n' + ''.join('  - articles/%03d.md\n' % (i + 1) for i in range(count)))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), '--pictures' in sys.argv[3:])
