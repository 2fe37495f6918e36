#!/usr/bin/env bash
# print.sh - a print file is one that a printing house takes: boxes, inks, plates, signatures, seen by other programs.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

have() { command -v "$1" >/dev/null 2>&1; }
quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
# What the file is made of, decompressed: every operator, image and colour space.
opened() { qpdf --qdf --object-streams=disable --decode-level=generalized "$1" - 2>/dev/null; }
no_rgb() { ! opened "$1" | grep -aqE '^(.* )?(rg|RG)$|/(DeviceRGB|CalRGB|Lab)\b'; }
# Cyan, magenta and yellow of each page as ghostscript's plates have them, then black: "0.00000 0.00000 0.00000 0.01234 CMYK OK".
inks() { gs -q -o - -sDEVICE=inkcov "$1"; }
black_only() { inks "$1" | awk '$1 + $2 + $3 > 0 { print "# page " NR ": " $0; bad = 1 } $4 > 0 { text = 1 } END { exit bad || !text }'; }
# The plate has no ink: its TIFF is nothing but 255, after a head of a few hundred bytes.
empty_plate() { [ "$(tail -c +9 "$1" | tr -d '\377' | wc -c)" -lt 1500 ]; }
inked() { ! empty_plate "$1"; }
box() { pdfinfo -box -f "$3" -l "$3" "$1" | sed -n "s/^Page *$3 $2: *//p" | tr -s ' '; }

volume=$scratch/volume
mkdir "$volume"
cat >"$volume/article.md" <<'EOF'
# 印刷用的文件

文字只用黑版。**粗体**、*着重*、`code` 也一样。English words are set in black ink alone, too.

| 版 | 用途 |
|----|------|
| 黑 | 文字 |

> 引文有底色也罢，没有也罢。
EOF
cat >"$volume/picture.md" <<'EOF'
# 带图的文章

前面一段。

![一幅小图](small.png)
EOF
# A red picture of 8 x 8 pixels: far too coarse for a page's width.
base64 -d >"$volume/small.png" <<'EOF'
iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mM4oKCAFTEMLQkAKj9AAQUJSn0AAAAASUVORK5CYII=
EOF
cat >"$volume/proceedings.yml" <<'EOF'
title: 印刷
articles: [article.md]
front-matter: []
date: 2022-12-10
paper: 16k
outputs:
  pdf: {}
  print: {format: pdf, print: true, bleed: 3mm}
  bare: {format: pdf, print: true, bleed: 3mm, marks: none, signature: 16}
  gray: {format: pdf, print: true, ink: gray, bleed: 3mm, marks: none}
EOF
ok "a volume of text, for the screen and for the press" quiet "$ospopress" build "$volume" --werror -o "$scratch/out"
print=$scratch/out/volume-print.pdf bare=$scratch/out/volume-bare.pdf gray=$scratch/out/volume-gray.pdf

if have pdfinfo; then
	ok "it says that it is PDF/X-4" grep -q "PDF/X-4" <(pdfinfo "$print")
	ok "it is not tagged" grep -q "Tagged: *no" <(pdfinfo "$print")
	ok "16k is 185 x 260 mm within 3 mm of bleed" [ "$(box "$bare" TrimBox 1)" = "8.50 8.50 532.91 745.51" ]
	ok "the bleed box is all of a page without marks" [ "$(box "$bare" BleedBox 1)" = "$(box "$bare" MediaBox 1)" ]
	ok "marks need room outside of the bleed" [ "$(box "$print" TrimBox 1)" = "24.09 24.09 548.50 761.10" ]
	ok "pages fill a signature of 4" [ $(($(pdfinfo "$print" | sed -n 's/^Pages: *//p') % 4)) = 0 ]
	ok "pages fill a signature of 16" [ "$(pdfinfo "$bare" | sed -n 's/^Pages: *//p')" = 16 ]
fi
if have qpdf; then
	for file in "$print" "$bare" "$gray"; do
		ok "${file##*/}: syntax" quiet qpdf --check "$file"
		ok "${file##*/}: no RGB" no_rgb "$file"
		ok "${file##*/}: no annotation" [ -z "$(opened "$file" | grep -a /Annots)" ]
	done
	ok "the profile of the press is in the file" [ "$(opened "$print" | grep -ac '/S /GTS_PDFX')" = 1 ]
	ok "a file for the screen is not told that it is for the press" [ -z "$(opened "$scratch/out/volume.pdf" | grep -a GTS_PDFX)" ]
fi
if have gs; then
	ok "text is on the black plate alone" black_only "$bare"
	ok "and in a file of black alone" black_only "$gray"
	gs -q -dNOPAUSE -dBATCH -sDEVICE=tiffsep -sCompression=none -r72 -dLastPage=1 -sOutputFile="$scratch/plate%d.tif" "$bare" 2>/dev/null
	for ink in Cyan Magenta Yellow; do ok "the $ink plate is empty" empty_plate "$scratch/plate1($ink).tif"; done
	ok "the black plate is not" inked "$scratch/plate1(Black).tif"
fi

# Pictures: coarse ones are told, at their line; colours become inks.
sed -i 's/article.md/picture.md/' "$volume/proceedings.yml"
"$ospopress" build "$volume" --only=bare,gray -o "$scratch/out2" --messages=en >"$scratch/said" 2>&1
ok "a coarse picture is warned of where it stands" grep -q 'picture.md:5:1: warning: picture "small.png" has 96 dots per inch.*pdf/resolution' "$scratch/said"
if have qpdf; then ok "a picture in colour has no RGB" no_rgb "$scratch/out2/volume-bare.pdf"; fi
if have gs; then
	ok "it is printed in colours" grep -qE '^ *0\.[0-9]* +0\.0*[1-9]' <(inks "$scratch/out2/volume-bare.pdf")
	ok "in black alone where that is asked for" black_only "$scratch/out2/volume-gray.pdf"
fi

# The cover sheet: as wide as two pages and a spine of half as many leaves as there are pages.
book=$scratch/book
mkdir "$book"
cat >"$book/proceedings.yml" <<'EOF'
title: 山城 Open Source 夜话
publisher: {name: 山城夜话社}
isbn: 978-7-0000-0000-1
editors: [林晚灯]
front-matter: [cover, title-page]
articles: [article.md]
outputs:
  inside: {format: pdf, print: true, bleed: 3mm, marks: none, part: inside}
  thin: {format: pdf, print: true, bleed: 3mm, marks: none, part: cover, signature: 128, leaf: 0.1mm}
  thick: {format: pdf, print: true, bleed: 3mm, marks: none, part: cover, signature: 128, leaf: 0.25mm}
  given: {format: pdf, print: true, bleed: 3mm, part: cover, spine: 10mm}
  narrow: {format: pdf, print: true, bleed: 3mm, part: cover}
EOF
cp "$volume/article.md" "$book"
ok "a book block and covers" quiet "$ospopress" build "$book" -o "$scratch/covers"
width_of() { pdfinfo -box "$scratch/covers/book-$1.pdf" | awk '/^TrimBox/ { printf "%.0f", ($4 - $2) * 100 }'; }
# Hundredths of a point beyond two pages of 185 mm; widths are rounded to hundredths on the way.
spine_is() { local off=$(($(width_of "$1") - 2 * 52441 - $2)); [ "${off#-}" -le 4 ] || { echo "off by $off/100 pt" | diag; return 1; }; }
if have pdfinfo && have pdftotext; then
	ok "the block has no cover page" [ "$(pdftotext -l 1 "$scratch/covers/book-inside.pdf" - | grep -c 夜话社)" -le 1 ]
	ok "64 leaves of 0.1 mm: 6.4 mm" spine_is thin 1814
	ok "64 leaves of 0.25 mm: 16 mm" spine_is thick 4535
	ok "a spine of 10 mm, with marks" spine_is given 2835
	ok "the spine has the title, Chinese upright and English turned" grep -q "Open Source" <(pdftotext -bbox "$scratch/covers/book-thick.pdf" - | tr '\n' ' ' | sed 's/<[^>]*>/ /g' | tr -s ' ')
	ok "the back has the ISBN" grep -q "ISBN 978-7-0000-0000-1" <(pdftotext "$scratch/covers/book-thin.pdf" -)
fi
if have qpdf; then
	ok "the cover's syntax" quiet qpdf --check "$scratch/covers/book-thick.pdf"
	ok "the cover has no RGB" no_rgb "$scratch/covers/book-thick.pdf"
	# EAN-13: 30 bars, of which neighbours never touch.
	ok "thirty bars" [ "$(opened "$scratch/covers/book-thick.pdf" | grep -ac '51.87 re f')" = 30 ]
fi
# Three volumes that really differ in their pages: the spine is that of their own leaves.
for sections in 6 61 203; do
	thick=$scratch/thickness$sections
	mkdir "$thick"
	{ echo '# 厚薄'; for i in $(seq $sections); do printf '\n## 第 %s 节\n\n正文。\n' "$i"; done; } >"$thick/a.md"
	echo 'h2 { break-before: page }' >"$thick/a.css"
	printf '%s\n' 'title: 厚薄' 'style: [ospo, a.css]' 'front-matter: [cover, title-page]' 'paper: 16k' 'articles: [a.md]' 'outputs:' \
		'  inside: {format: pdf, print: true, bleed: 3mm, marks: none, part: inside}' \
		'  cover: {format: pdf, print: true, bleed: 3mm, marks: none, part: cover, leaf: 0.12mm}' >"$thick/proceedings.yml"
	ok "a volume of $sections sections and its cover" quiet "$ospopress" build "$thick" -o "$thick/out"
	if have pdfinfo; then
		pages=$(pdfinfo "$thick/out/thickness$sections-inside.pdf" | sed -n 's/^Pages: *//p')
		ok "its $pages pages are all there and fill signatures of 4" [ "$((pages > sections && pages % 4 == 0))" = 1 ]
		cp "$thick/out/thickness$sections-cover.pdf" "$scratch/covers/book-$sections.pdf"
		ok "and its spine is that of $((pages / 2)) leaves of 0.12 mm" spine_is $sections $((pages / 2 * 12 * 7200 / 2540 ))
	fi
done
"$ospopress" build "$book" --only=narrow -o "$scratch/covers" --messages=en >"$scratch/said" 2>&1
ok "a spine too narrow for words is told" grep -q 'pdf/spine' "$scratch/said"
sed -i 's/cover, title-page/title-page/' "$book/proceedings.yml"
"$ospopress" build "$book" --only=thin -o "$scratch/covers2" --messages=en >"$scratch/said" 2>&1
ok "no cover, no sheet" grep -q 'proceedings.yml:9:[0-9]*: error: the volume has no cover.*pdf/no-cover' "$scratch/said"

# A drawing keeps its paths; its words and grey lines are black ink alone, its colours inks.
drawing=$scratch/drawing
mkdir "$drawing"
printf '# 图\n\n![灰](gray.svg)\n' >"$drawing/gray.md"
printf '# 图\n\n![彩](color.svg)\n' >"$drawing/color.md"
cat >"$drawing/gray.svg" <<'EOF'
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><path d="M5 5H190" stroke="#666" stroke-width="3"/><text x="9" y="40" font-size="20">Words 字</text></svg>
EOF
cat >"$drawing/color.svg" <<'EOF'
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#080"/></linearGradient>
<rect width="90" height="60" fill="url(#g)"/><g opacity=".7"><rect x="100" width="50" height="50" fill="#c60"/><circle cx="150" cy="30" r="20" fill="#06c" stroke="#c06"/></g></svg>
EOF
for kind in gray color; do
	printf 'title: 图\narticles: [%s.md]\nfront-matter: []\noutputs: {print: {format: pdf, print: true, bleed: 3mm, marks: none}}\n' $kind >"$drawing/proceedings.yml"
	ok "a drawing in $kind, for the press" quiet "$ospopress" build "$drawing" -o "$scratch/drawn-$kind"
	file=$scratch/drawn-$kind/drawing.pdf
	[ -f "$file" ] || file=$scratch/drawn-$kind/drawing-print.pdf
	if have qpdf; then
		ok "$kind: syntax" quiet qpdf --check "$file"
		ok "$kind: no RGB" no_rgb "$file"
	fi
	if have pdfimages; then ok "$kind: paths, no picture" [ -z "$(pdfimages -list "$file" 2>/dev/null | grep -w cmyk)" ]; fi
	if have gs; then
		if [ $kind = gray ]; then
			ok "$kind: on the black plate alone" black_only "$file"
		else
			ok "$kind: on the plates of colours" grep -qE '^ *0\.0*[1-9][0-9]* +0\.0*[1-9]' <(inks "$file")
		fi
	fi
done

# What can't be.
sed -i 's/marks: none, signature: 16/profile: picture.md/; s/pdf: {}/pdf: {ink: gray}/' "$volume/proceedings.yml"
"$ospopress" build "$volume" --only=bare,pdf -o "$scratch/out3" --messages=en >"$scratch/said" 2>&1
ok "a profile that is none is an error at its line" grep -q 'proceedings.yml:9:[0-9]*: error: profile .*pdf/profile' "$scratch/said"
ok "and there is no file" [ ! -e "$scratch/out3/volume-bare.pdf" ]
ok "an option of print files alone is told" grep -q 'pdf/print-only' "$scratch/said"
done_testing
