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

check_PROGRAMS += tests/unit/test_transforms
tests_unit_test_transforms_SOURCES = tests/unit/test_transforms.c tests/tap.c tests/tap.h \
	plugins/transforms/matter/author_index.c plugins/transforms/matter/cite.c plugins/transforms/matter/colophon.c \
	plugins/transforms/matter/contents.c plugins/transforms/matter/contributors.c plugins/transforms/matter/matter.c \
	plugins/transforms/matter/matter.h plugins/transforms/matter/pages.c \
	plugins/transforms/matter/person_key.c plugins/transforms/matter/person_key.h
tests_unit_test_transforms_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared
tests_unit_test_transforms_LDADD = plugins/shared/tree/libtree.la $(TEST_LIBS)
TESTS += tests/unit/test_transforms
