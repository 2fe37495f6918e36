#!/usr/bin/env bash
# reader.sh - the e-book in a real reader, epub.js in Chromium: every chapter, its pictures, its links. Skipped unless the folder PEERS
# holds the npm packages epubjs and playwright-core, and Chromium is installed.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
read_book() { quiet node "$top_src/tests/valid/reader.cjs" "$1"; }
# bind LANGUAGE: a volume of all real articles in it.
bind() {
	printf 'title: %s\nlang: %s\narticles:\n' "$1" "$1" >"$scratch/$1.yml"
	find "$shared/corpus/articles-${1%-*}" -name '*.md*' | sort | sed 's/.*/  - "&"/' >>"$scratch/$1.yml"
}

if ! [ -d "${PEERS:-/nowhere}/node_modules/epubjs" ] || ! [ -d "$PEERS/node_modules/playwright-core" ] || ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
	skip "no reader at hand: PEERS names no folder with epubjs and playwright-core, or Chromium is not installed"
	done_testing
	exit
fi
ok "the sample builds" quiet "$ospopress" build "$top_src/samples/summit/proceedings.yml" --only=epub -o "$scratch/sample"
ok "the sample in a reader" read_book "$scratch/sample/lamplight.epub"
(cd "$scratch" && mkdir lame.epub && cd lame.epub && unzip -q "$scratch/sample/lamplight.epub" && rm EPUB/images/* && python3 -m zipfile -c "$scratch/lame.zip" mimetype META-INF EPUB) &&
	ok "a book without its pictures is found out" bash -c '! node "$1" "$2" >/dev/null 2>&1' - "$top_src/tests/valid/reader.cjs" "$scratch/lame.zip"
if [ -d "$shared/corpus/articles-zh" ]; then
	for lang in zh-CN en; do
		bind "$lang"
		ok "real articles bind: $lang" quiet "$ospopress" build "$scratch/$lang.yml" --root / --only=epub -o "$scratch/$lang"
		ok "real articles in a reader: $lang" read_book "$(echo "$scratch/$lang"/*.epub)"
	done
else
	skip "real articles are not at hand"
fi
done_testing
