# The readers/markdown plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/readers/markdown/markdown.la
plugins_readers_markdown_markdown_la_SOURCES = plugins/readers/markdown/plugin.c $(MARKDOWN_SOURCES)
plugins_readers_markdown_markdown_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DMARKDOWN_GFM $(CMARK_GFM_CFLAGS) $(XML_CFLAGS)
plugins_readers_markdown_markdown_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_readers_markdown_markdown_la_LIBADD = $(CMARK_GFM_LIBS) $(XML_LIBS)

check_PROGRAMS += tests/unit/test_markdown
tests_unit_test_markdown_SOURCES = tests/unit/test_markdown.c tests/tap.c tests/tap.h
tests_unit_test_markdown_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_markdown_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_unit_test_markdown_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_markdown
EXTRA_DIST += plugins/readers/markdown/README.md
