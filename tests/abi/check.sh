#!/usr/bin/env bash
# check.sh - plugins that were built for the recorded version of the interface still fit: layout, numbers, functions, a binary.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

cc=${CC:-cc}
abi=$top_src/tests/abi
if ! command -v python3 >/dev/null 2>&1 || ! command -v nm >/dev/null 2>&1; then
	skip "no python3, or no nm"
	done_testing
	exit
fi
if [ "$(getconf LONG_BIT)" != 64 ]; then
	skip "the record is of 64-bit machines"
	done_testing
	exit
fi

python3 "$abi/layout.py" "$cc" "$top_src/include" "$ospopress" >"$scratch/now" 2>"$scratch/log" || diag "$scratch/log"
ok "the layout can be read" test -s "$scratch/now"

# What was recorded must still be so, but that structs grow at their end. Those that stand in rows by value, or are passed so, can't grow.
fits() { # fits RECORD: fields where they were and of the same type, sizes not smaller, constants the same, functions there
	awk 'BEGIN { split("osp_item osp_glyph osp_place osp_buf", rows, " "); for (i in rows) in_rows[rows[i]] = 1 }
		FNR == NR && $1 == "sizeof" { size[$2] = $3; next }
		FNR == NR { now[$0] = 1; next }
		$1 == "sizeof" && ($2 in in_rows) && size[$2] != $3 { print "# grown: " $0; bad = 1 }
		$1 == "sizeof" { if (size[$2] + 0 < $3 + 0) { print "# smaller: " $0; bad = 1 }; next }
		!($0 in now) { print "# gone or changed: " $0; bad = 1 }
		END { exit bad }' "$scratch/now" "$1"
}
current=$(awk '/define OSP_ABI_MAJOR/ { major = $3 } /define OSP_ABI_MINOR/ { minor = $3 } END { print major "." minor }' "$top_src/include/ospopress/plugin.h")
[ -z "${ACCEPT:-}" ] || cp "$scratch/now" "$abi/$current.txt"
noticed() { # noticed SED: whether a change of the record is
	sed "$1" "$scratch/now" >"$scratch/changed.txt"
	! cmp -s "$scratch/changed.txt" "$scratch/now" && ! fits "$scratch/changed.txt" >/dev/null
}
ok "a field that moved would be noticed" noticed 's/^struct osp_option help at 32/struct osp_option help at 40/'
ok "one within a struct within a union, too" noticed 's/^struct osp_item as.glyphs.text at 48/struct osp_item as.glyphs.text at 56/'
ok "a field of another type of the same size" noticed 's/^\(struct osp_page items .*\)osp_item \*/\1osp_item **/'
ok "a verb that takes something else" noticed 's/^\(struct osp_reader close .*\)(void \*)/\1(osp_job *)/'
ok "a struct that became smaller" noticed 's/^sizeof osp_article .*/sizeof osp_article 4096/'
ok "a row of structs whose step changed" noticed 's/^sizeof osp_glyph .*/sizeof osp_glyph 16/'
ok "a function that is gone" noticed 's/^function osp_node_attr /function osp_node_sing /'
ok "a function that takes or gives something else" noticed 's/^function osp_option_int int64_t/function osp_option_int int32_t/'
ok "a constant of another value" noticed 's/^constant OSP_FAIL -1/constant OSP_FAIL -2/'
for record in "$abi"/*.txt; do
	version=$(basename "$record" .txt)
	ok "everything of version $version is where it was" fits "$record"
done
# A change that was not recorded is no release; `make accept-abi` records it, for a new minor number.
ok "version $current is recorded as it is" diff "$abi/$current.txt" "$scratch/now"

# ---- Plugins of their time ----

build() { # build HEADERS SOURCES TO [FLAGS...]: the plugins of a version, with the headers of one
	local headers=$1 sources=$2 to=$3 source; shift 3
	mkdir -p "$to"
	for source in "$sources"/*.c; do
		"$cc" -std=c99 -Wall -Wextra -Wno-unused-parameter -Werror -shared -fPIC -I"$headers" "$@" "$source" -o "$to/$(basename "$source" .c).so" || return 1
	done
}
run() { # run VERSION PLUGINS NAME: the volume of a version, and all that is said of it, as text
	local folder=$scratch/$3/volume status=0
	mkdir "$scratch/$3" && cp -R "$abi/$1/volume" "$folder"
	OSPOPRESS_PLUGIN_PATH=$2 "$ospopress" build "$folder/proceedings.yml" -o "$folder/out" --trust=old,old-reader,old-tree,old-pages --messages=en \
		>"$folder/said" 2>&1 </dev/null || status=$?
	{
		grep -E '\[(old|plugin)[/-]' "$folder/said" | sed "s|$folder/||g"
		(cd "$folder/out" && find . -type f ! -name '.*' | LC_ALL=C sort | while read -r file; do echo "== $file"; cat "$file"; done)
		echo "status $status"
	} >"$scratch/$3.txt"
	[ "$status" = 0 ] || { diag "$folder/said"; return 1; }
}
same() { diff "$abi/$1/expected.txt" "$2" >"$scratch/log" || { diag "$scratch/log"; return 1; }; }

for folder in "$abi"/[0-9]*.[0-9]*/; do
	folder=${folder%/} version=$(basename "$folder")
	ok "plugins of $version build with the headers of $version" build "$folder/include" "$folder" "$scratch/$version"
	ok "and work" run "$version" "$scratch/$version" "old-$version"
	[ -z "${ACCEPT:-}" ] || [ -e "$folder/expected.txt" ] || cp "$scratch/old-$version.txt" "$folder/expected.txt"
	ok "they see and make what they did" same "$version" "$scratch/old-$version.txt"
	ok "their sources build with the headers of today, too" build "$top_src/include" "$folder" "$scratch/$version-today"
done

# ---- Plugins of a time to come ----

# Headers as they might be: tables, rows of options and the descriptor have grown at their ends.
mkdir -p "$scratch/later" && cp -R "$top_src/include" "$scratch/later/"
sed -i "s/#define OSP_ABI_MINOR .*/#define OSP_ABI_MINOR 99/
	s/^} osp_\(reader\|transform\|writer\|plugin\);/\tconst char *later;\n\tuint64_t room[5];\n&/" "$scratch/later/include/ospopress/plugin.h"
sed -i 's/^} osp_option;/\tconst char *later;\n&/' "$scratch/later/include/ospopress/options.h"
oldest="-DOSP_PLUGIN_MINOR=0 -Wno-missing-field-initializers"
# shellcheck disable=SC2086
ok "plugins build with headers that have grown" build "$scratch/later/include" "$abi/1.0" "$scratch/later/asking" $oldest
ok "those that ask for no more than 1.0 run here" run 1.0 "$scratch/later/asking" asking
ok "and do the same" same 1.0 "$scratch/asking.txt"
ok "those that don't say so build" build "$scratch/later/include" "$abi/1.0" "$scratch/later/wanting" -Wno-missing-field-initializers
refused() { OSPOPRESS_PLUGIN_PATH=$scratch/later/wanting "$ospopress" plugins --messages=en | grep -qE "$1"; }
ok "and are refused in a sentence that names both versions" refused "it was built for version 1\.99 of the plugin interface and this is $current; install a newer"

# ---- C++ ----

if command -v "${CXX:-c++}" >/dev/null 2>&1; then
	mkdir -p "$scratch/cxx"
	ok "a plugin may be C++17" "${CXX:-c++}" -std=gnu++17 -Wall -Wextra -Wno-missing-field-initializers -Werror -shared -fPIC -I"$top_src/include" \
		"$top_src/tests/plugins/counted.cc" -o "$scratch/cxx/counted.so"
	printf '# One\n\nHello *there*, *you*.\n' >"$scratch/one.md"
	printf 'title: T\narticles: [one.md]\ntransforms: {counted: {}}\noutputs: {wechat: {}}\n' >"$scratch/proceedings.yml"
	out=$(OSPOPRESS_PLUGIN_PATH=$scratch/cxx "$ospopress" build "$scratch/proceedings.yml" --trust=counted --messages=en 2>&1)
	ok "and works" grep -q '2 words are stressed' <<<"$out" || diag <<<"$out"
else
	skip "no C++ compiler"
fi
done_testing
