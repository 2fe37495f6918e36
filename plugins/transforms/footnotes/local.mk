# The transforms/footnotes plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/footnotes/footnotes.la
plugins_transforms_footnotes_footnotes_la_SOURCES = \
	plugins/transforms/footnotes/footnotes.c
plugins_transforms_footnotes_footnotes_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_footnotes_footnotes_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_footnotes_footnotes_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/footnotes/README.md
