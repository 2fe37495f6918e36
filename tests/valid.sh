#!/usr/bin/env bash
# valid.sh - what was made is valid: validators that we did not write, on the sample volume and, when they are at
# hand, on real articles. Each tool that is not installed is skipped.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

have() { command -v "$1" >/dev/null 2>&1; }
quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
silent() { "$@" >"$scratch/log" 2>&1; grep -vi 'ICC support' "$scratch/log" >"$scratch/log2"; [ ! -s "$scratch/log2" ] || { head -n 20 "$scratch/log2" | diag; return 1; }; }
fonts_embedded() { pdffonts "$1" 2>/dev/null | awk 'NR > 2 && ($(NF-4) != "yes" || $(NF-2) != "yes") { print "# " $0; bad = 1 } END { exit bad || NR < 3 }'; }

check_pdf() {
	local name=${1##*/}
	if have qpdf; then ok "$name: qpdf" quiet qpdf --check "$1"; else skip "$name: qpdf"; fi
	if have mutool; then ok "$name: mupdf draws every page" silent mutool draw -q -r 36 -o /dev/null -F png "$1"; else skip "$name: mutool"; fi
	if have gs; then ok "$name: ghostscript" silent gs -q -dNOPAUSE -dBATCH -dPDFSTOPONERROR -sDEVICE=nullpage "$1"; else skip "$name: gs"; fi
	if have pdffonts; then ok "$name: fonts embedded, with ToUnicode" fonts_embedded "$1"; else skip "$name: pdffonts"; fi
}

check_epub() {
	local name=${1##*/} jar
	jar=$(dpkg -L epubcheck 2>/dev/null | grep 'epubcheck.jar$' | head -n 1)
	if [ -n "$jar" ] && have java; then ok "$name: epubcheck" quiet java -jar "$jar" --failonwarnings "$1"; else skip "$name: epubcheck"; fi
	ok "$name: the mimetype comes first, stored" [ "$(head -c 58 "$1" | tail -c 28)" = "mimetypeapplication/epub+zip" ]
}

sample=$top_src/samples/summit
ok "the sample builds" quiet "$ospopress" build "$sample/proceedings.yml" --werror -o "$scratch/sample"
check_pdf "$scratch/sample/lamplight.pdf"
check_pdf "$scratch/sample/lamplight-handout.pdf"
check_epub "$scratch/sample/lamplight.epub"
cp -r "$sample" "$scratch/with-fonts" && chmod -R u+w "$scratch/with-fonts"
printf 'outputs:\n  epub: {fonts: subset}\n' >>"$scratch/with-fonts/proceedings.yml"
ok "the sample builds with its fonts" quiet "$ospopress" build "$scratch/with-fonts/proceedings.yml" -o "$scratch/fonts"
check_epub "$scratch/fonts/lamplight.epub"

# Real articles, and checkers for them, when they are at hand.
if [ -d "$shared/corpus/seed" ] && have python3 && have cmark-gfm; then
	mkdir "$scratch/seed" && cp -r "$shared/corpus/seed/." "$scratch/seed"
	printf 'title: 种子\narticles: [article.md]\n' >"$scratch/seed/proceedings.yml"
	ok "the first real article builds" quiet "$ospopress" build "$scratch/seed"
	check_pdf "$scratch/seed/build/seed.pdf"
	check_epub "$scratch/seed/build/seed.epub"
	ok "no text is lost" quiet python3 "$shared/tools/textcheck.py" "$scratch/seed/article.md" "$scratch/seed/build/seed.pdf" \
		"$scratch/seed/build/seed.epub" "$scratch/seed/build/wechat/article/content.html"
	ok "lines are set by the rules" quiet python3 "$shared/tools/linecheck.py" "$scratch/seed/build/seed.pdf" --source "$scratch/seed/article.md"
	for article in first-year license-kitchen translators-night maintainers-clock; do
		ok "no text is lost: $article" quiet python3 "$shared/tools/textcheck.py" "$sample/content/$article/index.md" \
			"$scratch/sample/lamplight.pdf" "$scratch/sample/lamplight.epub" "$scratch/sample/wechat/$article/content.html"
	done
else
	skip "real articles are not at hand"
fi
done_testing
