# The transforms/links plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/links/links.la
plugins_transforms_links_links_la_SOURCES = \
	plugins/transforms/links/find.c \
	plugins/transforms/links/links.c \
	plugins/transforms/links/links.h \
	plugins/transforms/links/url.c
plugins_transforms_links_links_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_links_links_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_links_links_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/links/README.md
