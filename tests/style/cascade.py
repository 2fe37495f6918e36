# cascade.py - is what we compute what a browser computes? `cascade.py COMPUTED HTML.CSS BASE.CSS PAIRS SEED [THEMES [TREES]]`
# SPDX-License-Identifier: Apache-2.0
#
# Random pairs of style sheet and article (and the sheets of a folder over the trees of another, when named) are computed by our engine
# and by Chromium, whose own sheet is undone by `* { all: unset }` and ours put in its place, each in a layer below the theme.
import html
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import browser
import generate

HERE = pathlib.Path(__file__).parent
NAMES = [line for line in (HERE / "properties.txt").read_text().splitlines() if line and line[0] != "#"]


# ---- documents ----

def xhtml(node, number):
    def write(node, extra=""):
        if isinstance(node, str):
            return html.escape(node)
        attributes = "".join(' %s="%s"' % (key, html.escape(value)) for key, value in node.attributes.items())
        return "<%s%s%s>%s</%s>" % (node.name, extra, attributes, "".join(write(child) for child in node.children), node.name)
    return '<?xml-stylesheet type="text/css" href="/%d.css"?>%s' % (number, write(node, ' xmlns="http://www.w3.org/1999/xhtml"'))


def tree_lines(node, level=0):
    if isinstance(node, str):
        return ["%d\t\"%s" % (level, node.replace("\t", " ").replace("\n", " "))]
    fields = [str(level), node.name] + ["%s=%s" % item for item in node.attributes.items()]
    lines = ["\t".join(fields)]
    for child in node.children:
        lines += tree_lines(child, level + 1)
    return lines


def read_dump(text):
    """The tree that `dump --stage=tree` prints."""
    open_nodes, root = [], None
    for line in text.splitlines():
        bare = line.lstrip(" ")
        level = (len(line) - len(bare)) // 2
        del open_nodes[level:]
        if bare.startswith('"'):
            open_nodes[-1].children.append(bare.strip('"'))
            continue
        name, _, rest = bare.partition(" ")
        node = generate.Node(name, dict(re.findall(r'([\w-]+)="([^"]*)"', rest)))
        root = root or node
        if open_nodes:
            open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return root


def without_print(css):
    return re.sub(r"@media print \{.*?\n\}\n", "", css, flags=re.S)


def for_browser(theme, built_in):
    """`revert` takes our author sheets back to our own base sheet: for the browser that is the layer below."""
    layers = "@layer reset, html, base;\n@layer reset { *, *::before, *::after { all: unset } }\n"
    layers += "@layer html {\n%s}\n@layer base {\n%s}\n" % tuple(without_print(css) for css in built_in)
    return layers + re.sub(r":(\s*)revert\b", r":\1revert-layer", theme)


# ---- values ----

NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z%]*)", re.I)


COLOR = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6})\b|rgba?\(([\d., ]*)\)|color\(srgb ([^()]*)\)")


def colors(text):
    """All four parts, alpha too, in 8 bits; what lies outside of sRGB is cut."""
    def parts(match):
        hexadecimal, decimal, srgb = match.groups()
        if hexadecimal:
            return [int((hexadecimal + "ff")[i:i + 2], 16) / 255 for i in (0, 2, 4, 6)]
        if decimal:
            numbers = [float(part) for part in decimal.split(",")]
            return [number / 255 for number in numbers[:3]] + (numbers[3:] or [1])
        numbers = [0 if part == "none" else float(part) for part in srgb.replace("/", " ").split()]
        return [min(1, max(0, number)) for number in numbers[:3]] + (numbers[3:] or [1])
    return COLOR.sub(lambda match: "rgba(%s)" % ", ".join("%d" % (part * 255 + 0.5) for part in parts(match)), text)


# What a browser calls the same thing when it says computed values.
PLACES = {"left": (0, "%"), "top": (0, "%"), "center": (50, "%"), "right": (100, "%"), "bottom": (100, "%")}
INITIAL = {("", "medium"): "3px", ("", "thin"): "1px", ("", "thick"): "5px", ("font-size", "medium"): "16px", ("", "transparent"): "rgba(0, 0, 0, 0)",
           ("font-weight", "normal"): "400", ("min-width", "auto"): "0", ("min-height", "auto"): "0", ("font-family", "serif"): '"Times New Roman"'}


def shadows(text):
    """Each with its colour first, and its blur and spread said."""
    result = []
    for item in re.split(r",(?![^(]*\))", text):
        color = re.search(r"rgba\([^)]*\)", item)
        lengths = [float(number) * (4 / 3 if unit == "pt" else 1) for number, unit in NUMBER.findall(re.sub(r"rgba\([^)]*\)", "", item))]
        parts = [float(part) for part in color.group(0)[5:-1].split(",")] if color else []
        result += [(part, "") for part in parts] + [(length, "px") for length in lengths + [0] * (4 - len(lengths)) if parts]
        result += ["inset"] if "inset" in item else [] if parts else ["none"]
    return result


def tokens(name, text, font_size):
    """A value as a list of words and of numbers in px: what two texts that mean the same have in common."""
    if name.startswith("--"):
        return [re.sub(r"\s+", " ", text.strip())]
    text = INITIAL.get((name, text), INITIAL.get(("", text), text))
    if name == "font-family":
        return [part.strip().strip("\"'") for part in text.split(",")]
    text = colors(text.replace("'", '"').replace(", decimal)", ")"))
    if name == "content":
        text = re.sub(r'"\s+"', "", text.replace('"“"', "open-quote").replace("normal", "none"))
    if name.endswith("shadow"):
        return shadows(text)
    if name == "text-decoration-line":
        return sorted(text.split())
    if name == "line-height" and re.fullmatch(r"[\d.]+", text):
        text = "%fpx" % (float(text) * font_size)
    if name == "letter-spacing" and text == "normal" or name == "word-spacing" and text == "normal":
        text = "0"
    result, at = [], 0
    for match in NUMBER.finditer(text):
        before = text[at:match.start()]
        if re.search(r"[\w\"]$", before) or '"' in text:
            continue
        result += re.findall(r"[^\s,()]+|[,()]", before)
        value, unit = float(match.group(1)), match.group(2)
        value, unit = (value * 4 / 3, "px") if unit == "pt" else (value, unit)
        result.append((value, "" if value == 0 and unit == "px" else unit))
        at = match.end()
    result += re.findall(r"[^\s,()]+|[,()]", text[at:])
    if (name.endswith("radius") or name == "border-spacing") and len(result) == 2 and result[0] == result[1]:
        result = result[:1]
    if name == "border-spacing" and len(result) == 1:
        result *= 2
    if name == "background-position":
        result = [PLACES.get(part, part) for part in result] + ([(50, "%")] if len(result) == 1 else [])
    if name == "background-size" and len(result) == 1 and result[0] not in ("cover", "contain", "auto"):
        result.append("auto")
    return result


def whole(value):
    """Browsers cut the widths of lines to whole pixels, but leave something of each."""
    return 1 if 0 < value < 1 and value > 0.1 else math.trunc(value + 0.01)


def same(name, ours, theirs, font_size):
    ours, theirs = tokens(name, ours, font_size), tokens(name, theirs, font_size)
    if len(ours) != len(theirs):
        return False
    for one, other in zip(ours, theirs):
        if isinstance(one, tuple) and isinstance(other, tuple):
            # Ours are 1/1024 pt; browsers keep 1/64 px, and colours that went through fractions round either way.
            of_color = one[1] == "" and ("color" in name or name.endswith(("shadow", "image")))
            slack = 1 if of_color else 1 if name in ("outline-offset", "outline-width", "border-spacing") else 0.06 if name == "line-height" else 0.03 + 0.001 * abs(other[0])
            value = math.copysign(whole(abs(one[0])), one[0]) if name == "outline-width" else whole(one[0]) if name.startswith("border-") and name.endswith("-width") else one[0]
            if 16383 < abs(one[0]) * 3 / 4 < 16385 < abs(other[0]):
                continue  # the longest length that we know
            if abs(value - other[0]) > slack or one[1] != other[1] and max(abs(value), abs(other[0])) > slack:
                return False
        elif str(one).lower() != str(other).lower():
            return False
    return True


# ---- the comparison ----

def ours(program, theme, root, folder):
    (folder / "theme.css").write_text(theme)
    (folder / "tree").write_text("\n".join(tree_lines(root)) + "\n")
    run = subprocess.run([program, folder / "theme.css", folder / "tree", HERE / "properties.txt", "epub"], capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit("%s\n%s: status %d" % (run.stderr, program, run.returncode))
    return [None if line == "-" else line.split("\t") for line in run.stdout.splitlines()]


def label(root, row):
    element = list(root.elements())[row // 3]
    classes, identifier = element.attributes.get("class", ""), element.attributes.get("id", "")
    text = element.name + ("#" + identifier if identifier else "") + "".join("." + word for word in classes.split())
    return text + ["", "::before", "::after"][row % 3]


def resolved(element, content):
    """A browser has put the attributes in."""
    return re.sub(r"attr\(([\w-]+)\)", lambda match: '"%s"' % element.attributes.get(match.group(1), ""), content)


def compare(root, ours_rows, their_rows):
    """Lists what differs: (element, property, ours, theirs)."""
    differences, beyond = [], set()
    if their_rows is None or len(ours_rows) != len(their_rows):
        return [("", "rows", str(len(ours_rows)), str(len(their_rows or [])))]
    size, elements = NAMES.index("font-size"), list(root.elements())
    for row, (mine, theirs) in enumerate(zip(ours_rows, their_rows)):
        element = elements[row // 3]
        if mine is None or theirs is None:
            if mine is not theirs:
                differences.append((label(root, row), "generated", str(mine is not None), str(theirs is not None)))
            continue
        if row // 3 in beyond or mine[size] == "2000pt" or float(theirs[size][:-2]) < 1:
            # The largest letters that we know; what is within and relative to them cannot be equal.
            beyond.update(row // 3 + i for i, _ in enumerate(element.elements()))
            continue
        for name, one, other in zip(NAMES, mine, theirs):
            # A border without a style has no width to be seen; that is what a browser says, and what our layout takes.
            style = mine[NAMES.index(name.replace("-width", "-style"))] if name.startswith("border-") and name.endswith("-width") else ""
            one = "0" if style in ("none", "hidden") else resolved(element, one) if name == "content" else one
            if name.endswith("shadow") and one != "none":
                # One without a colour has the text's.
                one = ", ".join(part if "#" in part else mine[NAMES.index("color")] + " " + part for part in re.split(r",\s*", one))
            if not (row % 3 == 0 and name == "content") and not same(name, one, other, float(theirs[size][:-2])):
                differences.append((label(root, row), name, one, other))
    return differences


def pairs(count, seed, themes, trees):
    for i in range(count):
        rng = random.Random("%s-%d" % (seed, i))
        yield "random %d" % i, generate.sheet(rng), generate.article(rng)
    yield ("colours", *generate.colors(random.Random("%s-colours" % seed), 10 * count))
    roots = [(path.stem, read_dump(path.read_text())) for path in sorted(trees.glob("*"))] if trees else []
    for i, path in enumerate(sorted(themes.rglob("*.css")) if themes else []):
        rng = random.Random("%s-%s" % (seed, path.name))
        stem, root = roots[i % len(roots)] if roots else ("random", generate.article(rng))
        yield "%s on %s" % (path.name, stem), generate.root_rule(16) + "\n" + path.read_text(errors="replace"), root


def main(arguments):
    program, html_css, base_css, count, seed = arguments[:5]
    folders = [pathlib.Path(argument) for argument in arguments[5:]] + [None, None]
    built_in = [pathlib.Path(html_css).read_text(), pathlib.Path(base_css).read_text()]
    work = list(pairs(int(count), seed, folders[0], folders[1]))
    documents = [(xhtml(root, i), for_browser(theme, built_in)) for i, (_, theme, root) in enumerate(work)]
    theirs = browser.computed_styles(documents, NAMES)
    equal, elements, by_property = 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        for (name, theme, root), rows in zip(work, theirs):
            mine = ours(program, theme, root, pathlib.Path(folder))
            differences = compare(root, mine, rows)
            elements += len(list(root.elements()))
            equal += not differences
            for element, prop, one, other in differences:
                by_property.setdefault(prop, []).append("%s: %s: %s is %s, in the browser %s" % (name, element, prop, one, other))
    for prop, lines in sorted(by_property.items(), key=lambda item: -len(item[1])):
        print("%d differences of %s" % (len(lines), prop))
        print("\n".join("    " + line for line in lines[:4]))
    print("%d of %d pairs equal: %d elements, %d properties" % (equal, len(work), elements, len(NAMES)))
    return 0 if equal == len(work) and work else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
