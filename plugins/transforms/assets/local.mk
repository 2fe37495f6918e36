# The transforms/assets plugin. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/transforms/assets/assets.la
plugins_transforms_assets_assets_la_SOURCES = \
	plugins/transforms/assets/assets.c
plugins_transforms_assets_assets_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_transforms_assets_assets_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_transforms_assets_assets_la_LIBADD = plugins/shared/tree/libtree.la

EXTRA_DIST += plugins/transforms/assets/README.md
