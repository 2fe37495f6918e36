# The transforms/typography plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/typography/typography.la
plugins_transforms_typography_typography_la_SOURCES = \
	plugins/transforms/typography/emphasis.c \
	plugins/transforms/typography/line.c \
	plugins/transforms/typography/marks.c \
	plugins/transforms/typography/quotes.c \
	plugins/transforms/typography/radicals.c \
	plugins/transforms/typography/stops.c \
	plugins/transforms/typography/typography.c \
	plugins/transforms/typography/typography.h
plugins_transforms_typography_typography_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_typography_typography_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_typography_typography_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/typography/README.md
