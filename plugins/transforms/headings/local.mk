# The transforms/headings plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/headings/headings.la
plugins_transforms_headings_headings_la_SOURCES = \
	plugins/transforms/headings/headings.c \
	plugins/transforms/headings/headings.h \
	plugins/transforms/headings/leadin.c \
	plugins/transforms/headings/name.c \
	plugins/transforms/headings/nest.c \
	plugins/transforms/headings/title.c
plugins_transforms_headings_headings_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_headings_headings_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_headings_headings_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/headings/README.md
