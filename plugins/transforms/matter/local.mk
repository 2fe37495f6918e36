# The transforms/matter plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/matter/matter.la
plugins_transforms_matter_matter_la_SOURCES = \
	plugins/transforms/matter/author_index.c \
	plugins/transforms/matter/cite.c \
	plugins/transforms/matter/colophon.c \
	plugins/transforms/matter/contents.c \
	plugins/transforms/matter/contributors.c \
	plugins/transforms/matter/matter.c \
	plugins/transforms/matter/matter.h \
	plugins/transforms/matter/pages.c \
	plugins/transforms/matter/person_key.c plugins/transforms/matter/person_key.h
plugins_transforms_matter_matter_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TYPESET_CFLAGS)
plugins_transforms_matter_matter_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_matter_matter_la_LIBADD = plugins/shared/tree/libtree.la $(TYPESET_LIBS)

EXTRA_DIST += plugins/transforms/matter/README.md
