#!/usr/bin/env bash
# tags.sh - whatever tags an author puts together, each stage leaves the tree that docs/tree.md promises, and the e-book is a valid one.
# SPDX-License-Identifier: Apache-2.0
#
# SEEDS: which volumes of 200 articles are made at random ("1 2 3 4 5 6"; more by hand: SEEDS="$(seq 100 300)").
. "${srcdir:-.}/tests/tap.sh"
command -v python3 >/dev/null || { skip "python3 makes the articles"; done_testing; exit; }

for seed in ${SEEDS:-1 2 3 4 5 6}; do
	python3 "$top_src/tests/tags.py" "$scratch/$seed" "$seed" 200
	OSPOPRESS_CHECK_TREE=1 "$ospopress" build "$scratch/$seed" --only=text --messages=en -o "$scratch/out" >"$scratch/log" 2>&1
	status=$?
	grep -E 'transform/tree|plugin/' "$scratch/log" >"$scratch/wrong"
	if [ "$status" -le 1 ] && ! [ -s "$scratch/wrong" ]; then
		pass "seed $seed: 200 articles have the shape of a tree"
	else
		fail "seed $seed: exit status $status"
		while IFS= read -r line; do
			diag <<<"$line"
			tail -n +4 "$scratch/$seed/$(basename "${line%%:*}")" | diag
		done < <(head -n 3 "$scratch/wrong")
	fi
done
jar=$(dpkg -L epubcheck 2>/dev/null | grep 'epubcheck.jar$' | head -n 1)
if [ -n "$jar" ] && command -v java >/dev/null; then
	"$ospopress" build "$scratch/$seed" --only=epub -q -o "$scratch/out" >/dev/null 2>&1
	ok "seed $seed: EPUBCheck accepts the e-book" java -jar "$jar" -q --failonwarnings "$scratch/out/$seed.epub"
else
	skip "seed $seed: epubcheck is not installed"
fi
done_testing
