# @NAME@.sh - a transform for ospopress: marks a word wherever it stands, and says where. SPDX-License-Identifier: Apache-2.0
#
# What ospopress and a program say to each other is in docs/plugin-protocol.md: lines, of which those that end with a length are followed by
# that many bytes. Lengths are bytes, so all of this speaks the C locale.
LC_ALL=C
export LC_ALL
word=TBC class=@NAME@ say=note

take() { # take LENGTH FILE: so many bytes, and the end of their line
	head -c "$1" >"$2" || exit 1
	head -c 1 >/dev/null
}

while read -r verb name length; do
	case $verb in
	option)
		take "$length" "$TMPDIR/value"
		case $name in
		word) word=$(cat "$TMPDIR/value") ;;
		class) class=$(cat "$TMPDIR/value") ;;
		say) say=$(cat "$TMPDIR/value") ;;
		esac
		;;
	field)
		take "$length" "$TMPDIR/value"
		;;
	article)
		take "$length" "$TMPDIR/article"
		if [ -z "$word" ]; then
			printf 'error 0:0 @NAME@/no-word "word" is empty; say which word is to be marked\nfailed\n'
			continue
		fi
		# What stands between two "<" is a tag, ">", and the text behind it. In texts, < > & are written as entities. Messages go out at
		# once; the tree is kept until its length is known. Values come by the environment: -v would take backslashes apart.
		word=$word class=$class say=$say awk -v tree="$TMPDIR/tree" '
			function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
			function quoted(text) { text = escaped(text); gsub(/"/, "\\&quot;", text); return text }
			BEGIN { RS = "<"; ORS = ""; word = escaped(ENVIRON["word"]); class = ENVIRON["class"]; say = ENVIRON["say"] }
			NR == 1 { print $0 >tree; next }
			{
				end = index($0, ">"); tag = substr($0, 1, end); text = substr($0, end + 1)
				if (match(tag, /data-place="[0-9:]*"/)) place = substr(tag, RSTART + 12, RLENGTH - 13)
				if (tag ~ /^(code|mark)[ >]/) inside++
				if (tag ~ /^\/(code|mark)>/) inside--
				print "<" tag >tree
				while (!inside && (at = index(text, word)) > 0) {
					print substr(text, 1, at - 1) "<mark" (class != "" ? " class=\"" quoted(class) "\"" : "") ">" word "</mark>" >tree
					text = substr(text, at + length(word))
					if (say != "nothing") printf "%s %s @NAME@/found \"%s\" stands here\n", say, place == "" ? "0:0" : place, ENVIRON["word"]
				}
				print text >tree
			}' "$TMPDIR/article"
		printf 'article %d\n' "$(wc -c <"$TMPDIR/tree")"
		cat "$TMPDIR/tree"
		echo
		;;
	esac
done
