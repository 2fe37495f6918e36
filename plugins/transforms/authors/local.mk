# The transforms/authors plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/authors/authors.la
plugins_transforms_authors_authors_la_SOURCES = \
	plugins/transforms/authors/authors.c \
	plugins/transforms/authors/authors.h \
	plugins/transforms/authors/bios.c \
	plugins/transforms/authors/divide.c \
	plugins/transforms/authors/header.c \
	plugins/transforms/authors/split.c
plugins_transforms_authors_authors_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_authors_authors_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_authors_authors_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/authors/README.md
