# The transforms/matter plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/matter/matter.la
plugins_transforms_matter_matter_la_SOURCES = \
	plugins/transforms/matter/contents.c \
	plugins/transforms/matter/contributors.c \
	plugins/transforms/matter/matter.c \
	plugins/transforms/matter/matter.h \
	plugins/transforms/matter/pages.c
plugins_transforms_matter_matter_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_matter_matter_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_matter_matter_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/matter/README.md
