#!/usr/bin/env bash
# pandoc.sh - filters that others wrote for Pandoc run as they are, and do to an article what they do in Pandoc.
# Debian: pandoc, python3-pandocfilters, libpandoc-elements-perl, pandoc-sidenote. SPDX-License-Identifier: Apache-2.0
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
perl_examples=/usr/share/doc/libpandoc-elements-perl/examples
if [ -f "$perl_examples/caps.pl" ]; then
	filter caps-perl '/usr/bin/perl, caps.pl' '' "$perl_examples/caps.pl"
	filter section '/usr/bin/perl, section.pl' '' "$perl_examples/section.pl"
	# The filters' library fails on tables, wherever they come from; a picture that is not there is said in words here.
	mkdir -p "$scratch/plain" && grep -v '^|\|!\[' "$rich" >"$scratch/plain/plain.md"
	ok "caps.pl, in Perl" same_change caps-perl "$scratch/plain/plain.md"
	ok "section.pl, which takes away all that is not asked for" same_change section "$scratch/plain/plain.md"
else
	skip "no libpandoc-elements-perl with its examples"
fi
# To Pandoc Hugo's shortcodes are text, and HTML is opaque.
on_corpus() { # on_corpus NAME PATTERN: every NTH of the articles that it has something to do with
	[ -d "$scratch/plugins/$1" ] || return
	local article
	while IFS= read -r article; do
		theirs "$scratch/theirs/$1" "$article" "$scratch/with.html" || { skip "$1 fails in Pandoc on ${article##*/corpus/}"; continue; }
		TOLERANCE=5 ok "$1 on ${article##*/corpus/}" same_change "$1" "$article"
	done < <(find "$shared/corpus/seed" "$shared/corpus/articles-zh" "$shared/corpus/articles-en" -name '*.md' -exec grep -lE "$2" {} + |
		tr '\n' '\0' | xargs -0 grep -LE '\{\{|<[a-z]+[ >]' | sort | awk -v n="${NTH:-24}" 'NR % n == 1 % n')
}
if [ -d "$shared/corpus" ]; then
	on_corpus caps .
	on_corpus caps-perl .
	on_corpus section .
	on_corpus deemph '[ （，。]_[^_ ]+_[ ，。.,]|(^|[^*])\*[^* ][^*]*[^* ]\*([^*]|$)'
	on_corpus sidenote '^\[\^[^]]+\]:'
else
	skip "no corpus"
fi
done_testing
