#!/usr/bin/env bash
# cascade.sh - computed styles are those of a browser: random pairs of sheet and article through our engine and through Chromium.
# SPDX-License-Identifier: Apache-2.0
#
# OSPOPRESS_PAIRS: how many (40). OSPOPRESS_THEMES: a folder of style sheets that are compared, too, over the articles of $OSPOPRESS_SHARED.
. "${srcdir:-.}/tests/tap.sh"
here=$top_src/tests/style
if ! command -v python3 >/dev/null || ! python3 -c "import sys; sys.path.insert(0, '$here'); import browser; sys.exit(browser.find() is None)"; then
	skip "python3 and chromium are not both at hand"; done_testing; exit
fi

mkdir "$scratch/trees"
if [ -n "${OSPOPRESS_THEMES:-}" ]; then
	n=0
	for article in "$shared"/corpus/seed/*.md $(find "$shared/corpus/articles-zh" "$shared/corpus/articles-en" -name '*.md' 2>/dev/null | sort | head -12); do
		n=$((n + 1))
		"$ospopress" dump --stage=tree "$article" >"$scratch/trees/$n" 2>/dev/null || rm "$scratch/trees/$n"
	done
fi
compare() {
	python3 "$here/cascade.py" "$top_build/tests/style/computed" "$top_src/styles/html.css" "$top_src/styles/base.css" "$@" >"$scratch/out" 2>&1
	local status=$?
	diag "$scratch/out"
	return $status
}
ok "the computed style of every element is the browser's" compare "${OSPOPRESS_PAIRS:-40}" "${OSPOPRESS_SEED:-1}" \
	${OSPOPRESS_THEMES:+"$OSPOPRESS_THEMES" "$scratch/trees"}
done_testing
