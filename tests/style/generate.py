# generate.py - random style sheets and random articles that give every part of the cascade something to do.
# SPDX-License-Identifier: Apache-2.0
import random
import re

TYPES = ["section", "p", "h2", "h3", "em", "strong", "a", "span", "ul", "ol", "li", "blockquote", "pre", "code", "table", "tr", "td", "th",
         "figure", "img", "sup", "div", "thead", "tbody", "aside"]
CLASSES = ["x", "y", "z", "note", "lead"]
IDS = ["i1", "i2", "i3", "i4"]
ATTRIBUTES = [("title", ["one two", "zh-Hans", "Three", ""]), ("data-k", ["v", "v-w", "abcdef"]), ("href", ["#i1", "https://e.org/a.png"])]
LANGS = ["zh-CN", "en", "en-GB", "ja"]
INSIDE = {"ul": ["li"], "ol": ["li"], "table": ["thead", "tbody", "tr"], "thead": ["tr"], "tbody": ["tr"], "tr": ["td", "th"]}
LEAVES = {"img"}


class Node:
    def __init__(self, name, attributes):
        self.name, self.attributes, self.children = name, attributes, []

    def elements(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.elements()


def article(rng, size=40):
    """A tree: elements of every kind, some with classes, ids, attributes, languages."""
    root = Node("article", {"class": rng.choice(["a", "a b"]), "lang": rng.choice(LANGS)})
    open_nodes, ids = [root], list(IDS)
    for _ in range(size):
        parent = rng.choice(open_nodes[-6:])
        name = rng.choice(INSIDE.get(parent.name, TYPES))
        attributes = {}
        if rng.random() < 0.4:
            attributes["class"] = " ".join(rng.sample(CLASSES, rng.randint(1, 3)))
        if ids and rng.random() < 0.15:
            attributes["id"] = ids.pop(0)
        for key, values in ATTRIBUTES:
            if rng.random() < 0.2:
                attributes[key] = rng.choice(values)
        if rng.random() < 0.1:
            attributes["lang"] = rng.choice(LANGS)
        if name == "img":
            attributes["src"] = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
        node = Node(name, attributes)
        if rng.random() < 0.5:
            parent.children.append(rng.choice(["字 text ", "x"]))
        parent.children.append(node)
        if name not in LEAVES and depth(root, node) < 12:
            open_nodes.append(node)
    return root


def depth(root, wanted, level=0):
    for child in root.children:
        if child is wanted:
            return level + 1
        if isinstance(child, Node):
            found = depth(child, wanted, level + 1)
            if found:
                return found
    return 0


# ---- selectors ----

def nth(rng):
    return rng.choice(["odd", "even", "1", "2", "3", "n", "2n", "2n+1", "3n - 1", "-n+3", "n+2", "-2n+5", "0n+2"])


def attribute(rng):
    key, values = rng.choice(ATTRIBUTES)
    if rng.random() < 0.3:
        return "[%s]" % key
    value = rng.choice(values)
    part = value[rng.randint(0, max(0, len(value) - 2)):] if rng.random() < 0.5 else value
    operator = rng.choice(["=", "~=", "|=", "^=", "$=", "*="])
    return '[%s%s"%s"%s]' % (key, operator, part.upper() if rng.random() < 0.2 else part, rng.choice(["", "", " i"]))


def simple(rng, level):
    kind = rng.random()
    if kind < 0.40:
        return "." + rng.choice(CLASSES)
    if kind < 0.46:
        return "#" + rng.choice(IDS)
    if kind < 0.62:
        return attribute(rng)
    if kind < 0.80 or level > 1:
        return rng.choice([":first-child", ":last-child", ":only-child", ":first-of-type", ":last-of-type", ":only-of-type", ":empty",
                           ":nth-child(%s)" % nth(rng), ":nth-last-child(%s)" % nth(rng), ":nth-of-type(%s)" % nth(rng),
                           ":nth-last-of-type(%s)" % nth(rng), ":lang(%s)" % rng.choice(["en", "zh", "zh-CN", "ja", "fr"]), ":not(:hover)"])
    return ":%s(%s)" % (rng.choice(["not", "is", "where"]), ", ".join(complex_selector(rng, level + 1) for _ in range(rng.randint(1, 2))))


def compound(rng, level):
    parts = [rng.choice(TYPES)] if rng.random() < 0.6 else ["*"] if rng.random() < 0.1 else []
    while not parts or rng.random() < 0.35:
        parts.append(simple(rng, level))
    return "".join(parts)


def complex_selector(rng, level=0):
    text = compound(rng, level)
    while rng.random() < (0.45 if level == 0 else 0.2):
        text = compound(rng, level) + rng.choice([" ", " ", " > ", " + ", " ~ ", ">", "+"]) + text
    return text


def selector(rng):
    text = complex_selector(rng)
    return text + rng.choice(["::before", "::after", ":before", ":after"]) if rng.random() < 0.12 else text


# ---- values ----

def number(rng, low=0):
    return rng.choice(["%d" % rng.randint(low, 9), "%.1f" % rng.uniform(low, 9), ".5", "1e1", "+2"])


def length(rng, low=0, percent=True):
    kind = rng.random()
    if kind < 0.1:
        return "0"
    if kind < 0.25:
        return calc(rng, percent)
    if kind < 0.31:
        return "%s(%s, %s)" % (rng.choice(["min", "max"]), length(rng, low, False), length(rng, low, False))
    if kind < 0.34:
        return "clamp(%dpx, %s, %dpx)" % (rng.randint(1, 5), length(rng, low, False), rng.randint(6, 40))
    units = ["px", "px", "px", "em", "em", "rem", "pt", "mm", "cm", "in", "pc", "q"] + (["%"] if percent else [])
    return "%s%s" % (rng.choice(["%d" % rng.randint(low, 40), "%.2f" % rng.uniform(low, 9)]), rng.choice(units))


def calc(rng, percent):
    unit = rng.choice(["px", "em", "rem", "pt"])
    terms = ["%d%s" % (rng.randint(1, 20), unit), "%.1fem * %d" % (rng.uniform(0, 2), rng.randint(1, 3)), "(%dpx + 1em) / 2" % rng.randint(2, 9),
             "2 * (1px + 3pt)"] + (["%d%%" % rng.randint(1, 60)] if percent else [])
    return "calc(%s)" % (" %s " % rng.choice(["+", "-", "+"])).join(rng.sample(terms, rng.randint(1, 2)))


def number(rng, low, high, digits=3):
    return rng.choice(["none", "0"]) if rng.random() < 0.08 else "%g" % round(rng.uniform(low, high), digits)


def share(rng, low, high):
    return "%s%%" % number(rng, low, high, 1) if rng.random() < 0.9 else "none"


def slash(rng):
    return rng.choice(["", "", " / .%d" % rng.randint(0, 9), " / %d%%" % rng.randint(0, 100), "/none"])


def space_color(rng, top=1.1):
    """A colour of CSS Color 4: within sRGB, near it and far outside. (Chromium, mixing, cuts what is lighter than white: then less `top`.)"""
    name = rng.choice(["lab", "lch", "oklab", "oklch", "color", "color"])
    hue = lambda: rng.choice(["%s", "%sdeg", "%sgrad"]) % round(rng.uniform(-60, 720), 1) if rng.random() < 0.92 else "none"
    if name == "color":
        space = rng.choice(["srgb", "srgb-linear", "display-p3", "display-p3-linear", "a98-rgb", "prophoto-rgb", "rec2020", "xyz", "xyz-d50",
                            "xyz-d65"])
        low = 0 if space.startswith("xyz") else -0.1  # of light less than none browsers make what they like
        parts = [number(rng, low, top) if rng.random() < 0.8 else share(rng, 0, min(100, 100 * top)).replace("none%", "none") for _ in range(3)]
        return "color(%s %s%s)" % (space, " ".join(parts), slash(rng))
    whole, reach = (100, 100) if name in ("lab", "lch") else (1, 0.3)
    light = number(rng, -0.1 * whole, top * whole) if rng.random() < 0.7 else share(rng, 0, min(100, 100 * top)).replace("none%", "none")
    if name in ("lch", "oklch"):
        return "%s(%s %s %s%s)" % (name, light, number(rng, -0.1 * reach, reach), hue(), slash(rng))
    return "%s(%s %s %s%s)" % (name, light, number(rng, -reach, reach), share(rng, -100, 100).replace("none%", "none"), slash(rng))


def vivid(rng):
    """A colour within sRGB that has a hue: browsers do not agree from where on a grey has none."""
    hue, light, alpha = rng.randint(-60, 720), rng.randint(35, 65), rng.choice(["", "", " / .%d" % rng.randint(1, 9), " / none"])
    return rng.choice(["hsl(%d %d%% %d%%%s)" % (hue, rng.randint(60, 100), light, alpha), "lch(%d 30 %d%s)" % (light, hue, alpha),
                       "hwb(%d %d%% %d%%%s)" % (hue, rng.randint(0, 30), rng.randint(0, 30), alpha), "oklch(0.%d 0.09 %d%s)" % (light, hue, alpha),
                       "lch(%d 30 none%s)" % (light, alpha), "oklch(none 0.09 %d%s)" % (hue, alpha), "hsl(none 90%% %d%%%s)" % (light, alpha)])


def mix(rng, depth=0):
    """color-mix(), also of itself and of the text's colour. (Chromium's curves of A98 and ProPhoto are not the standard's: left out.)"""
    polar = rng.random() < 0.4
    space = rng.choice(["oklch", "lch", "hsl", "hwb"] if polar else
                       ["srgb", "oklab", "lab", "srgb-linear", "display-p3", "display-p3-linear", "rec2020", "xyz", "xyz-d50"])
    way = rng.choice(["", "", " shorter hue", " longer hue", " increasing hue", " decreasing hue"]) if polar else ""

    def side():
        one = vivid(rng) if polar else mix(rng, depth + 1) if depth < 2 and rng.random() < 0.1 else color(rng, depth + 1)
        percent = rng.choice(["", "%d%%" % rng.randint(0, 100)])
        return " ".join(part for part in rng.choice([(one, percent), (percent, one)]) if part)
    method = "" if rng.random() < 0.05 else "in %s%s, " % (space, way)
    return "color-mix(%s%s, %s)" % (method, side(), side())


def color(rng, depth=0):
    kind = rng.random()
    if kind < 0.2:
        return space_color(rng, 0.8 if depth > 0 else 1.1)
    return mix(rng, depth) if kind < 0.35 and depth < 2 else old_color(rng)


def old_color(rng):
    hue, part = rng.randint(-60, 720), lambda: rng.randint(0, 100)
    return rng.choice([
        "#%03x" % rng.randint(0, 4095), "#%06x" % rng.randint(0, 0xffffff), "#%04x" % rng.randint(0, 65535), "#%08x" % rng.randint(0, 0xffffffff),
        "red", "RebeccaPurple", "darkslategrey", "transparent", "currentColor", "rgb(%d, %d, %d)" % (part(), part(), part()),
        "rgba(%d%%, %d%%, %d%%, .%d)" % (part(), part(), part(), rng.randint(0, 9)), "rgb(%d %d %d / %d%%)" % (part(), part(), part(), part()),
        "hsl(%d, %d%%, %d%%)" % (hue, part(), part()), "hsla(%ddeg %d%% %d%% / .%d)" % (hue, part(), part(), rng.randint(0, 9)),
        "hsl(0.3turn %d%% %d%%)" % (part(), part()), "hwb(%d %d%% %d%%)" % (hue, part(), part()), "rgb(none 300 -20)",
    ])


def shadow(rng):
    return "%dpx %dpx %s%s" % (rng.randint(-5, 5), rng.randint(-5, 5), rng.choice(["", "3px ", ".5em "]), color(rng))


def one_of(*words):
    return lambda rng: rng.choice(words)


def joined(count, make):
    return lambda rng: " ".join(make(rng) for _ in range(rng.randint(1, count)))


def plain(rng):
    return length(rng)


def signed(rng):
    return length(rng, -9)


def fixed(rng):
    return length(rng, 0, False)


LINE_STYLES = ["none", "hidden", "solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"]
line_style = one_of(*LINE_STYLES)


def line_width(rng):
    return rng.choice(["thin", "medium", "thick", fixed(rng)])


def border(rng):
    parts = [line_width(rng), line_style(rng), color(rng)]
    rng.shuffle(parts)
    return " ".join(parts[:rng.randint(1, 3)])


def auto_or(make, *words):
    return lambda rng: rng.choice(words) if rng.random() < 0.25 else make(rng)


def background(rng):
    image = rng.choice(["none", "linear-gradient(red, blue)", "linear-gradient(to right, #fff 10%, rgba(0, 0, 0, .5) 2em)"])
    parts = [image, rng.choice(["repeat-x", "no-repeat", "repeat"]), rng.choice(["left top", "10% 2px", "center"])]
    if rng.random() < 0.5:
        parts[2] += " / " + rng.choice(["cover", "auto 2em", "10px"])
    parts = rng.sample(parts, rng.randint(0, 3)) + ([color(rng)] if rng.random() < 0.7 else [])
    return " ".join(parts) or "none"


def decoration(rng):
    parts = [rng.choice(["underline", "line-through", "none", "underline overline"]), rng.choice(["wavy", "dotted", "solid"]), color(rng), fixed(rng)]
    parts = rng.sample(parts, rng.randint(1, 4))
    return " ".join(parts)


def family(rng):
    names = ["serif", "sans-serif", "monospace", '"Noto Serif"', "Noto Sans CJK SC", "'A B'", "Georgia", "-apple-system", "system-ui"]
    return ", ".join(rng.sample(names, rng.randint(1, 3)))


def font(rng):
    return "%s%s%s %s" % (rng.choice(["", "italic ", "bold ", "small-caps 300 ", "normal "]), rng.choice(["12px", "1.2em", "80%", "large"]),
                          rng.choice(["", "/1.5", " / 20px", "/120%"]), family(rng))


def content(rng):
    return rng.choice(['"x"', "'§ ' attr(title)", "none", "normal", 'counter(c) "."', "counter(c, lower-roman)", 'counters(c, ".")', '""',
                       "open-quote", '"\\201C"', "'a' \"b\""])


def counters(rng):
    return rng.choice(["c", "c 2", "c -1 d", "none", "c 1 d 3"])


PROPERTIES = {
    "background-color": color, "background": background, "background-repeat": one_of("repeat-x", "no-repeat", "round"),
    "background-size": one_of("cover", "auto", "10px 2em", "50%"), "background-position": one_of("0 0", "10% 20px", "1em 50%"),
    "background-clip": one_of("border-box", "content-box", "padding-box"), "background-origin": one_of("border-box", "content-box"),
    "background-image": one_of("none", "linear-gradient(90deg, #fff 0%, hsl(10, 20%, 30%) 100%)"),
    "border": border, "border-top": border, "border-left": border, "border-bottom": border, "border-right": border,
    "border-width": joined(4, line_width), "border-style": joined(4, line_style), "border-color": joined(4, color),
    "border-left-color": color, "border-top-width": line_width, "border-bottom-style": line_style,
    "border-radius": lambda rng: joined(4, plain)(rng) + (" / " + joined(4, plain)(rng) if rng.random() < 0.2 else ""),
    "border-top-left-radius": joined(2, plain), "border-collapse": one_of("collapse", "separate"), "border-spacing": joined(2, fixed),
    "box-shadow": auto_or(shadow, "none"), "text-shadow": auto_or(shadow, "none"), "box-sizing": one_of("border-box", "content-box"),
    "break-after": one_of("auto", "avoid", "page", "left"), "break-inside": one_of("auto", "avoid"), "page-break-before": one_of("auto", "avoid"),
    "caption-side": one_of("top", "bottom"), "clear": one_of("none", "left", "both"), "color": old_color,
    "column-count": one_of("auto", "2", "3"), "gap": joined(2, plain), "content": content, "counter-reset": counters,
    "counter-increment": counters, "direction": one_of("ltr", "rtl"),
    "display": one_of("block", "inline", "inline-block", "none", "flex", "list-item", "table", "table-cell", "inline-flex", "flow-root", "grid"),
    "flex": one_of("1", "none", "auto", "0 1 auto", "2 1 10px", "1 1 0%"), "flex-direction": one_of("row", "column"),
    "flex-wrap": one_of("wrap", "nowrap"), "flex-flow": one_of("column wrap", "row"), "float": one_of("left", "right", "none"),
    "font": font, "font-family": family, "font-size": auto_or(plain, "small", "x-large", "smaller", "larger", "medium"),
    "font-style": one_of("italic", "normal"), "font-weight": one_of("bold", "bolder", "lighter", "normal", "300", "650", "900"),
    "font-variant": one_of("small-caps", "normal", "tabular-nums", "small-caps tabular-nums"),
    "font-variant-numeric": one_of("tabular-nums", "normal", "oldstyle-nums slashed-zero"),
    "width": auto_or(plain, "auto"), "height": auto_or(plain, "auto"), "min-width": auto_or(plain, "auto"), "max-width": auto_or(plain, "none"),
    "max-height": auto_or(plain, "none"), "hyphens": one_of("auto", "manual", "none"), "inset": joined(4, signed), "top": auto_or(signed, "auto"),
    "left": auto_or(signed, "auto"), "letter-spacing": auto_or(lambda rng: length(rng, -3, False), "normal"),
    "line-height": auto_or(lambda rng: rng.choice([plain(rng), "1.5", "calc(1 + .5)", "2"]), "normal"),
    "list-style": one_of("none", "square", "inside circle", "decimal outside", "'- '", "none inside"),
    "list-style-type": one_of("disc", "decimal", "lower-roman", "none", "cjk-decimal", "'+ '"),
    "margin": joined(4, auto_or(signed, "auto")), "margin-left": auto_or(signed, "auto"), "margin-top": signed,
    "margin-inline": joined(2, signed), "margin-block-start": signed, "margin-inline-end": signed,
    "object-fit": one_of("cover", "contain"), "opacity": one_of("0.5", "1", "40%", "3", "-1"), "order": one_of("1", "-2", "0"),
    "orphans": one_of("2", "4"), "widows": one_of("1", "3"), "outline": border, "outline-offset": lambda rng: length(rng, -3, False),
    "overflow": one_of("hidden", "auto", "visible", "scroll hidden", "visible auto"), "overflow-x": one_of("auto", "visible", "hidden", "clip"),
    "overflow-wrap": one_of("break-word", "normal", "anywhere"), "word-wrap": one_of("break-word", "normal"),
    "padding": joined(4, plain), "padding-left": plain, "padding-inline": joined(2, plain), "padding-block-end": plain,
    "position": one_of("static", "relative", "absolute", "fixed"), "table-layout": one_of("fixed", "auto"),
    "text-align": one_of("left", "right", "center", "justify", "start", "end"), "text-align-last": one_of("auto", "center", "justify"),
    "text-decoration": decoration, "text-decoration-line": one_of("underline", "none", "overline underline"),
    "text-decoration-color": color, "text-decoration-thickness": auto_or(fixed, "auto", "from-font"),
    "text-underline-offset": auto_or(fixed, "auto"), "text-indent": signed, "text-transform": one_of("uppercase", "none", "capitalize"),
    "transform": one_of("none"), "vertical-align": auto_or(signed, "baseline", "sub", "super", "top", "middle", "text-bottom"),
    "visibility": one_of("hidden", "visible", "collapse"), "white-space": one_of("nowrap", "pre", "pre-wrap", "normal", "pre-line"),
    "word-break": one_of("break-all", "keep-all", "normal"), "word-spacing": auto_or(lambda rng: length(rng, -3, False), "normal"),
    "line-break": one_of("strict", "loose", "anywhere"), "z-index": one_of("1", "-3", "auto"), "empty-cells": one_of("hide", "show"),
    "justify-content": one_of("center", "space-between", "flex-start"), "font-kerning": one_of("none", "auto", "normal"),
}
# What browsers skip and so must we.
MALFORMED = ["color: notacolor", "colour: red", "margin: 1px 2px 3px 4px 5px", "width: -3px", "width: 3furlong", "padding: -1em", "//color: red",
             "color red", "font: bold", "border: 1px solid 3px", "line-height: -1", ": red", "color: rgb(1, 2)", "opacity: x", "z-index: 1.5",
             "margin: 1px, 2px", "color: #12345", "color: rgb(1deg 2 3)", "color: hsl(1 2deg 3)",
             "color: rgba(1, 2, 3, none)", "color: lab(1, 2, 3)", "color: lch(50 10 20%)", "color: oklab(1 2)", "color: color(1 2 3)",
             "color: color(frob 1 1 1)", "color: color(srgb 1, 1, 1)", "color: color-mix(in frob, red, blue)",
             "color: color-mix(in srgb shorter hue, red, blue)", "color: color-mix(in hsl shorter, red, blue)",
             "color: color-mix(in srgb, red 101%, blue)", "color: color-mix(in srgb, red)", "display: blok", "font-size: -1px", "background: red blue", "width: calc(1px+2px)",
             "width: calc(1px + 2)", "width: 10 px", "--: x", "border-radius: 1px / ", "flex: 1 2 3 4", "list-style: disc square",
             "font-weight: 0", "orphans: 0", "color: red !importan", "text-decoration: underline none", "border-spacing: -1px"]
WIDE = ["initial", "inherit", "unset", "revert"]


def with_variables(rng, make):
    """A value that comes through custom properties, some of which are not there or go round in circles."""
    value = make(rng)
    name = rng.choice(["a", "b", "c", "none"])
    if rng.random() < 0.5:
        return "var(--%s, %s)" % (name, value)
    if re.search("[('\"]", value):
        return "var(--%s)" % name
    parts = value.split(" ")
    parts[rng.randrange(len(parts))] = "var(--%s)" % name
    return " ".join(parts)


def custom(rng):
    name = rng.choice("abc")
    value = rng.choice(["1px", "2em", "red", "#0a0", "10%", " solid ", "bold", "var(--a)", "var(--b, 3px)", "var(--c, var(--a, 2px))", "1",
                        "calc(1px + 2px)", "initial", "inherit", "unset", "{ x: y }", '"s"'])
    return "--%s: %s" % (name, value)


def declaration(rng):
    kind = rng.random()
    if kind < 0.06:
        return rng.choice(MALFORMED)
    if kind < 0.14:
        return custom(rng)
    name = rng.choice(list(PROPERTIES))
    make = PROPERTIES[name]
    value = rng.choice(WIDE) if kind < 0.20 else with_variables(rng, make) if kind < 0.30 else make(rng)
    name = name.upper() if rng.random() < 0.03 else name
    return "%s: %s%s" % (name, value, rng.choice([" !important", "!IMPORTANT", " ! important"]) if rng.random() < 0.08 else "")


def rule(rng):
    selectors = ", ".join(selector(rng) for _ in range(rng.choice([1, 1, 1, 2, 3])))
    body = ";".join(rng.choice([" ", "\n\t", " /* c */ "]) + declaration(rng) for _ in range(rng.randint(1, 6)))
    return "%s {%s%s}" % (selectors, body, rng.choice([";", " ", "; ; "]))


BROKEN_RULES = ["p, , a { color: red }", "p:frob { color: red }", "@frob x { p { color: red } }", "p { color: red; { a: b } order: 3 }",
                "@media (min-width: 99999px) { p { color: red } }", "@media print { p { color: red } }", "a > > b { order: 9 }", "<!-- -->",
                "@keyframes k { from { color: red } }", "p::frob { color: blue }", "p { color: green } }", ".\\31 { order: 4 }",
                ".x\\000079 { order: 4 }", "@charset 'x';", ".X { order: 6 }"]


def root_rule(size):
    """What rem is relative to; and no boxes, so that a browser tells computed values. (Within :is(), :root is a root like any element.)"""
    return ":is(:root):not(#n#n#n#n) { font-size: %dpx !important; display: none !important }" % size


def sheet(rng):
    """A style sheet; the root's font size is set where rem looks for it."""
    parts = []
    for _ in range(rng.randint(10, 60)):
        text = rule(rng)
        kind = rng.random()
        if kind < 0.05:
            text = "@media %s { %s }" % (rng.choice(["screen", "all", "not print", "print", "only screen, print"]), text)
        elif kind < 0.09:
            text = "@supports %s { %s }" % (rng.choice(["(color: red)", "not (colour: red)", "(frob: 1) or (margin: 1px)", "(frob: 1)",
                                                        "(display: flex) and (not (frob: 1))", "selector(a > b)"]), text)
        elif kind < 0.14:
            text = rng.choice(BROKEN_RULES)
        parts.append(text)
    parts.insert(0, root_rule(rng.randint(10, 24)))
    return "\n".join(parts) + "\n"


def colors(rng, count):
    """A sheet and an article of as many colours of CSS Color 4 and 5, one an element."""
    root, rules = Node("article", {}), [root_rule(16), "article { color: %s }" % old_color(rng)]
    for i in range(count):
        root.children.append(Node("p", {"id": "c%d" % i}))
        rules.append("#c%d { background-color: %s }" % (i, rng.choice([space_color, mix])(rng)))
    return "\n".join(rules) + "\n", root
