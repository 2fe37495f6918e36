# The readers/commonmark plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/readers/commonmark/commonmark.la
plugins_readers_commonmark_commonmark_la_SOURCES = plugins/readers/commonmark/plugin.c $(MARKDOWN_SOURCES)
plugins_readers_commonmark_commonmark_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(CMARK_CFLAGS) $(XML_CFLAGS)
plugins_readers_commonmark_commonmark_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_readers_commonmark_commonmark_la_LIBADD = $(CMARK_LIBS) $(XML_LIBS)

TESTS += tests/commonmark.sh
EXTRA_DIST += plugins/readers/commonmark/README.md tests/commonmark.sh tests/commonmark.differs
