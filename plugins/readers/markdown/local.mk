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

# It loads no plugin, so it may have cmark in it.
check_PROGRAMS += tests/unit/test_code_lines
tests_unit_test_code_lines_SOURCES = tests/unit/test_code_lines.c tests/tap.c tests/tap.h plugins/shared/markdown/lines.c plugins/shared/markdown/parse.c \
	plugins/shared/markdown/pool.c
tests_unit_test_code_lines_CPPFLAGS = $(AM_CPPFLAGS) -DMARKDOWN_GFM -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared $(CMARK_GFM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_code_lines_LDADD = $(TEST_LIBS) $(CMARK_GFM_LIBS)
TESTS += tests/unit/test_code_lines
