# The handout writer, and the one that explains it. SPDX-License-Identifier: Apache-2.0
handout_sources = \
	plugins/writers/handout/edition.h plugins/writers/handout/geometry.c plugins/writers/handout/geometry.h \
	plugins/writers/handout/handout.h plugins/writers/handout/imposition.c plugins/writers/handout/imposition.h \
	plugins/writers/handout/lettering.c plugins/writers/handout/links.c plugins/writers/handout/marks.c \
	plugins/writers/handout/plan.c plugins/writers/handout/qr.c plugins/writers/handout/selection.c \
	plugins/writers/handout/settings.c plugins/writers/handout/sheet.h
plugin_LTLIBRARIES += plugins/writers/handout/handout.la plugins/writers/handout/handout-plan.la
plugins_writers_handout_handout_la_SOURCES = $(handout_sources) plugins/writers/handout/handout.c plugins/writers/handout/plugin.c
plugins_writers_handout_handout_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(PDF_CFLAGS) $(QRENCODE_CFLAGS)
plugins_writers_handout_handout_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_handout_handout_la_LIBADD = plugins/shared/haru/libharupages.la $(QRENCODE_LIBS)
plugins_writers_handout_handout_plan_la_SOURCES = $(handout_sources) plugins/writers/handout/plan_writer.c plugins/writers/handout/plan_plugin.c \
	plugins/writers/handout/picture.c plugins/writers/handout/picture.h
plugins_writers_handout_handout_plan_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(PDF_CFLAGS) $(QRENCODE_CFLAGS)
plugins_writers_handout_handout_plan_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_handout_handout_plan_la_LIBADD = plugins/shared/haru/libharupages.la $(QRENCODE_LIBS)

check_PROGRAMS += tests/unit/test_imposition
tests_unit_test_imposition_SOURCES = \
	tests/unit/test_imposition.c plugins/writers/handout/imposition.c plugins/writers/handout/imposition.h tests/tap.c tests/tap.h
tests_unit_test_imposition_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/writers/handout
TESTS += tests/unit/test_imposition

check_PROGRAMS += tests/unit/test_handout
tests_unit_test_handout_SOURCES = \
	$(handout_sources) tests/unit/test_handout.c tests/unit/pages_maker.c tests/unit/pages_maker.h \
	plugins/writers/handout/handout.c plugins/writers/handout/plugin.c tests/tap.c tests/tap.h
tests_unit_test_handout_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared -I$(top_srcdir)/plugins/writers/handout \
	$(PDF_CFLAGS) $(QRENCODE_CFLAGS)
tests_unit_test_handout_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS) $(QRENCODE_LIBS)
TESTS += tests/unit/test_handout

TESTS += tests/valid/handout.sh
EXTRA_DIST += tests/valid/handout.sh tests/valid/handout.py plugins/writers/handout/README.md
