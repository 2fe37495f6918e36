# The shared/haru library: writers of PDF link libharupages.la. SPDX-License-Identifier: Apache-2.0
noinst_LTLIBRARIES += plugins/shared/haru/libharupages.la
plugins_shared_haru_libharupages_la_SOURCES = \
	plugins/shared/haru/ahead.c plugins/shared/haru/ahead.h \
	plugins/shared/haru/canvas.c plugins/shared/haru/canvas.h plugins/shared/haru/canvas_room.h \
	plugins/shared/haru/cff.c plugins/shared/haru/cff.h plugins/shared/haru/claims.c \
	plugins/shared/haru/document.c plugins/shared/haru/document.h plugins/shared/haru/drawing.c plugins/shared/haru/drawing.h \
	plugins/shared/haru/drawing_ink.c plugins/shared/haru/drawing_ink.h \
	plugins/shared/haru/drawn.c plugins/shared/haru/drawn.h \
	plugins/shared/haru/embed.c plugins/shared/haru/font.c plugins/shared/haru/font.h \
	plugins/shared/haru/glyf.c plugins/shared/haru/glyf.h plugins/shared/haru/grow.c plugins/shared/haru/grow.h \
	plugins/shared/haru/haru.c plugins/shared/haru/haru.h plugins/shared/haru/icc.c plugins/shared/haru/icc.h \
	plugins/shared/haru/ink.c plugins/shared/haru/ink.h plugins/shared/haru/intent.c \
	plugins/shared/haru/jpeg.c plugins/shared/haru/jpeg.h \
	plugins/shared/haru/labels.c plugins/shared/haru/links.c plugins/shared/haru/metadata.c plugins/shared/haru/outline.c \
	plugins/shared/haru/packer.c plugins/shared/haru/packer.h \
	plugins/shared/haru/marks.c plugins/shared/haru/marks.h \
	plugins/shared/haru/picture.c plugins/shared/haru/picture.h plugins/shared/haru/press.c \
	plugins/shared/haru/profile.c plugins/shared/haru/profile.h \
	plugins/shared/haru/png.c plugins/shared/haru/png.h \
	plugins/shared/haru/roles.c plugins/shared/haru/roles.h \
	plugins/shared/haru/structure.c plugins/shared/haru/structure.h plugins/shared/haru/structure_room.h \
	plugins/shared/haru/structure_grid.c plugins/shared/haru/structure_write.c \
	plugins/shared/haru/subset.c plugins/shared/haru/subset.h \
	plugins/shared/haru/syntax.c plugins/shared/haru/syntax.h \
	plugins/shared/haru/table.c plugins/shared/haru/table.h plugins/shared/haru/tailor.c plugins/shared/haru/tailor.h \
	plugins/shared/haru/text.c plugins/shared/haru/tree.c plugins/shared/haru/unicode.c \
	plugins/shared/haru/words.c plugins/shared/haru/words.h
plugins_shared_haru_libharupages_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(PDF_CFLAGS)
plugins_shared_haru_libharupages_la_LIBADD = $(HARU_LIBS) $(PDF_LIBS) plugins/shared/image/libimage.la

check_PROGRAMS += tests/unit/test_haru
tests_unit_test_haru_SOURCES = tests/unit/test_haru.c tests/unit/pages_maker.c tests/unit/pages_maker.h tests/tap.c tests/tap.h
tests_unit_test_haru_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared $(PDF_CFLAGS)
tests_unit_test_haru_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS)
TESTS += tests/unit/test_haru

check_PROGRAMS += tests/unit/test_ink
tests_unit_test_ink_SOURCES = tests/unit/test_ink.c tests/tap.c tests/tap.h
tests_unit_test_ink_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared $(PDF_CFLAGS)
tests_unit_test_ink_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS) -lm
TESTS += tests/unit/test_ink

check_PROGRAMS += tests/unit/test_drawing
tests_unit_test_drawing_SOURCES = tests/unit/test_drawing.c tests/tap.c tests/tap.h
tests_unit_test_drawing_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared $(PDF_CFLAGS)
tests_unit_test_drawing_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS)
TESTS += tests/unit/test_drawing
