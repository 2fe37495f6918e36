#!/bin/bash
# hostile.sh - inputs that mean harm: nothing crashes, nothing hangs, what is refused says why. SPDX-License-Identifier: Apache-2.0
. "$(dirname "$0")/tap.sh"
command -v python3 >/dev/null || { skip "python3 makes the inputs"; done_testing; exit; }
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$top_src/tests/lsan.supp:print_suppressions=0}
# Seconds that one volume may take. Sanitizers on a busy machine are slow, hangs are slower.
limit=150

# judge NAME STATUS LOG: passes when the build ended by itself, its plugins lived, and a refusal has its reason and place.
judge() {
	local name=$1 status=$2 log=$3 why=
	[ "$status" -le 2 ] || why="exit status $status"
	[ "$status" = 0 ] || grep -q ': error: .*\[[a-z-]*/[a-z-]*\]$' "$log" || why="$why refused without a reason"
	if grep -qE 'Sanitizer|runtime error:|\[plugin/(crashed|hung|exited|memory|silent|worker)\]' "$log"; then why="$why a crash"; fi
	if [ -z "$why" ]; then pass "$name"; else fail "$name:$why"; head -n 30 "$log" | diag; fi
}

# volume NAME FOLDER [OPTION...]: builds what stands in a folder.
volume() {
	local name=$1 folder=$2 status=0; shift 2
	timeout "$limit" "$ospopress" build "$folder/proceedings.yml" -o "$scratch/out" "$@" >"$scratch/log" 2>&1 || status=$?
	judge "$name" "$status" "$scratch/log"
}

# articles NAME FOLDER [OPTION...]: all articles of a folder as one volume; if that is not well, each by itself.
articles() {
	local folder=$2
	printf 'title: Hostile\nlang: zh-CN\narticles:\n  - "*.md"\n' >"$folder/proceedings.yml"
	volume "$@"
}

# one FILE NAME [OPTION...]: an article or picture by itself.
one() {
	local file=$1 name=$2 folder; shift 2
	folder=$(mktemp -d "$scratch/one.XXXXXX")
	case $file in
	*.md) cp "$file" "$folder/article.md"; [ ! -d "${file%/*}/assets" ] || cp -r "${file%/*}/assets" "$folder" ;;
	*) cp "$file" "$folder"; printf '# Picture\n\n![text](<%s>)\n\nand ![more](<%s>) in a line.\n' "${file##*/}" "${file##*/}" >"$folder/article.md" ;;
	esac
	articles "$name" "$folder" "$@"
	rm -rf "$folder"
}

mkdir -p "$scratch/md" "$scratch/pictures" "$scratch/manifests" "$scratch/sheets"
python3 - "$scratch" <<'PYTHON'
import random, struct, sys, zlib
top = sys.argv[1]
def put(path, what): open(top + "/" + path, "wb").write(what.encode() if isinstance(what, str) else what)
md = {
    "quotes": "> " * 4000 + "deep", "lists": "".join(" " * (2 * i) + "- x\n" for i in range(300)),
    "emphasis": "*a " * 8000 + "a* " * 8000, "brackets": "[" * 20000 + "]" * 20000, "links": "[a](" * 8000, "html": "<div><p><b>" * 4000,
    "tags": "<" * 40000, "tables": "|" * 400 + "\n" + "|-" * 400 + "|\n" + ("|x" * 400 + "|\n") * 30, "fence": "```\nnever closed\n" * 3,
    "shortcodes": "{{< a >}}" * 4000 + "{{<", "notes": "".join("[^%d] " % i for i in range(2000)) + "\n\n" + "".join("[^%d]: n\n" % i for i in range(2000)),
    "loop": "[^1]\n\n[^1]: a [^2]\n[^2]: b [^1]\n", "headings": "# same\n\n" * 4000, "dollars": "$a " * 20000, "cites": "[1]" * 5000 + "\n\n## References\n\n[1] one\n",
    "line": "字" * 100000, "letters": "x" * 100000, "quoted": "“" * 20000 + "”" * 10000, "matter": "---\ntitle: [" + "[" * 5000 + "\n---\nx", "entities": "&amp;&#x110000;&#0;" * 3000,
    "toml": "+++\na = [" + "[" * 5000 + "\n+++\nx", "json": "{\"a\":" * 5000, "unclosed": "---\ntitle: x\nbody\n", "only": "---\ntitle: x\n---\n",
    "aliases": "---\na: &a [x,x]\n" + "".join("%s: &%s [*%s,*%s,*%s,*%s,*%s]\n" % (b, b, a, a, a, a, a) for a, b in zip("abcdefghi", "bcdefghij")) + "---\nx\n",
    "references": "## 参考资料\n\n" + "".join("[%d] http://a.example/%d\n\n" % (i, i) for i in range(2000)), "bidi": "\u202e\u2066abc\u202d" * 2000, "marks": "a" + "\u0301" * 30000,
    "noncharacters": "\ufdd0\ufdd1\ufdd2\ufdd3\ufffe" * 500, "empty": "", "colspan": "<table><tr><td colspan=999999999 rowspan=-1>a<td><table><tr><td>b</table></table>",
}
for name, text in md.items(): put("md/%s.md" % name, text)
put("md/binary.md", bytes(random.Random(1).randrange(256) for _ in range(20000)))
put("md/utf16.md", "\ufeff# 标题\n\n字".encode("utf-16-le") + b"\xd8")
def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def png(w, h, bits, kind, rows, extra=b""):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, kind, 0, 0, 0)) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
pictures = {
    "rgb.png": png(40, 30, 8, 2, (b"\1" + bytes(range(120))) * 30), "alpha.png": png(20, 20, 8, 6, (b"\4" + bytes(range(80))) * 20),
    "palette.png": png(16, 8, 4, 3, (b"\0" + bytes(range(8))) * 8, chunk(b"PLTE", bytes(range(48))) + chunk(b"tRNS", b"\0\x80")),
    "wide.png": png(2**31 - 1, 2**31 - 1, 16, 6, b"\0"), "bomb.png": png(30000, 30000, 1, 0, b"\0" * (3751 * 30000)),
    "two.gif": b"GIF89a" + struct.pack("<HHBBB", 4, 4, 0x80, 0, 0) + bytes(range(6)) + b"," + struct.pack("<HHHHB", 0, 0, 4, 4, 0) + b"\2\3\x44\2\5\0;",
    "outside.gif": b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"," + struct.pack("<HHHHB", 65000, 65000, 65535, 65535, 0x40) + b"\x0c\xff" + b"\xff" * 255,
    "head.jpg": bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080020002001011100ffda0008010100003f00") + b"\0" * 90 + b"\xff\xd9",
    "head.webp": b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\x10\0\0\0\xff\xff\xff\xff\xff\xff" + b"VP8L" + struct.pack("<I", 5) + b"\x2f\xff\xff\xff\xff\0",
    "laughs.svg": "<!DOCTYPE svg [<!ENTITY a 'x'>" + "".join("<!ENTITY %s '%s'>" % (b, ("&%s;" % a) * 10) for a, b in zip("abcdefgh", "bcdefghi")) + "]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&i;</text></svg>",
    "deep.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>" + "<g>" * 3000, "huge.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'/>",
    "self.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='self.svg' width='9' height='9'/><image href='file:///etc/passwd'/></svg>",
}
shuffle = random.Random(2)
text = "# Pictures\n\n"
for name, data in pictures.items():
    data = data.encode() if isinstance(data, str) else data
    stem, _, suffix = name.partition(".")
    variants = [(name, data), ("%s-half.%s" % (stem, suffix), data[:len(data) // 2]), ("%s-head.%s" % (stem, suffix), data[:33])]
    for k in range(4):
        flipped = bytearray(data[:4096])
        for _ in range(6): flipped[shuffle.randrange(min(8, len(flipped) - 1), len(flipped))] ^= 1 << shuffle.randrange(8)
        variants.append(("%s-flip%d.%s" % (stem, k, suffix), bytes(flipped)))
    for path, what in variants:
        put("pictures/" + path, what)
        text += "![text of %s](%s)\n\n" % (path, path)
put("pictures/all.md", text)
manifests = {
    "empty": "", "binary": bytes(range(256)), "deep": "[" * 100000, "block": "".join(" " * i + "a:\n" for i in range(800)), "unterminated": "title: \"x\narticles: [",
    "types": "title: [a]\narticles: {x: {y: z}}\noutputs: 3\npeople: ~\nfront: {a: [b]}\nevent: x\nstyle: {}\nidentifiers: []\ntransforms: a\nplugins: 1\nhugo: 2\nreader: []\n",
    "aliases": "a: &a [x,x]\n" + "".join("%s: &%s [*%s,*%s,*%s,*%s,*%s,*%s]\n" % (b, b, a, a, a, a, a, a) for a, b in zip("abcdefghij", "bcdefghijk")),
    "self": "title: &t [*t]\narticles: *t\n", "globs": "title: x\narticles: ['" + "*/" * 60 + "*.md', '" + "**" * 200 + "', '/dev/zero', '/dev/tty', '.', '..']\n",
    "length": "title: " + "长" * 200000 + "\narticles: [a.md]\n", "numbers": "title: 1e999\nlang: -\narticles: [.nan, 0x10, !!int x, ? y]\n", "keys": "".join("k%d: 1\n" % i for i in range(3000)),
    "paths": "title: x\narticles: [a.md]\noutputs: {pdf: {file: ../../../../etc/x.pdf}, epub: {file: '/'}, wechat: {file: ''}}\n",
}
for name, text in manifests.items(): put("manifests/%s.yml" % name, text)
sheets = {
    "open": "a{b:c;{d{e[f(g;}]\n\"x\n@media{@media{@page{@top-left{", "brackets": "(" * 100000, "blocks": "@media all{" * 20000, "not": ":not(" * 20000, "calc": "p{width:" + "calc(" * 20000,
    "variables": ":root{" + "".join("--v%d:var(--v%d)var(--v%d);" % (i, i + 1, i + 1) for i in range(60)) + "--v60:x} p{color:var(--v0)}", "loop": ":root{--a:var(--b);--b:var(--a)} p{font-size:var(--a)}",
    "numbers": "p{font-size:1e99em;line-height:-1e99;margin:99999999999cm;width:calc(1px*1e30);text-indent:-9999999em;letter-spacing:9e9em;padding:2147483647pt;border:9e9cm solid}\n@page{size:1e9cm 1px;margin:9e9cm}",
    "zero": "*{font-size:0;line-height:0;width:0}@page{size:0 0}", "small": "@page{size:1pt 1pt;margin:5pt}", "import": "@import 'import.css';@import url(//x/y);", "long": "p::before{content:\"" + "字" * 200000 + "\"}",
    "everything": "*{display:table;float:footnote;break-before:page;break-inside:avoid;orphans:999999;widows:999999;position:fixed}", "selectors": "p" + " *" * 3000 + "{color:red}", "binary": bytes(range(1, 256)),
    "counters": "p{counter-increment:c 2147483647;counter-reset:d -2147483648}p::before{content:counter(c,cjk-ideographic)counter(d,lower-roman)counter(e,lower-alpha)}",
}
for name, text in sheets.items(): put("sheets/%s.css" % name, text)
put("sheets/article.md", "# A title\n\nSome text 文字[^1] and `code`.\n\n- a list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n[^1]: note\n")
PYTHON

articles "hostile articles, in one volume" "$scratch/md"
articles "hostile pictures, in one article" "$scratch/pictures"
for manifest in "$scratch"/manifests/*.yml; do
	name=${manifest##*/}
	mkdir -p "$scratch/volume"; printf '# A\n\ntext\n' >"$scratch/volume/a.md"
	cp "$manifest" "$scratch/volume/proceedings.yml"
	volume "a hostile manifest: ${name%.yml}" "$scratch/volume" --only=epub
done
for sheet in "$scratch"/sheets/*.css; do
	name=${sheet##*/}
	printf 'title: x\narticles: [article.md]\nstyle: [plain, %s]\n' "$name" >"$scratch/sheets/proceedings.yml"
	volume "a hostile style sheet: ${name%.css}" "$scratch/sheets"
done

# The shared corpus, each file by itself.
if [ -d "$shared/corpus/nasty-md" ]; then
	while IFS= read -r file; do
		one "$file" "${file#"$shared"/corpus/}"
	done < <(find "$shared/corpus/nasty-md" -name '*.md' | LC_ALL=C sort)
	# One volume that shows them all costs less than four hundred.
	find "$shared/corpus/nasty-images" -type f ! -name '*.md' -print0 | LC_ALL=C sort -z >"$scratch/list"
	mkdir -p "$scratch/all"
	n=0
	while IFS= read -r -d '' file; do
		n=$((n + 1)); cp "$file" "$scratch/all/$n-${file##*/}"
		printf '![text %d](<%d-%s>)\n\n' "$n" "$n" "${file##*/}" >>"$scratch/all/all.md"
	done <"$scratch/list"
	limit=300 articles "every picture of the corpus, in one article" "$scratch/all"
else
	skip "the shared corpus is not there"
fi
done_testing
