#!/usr/bin/env bash
# glyphs.sh - the PDF shows the glyphs that were meant, in every kind of font, for two viewers; fonts that are broken are refused by name.
# SPDX-License-Identifier: Apache-2.0
# A wrong subset passes every check of text and fails here: pages are compared with what HarfBuzz draws from the whole fonts.
. "${srcdir:-.}/tests/tap.sh"

have() { command -v "$1" >/dev/null 2>&1; }
quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
same="$top_build/tests/valid/same_glyphs"
plugins=$scratch/plugins
if ! have pdftoppm || ! have mutool || ! have "${CC:-cc}" || ! pkg-config --exists harfbuzz cairo; then
	skip "no viewers, or no compiler"
	done_testing
	exit
fi
mkdir "$plugins"
# shellcheck disable=SC2046
ok "a writer that draws outlines compiles" quiet ${CC:-cc} -O1 -shared -fPIC -I"$top_src/include" $(pkg-config --cflags harfbuzz cairo) \
	"$top_src/tests/plugins/outlines.c" -o "$plugins/outlines.so" $(pkg-config --libs harfbuzz cairo)
export OSPOPRESS_PLUGIN_PATH=$plugins

# draw VIEWER PDF PAGE: one page in grey, 300 dots per inch.
draw() {
	case $1 in
	poppler) pdftoppm -r 300 -gray -f "$3" -l "$3" -singlefile "$2" "$scratch/seen" 2>/dev/null ;;
	mupdf) mutool draw -q -r 300 -c gray -o "$scratch/seen.pgm" "$2" "$3" 2>/dev/null ;;
	esac
}
# shows VIEWER PDF OUTLINES PAGE...: each of these pages has its glyphs.
shows() {
	local viewer=$1 pdf=$2 outlines=$3 page bad=0
	shift 3
	for page in "$@"; do
		draw "$viewer" "$pdf" "$page"
		"$same" "$page" "$outlines/$page.pgm" "$scratch/seen.pgm" <"$outlines/glyphs.txt" || bad=1
	done
	[ "$bad" = 0 ]
}
differs() { ! "$same" "$@" >/dev/null; }

cp -r "$top_src/samples/summit" "$scratch/sample"
printf 'outputs:\n  pdf: {}\n  outlines: {}\n' >>"$scratch/sample/proceedings.yml"
ok "the sample, and its outlines" quiet "$ospopress" build "$scratch/sample" --trust=outlines -o "$scratch/out"
for viewer in poppler mupdf; do
	ok "$viewer shows the sample's glyphs" shows $viewer "$scratch/out/lamplight.pdf" "$scratch/out/outlines" 1 4 5 8 9 14
done
draw poppler "$scratch/out/lamplight.pdf" 9
ok "another page does not pass for this one" differs 8 "$scratch/out/outlines/8.pgm" "$scratch/seen.pgm" <"$scratch/out/outlines/glyphs.txt"

# Kinds of fonts: TrueType, a CFF collection with CIDs, CFF with names, TrueType with an axis, CFF2 with one.
python=$(for p in python3 /usr/bin/python3; do "$p" -c 'import fontTools' 2>/dev/null && { echo "$p"; break; }; done)
source_font=$(fc-match -f '%{file}' 'Noto Serif:style=Regular' 2>/dev/null)
case $source_font in *.ttf) ;; *) python= ;; esac
mkdir -p "$scratch/kinds/fonts"
if [ -n "$python" ]; then
	ok "fonts for tests" quiet "$python" "$top_src/tests/valid/make_fonts.py" "$scratch/kinds/fonts" "$source_font"
	mv "$scratch/kinds/fonts/"{glyf,loca,cut,stump,nameless,whole}.ttf "$scratch"
else
	skip "fontTools is not installed: no font with an axis, no broken ones"
fi
cat >"$scratch/kinds/a.md" <<'EOF'
# Kinds of fonts

Wide letters from an axis, in bold.

## Cubic outlines (&) from an axis: Whole

> Name-keyed: quick brown fox 0123 ffi

`TrueType code`

* 永字八法：康熙字典，𠮷野家。
EOF
cat >"$scratch/kinds/kinds.css" <<'EOF'
p { font-family: "Osp Wide", serif; font-weight: 700 }
h2 { font-family: "Osp Cubic", serif; font-weight: 700 }
blockquote p { font-family: "C059", "Latin Modern Roman", serif; font-weight: 400 }
code { font-family: "Noto Sans Mono" }
li { font-family: "Noto Serif CJK SC"; font-weight: 400 }
EOF
printf 'title: Kinds\narticles: [a.md]\nfront-matter: []\nstyle: [kinds.css]\noutputs:\n  pdf: {}\n  outlines: {}\n' >"$scratch/kinds/proceedings.yml"
ok "a page of all kinds" quiet "$ospopress" build "$scratch/kinds" --trust=outlines -o "$scratch/out2"
pdf=$scratch/out2/kinds.pdf
for viewer in poppler mupdf; do ok "$viewer shows every kind" shows $viewer "$pdf" "$scratch/out2/outlines" 1; done
if have pdffonts; then
	ok "TrueType" grep -q "NotoSansMono.*CID TrueType" <(pdffonts "$pdf")
	ok "CFF with CIDs" grep -q "NotoSerifCJK.*CID Type 0C" <(pdffonts "$pdf")
	if fc-list : family | grep -qE '^(C059|Latin Modern Roman)'; then ok "CFF with names" grep -qE "(C059|LMRoman).*CID Type 0C" <(pdffonts "$pdf"); fi
	if [ -n "$python" ]; then
		ok "TrueType with an axis" grep -q "OspWide.*CID TrueType" <(pdffonts "$pdf")
		ok "CFF2 with an axis, as CFF" grep -q "OspCubic.*CID Type 0C" <(pdffonts "$pdf")
	fi
fi
# At 700 of 400..900 a letter is 30 % wider than its font's default: its box tells.
if [ -n "$python" ]; then
	ok "the instance that was asked for is drawn, not the default" awk '/U\+0057 Osp Wide/ { if ($4 - $2 > 52) wide = 1 } END { exit !wide }' "$scratch/out2/outlines/glyphs.txt"
	ok "and of CFF2 outlines" awk '/U\+0057 Osp Cubic/ { if ($4 - $2 > 90) wide = 1 } END { exit !wide }' "$scratch/out2/outlines/glyphs.txt"
	# Fonts that mean harm, each refused with its name; the text goes on in another font, or there is no file.
	for kind in loca:Lost cut:Cut glyf:Noise stump:Stump nameless:Cut; do
		file=${kind%:*} family="Osp ${kind#*:}"
		mkdir -p "$scratch/$file/fonts"
		cp "$scratch/$file.ttf" "$scratch/$file/fonts"
		printf '# Words\n\nSome words.\n' >"$scratch/$file/a.md"
		printf 'p { font-family: "%s" }\n' "$family" >"$scratch/$file/a.css"
		printf 'title: T\narticles: [a.md]\nfront-matter: []\nstyle: [a.css]\noutputs:\n  pdf: {}\n' >"$scratch/$file/proceedings.yml"
		"$ospopress" build "$scratch/$file" --messages=en >"$scratch/said" 2>&1
		ok "a font with a broken $file is refused by name" grep -qE "(warning|error): .*/$file.ttf" "$scratch/said"
		ok "and nothing is set in it" [ -z "$(pdffonts "$scratch/$file/build/$file.pdf" 2>/dev/null | grep -i "osp${kind#*:}")" ]
	done
	# Fonts that a style sheet brings along, outside of fonts/.
	mkdir -p "$scratch/faces/brought"
	cp "$scratch/whole.ttf" "$scratch/cut.ttf" "$scratch/faces/brought"
	printf '# Words\n\nSome words.\n' >"$scratch/faces/a.md"
	cat >"$scratch/faces/a.css" <<-'EOF'
		@font-face { font-family: Own; src: url(none.woff2) format("woff2"), url("brought/whole.ttf"); font-weight: 900 }
		@font-face { font-family: Gone; src: url(brought/gone.ttf) }
		@font-face { font-family: Far; src: url(../../../etc/far.ttf) }
		@font-face { font-family: Web; src: url(https://example.org/web.ttf) }
		@font-face { font-family: Cut; src: url(brought/cut.ttf) }
		p { font-family: own; font-weight: 900 }
	EOF
	printf 'title: T\narticles: [a.md]\nfront-matter: []\nstyle: [a.css]\noutputs: {pdf: {file: faces.pdf}, epub: {file: faces.epub, fonts: subset}}\n' >"$scratch/faces/proceedings.yml"
	"$ospopress" build "$scratch/faces" --messages=en >"$scratch/said" 2>&1 || diag "$scratch/said"
	ok "@font-face: its file is set" grep -q . <(pdffonts "$scratch/faces/build/faces.pdf" | grep -v Noto | grep 'TrueType')
	ok "and embedded in the e-book under the name that the sheet gives it" grep -q 'font-family: "Own"; font-weight: 900' \
		<(unzip -p "$scratch/faces/build/faces.epub" EPUB/style.css)
	# In fonts/ it is known already, under names and a weight of its own; and two rules may name one file.
	mkdir -p "$scratch/faces/fonts"
	cp "$scratch/whole.ttf" "$scratch/faces/fonts/known.ttf"
	printf '@font-face { font-family: Own; src: url(fonts/known.ttf); font-weight: 900 }\n@font-face { font-family: Other; src: url(fonts/known.ttf) }\np { font-family: own; font-weight: 900 }\n' >"$scratch/faces/b.css"
	sed 's/a\.css/b.css/; s/faces\./known./g' "$scratch/faces/proceedings.yml" >"$scratch/faces/known.yml"
	ok "a file of fonts/ builds" "$ospopress" build -q "$scratch/faces/known.yml"
	ok "and has the weight that the sheet says, too" grep -q 'font-family: "Own"; font-weight: 900' \
		<(unzip -p "$scratch/faces/build/known.epub" EPUB/style.css)
	ok "a file that is not there is told" grep -q 'a.css:2:.*brought/gone.ttf' "$scratch/said"
	ok "and one outside of the volume" grep -q 'a.css:3:.*far.ttf' "$scratch/said"
	ok "and what is on the web" grep -q 'a.css:4:1: note: @font-face takes' "$scratch/said"
	ok "a broken one is refused at its rule" grep -qE 'cut.ttf" is no usable font' "$scratch/said"
fi
done_testing
