#!/usr/bin/env bash
# commonmark.sh - every example of the CommonMark specification through the commonmark reader.
# SPDX-License-Identifier: Apache-2.0
#
# The specification is not part of this repository: its spec.txt is looked for in $OSPOPRESS_SHARED (corpus/specs/commonmark). What is
# expected to differ stands in tests/commonmark.differs with its reason; an example that stands there and is equal fails, too.
. "${srcdir:-.}/tests/tap.sh"
spec=$shared/corpus/specs/commonmark/spec.txt
differs=$top_src/tests/commonmark.differs

if [ ! -f "$spec" ]; then
	skip "the CommonMark specification is not there ($spec)"
	done_testing
	exit
fi

# N.md and N.html for each example; → is a tab there.
LC_ALL=C awk -v folder="$scratch" '
	BEGIN { fence = "````````````````````````````````" } # mawk knows no {32}
	$0 == fence " example" { n++; part = "md"; md = folder "/" n ".md"; html = folder "/" n ".html"; printf "" >md; printf "" >html; next }
	$0 == fence && part != "" { close(md); close(html); part = ""; next }
	part == "md" && $0 == "." { part = "html"; next }
	part == "md" { gsub(/→/, "\t"); print >md }
	part == "html" { gsub(/→/, "\t"); print >html }
' "$spec"

# White space that HTML takes no notice of, and line ends in attributes.
normalise() {
	sed -e 's/&#10;/\n/g' "$1" | sed -e ':a' -e 'N' -e '$!ba' -e 's/<blockquote>\n*<\/blockquote>/<blockquote><\/blockquote>/g' |
		sed -e '${/^$/d}'
}

n=1 equal=0
while [ -f "$scratch/$n.md" ]; do
	reason=$(sed -n "s/^$n: *//p" "$differs")
	"$ospopress" dump --stage=read --as=html --reader=commonmark "$scratch/$n.md" >"$scratch/out" 2>"$scratch/err"
	normalise "$scratch/out" >"$scratch/is"
	normalise "$scratch/$n.html" >"$scratch/wanted"
	if cmp -s "$scratch/is" "$scratch/wanted"; then
		equal=$((equal + 1))
		[ -z "$reason" ] || fail "example $n is equal, but listed: $reason"
	elif [ -n "$reason" ]; then
		ok "example $n differs: $reason" true
	else
		fail "example $n"
		diff "$scratch/wanted" "$scratch/is" | diag
	fi
	n=$((n + 1))
done
ok "$equal of $((n - 1)) examples are equal" [ "$equal" -gt 500 ]
done_testing
