# @NAME@.sh - a writer for ospopress: the headings of a volume as a text, and its pictures beside it. SPDX-License-Identifier: Apache-2.0
#
# What ospopress and a program say to each other is in docs/plugin-protocol.md: lines, of which those that end with a length are followed by
# that many bytes. Lengths are bytes, so all of this speaks the C locale.
LC_ALL=C
export LC_ALL
depth=2 bullet=- pictures=true

take() { # take LENGTH FILE: so many bytes, and the end of their line
	head -c "$1" >"$2" || exit 1
	head -c 1 >/dev/null
}
put() { # put NAME FILE: a file of the output
	printf 'file %d\n%s\nbytes %d\n' "${#1}" "$1" "$(wc -c <"$2")"
	cat "$2"
	echo
}

: >"$TMPDIR/title"
: >"$TMPDIR/rows"
mkdir "$TMPDIR/pictures" # -p would try what is above it, too
while read -r verb first second third length; do
	case $verb in
	option)
		take "$second" "$TMPDIR/value"
		case $first in
		depth) depth=$(cat "$TMPDIR/value") ;;
		bullet) bullet=$(cat "$TMPDIR/value") ;;
		pictures) pictures=$(cat "$TMPDIR/value") ;;
		esac
		;;
	field)
		if [ "$first" = title ]; then take "$second" "$TMPDIR/title"; else take "$second" "$TMPDIR/value"; fi
		;;
	asset) # number, name, size, the word "path", the length of the path
		take "${length##* }" "$TMPDIR/pictures/$first"
		printf '%s\n' "$second" >"$TMPDIR/pictures/$first.name"
		;;
	piece) # kind, id, length
		take "$third" "$TMPDIR/piece"
		# What stands between two "<" is a tag, ">", and the text behind it. Messages go out at once.
		bullet=$bullet awk -v depth="$depth" -v id="$second" -v rows="$TMPDIR/rows" -v wanted="$TMPDIR/wanted" '
			function value(tag, name) {
				if (!match(tag, " " name "=\"[^\"]*\"")) return ""
				return plain(substr(tag, RSTART + length(name) + 3, RLENGTH - length(name) - 4))
			}
			function plain(text) {
				gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'\''", text); gsub(/&amp;/, "\\&", text)
				return text
			}
			BEGIN { RS = "<"; bullet = ENVIRON["bullet"]; printf "" >wanted }
			{
				end = index($0, ">"); tag = substr($0, 1, end); text = substr($0, end + 1)
				if (level && tag ~ /^\/h[1-6]>/) {
					gsub(/\n/, " ", row); printf "%s%s %s\n", sprintf("%*s", 2 * (level - 1), ""), bullet, plain(row) >>rows; level = 0
				} else if (tag ~ /^h[1-6][ >]/ && substr(tag, 2, 1) + 0 <= depth) {
					level = substr(tag, 2, 1) + 0; row = ""
				}
				if (level) row = row text
				if (tag ~ /^img[ >\/]/) {
					if (tag ~ / data-alt-guessed=/) {
						place = value(tag, "data-place")
						printf "warning %s:%s @NAME@/no-words nobody wrote words for this picture; \"%s\" was guessed\n", id, place == "" ? "0:0" : place, value(tag, "alt")
					}
					if (value(tag, "data-asset") != "") print value(tag, "data-asset") >wanted
				}
			}' "$TMPDIR/piece"
		[ "$pictures" = true ] && while read -r number; do
			put "pictures/$(cat "$TMPDIR/pictures/$number.name")" "$(cat "$TMPDIR/pictures/$number")"
		done <"$TMPDIR/wanted"
		;;
	write)
		{ cat "$TMPDIR/title"; printf '\n\n'; cat "$TMPDIR/rows"; } >"$TMPDIR/headings"
		put headings.txt "$TMPDIR/headings"
		echo done
		;;
	esac
done
