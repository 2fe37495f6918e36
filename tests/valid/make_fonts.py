"""make_fonts.py FOLDER SOURCE - fonts for tests, made from a TrueType font of the system: one with an axis, and ones that are broken.
SPDX-License-Identifier: Apache-2.0"""
import random
import sys

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._f_v_a_r import Axis, NamedInstance
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import builder

folder, source = sys.argv[1:3]


def letters(family):
    """The source's ASCII letters, under another name."""
    font = TTFont(source)
    chosen = subset.Subsetter(subset.Options(name_IDs=["*"], notdef_outline=True, hinting=False, layout_features=[]))
    chosen.populate(unicodes=range(0x20, 0x7F))
    chosen.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 6, 16):
            font["name"].setName(family.replace(" ", "") if record.nameID == 6 else family, record.nameID, record.platformID,
                                 record.platEncID, record.langID)
    return font


def variable(path):
    """Glyphs that grow wider along an axis; the instance that is used is not the default one."""
    font = letters("Osp Wide")
    names = font["name"]
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 400, 400, 900
    axis.axisNameID = names.addMultilingualName({"en": "Weight"}, font)
    fvar = font["fvar"] = newTable("fvar")
    fvar.axes = [axis]
    for value, name in ((400, "Regular"), (700, "Bold")):
        instance = NamedInstance()
        instance.subfamilyNameID = names.addMultilingualName({"en": name}, font)
        instance.coordinates = {"wght": value}
        fvar.instances.append(instance)
    gvar = font["gvar"] = newTable("gvar")
    gvar.version, gvar.reserved, gvar.variations = 1, 0, {}
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    for glyph in font.getGlyphOrder():
        points, _ = glyf._getCoordinatesAndControls(glyph, metrics)
        width = metrics[glyph][0]
        # Everything moves right by as much as it stands right: half as wide again at the end of the axis.
        deltas = [(round(x / 2), 0) for x, y in points]
        deltas[-4:] = [(0, 0), (round(width / 2), 0), (0, 0), (0, 0)]
        gvar.variations[glyph] = [TupleVariation({"wght": (0, 1, 1)}, deltas)]
    font.save(path)


def outline(glyphs, name, stretch):
    """A glyph as generic Type 2 operators, wider by `stretch`."""
    pen = T2CharStringPen(None, glyphs, CFF2=True)
    glyphs[name].draw(TransformPen(pen, (stretch, 0, 0, 1, 0, 0)))
    return pen.getCharString(optimize=False).program


def blend(low, high):
    """Two programs of the same operators as one that an axis leads from the first to the second."""
    program, first, last = [], [], []
    for a, b in zip(low, high):
        if not isinstance(a, str):
            first.append(a)
            last.append(b)
            continue
        program += first + [b - a for a, b in zip(first, last)] + [len(first), "blend"] if first else []
        program.append(a)
        first, last = [], []
    return program


def variable_cff2(path):
    """As above with CFF2 outlines: three times as wide at the end of the axis."""
    source_font = letters("Osp Cubic")
    glyphs, order = source_font.getGlyphSet(), source_font.getGlyphOrder()
    build = FontBuilder(source_font["head"].unitsPerEm, isTTF=False)
    build.setupGlyphOrder(order)
    build.setupCharacterMap(source_font.getBestCmap())
    build.setupNameTable({"familyName": "Osp Cubic", "styleName": "Regular", "psName": "OspCubic"})
    build.setupFvar([("wght", 400, 400, 900, "Weight")], [{"stylename": "Regular", "location": {"wght": 400}},
                                                          {"stylename": "Bold", "location": {"wght": 700}}])
    pen = T2CharStringPen(None, glyphs, CFF2=True)
    strings = {}
    for name in order:
        strings[name] = pen.getCharString()
        strings[name].program = blend(outline(glyphs, name, 1), outline(glyphs, name, 3))
    build.setupCFF2(strings, regions=[{"wght": (0, 1, 1)}])
    metrics = source_font["hmtx"].metrics
    build.setupHorizontalMetrics(metrics)
    build.setupHorizontalHeader(ascent=source_font["hhea"].ascent, descent=source_font["hhea"].descent)
    build.setupOS2()
    build.setupPost()
    widths = build.font["HVAR"] = newTable("HVAR")
    widths.table = otTables.HVAR()
    widths.table.Version = 0x00010000
    widths.table.AdvWidthMap = widths.table.LsbMap = widths.table.RsbMap = None
    regions = builder.buildVarRegionList([{"wght": (0, 1, 1)}], ["wght"])
    rows = builder.buildVarData([0], [[2 * metrics[name][0]] for name in order], optimize=False)
    widths.table.VarStore = builder.buildVarStore(regions, [rows])
    build.save(path)


def broken(path, family, table, how):
    """A font whose directory is right and whose table is not."""
    font = letters(family)
    font.save(path)
    data = bytearray(open(path, "rb").read())
    count = int.from_bytes(data[4:6], "big")
    for i in range(count):
        entry = 12 + 16 * i
        if data[entry:entry + 4] == table:
            offset, length = (int.from_bytes(data[entry + at:entry + at + 4], "big") for at in (8, 12))
            data[offset:offset + length] = how(length)
    open(path, "wb").write(data)


noise = random.Random(5)
variable(folder + "/wide.ttf")
variable_cff2(folder + "/cubic.otf")
broken(folder + "/glyf.ttf", "Osp Noise", b"glyf", lambda n: bytes(noise.randrange(256) for _ in range(n)))
broken(folder + "/loca.ttf", "Osp Lost", b"loca", lambda n: b"\xff" * n)
whole = folder + "/whole.ttf"
letters("Osp Cut").save(whole)
data = open(whole, "rb").read()
open(folder + "/cut.ttf", "wb").write(data[:len(data) * 2 // 3])
open(folder + "/stump.ttf", "wb").write(data[:100])
open(folder + "/nameless.ttf", "wb").write(data[:len(data) // 5])
