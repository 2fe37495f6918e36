# The PDF writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/pdf/pdf.la
plugins_writers_pdf_pdf_la_SOURCES = plugins/writers/pdf/pdf.c plugins/writers/pdf/plugin.c plugins/writers/pdf/pdf.h plugins/writers/pdf/sheet.c \
	plugins/writers/pdf/barcode.c plugins/writers/pdf/cover.c plugins/writers/pdf/inside.c
plugins_writers_pdf_pdf_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_pdf_pdf_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_pdf_pdf_la_LIBADD = plugins/shared/haru/libharupages.la

check_PROGRAMS += tests/unit/test_pdf
tests_unit_test_pdf_SOURCES = \
	tests/unit/test_pdf.c tests/unit/pages_maker.c tests/unit/pages_maker.h plugins/writers/pdf/plugin.c plugins/writers/pdf/pdf.c \
	plugins/writers/pdf/sheet.c plugins/writers/pdf/barcode.c plugins/writers/pdf/cover.c plugins/writers/pdf/inside.c \
	tests/tap.c tests/tap.h
tests_unit_test_pdf_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/shared $(PDF_CFLAGS)
tests_unit_test_pdf_LDADD = plugins/shared/haru/libharupages.la $(TEST_LIBS) $(PDF_LIBS)
TESTS += tests/unit/test_pdf
check_PROGRAMS += tests/valid/same_glyphs
tests_valid_same_glyphs_SOURCES = tests/valid/same_glyphs.c
TESTS += tests/valid/pdf.sh tests/valid/print.sh tests/valid/glyphs.sh tests/valid/decoders.sh
EXTRA_DIST += tests/valid/pdf.sh tests/valid/print.sh tests/valid/glyphs.sh tests/valid/decoders.sh tests/valid/make_fonts.py

EXTRA_DIST += plugins/writers/pdf/README.md
