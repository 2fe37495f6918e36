# The plain text writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/text/text.la
plugins_writers_text_text_la_SOURCES = \
	plugins/writers/text/block.c plugins/writers/text/inline.c plugins/writers/text/plugin.c plugins/writers/text/table.c \
	plugins/writers/text/text.h plugins/writers/text/wrap.c
plugins_writers_text_text_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_text_text_la_LDFLAGS = $(PLUGIN_LINKFLAGS)

EXTRA_DIST += plugins/writers/text/README.md
