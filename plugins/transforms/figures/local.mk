# The transforms/figures plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/figures/figures.la
plugins_transforms_figures_figures_la_SOURCES = \
	plugins/transforms/figures/alt.c \
	plugins/transforms/figures/caption.c \
	plugins/transforms/figures/figures.c \
	plugins/transforms/figures/figures.h
plugins_transforms_figures_figures_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_figures_figures_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_figures_figures_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/figures/README.md
