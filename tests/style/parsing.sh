#!/usr/bin/env bash
# parsing.sh - the css-parsing-tests, if they are at hand ($OSPOPRESS_SHARED/corpus/specs/css-parsing-tests).
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
cases=$shared/corpus/specs/css-parsing-tests
if [ ! -f "$cases/stylesheet.json" ] || ! command -v python3 >/dev/null; then
	skip "css-parsing-tests are not there ($cases), or python3 is not"; done_testing; exit
fi
compare() {
	python3 "$top_src/tests/style/parsing.py" "$top_build/tests/style/parsed" "$cases" "$top_src/tests/style/parsing.differs" >"$scratch/out" 2>&1
	local status=$?
	diag "$scratch/out"
	return $status
}
ok "tokens, rules, declarations, An+B and colours are read as the css-parsing-tests want" compare
done_testing
