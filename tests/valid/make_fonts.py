"""make_fonts.py FOLDER SOURCE - fonts for tests, made from a TrueType font of the system: one with an axis, and ones that are broken.
SPDX-License-Identifier: Apache-2.0"""
import random
import sys

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis, NamedInstance
from fontTools.ttLib.tables.TupleVariation import TupleVariation

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
broken(folder + "/glyf.ttf", "Osp Noise", b"glyf", lambda n: bytes(noise.randrange(256) for _ in range(n)))
broken(folder + "/loca.ttf", "Osp Lost", b"loca", lambda n: b"\xff" * n)
whole = folder + "/whole.ttf"
letters("Osp Cut").save(whole)
data = open(whole, "rb").read()
open(folder + "/cut.ttf", "wb").write(data[:len(data) * 2 // 3])
