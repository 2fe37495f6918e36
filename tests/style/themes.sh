#!/usr/bin/env bash
# themes.sh - themes that were made for other WeChat editors: each loads, looks as Chromium shows it, and is smaller than with juice.
# SPDX-License-Identifier: Apache-2.0
#
# OSPOPRESS_THEMES: a folder of work trees of repositories with themes, or one that themes_extract.cjs wrote from them; the folder PEERS holds
# the npm packages juice and playwright-core. Skipped without. ONLY: themes whose name begins so. WIDTH: of the page (677). REPORT: a file for the numbers. PICTURES: a folder for
# pictures of what differs. Bars: 0.2 % of the pixels, a median of 60 % of juice's size, nothing too long that juice keeps short enough.
. "${srcdir:-.}/tests/tap.sh"
here=$top_src/tests/style
export WIDTH=${WIDTH:-677} PICTURES=${PICTURES:-}

if [ -z "${OSPOPRESS_THEMES:-}" ]; then
	skip "OSPOPRESS_THEMES names no folder with themes"; done_testing; exit
elif ! [ -d "${PEERS:-/nowhere}/node_modules/juice" ] || ! [ -d "$PEERS/node_modules/playwright-core" ] || ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
	skip "PEERS names no folder with juice and playwright-core, or Chromium is not installed"; done_testing; exit
fi

# Three articles: every kind of block, one of the sample, and a real one if it is at hand.
mkdir "$scratch/articles"
cp "$top_src"/samples/summit/content/first-year/images/response-time.png "$scratch/articles/picture.png"
cp "$here/blocks.md" "$scratch/articles"
articles=("$scratch/articles/blocks.md" "$top_src/samples/summit/content/first-year/index.md")
if [ -f "$shared/corpus/seed/article.md" ]; then articles+=("$shared/corpus/seed/article.md"); else articles+=("$top_src/samples/summit/content/maintainers-clock/index.md"); fi

prepare() { # prepare NAME SHEET...: a manifest that gives the three articles this theme
	local folder=$scratch/in/${1//\//+} sheet; shift
	mkdir -p "$folder"
	(cd "$themes" && cp "$@" "$folder")
	{
		printf 'title: Themes\nlang: zh-CN\nstyle:\n'
		for sheet; do printf '  - "%s"\n' "${sheet##*/}"; done
		printf 'outputs: {wechat: {styled-page: true}}\narticles:\n'
		printf '  - "%s"\n' "${articles[@]}"
	} >"$folder/proceedings.yml"
}
export ospopress scratch
# All themes, two at a time: the exit status of each stands in its folder.
build_all() {
	ls "$scratch/in" | xargs -P "${JOBS:-2}" -I{} sh -c '"$ospopress" build "$scratch/in/$1/proceedings.yml" --root / --only=wechat \
		-o "$scratch/out/$1" >"$scratch/in/$1/log" 2>&1; echo $? >"$scratch/in/$1/status"' - {}
}
# What the acceptance rules refuse: "FOLDER RULE..." a line; rule M4 is the length, judged beside juice's.
refusals() {
	if [ -f "$shared/tools/wechat_check.py" ]; then
		python3 "$shared/tools/wechat_check.py" --no-warnings "$scratch"/out/*/wechat/*/content.html |
			sed -n "s|^$scratch/out/\([^/]*\)/.*: E \([A-Z0-9a-z]*\) .*|\1 \2|p" | grep -v ' M4$' | sort | uniq -c | awk '{ print $2, $3 "x" $1 }'
	fi
}

themes=$OSPOPRESS_THEMES
if ! [ -f "$themes/list" ]; then
	themes=$scratch/themes
	ok "themes are found" node "$here/themes_extract.cjs" "$OSPOPRESS_THEMES" "$themes"
fi
while IFS=$'\t' read -r -a theme; do
	case ${theme[0]} in "${ONLY:-}"*) prepare "${theme[@]}" ;; esac
done <"$themes/list"
build_all
refusals >"$scratch/refused"
node "$here/themes_compare.cjs" "$scratch"/out/*/wechat >"$scratch/numbers" 2>"$scratch/faults"
diag "$scratch/faults"
[ -z "${REPORT:-}" ] || cp "$scratch/numbers" "$REPORT"

# One line of TAP for each theme, with its worst picture and its size beside juice's.
verdict() { # verdict FOLDER
	awk -F'\t' -v folder="/$1/" '
		index($1 "/", folder) {
			seen++
			if ($3 == "-") { missing++; next }
			worst = $3 > worst ? $3 + 0 : worst
			ours += $6; juice += $7
			if ($6 >= 20000 && $7 != "-" && $7 < 20000) long++
		}
		END {
			size = juice > 0 ? 100 * ours / juice : 0
			printf "%.3f %% differ, %.0f %% of the size of juice", worst, size
			if (missing || seen < 3) printf ", %d of 3 articles compared", seen - missing
			if (long) printf ", %d too long only with us", long
			exit !(worst <= 0.2 && !missing && seen == 3 && !long)
		}' "$scratch/numbers"
}
for folder in "$scratch"/in/*; do
	name=${folder##*/}
	status=$(cat "$folder/status")
	numbers=$(verdict "$name"); fine=$?
	refused=$(sed -n "s|^$name ||p" "$scratch/refused" | tr '\n' ' ')
	if [ "$status" = 0 ] && [ "$fine" = 0 ] && [ -z "$refused" ]; then
		pass "${name/+//}: $numbers"
	else
		fail "${name/+//}: $numbers${refused:+, refused: $refused}$([ "$status" = 0 ] || echo ", exit status $status")"
		[ "$status" = 0 ] || head -n 3 "$folder/log" | diag
	fi
done
median=$(awk -F'\t' '$7 != "-" { print 100 * $6 / $7 }' "$scratch/numbers" | sort -n | awk '{ v[NR] = $1 } END { if (NR) printf "%.1f", v[int((NR + 1) / 2)] }')
ok "half of the articles have at most 60 % of the size that juice makes: ${median:-none}" awk -v m="${median:-100}" 'BEGIN { exit !(m <= 60) }'
done_testing
