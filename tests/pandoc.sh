#!/usr/bin/env bash
# pandoc.sh - filters that others wrote for Pandoc run as they are, and do to an article what they do in Pandoc.
# Debian: pandoc, python3-pandocfilters, pandoc-sidenote. SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

examples=/usr/share/doc/python3-pandocfilters/examples
finish() { done_testing; exit; }
command -v pandoc >/dev/null 2>&1 || { skip "no pandoc"; finish; }
/usr/bin/python3 -c 'import pandocfilters' 2>/dev/null && [ -f "$examples/caps.py" ] || { skip "no python3-pandocfilters with its examples"; finish; }
quiet() { "$@" >"$scratch/log" 2>&1 || { tail -n 12 "$scratch/log" | cut -c1-300 | diag; return 1; }; }

filter() { # filter NAME COMMAND [MORE LINES OF plugin.yml [FILES...]]: the plugin around an unchanged filter
	local folder=$scratch/plugins/$1
	mkdir -p "$folder"
	printf 'kind: transform\nversion: "1.0"\nsummary: A filter of Debian.\ncommand: [%s]\nprotocol: pandoc-json\n%s\n' "$2" "${3:-}" >"$folder/plugin.yml"
	[ $# -lt 4 ] || cp "${@:4}" "$folder/"
	# Pandoc would look for a Python of its own.
	mkdir -p "$scratch/theirs"
	printf '#!/bin/sh\ncd "%s" && exec %s "$@"\n' "$folder" "${2/, / }" >"$scratch/theirs/$1" && chmod +x "$scratch/theirs/$1"
}
ours() { # ours NAME ARTICLE FOLDER: "" = without a filter
	mkdir -p "$3"
	printf 'title: T\nfront-matter: []\narticles: [{file: %s, id: article}]\noutputs: {html: {}}\ntransforms: {%s}\n' "$(realpath --relative-to="$3" "$2")" "${1:+$1: {\}}" >"$3/proceedings.yml"
	OSPOPRESS_PLUGIN_PATH=$scratch/plugins "$ospopress" build -q --messages=en --trust='*' --root=/ "$3/proceedings.yml" >"$3/log" 2>&1
	# What stands around the article has no part in it.
	sed -n '/<main/,/<\/main>/p' "$3/build/html/article.html" >"$3/article.html"
	! grep -q ' error: ' "$3/log" || diag <"$3/log"
}
theirs() { # theirs FILTER ARTICLE FILE
	pandoc --quiet -s -f "${from:-gfm+footnotes+yaml_metadata_block}" -t html ${1:+--filter "$1"} "$2" >"$3" 2>"$3.log"
}
same_change() { # same_change NAME ARTICLE
	ours "" "$2" "$scratch/none" && ours "$1" "$2" "$scratch/with"
	theirs "" "$2" "$scratch/none.html"
	theirs "$scratch/theirs/$1" "$2" "$scratch/with.html"
	quiet python3 "$top_src/tests/pandoc/changes.py" "$scratch/none/article.html" "$scratch/with/article.html" "$scratch/none.html" "$scratch/with.html"
}
# HTML within Markdown is opaque to Pandoc; as HTML it is not.
same_change_of_html() { from=html same_change "$@"; }

filter caps '/usr/bin/python3, caps.py' '' "$examples/caps.py"
filter deemph '/usr/bin/python3, deemph.py' '' "$examples/deemph.py" "$examples/caps.py"
filter deflists '/usr/bin/python3, deflists.py' '' "$examples/deflists.py"
filter metavars '/usr/bin/python3, metavars.py' '' "$examples/metavars.py"
filter sidenote pandoc-sidenote 'pandoc-api: "1.22"'

rich=$top_src/tests/pandoc/rich.md
ok "caps.py does what it does in Pandoc" same_change caps "$rich"
ok "deemph.py" same_change deemph "$rich"
ok "deflists.py" same_change_of_html deflists "$top_src/tests/pandoc/terms.md"
ok "metavars.py, which reads metadata" same_change metavars "$rich"
if command -v pandoc-sidenote >/dev/null 2>&1; then
	ok "pandoc-sidenote, in Haskell: notes are Pandoc's" same_change sidenote "$rich"
else
	skip "no pandoc-sidenote"
fi
if [ -d "$shared/corpus" ]; then
	while IFS= read -r article; do
		TOLERANCE=5 ok "caps.py on ${article##*/corpus/}" same_change caps "$article"
	done < <(find "$shared/corpus/seed" "$shared/corpus/articles-zh" "$shared/corpus/articles-en" -name '*.md' | sort | awk 'NR % 20 == 1')
else
	skip "no corpus"
fi
done_testing
