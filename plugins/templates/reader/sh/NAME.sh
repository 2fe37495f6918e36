# @NAME@.sh - a reader for ospopress: reads plain notes. SPDX-License-Identifier: Apache-2.0
#
# What it reads, line by line:
#
#     = Heading
#     - item of a list
#     ! picture.png What it shows
#
# All other lines are paragraphs; an empty line ends one.
#
# What ospopress and a program say to each other is in docs/plugin-protocol.md: lines, of which those that end with a length are followed by
# that many bytes. Lengths are bytes, so all of this speaks the C locale.
LC_ALL=C
export LC_ALL
level=2 first=1

take() { # take LENGTH FILE: so many bytes, and the end of their line
	head -c "$1" >"$2" || exit 1
	head -c 1 >/dev/null
}

while read -r word name length; do
	case $word in
	option)
		take "$length" "$TMPDIR/value"
		[ "$name" = level ] && level=$(cat "$TMPDIR/value")
		;;
	field)
		take "$length" "$TMPDIR/value"
		;;
	first-line)
		first=$name
		;;
	source)
		take "$length" "$TMPDIR/source"
		# Messages go out at once; the tree is kept until its length is known.
		awk -v level="$level" -v first="$first" -v tree="$TMPDIR/tree" '
			function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); gsub(/"/, "\\&quot;", text); return text }
			function close_all() { if (open != "") printf "</%s>", open >tree; open = "" }
			function begin(tag, more) { printf "<%s data-place=\"%d:1\"%s>", tag, first + NR - 1, more >tree }
			BEGIN { printf "<article>" >tree }
			{ mark = substr($0, 1, 1); is_marked = length($0) > 2 && mark ~ /[=!-]/ && substr($0, 2, 1) == " "; words = substr($0, 3) }
			$0 == "" { close_all(); next }
			is_marked && mark == "=" { close_all(); begin("h" level); printf "%s</h%s>", escaped(words), level >tree; next }
			is_marked && mark == "-" {
				if (open != "ul") { close_all(); begin("ul", " class=\"tight\""); open = "ul" }
				begin("li"); printf "%s</li>", escaped(words) >tree; next
			}
			is_marked {
				close_all(); at = index(words, " "); src = at ? substr(words, 1, at - 1) : words; alt = at ? substr(words, at + 1) : ""
				begin("p"); begin("img", " src=\"" escaped(src) "\" alt=\"" escaped(alt) "\""); printf "</img></p>" >tree
				if (alt == "") printf "warning %d:1 @NAME@/no-words picture \"%s\" comes without words for those who can%ct see it; write them behind its name\n", first + NR - 1, src, 39
				next
			}
			{
				if (mark ~ /[=!-]/) printf "warning %d:1 @NAME@/no-space \"%s\" begins a line without a space and words behind it, so the line is read as text\n", first + NR - 1, mark
				if (open == "p") printf "\n%s", escaped($0) >tree
				else { close_all(); begin("p"); open = "p"; printf "%s", escaped($0) >tree }
			}
			END { close_all(); printf "</article>" >tree }' "$TMPDIR/source"
		printf 'article %d\n' "$(wc -c <"$TMPDIR/tree")"
		cat "$TMPDIR/tree"
		echo
		;;
	esac
done
