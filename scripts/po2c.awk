# po2c.awk - turn a .po file of single-line messages into a sorted C table.
# SPDX-License-Identifier: Apache-2.0
# The table is searched with strcmp, so run it with LC_ALL=C.
function literal(line) { sub(/^[a-z]+ /, "", line); return line }
function plain(text) { gsub(/\\"/, "\"", text); gsub(/\\n/, "\n", text); gsub(/\\\\/, "\\", text); return text }
function less(a, b) { return ("x" a) < ("x" b) }
/^msgid / { id = literal($0) }
/^msgstr / {
	if (id != "\"\"" && literal($0) != "\"\"") {
		if (id in words && words[id] != literal($0)) { print FILENAME ":" FNR ": translated in two ways: " id > "/dev/stderr"; bad = 1 }
		if (!(id in words)) ids[++n] = id
		words[id] = literal($0)
	}
}
function heapsort(n,    i, t) { for (i = int(n / 2); i >= 1; i--) sift(i, n); for (i = n; i > 1; i--) { t = ids[1]; ids[1] = ids[i]; ids[i] = t; sift(1, i - 1) } }
function sift(i, n,    c, t) { while ((c = 2 * i) <= n) { if (c < n && less(key(ids[c]), key(ids[c + 1]))) c++; if (!less(key(ids[i]), key(ids[c]))) return; t = ids[i]; ids[i] = ids[c]; ids[c] = t; i = c } }
function key(id) { if (!(id in keys)) keys[id] = plain(substr(id, 2, length(id) - 2)); return keys[id] }
END {
	if (bad) exit 1
	heapsort(n)
	print "/* Made from po/zh.po by scripts/po2c.awk. */"
	print "#include \"base/catalogue.h\"\n"
	print "const struct catalogue_entry catalogue_zh[] = {"
	for (i = 1; i <= n; i++) print "\t{ " ids[i] ",\n\t  " words[ids[i]] " },"
	print "\t{ NULL, NULL },\n};"
	print "const size_t catalogue_zh_count = " n ";"
}
