#!/usr/bin/env bash
# run.sh - what volumes cost to build, and what other programs take for the same work, in one run (make bench; docs/benchmarks.md).
# SPDX-License-Identifier: Apache-2.0
#
# Volumes are t (text) or c (with pictures) and a number of articles. VOLUMES chooses them, RUNS says how often each command is
# run. FLAT are those that must cost the same for each article, whatever their number; two builds must be the same byte by byte. Peers are those of $PEERS (a folder with node_modules and fonts) and of the PATH; who is missing is skipped.
set -u
bench=$(cd "$(dirname "$0")" && pwd)
ospopress=$(cd "${builddir:-.}" && pwd)/ospopress
work=$(cd "${builddir:-.}" && pwd)/bench
export PEERS="${PEERS:-$work/peers}"
rows=$work/rows.tsv
python=${PYTHON:-python3}
mkdir -p "$work"
: >"$rows"
read -r load _ </proc/loadavg && echo "load when it began: $load"

generate() {
	local pictures=()
	[[ $1 == c* ]] && pictures=(--pictures)
	[ -f "$work/$1/proceedings.yml" ] || "$python" "$bench/generate.py" "$work/$1" "${1#?}" "${pictures[@]}"
	[ -f "$work/$1/book.typ" ] || "$python" "$bench/peers.py" "$work/$1"
}

# measure VOLUME WORK MAKER FILE COMMAND...
measure() {
	"$python" "$bench/measure.py" "$rows" "${RUNS:-3}" "$1" "$2" "$3" "$4" -- "${@:5}"
}

# own VOLUME WORK MANIFEST ARGUMENT...
own() {
	local out=$work/$1/build/$2
	measure "$1" "$2" ospopress "$out" "$ospopress" build -q "${@:4}" -o "$out" "$work/$1/$3"
}

# The same work as the peers': an e-book without a page list needs no pages; a theme for WeChat of a hundred rules.
own_all() {
	local folder=$work/$1 output
	{ cat "$folder/proceedings.yml" && printf 'outputs:\n  epub: {page-list: none}\n'; } >"$folder/bare.yml"
	{ cat "$folder/proceedings.yml" && printf 'style: [theme.css]\noutputs: {wechat: {}}\n'; } >"$folder/themed.yml"
	"$python" "$bench/theme.py" >"$folder/theme.css"
	own "$1" pdf proceedings.yml --only=pdf
	own "$1" epub bare.yml
	own "$1" "epub+pages" proceedings.yml --only=epub
	own "$1" wechat themed.yml
	own "$1" handout proceedings.yml --only=handout
	own "$1" all proceedings.yml
}

# Whether two builds of all outputs are the same.
same() {
	local folder=$work/$1 build
	for build in first second; do
		rm -rf "$folder/$build" && "$ospopress" build -q -o "$folder/$build" "$folder/proceedings.yml" || return
	done
	diff -rq "$folder/first" "$folder/second" && echo "$1: two builds are the same, byte by byte"
}

# has WHAT TEST...: says so when a peer is missing.
has() {
	"${@:2}" >/dev/null 2>&1 && return
	echo "skipped: $1"
	return 1
}

peers() {
	local folder=$work/$1
	if has "typst" test -d "$PEERS/node_modules/@myriaddreamin/typst-ts-node-compiler"; then
		measure "$1" pdf typst "$folder/typst.pdf" node "$bench/typst.cjs" "$folder" "$folder/book.typ" "$folder/typst.pdf" "$PEERS/fonts"
	fi
	if has "pandoc" command -v pandoc; then
		measure "$1" epub pandoc "$folder/pandoc.epub" pandoc -f markdown-citations --metadata title=文集 --metadata lang=zh-CN "$folder/book.md" \
			--resource-path="$folder" -t epub3 --toc --toc-depth=1 --epub-chapter-level=1 -o "$folder/pandoc.epub"
	fi
	if has "markdown-it and juice" test -d "$PEERS/node_modules/juice"; then
		measure "$1" wechat "markdown-it+juice" "$folder/juice" node "$bench/juice.mjs" "$folder/juice" "$folder/theme.css" "$folder"/articles/*.md
	fi
}

for volume in ${VOLUMES-t1 t20 t200 c200}; do
	generate "$volume"
	own_all "$volume"
	peers "$volume"
done
for volume in ${FLAT-t20 t200 t2000}; do
	generate "$volume"
	own "$volume" flat proceedings.yml --only=pdf
done
"$python" "$bench/measure.py" "$rows"
for volume in ${SAME-t20}; do
	generate "$volume" && same "$volume"
done
