#!/usr/bin/env python3
"""handout.py - reads finished handouts as a binder would: takes the sheets, folds, nests and cuts them, and turns the pages.

    handout.py fold FOLDER          every case of FOLDER/cases.tsv (made by tests/unit/test_handout), as TAP
    handout.py links PDF HANDOUT    every link of PDF lies over the same words in HANDOUT, as TAP
    handout.py codes PDF HANDOUT    every address that PDF links to is a QR code of HANDOUT (zbarimg at 300 dpi), and nothing else is, as TAP

Only mutool and qpdf are asked what is in a file: where a text stands, which way up it is, where links and boxes are.
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict

PAGE = (420.0, 595.0)
TEXT_X = 40.0
CREEP_ERROR = 0.05 / 25.4 * 72      # the most that creep may be off
EDGE = .4                           # points: what may be rounded away at the edge of a link
count = 0
failed = 0


def ok(good, name, why=''):
    global count, failed
    count += 1
    failed += not good
    print(f'{"ok" if good else "not ok"} {count} - {name}')
    if not good and why:
        print(f'# {why}')


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode('utf-8', 'replace')


def structured_text(pdf):
    """What mutool sees. It writes characters that XML has not (controls, halves of pairs) as references, too."""
    def known(reference):
        value = int(reference[1], 16)
        return reference[0] if value in (9, 10, 13) or 0x20 <= value < 0xd800 or 0xe000 <= value < 0xfffe or value >= 0x10000 else '&#xfffd;'
    return ET.fromstring(re.sub(r'&#x([0-9a-fA-F]+);', known, run('mutool', 'draw', '-q', '-F', 'stext', '-o', '-', pdf)))


class Word:
    """A line of text: its box from the upper left corner, and whether it stands on its head."""

    def __init__(self, line):
        self.text = ''.join(char.get('c') for char in line.iter('char'))
        quads = [[float(n) for n in char.get('quad').split()] for char in line.iter('char')]
        self.left = min(min(q[0::2]) for q in quads)
        self.right = max(max(q[0::2]) for q in quads)
        self.top = min(min(q[1::2]) for q in quads)
        self.bottom = max(max(q[1::2]) for q in quads)
        self.origin = (quads[0][4], quads[0][5])      # the corner where the text begins
        first = next(line.iter('char'))
        self.x = float(first.get('x'))
        self.turned = float(line.get('dir', '1 0').split()[0]) < 0


class Side:
    def __init__(self, element, boxes, annotations):
        self.width, self.height = float(element.get('width')), float(element.get('height'))
        lines = [Word(line) for line in element.iter('line')]
        self.words = [word for word in lines if re.fullmatch(r'Page \d+', word.text)]
        self.others = [word for word in lines if word not in self.words]
        self.boxes, self.annotations = boxes, annotations


def number(values):
    return [float(value) for value in values]


def objects(pdf):
    data = json.loads(run('qpdf', '--json=2', '--json-key=qpdf', '--json-key=pages', pdf))
    return data['pages'], data['qpdf'][1]


def read(pdf):
    """The sides of a PDF."""
    pages, table = objects(pdf)
    stext = structured_text(pdf)
    sides = []
    for element, page in zip(stext.iter('page'), pages):
        value = table['obj:' + page['object']]['value']
        boxes = {name: number(value['/' + name]) for name in ('MediaBox', 'TrimBox', 'BleedBox')}
        links = []
        for reference in value.get('/Annots', []):
            link = table['obj:' + reference]['value']
            links.append((number(link['/Rect']), link.get('/A', {}).get('/URI', link.get('/Dest', ''))))
        sides.append(Side(element, boxes, links))
    catalog = table[table['trailer']['value']['/Root'].join(('obj:', ''))]['value']
    return sides, table['obj:' + catalog['/ViewerPreferences']]['value']


# ---- paper and hands ----

def printed(front, back, rows, columns, horizontal):
    """A sheet as a grid of piles of leaves. A leaf is (up, down): what one sees, and what one sees after turning it as the page of a book."""
    def grid(side):
        cells = {}
        for word in side.words if side else []:
            row, column = int(word.top / side.height * rows), int((word.left + word.right) / 2 / side.width * columns)
            assert (row, column) not in cells, f'two pages in one place: {word.text}'
            cells[row, column] = (int(word.text.split()[1]), word.turned)
        return cells
    over, under = grid(front), grid(back)
    piles = {}
    for row in range(rows):
        for column in range(columns):
            up = over.get((row, column), (0, False))
            if horizontal:
                page, turned = under.get((rows - 1 - row, column), (0, False))
                down = (page, not turned)
            else:
                down = under.get((row, columns - 1 - column), (0, False))
            piles[row, column] = [(up, down)]
    return piles


def turned_over(pile, horizontal):
    flip = (lambda face: (face[0], face[1] != horizontal))
    return [(flip(down), flip(up)) for up, down in reversed(pile)]


def folded(piles, rows, columns, bound_right):
    def across(piles, rows, columns):
        half = columns // 2
        stays = (lambda c: c) if bound_right else (lambda c: half + c)
        return {(r, c): piles[r, stays(c)] + turned_over(piles[r, columns - 1 - stays(c)], False) for r in range(rows) for c in range(half)}
    if columns == 4:
        piles, columns = across(piles, rows, columns), 2
    if rows == 2:
        piles, rows = {(0, c): piles[1, c] + turned_over(piles[0, c], True) for c in range(columns)}, 1
    return across(piles, rows, columns)[0, 0]


def bound(sides, options):
    """The faces of the booklet in the order in which they are turned."""
    folds = int(options.get('folds', 1))
    rows, columns = (1 if folds == 1 else 2), (4 if folds == 3 else 2)
    per_sheet = 2 << folds
    size = int(options.get('signature', 0)) or len(sides) * rows * columns
    faces, sheets = [], [(sides[i], sides[i + 1]) for i in range(0, len(sides), 2)]
    for start in range(0, len(sheets), size // per_sheet):
        middle = []
        for front, back in reversed(sheets[start:start + size // per_sheet]):
            pile = folded(printed(front, back, rows, columns, options['horizontal']), rows, columns, options.get('binding') == 'right')
            half = len(pile) // 2
            middle = pile[:half] + middle + pile[half:]
        faces += [face for leaf in middle for face in leaf]
    return faces


def turned_pages(sides, rows, columns, options):
    """The faces of sheets that are not folded, in reading order."""
    faces = []
    for i in range(0, len(sides), 2):
        back = sides[i + 1] if i + 1 < len(sides) else None
        piles = printed(sides[i], back, rows, columns, options['horizontal'])
        order = [(r, c) for r in range(rows) for c in range(columns)]
        if options.get('binding') == 'right':
            order = [(r, columns - 1 - c) for r, c in order]
        faces += [piles[place][0][0] for place in order]
        faces += [piles[r, columns - 1 - c][0][1] for r, c in order] if back else []
    return faces


# ---- one case ----

GRIDS = {'2up': (1, 2), '4up': (2, 2), 'single': (1, 1), 'large-print': (1, 1), 'cards': (3, 3)}


def grid_of(options):
    if 'nup' in options:
        return tuple(int(n) for n in options['nup'].split('x'))
    return GRIDS.get(options.get('layout'))


def check_order(name, sides, preferences, pages, options):
    landscape = sides[0].width > sides[0].height
    long_edge = preferences['/Duplex'] == '/DuplexFlipLongEdge'
    options['horizontal'] = long_edge == landscape      # paper turns about the edge that it is flipped over
    ok('flip' not in options or long_edge == (options['flip'] == 'long'), f'{name}: the file asks for the edge that was named')
    grid = grid_of(options)
    faces = turned_pages(sides, *grid, options) if grid else bound(sides, options)
    numbers = [page for page, _ in faces]
    upright = not any(turned for page, turned in faces if page)
    wanted = list(range(1, pages + 1))
    blanks = [0] * (len(faces) - pages)
    wanted = wanted[:-1] + blanks + wanted[-1:] if options.get('blanks') == 'cover' else wanted + blanks
    ok(numbers == wanted and upright, f'{name}: {pages} pages, in order, upright, each once', f'{numbers}, upright: {upright}')


def points(length):
    return float(length[:-2]) / 25.4 * 72


def check_creep(name, sides, options):
    """Text of a leaf that lies under n others stands n thicknesses nearer to the fold, and nowhere beyond what is trimmed."""
    creep = points(options['creep'])
    folds = int(options.get('folds', 1))
    per_sheet, columns = 2 << folds, 4 if folds == 3 else 2
    size = int(options.get('signature', 0)) or len(sides) * per_sheet // 2
    worst, crossing, deepest = 0.0, 0, 0
    for side in sides:
        trim = side.boxes['TrimBox']
        for word in side.words:
            position = (int(word.text.split()[1]) - 1) % size
            leaf = position // 2
            depth = min(leaf, size // 2 - 1 - leaf)
            deepest = max(deepest, depth)
            column = int((word.left + word.right) / 2 / side.width * columns)
            fold = side.width / 2                       # of a sheet that has one fold, or its last one in the middle
            assert columns == 2
            spine_left = column == 1                    # as the side lies
            if word.turned:
                begin = word.x - fold if spine_left else fold - word.x
                at_spine = not spine_left
            else:
                begin = word.x - fold if spine_left else fold - word.x
                at_spine = spine_left
            plain = TEXT_X if at_spine else PAGE[0] - TEXT_X
            worst = max(worst, abs(begin - (plain - depth * creep)))
            inside = trim[0] - .01 <= word.left and word.right <= trim[2] + .01 and not word.left < fold < word.right
            crossing += not inside
    ok(worst <= CREEP_ERROR, f'{name}: creep of {deepest} leaves is right within 0.05 mm', f'off by {worst / 72 * 25.4:.3f} mm')
    ok(crossing == 0, f'{name}: no text crosses the trim or the fold')


def check_links(name, sides):
    bad = 0
    for side in sides:
        ok_links = 0
        for (left, bottom, right, top), uri in side.annotations:
            page = 1 if not uri.startswith('u:http') else int(uri.rsplit('/', 1)[1])
            over = [w for w in side.words if w.text == f'Page {page}']
            middle = ((left + right) / 2, side.height - (bottom + top) / 2)
            ok_links += bool(over) and all(w.left - 1 < middle[0] < w.right + 1 and w.top - 1 < middle[1] < w.bottom + 1 for w in over)
            width = over[0].right - over[0].left if over else 0
            bad += not over or abs((right - left) - width) > 1
        bad += len(side.words) - ok_links
    ok(bad == 0, f'{name}: every link lies over its words', f'{bad} do not')


def painted(pdf, page):
    """Boxes that are filled on a page, from the upper left corner."""
    trace = run('mutool', 'draw', '-q', '-F', 'trace', '-o', '-', pdf, str(page))
    for path in re.finditer(r'<fill_path[^>]*transform="([^"]*)"[^>]*>(.*?)</fill_path>', trace, re.S):
        a, b, c, d, e, f = number(path[1].split())
        corners = [number(p) for p in re.findall(r'<(?:moveto|lineto) x="([^"]*)" y="([^"]*)"', path[2])]
        yield [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]


def check_marks(name, pdf, sides, options):
    inside = total = 0
    for index, side in enumerate(sides, 1):
        left, bottom, right, top = side.boxes['TrimBox']
        for corners in painted(pdf, index):
            total += 1
            xs, ys = [x for x, _ in corners], [side.height - y for _, y in corners]
            inside += min(xs) < right - .01 and max(xs) > left + .01 and min(ys) < top - .01 and max(ys) > bottom + .01
        for word in side.others:
            inside += word.bottom > side.height - top
    wants = any(mark in options['marks'] for mark in ('crop', 'fold'))
    ok(total > 0 or not wants, f'{name}: there are marks')
    ok(inside == 0, f'{name}: marks lie outside the trim box', f'{inside} of {total} do not')
    if 'slug' in options['marks']:
        ok(all(side.others for side in sides), f'{name}: every side has a slug')


def check_boxes(name, sides, options):
    bad = 0
    for side in sides:
        media, bleed, trim = (side.boxes[box] for box in ('MediaBox', 'BleedBox', 'TrimBox'))
        nested = all(outer[i] <= inner[i] + .01 and outer[i + 2] >= inner[i + 2] - .01 for outer, inner in ((media, bleed), (bleed, trim)) for i in (0, 1))
        bad += not nested or any(not (trim[0] <= w.left and w.right <= trim[2]) for w in side.words)
    ok(bad == 0, f'{name}: the trim box holds the pages, the bleed box holds it, the media box holds all')


def fold(folder):
    for line in open(f'{folder}/cases.tsv', encoding='utf-8'):
        name, pages, settings = line.rstrip('\n').split('\t')
        options = dict(setting.split('=', 1) for setting in settings.split())
        pdf = f'{folder}/{name}.pdf'
        sides, preferences = read(pdf)
        check_order(name, sides, preferences, int(pages), options)
        check_links(name, sides)
        check_boxes(name, sides, options)
        if 'creep' in options:
            check_creep(name, sides, options)
        if 'marks' in options:
            check_marks(name, pdf, sides, options)
        ok(preferences.get('/PickTrayByPDFSize') is True, f'{name}: paper is chosen by the size of the sheet')
        ok(preferences.get('/NumCopies', 1) == int(options.get('copies', 1)), f'{name}: as many copies as were asked for')


# ---- links of a volume ----

def words_under(pdf):
    """(address, characters that the rectangle surely covers, those at its edges too) of all links."""
    pages, table = objects(pdf)
    stext = structured_text(pdf)
    found = []
    for element, page in zip(stext.iter('page'), pages):
        height = float(element.get('height'))
        chars = []
        for char in element.iter('char'):
            quad = number(char.get('quad').split())
            chars.append((sum(quad[0::2]) / 4, height - sum(quad[1::2]) / 4, char.get('c')))
        for reference in table['obj:' + page['object']]['value'].get('/Annots', []):
            link = table['obj:' + reference]['value']
            left, bottom, right, top = number(link['/Rect'])
            inside, near = ([c for x, y, c in chars if left + d <= x <= right - d and bottom + d <= y <= top - d and c.strip()] for d in (EDGE, -EDGE))
            found.append((link.get('/A', {}).get('/URI', link.get('/Dest', '')), Counter(inside), Counter(near)))
    return found


def is_same(one, other):
    """What surely lies under the one link may lie under the other, and the other way round: edges are rounded."""
    return not one[1] - other[2] and not other[1] - one[2]


def links(pdf, handout):
    volume, sheets = words_under(pdf), defaultdict(list)
    for link in words_under(handout):
        sheets[link[0]].append(link)
    lost = []
    for link in volume:
        match = next((i for i, other in enumerate(sheets[link[0]]) if is_same(link, other)), None)
        if match is None:
            lost.append(link)
        else:
            sheets[link[0]].pop(match)
    more = sum(len(links) for links in sheets.values())
    ok(len(volume) > 0, f'the volume has links: {len(volume)}')
    ok(not lost and more == 0, 'every link of the volume lies over the same words in the handout', f'{len(lost)} do not, {more} are new; {lost[:2]}')


# ---- codes ----

def codes(pdf, handout, *more):
    """`more`: addresses that are no links of the volume (where its articles are on the web)."""
    pages, table = objects(pdf)
    wanted = set(more)
    for page in pages:
        for reference in table['obj:' + page['object']]['value'].get('/Annots', []):
            uri = table['obj:' + reference]['value'].get('/A', {}).get('/URI')
            wanted |= {uri[2:]} if uri else set()
    with tempfile.TemporaryDirectory() as folder:
        run('pdftoppm', '-r', '300', '-gray', handout, f'{folder}/page')
        rasters = sorted(str(path) for path in pathlib.Path(folder).iterdir())
        found = set()
        for raster in rasters:
            read = subprocess.run(['zbarimg', '-q', '--raw', raster], capture_output=True, check=False).stdout.decode()
            found |= set(read.split())
    ok(len(wanted) > 0, f'there are addresses: {len(wanted)}')
    ok(found == wanted, 'every code is read from a raster of 300 dpi, and leads where the link does', f'missing {wanted - found}, more {found - wanted}')


if __name__ == '__main__':
    {'fold': fold, 'links': links, 'codes': codes}[sys.argv[1]](*sys.argv[2:])
    print(f'1..{count}')
    sys.exit(failed > 0)
