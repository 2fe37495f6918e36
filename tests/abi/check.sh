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

# What was recorded must still be so, but that structs grow at their end.
fits() { # fits RECORD: fields where they were, sizes not smaller, constants the same, functions there
	awk -v strict="$([[ $(basename "$1") == 0.* ]] || echo 1)" '
		BEGIN { split("osp_page osp_item osp_glyph osp_outline osp_option osp_place osp_buf", rows, " "); for (i in rows) in_rows[rows[i]] = 1 }
		FNR == NR && $1 == "struct" && $3 == "size" { size[$2] = $4; next }
		FNR == NR { now[$0] = 1; next }
		# Those that stand in rows, one behind the other, or are passed by value, can never grow.
		$1 == "struct" && $3 == "size" && strict && ($2 in in_rows) && size[$2] != $4 { print "# grown: " $0; bad = 1 }
		$1 == "struct" && $3 == "size" { if (size[$2] + 0 < $4 + 0) { print "# smaller: " $0; bad = 1 }; next }
		!($0 in now) { print "# gone or changed: " $0; bad = 1 }
		END { exit bad }' "$scratch/now" "$1"
}
noticed() { # noticed SED: whether a change of the record is
	sed "$1" "$abi/$current.txt" >"$scratch/0.9.txt"
	! cmp -s "$scratch/0.9.txt" "$abi/$current.txt" && ! fits "$scratch/0.9.txt" >/dev/null
}
current=$(awk '/define OSP_ABI_MAJOR/ { major = $3 } /define OSP_ABI_MINOR/ { minor = $3 } END { print major "." minor }' "$top_src/include/ospopress/plugin.h")
if [ -n "${ACCEPT:-}" ]; then
	cp "$scratch/now" "$abi/$current.txt"
fi
ok "a field that moved would be noticed" noticed 's/^struct osp_option 04 help at 32/struct osp_option 04 help at 40/'
ok "a function that is gone would be, too" noticed 's/^function osp_node_attr$/function osp_node_sing/'
ok "and a constant of another value" noticed 's/^constant OSP_FAIL -1/constant OSP_FAIL -2/'
for record in "$abi"/*.txt; do
	version=$(basename "$record" .txt)
	ok "everything of version $version is where it was" fits "$record"
done

# A change that was not recorded is no release. `make accept-abi` records it; while the major number is 0 that can wait for one.
if [ "${current%%.*}" != 0 ]; then
	ok "version $current is recorded as it is" diff "$abi/$current.txt" "$scratch/now"
fi

# Plugins as they were built with the headers of a version: source and headers are kept in tests/abi/VERSION/.
for folder in "$abi"/[0-9]*.[0-9]*/; do
	[ -d "$folder" ] || continue
	version=$(basename "$folder")
	mkdir -p "$scratch/$version"
	ok "a plugin builds with the headers of $version" "$cc" -shared -fPIC -I"$folder/include" "$folder/old.c" -o "$scratch/$version/old.so"
	printf '# One\n\nHello *there*.\n' >"$scratch/one.md"
	printf 'title: T\narticles: [one.md]\ntransforms: {old: {}}\noutputs: {wechat: {}}\n' >"$scratch/proceedings.yml"
	out=$(OSPOPRESS_PLUGIN_PATH=$scratch/$version "$ospopress" build "$scratch/proceedings.yml" --trust=old --messages=en 2>&1)
	if [ "${version%%.*}" = 0 ] && [ "$version" != "$current" ]; then
		ok "$version is refused in a sentence that names both" grep -q "built for version $version of the plugin interface and this is $current" <<<"$out"
	else
		ok "$version loads and works" grep -q 'old/seen' <<<"$out" || diag <<<"$out"
	fi
done
done_testing
