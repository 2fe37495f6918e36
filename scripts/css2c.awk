# css2c.awk - turn the built-in style sheets into C arrays.
# SPDX-License-Identifier: Apache-2.0
# Bytes and not strings: C promises no more than 4095 characters of a string. Lines keep their ends, so that the dump's line numbers are those
# of the file.
BEGIN {
	for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = sprintf("'\\x%02x',", i)
	print "/* Made from styles/ by scripts/css2c.awk. */\n#include \"style/builtin.h\"\n"
}
function end_sheet() { print "\t0\n};\nconst size_t style_" name "_css_len = sizeof style_" name "_css - 1;" }
FNR == 1 {
	if (open) end_sheet()
	name = FILENAME; sub(/.*\//, "", name); sub(/\.css$/, "", name); gsub(/-/, "_", name)
	print "const char style_" name "_css[] = {"
	open = 1
}
{
	row = "\t"
	for (i = 1; i <= length($0); i++) row = row byte[substr($0, i, 1)]
	print row "'\\n',"
}
END { end_sheet() }
