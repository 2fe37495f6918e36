# The site writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/html/html.la
plugins_writers_html_html_la_SOURCES = \
	plugins/writers/html/attribute.c plugins/writers/html/element.c plugins/writers/html/ids.c plugins/writers/html/page.c \
	plugins/writers/html/plugin.c plugins/writers/html/site.h
plugins_writers_html_html_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_html_html_la_LDFLAGS = $(PLUGIN_LINKFLAGS)

TESTS += tests/valid/site.sh
EXTRA_DIST += tests/valid/site.sh tests/valid/site.cjs plugins/writers/html/README.md
