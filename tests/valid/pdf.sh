#!/usr/bin/env bash
# pdf.sh - what the PDF writers make of pages set by hand is read by other programs: text, glyphs, places, links.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

have() { command -v "$1" >/dev/null 2>&1; }
quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
# The page has this line of text, whatever white space is in it.
says() { pdftotext -f "$2" -l "$2" -layout "$1" - 2>/dev/null | tr -s ' \n' '  ' | grep -qF "$3"; }
# Share of pixels in 1/1000 that two programs draw differently: a wrong subset passes for text, not for ink.
differing() {
	pdftoppm -r 72 -gray -f "$2" -singlefile "$1" "$scratch/a" 2>/dev/null
	mutool draw -q -r 72 -c gray -o "$scratch/b.pgm" "$1" "$2" 2>/dev/null
	# Headers are three lines; sizes may differ by a rounded pixel, so ink is compared, not pixels.
	for file in a b; do tail -c +16 "$scratch/$file.pgm" | tr -d '\200-\377' | wc -c; done |
		awk '{ n[NR] = $1 } END { d = n[1] - n[2]; if (d < 0) d = -d; print int(1000 * d / (n[1] + 1)) }'
}
same_ink() { local d; d=$(differing "$1" "$2"); [ "$d" -lt 250 ] || { echo "ink differs by $d/1000" | diag; return 1; }; }

"$top_build/tests/unit/test_pdf" "$scratch" >"$scratch/tap" 2>/dev/null
"$top_build/tests/unit/test_handout" "$scratch" >>"$scratch/tap" 2>/dev/null
sheet=$scratch/sheet0.pdf booklet=$scratch/booklet.pdf
if [ ! -s "$sheet" ]; then
	skip "the fonts of the sheet are not installed"
	done_testing
	exit
fi

if have qpdf; then
	ok "a page with alpha says what it is blended in" grep -q "/S/Transparency\|/S /Transparency" <(qpdf --qdf --object-streams=disable "$sheet" -)
	ok "the sheet's syntax" quiet qpdf --check "$sheet"
	ok "the booklet's syntax" quiet qpdf --check "$booklet"
fi
if have pdftotext; then
	ok "CFF with CIDs, and beyond the BMP" says "$sheet" 1 "他说……𠮷野家"
	ok "ligatures" says "$sheet" 1 "The office affine ffl fi AVAToWa (brackets) \\ back"
	ok "TrueType Han" says "$sheet" 1 "楷体：天地玄黄，宇宙洪荒。Kai"
	ok "CFF with names" says "$sheet" 1 "Name-keyed outlines: quick brown fox 0123"
	ok "one glyph, two characters" says "$sheet" 1 "康熙部首 ⼀ 与一"
	ok "symbols" says "$sheet" 1 "☀✈😀"
	ok "a hyphen that the text has not is a soft one" says "$sheet" 1 "hyphen$(printf '\302\255') ated"
	ok "a sunk initial is said with its word, once" [ "$(pdftotext -f 1 -l 1 "$sheet" - | grep -o "W *W*hole\|^W$")" = Whole ]
	ok "front, left blank: page 1" says "$booklet" 1 "Page 1"
	ok "the second sheet's front: 6 and 3" says "$booklet" 3 "Page 6 Page 3"
	ok "the second sheet's back: 4 and 5" says "$booklet" 4 "Page 4 Page 5"
fi
if have pdfinfo; then
	ok "page labels and names" quiet pdfinfo -dests "$sheet"
	ok "tagged" grep -q "Tagged: *yes" <(pdfinfo "$sheet")
	ok "the booklet claims no tags" grep -q "Tagged: *no" <(pdfinfo "$booklet")
	ok "a row that is too short is filled up" [ "$(pdfinfo -struct-text "$sheet" 2>/dev/null | grep -c '^ *TD')" = 4 ]
	ok "the structure holds the text" grep -q "第一条" <(pdfinfo -struct-text "$sheet" 2>/dev/null)
	ok "and what follows a glyph that says another text" grep -q '"*ated"' <(pdfinfo -struct-text "$sheet" 2>/dev/null)
	ok "and no hyphen that a line's end brought" grep -q 'hyphen""ated' <(pdfinfo -struct-text "$sheet" 2>/dev/null | tr -d ' \n')
	ok "a page's trim box lies within its bleed" grep -q "TrimBox: *9.00 *9.00 *429.00 *604.00" <(pdfinfo -box -f 3 -l 3 "$sheet" | sed 's/Page *3 //')
fi
if have pdftoppm && have mutool; then
	for page in 1 2 3; do ok "poppler and mupdf draw page $page alike" same_ink "$sheet" "$page"; done
fi
# An offprint: the article's pages alone, under their numbers in the volume, with its own title.
mkdir "$scratch/prints"
printf -- '---\ntitle: 甲文\nauthors: [甲]\n---\n见[乙文](b.md)。\n' >"$scratch/prints/a.md"
printf -- '---\ntitle: 乙文\nauthors: [乙]\n---\n## 节\n\n文。\n' >"$scratch/prints/b.md"
printf 'title: 集\ndate: 2024\nfront-matter: []\narticles: [{part: 上, articles: [a.md, b.md]}]\noutputs: {pdf: {offprints: true}}\n' >"$scratch/prints/proceedings.yml"
ok "offprints" quiet "$ospopress" build "$scratch/prints" --werror
print=$scratch/prints/build/offprints/b.pdf
printf 'title: 集\nfront-matter: [toc]\narticles: [a.md, b.md]\n' >"$scratch/prints/listed.yml"
ok "contents" quiet "$ospopress" build "$scratch/prints/listed.yml" --only=pdf -o "$scratch/listed" --werror
if have pdfinfo; then
	ok "have the authors apart from the page's number" grep -q 'TOCI Link (inline) "乙文" Object .* "2" P (block) "乙"' \
		<(pdfinfo -struct-text "$scratch"/listed/*.pdf 2>/dev/null | tr -s ' \n' '  ')
fi
if have pdfinfo; then
	ok "have the article's title, author and pages" [ "$(pdfinfo "$print" | awk '/^(Title|Author|Pages):/ { print $2 }' | tr '\n' ' ')" = "乙文 乙 1 " ]
fi
if have pdftotext; then
	ok "which its entry has, too" grep -q "2024：3\." <(pdftotext -raw "$print" - | tr -d '\n')
	ok "a link into another article names its page" grep -q "（第 *3 *页）" <(pdftotext "$scratch/prints/build/offprints/a.pdf" -)
fi
if have mutool; then
	ok "and the volume's numbers" grep -qx 3 <(mutool draw -q -F txt "$print" 1 2>/dev/null)
	ok "its outline begins at the top" grep -q '"乙文"' <(mutool show "$print" outline | head -n 1 | grep -v '|')
fi
if [ -f "$shared/tools/pdfcheck.py" ] && have python3; then
	ok "they are PDF/UA-1 and PDF/A-2a" quiet python3 "$shared/tools/pdfcheck.py" --profile ua1,a2a "$print" "$scratch/prints/build/offprints/a.pdf"
fi
# An SVG stays paths at any size: no image in the file, ink where it was meant, its words in no font.
mkdir "$scratch/drawn"
printf 'title: 图\narticles: [a.md]\nfront-matter: []\n' >"$scratch/drawn/proceedings.yml"
printf '# 图\n\n![甲和乙](a.svg)\n' >"$scratch/drawn/a.md"
cat >"$scratch/drawn/a.svg" <<'EOF'
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="100" height="100" fill="#c00"/>
<g opacity=".8"><circle cx="150" cy="50" r="40" fill="#00c"/><rect x="150" width="40" height="90"/></g>
<text x="200" y="60" font-family="Noto Sans CJK SC, sans-serif" font-size="30">甲乙 AB</text></svg>
EOF
ok "an SVG" quiet "$ospopress" build "$scratch/drawn" --only=pdf --werror
drawn=$scratch/drawn/build/drawn.pdf
if have qpdf; then ok "the drawing's syntax" quiet qpdf --check "$drawn"; fi
if have pdfimages; then ok "a drawing is no image: masks alone are" [ -z "$(pdfimages -list "$drawn" 2>/dev/null | grep -w rgb)" ]; fi
if have pdftotext; then ok "its words are outlines" [ -z "$(pdftotext "$drawn" - | grep -F AB)" ]; fi
if have pdftoppm && have mutool; then
	ok "poppler and mupdf draw it alike" same_ink "$drawn" 1
	pdftoppm -r 72 -singlefile "$drawn" "$scratch/drawn/page" && ok "in its colours" grep -aqP '\xcc\x00\x00\xcc\x00\x00' "$scratch/drawn/page.ppm"
fi
if [ -f "$shared/tools/pdfcheck.py" ] && have python3; then ok "it is PDF/UA-1 and PDF/A-2a" quiet python3 "$shared/tools/pdfcheck.py" --profile ua1,a2a "$drawn"; fi

if have pdfimages; then
	ok "five pictures, a mask, none twice" [ "$(pdfimages -list "$sheet" 2>/dev/null | awk 'NR > 2 { print $11 }' | sort -u | wc -l)" -ge 5 ]
fi
done_testing
