# css2c.awk - turn the built-in style sheets into C strings.
# SPDX-License-Identifier: Apache-2.0
# Lines keep their ends, so that the dump's line numbers are those of the file.
BEGIN { print "/* Made from styles/ by scripts/css2c.awk. */\n#include \"style/builtin.h\"\n" }
FNR == 1 {
	if (open) print "\t;\nconst size_t style_" name "_css_len = sizeof style_" name "_css - 1;\n"
	name = FILENAME; sub(/.*\//, "", name); sub(/\.css$/, "", name); gsub(/-/, "_", name)
	print "const char style_" name "_css[] ="
	open = 1
}
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "\t\"" $0 "\\n\"" }
END { print "\t;\nconst size_t style_" name "_css_len = sizeof style_" name "_css - 1;" }
