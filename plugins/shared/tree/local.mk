# What several transforms ask of a tree. SPDX-License-Identifier: Apache-2.0
noinst_LTLIBRARIES += plugins/shared/tree/libtree.la
plugins_shared_tree_libtree_la_SOURCES = \
	plugins/shared/tree/element.c \
	plugins/shared/tree/letters.c \
	plugins/shared/tree/names.c \
	plugins/shared/tree/picture.c \
	plugins/shared/tree/picture.h \
	plugins/shared/tree/picture_fetch.c \
	plugins/shared/tree/picture_find.c \
	plugins/shared/tree/run.c \
	plugins/shared/tree/tree.h \
	plugins/shared/tree/words.c
plugins_shared_tree_libtree_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
