#!/usr/bin/env bash
# golden.sh - runs tests/golden/STAGE/CASE: `cmd` holds the arguments after `ospopress`, run in a copy of the
# case's folder; `expected` is what stdout must be, `expected.err` stderr, `expected.status` the exit status (0).
# ACCEPT=1 (make accept) writes what came out in their place.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

compare() { # compare KIND ACTUAL EXPECTED
	if [ "${ACCEPT:-}" = 1 ]; then
		if [ -s "$2" ]; then cmp -s "$2" "$3" || { [ ! -f "$3" ] || diff -u "$3" "$2"; cp "$2" "$3"; }; else rm -f "$3"; fi
		return 0
	fi
	[ -f "$3" ] || : >"$scratch/empty"
	diff -u "$([ -f "$3" ] && echo "$3" || echo "$scratch/empty")" "$2" >"$scratch/diff" && return 0
	echo "# $1 differs:"; head -n 60 "$scratch/diff" | diag
	return 1
}

for cmd in "$top_src"/tests/golden/*/*/cmd; do
	[ -f "$cmd" ] || continue
	case_folder=$(dirname "$cmd")
	name=${case_folder#"$top_src"/tests/golden/}
	[ -z "${ONLY:-}" ] || case $name in $ONLY*) ;; *) continue ;; esac
	rm -rf "$scratch/case"; cp -r "$case_folder" "$scratch/case"; chmod -R u+w "$scratch/case"
	rm -f "$scratch/case/expected" "$scratch/case/expected.err" "$scratch/case/expected.status"
	status=0
	(cd "$scratch/case" && eval "\"$ospopress\" $(cat "$cmd")") >"$scratch/out" 2>"$scratch/err" || status=$?
	if [ "$status" = 0 ]; then : >"$scratch/status"; else echo "$status" >"$scratch/status"; fi
	good=true
	compare status "$scratch/status" "$case_folder/expected.status" || good=false
	compare stdout "$scratch/out" "$case_folder/expected" || good=false
	compare stderr "$scratch/err" "$case_folder/expected.err" || good=false
	ok "$name" $good
done
done_testing
