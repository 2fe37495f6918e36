#!/usr/bin/env bash
# handout.sh - handouts fold into books, keep their links, show codes that phones read, and say why not when they can't be made.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
have() { command -v "$1" >/dev/null 2>&1; }
reader=$top_src/tests/valid/handout.py
# A script's TAP lines, numbered on.
tap() {
	"$@" >"$scratch/tap" 2>"$scratch/err" # how it ended is in its plan and its lines
	grep -q '^1\.\.' "$scratch/tap" || { fail "$2 runs to its end"; diag "$scratch/err"; }
	while IFS= read -r line; do
		case $line in
		ok*) pass "${line#* - }" ;;
		"not ok"*) fail "${line#* - }" ;;
		"#"*) echo "$line" ;;
		esac
	done <"$scratch/tap"
}

mkdir "$scratch/cases"
"$top_build/tests/unit/test_handout" "$scratch/cases" >/dev/null 2>&1
if have mutool && have qpdf && have python3 && [ -s "$scratch/cases/booklet.pdf" ]; then
	tap python3 "$reader" fold "$scratch/cases"
	for file in "$scratch"/cases/*.pdf; do ok "${file##*/}: qpdf" quiet qpdf --check "$file"; done
else
	skip "mutool, qpdf or a font is missing"
fi

cp -r "$top_src/samples/summit" "$scratch/summit" && cd "$scratch/summit" || exit 1
cat >>proceedings.yml <<'END'
outputs: [pdf]
handouts:
  - {name: booklet, sheet: a3, signature: 8, creep: 0.1mm, marks: [crop, fold, sewing, collation, slug]}
  - {name: quarto, folds: 2, sheet: a3, flip: long}
  - {name: codes, layout: single, links: codes}
  - {name: small, layout: saddle, links: codes}
  - {name: large, layout: large-print}
  - {name: gray, layout: 2up, ink: gray, max-dpi: 100, marks: [crop, slug]}
  - {name: one, articles: [license-kitchen], style: [ink-saving]}
END
sed -i 's/^  *- file: content\/first-year\/index.md/&\n        original-url: https:\/\/example.org\/web\/first-year/' proceedings.yml
"$ospopress" build --werror >"$scratch/out" 2>"$scratch/err"; ok "a volume with handouts builds" [ $? = 0 ] || diag "$scratch/err"
if have mutool && have qpdf && have python3; then
	for name in booklet quarto codes; do tap python3 "$reader" links build/lamplight.pdf "build/lamplight-$name.pdf"; done
	ok "large print has no letter below 18 pt" [ "$(mutool draw -q -F stext -o - build/lamplight-large.pdf 2>/dev/null | grep -o '<font [^>]*size="[0-9.]*' | awk -F'"' '$NF < 17.9' | wc -l)" = 0 ]
fi
if have zbarimg && have pdftoppm && have qpdf && have python3; then
	for name in codes small; do tap python3 "$reader" codes build/lamplight.pdf "build/lamplight-$name.pdf" https://example.org/web/first-year; done
else
	skip "zbarimg is missing"
fi
# No raster pixel, no operator and no picture has a colour.
is_colorless() { pdftoppm -r 60 "$1" "$scratch/color" && cat "$scratch"/color*.ppm | python3 -c '
import re, sys
data = sys.stdin.buffer.read()
while data:
    head = re.match(rb"P6\s(\d+) (\d+)\s255\s", data)
    end = head.end() + 3 * int(head[1]) * int(head[2])
    pixels, data = data[head.end():end], data[end:]
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]'; }
has_gray_operators() { qpdf --qdf --object-streams=disable "$1" - | python3 -c '
import re, sys
data = sys.stdin.buffer.read()
assert not re.search(rb"/DeviceRGB|/DeviceCMYK|/CalRGB|/ICCBased", data)
assert not re.search(rb"^(?:[\d.]+ ){3,4}(?:rg|RG|k|K)\b", data, re.M)'; }
if have pdftoppm && have qpdf && have python3 && have pdfimages; then
	ok "ink: gray has no coloured pixel" is_colorless build/lamplight-gray.pdf
	ok "and no operator or picture in colour" has_gray_operators build/lamplight-gray.pdf
	ok "a handout in colour is told apart" eval '! is_colorless build/lamplight-booklet.pdf 2>/dev/null && ! has_gray_operators build/lamplight-booklet.pdf 2>/dev/null'
	# What a drawing that stays paths has in it of masks is of one colour: 1 bit.
	ok "max-dpi scales pictures down, on paper" [ "$(pdfimages -list build/lamplight-gray.pdf | awk '$3 == "image" && $8 == 8 && $13 > 105' | wc -l)" = 0 ]
fi
if have pdftotext && have pdfinfo; then
	ok "a handout of one article has its title" grep -q "Title: *许可证厨房" <(pdfinfo build/lamplight-one.pdf)
	ok "and its authors" grep -q "Author: *周望舒; Tomás Rey" <(pdfinfo build/lamplight-one.pdf)
	ok "and says where it is from" grep -q "选自《灯下的开源》，第 [0-9]*–[0-9]* 页" <(pdftotext build/lamplight-one.pdf -)
	ok "the outline leads to it alone" [ "$(mutool show build/lamplight-one.pdf outline 2>/dev/null | grep -c '许可证厨房')" = 1 ]
	ok "text is still searchable" grep -q "早上七点：收货" <(pdftotext build/lamplight-one.pdf -)
fi

run() { status=0; "$ospopress" handout "$@" >"$scratch/out" 2>"$scratch/err" || status=$?; }
says() { ok "$1" grep -qF -- "$2" "$scratch/$3" || diag "$scratch/$3"; }
run booklet --explain; says "--explain prints a table" "1	front	1	1	" out
ok "and draws a picture" grep -q '<svg' build/lamplight-booklet-plan/picture.svg
run --layout=2up --articles=first-year,license-kitchen --sheet=a4; ok "a handout that only the command line describes" [ "$status" = 0 ] && [ -s build/lamplight-handout.pdf ]
run large --copies=2 -o made; ok "a handout by name, with an option of its own" grep -q "NumCopies" <(qpdf --qdf --object-streams=disable made/lamplight-large.pdf - 2>/dev/null)
run bocklet; ok "no such handout" [ "$status" = 2 ]; says "and which there are" "booklet, quarto, codes" err
run --layuot=2up; ok "no such option" [ "$status" = 2 ]; says "and which is near" "\"layout\"" err
run --articles=nobody; ok "no such article" [ "$status" = 1 ]; says "and which there are" "first-year, license-kitchen" err
run --signature=6; ok "a signature that can't be folded" [ "$status" = 1 ]; says "and one that can" "such as 8" err
printf '  - {name: thick, creep: 0.9mm, signature: 64, pages: "1-"}\n  - {name: tight, sheet: a4, scale: none}\n' >>proceedings.yml
run tight; says "a sheet that is too small is told at its line" "proceedings.yml:" err; says "with one that is large enough" "sheet: 8k" err
done_testing
