#!/usr/bin/env bash
# headers.sh - each public header compiles alone, in the oldest C and in the C++ that a plugin may be written in.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

cc=${CC:-cc} cxx=${CXX:-c++}
strict='-pedantic-errors -Wall -Wextra -Werror -fsyntax-only'

alone() { # alone COMPILER LANGUAGE STANDARD HEADER
	printf '#include <ospopress/%s>\n' "$4" >"$scratch/alone"
	# shellcheck disable=SC2086
	$1 -x "$2" -std="$3" $strict -I"$top_src/include" "$scratch/alone" >"$scratch/log" 2>&1 || { diag "$scratch/log"; return 1; }
}

for header in "$top_src"/include/ospopress/*.h; do
	name=${header##*/}
	ok "$name is C99" alone "$cc" c c99 "$name"
	ok "$name is C17" alone "$cc" c c17 "$name"
	if command -v "${cxx%% *}" >/dev/null 2>&1; then
		ok "$name is C++17" alone "$cxx" c++ c++17 "$name"
	else
		skip "$name: no C++ compiler"
	fi
done

# What is installed is what the headers include: a header that is missing from Makefile.am would break a plugin elsewhere.
installed=$(sed -n '/^ospinclude_HEADERS/,/[^\\]$/p' "$top_src/Makefile.am" | grep -o '[a-z]*\.\(h\|def\)' | sort)
present=$(cd "$top_src/include/ospopress" && ls | sort)
ok "every public header is installed" [ "$installed" = "$present" ]
done_testing
