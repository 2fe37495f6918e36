# The handout writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/handout/handout.la
plugins_writers_handout_handout_la_SOURCES = \
	plugins/writers/handout/handout.c plugins/writers/handout/handout.h \
	plugins/writers/handout/imposition.c plugins/writers/handout/imposition.h plugins/writers/handout/plugin.c
plugins_writers_handout_handout_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_handout_handout_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_handout_handout_la_LIBADD = plugins/shared/haru/libharupages.la

check_PROGRAMS += tests/unit/test_imposition
tests_unit_test_imposition_SOURCES = \
	tests/unit/test_imposition.c plugins/writers/handout/imposition.c plugins/writers/handout/imposition.h tests/tap.c tests/tap.h
tests_unit_test_imposition_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/writers/handout
TESTS += tests/unit/test_imposition

check_PROGRAMS += tests/unit/test_handout
tests_unit_test_handout_SOURCES = \
	tests/unit/test_handout.c tests/unit/pages_maker.c tests/unit/pages_maker.h \
	plugins/writers/handout/handout.c plugins/writers/handout/handout.h plugins/writers/handout/imposition.c \
	plugins/writers/handout/imposition.h plugins/writers/handout/plugin.c tests/tap.c tests/tap.h
tests_unit_test_handout_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared -I$(top_srcdir)/plugins/writers/handout \
	$(PDF_CFLAGS)
tests_unit_test_handout_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS)
TESTS += tests/unit/test_handout

EXTRA_DIST += plugins/writers/handout/README.md
