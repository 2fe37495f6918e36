# The transforms/citations plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/citations/citations.la
plugins_transforms_citations_citations_la_SOURCES = \
	plugins/transforms/citations/citations.c \
	plugins/transforms/citations/citations.h \
	plugins/transforms/citations/entries.c \
	plugins/transforms/citations/finish.c \
	plugins/transforms/citations/link.c \
	plugins/transforms/citations/lists.c \
	plugins/transforms/citations/parse.c
plugins_transforms_citations_citations_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_citations_citations_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_citations_citations_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/citations/README.md
