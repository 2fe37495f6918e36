# The writer of offprints. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/offprints/offprints.la
plugins_writers_offprints_offprints_la_SOURCES = plugins/writers/offprints/offprints.c plugins/writers/pdf/pdf.c plugins/writers/pdf/pdf.h \
	plugins/writers/pdf/sheet.c plugins/writers/pdf/barcode.c plugins/writers/pdf/cover.c plugins/writers/pdf/inside.c
plugins_writers_offprints_offprints_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -I$(top_srcdir)/plugins/writers/pdf
plugins_writers_offprints_offprints_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_offprints_offprints_la_LIBADD = plugins/shared/haru/libharupages.la

EXTRA_DIST += plugins/writers/offprints/README.md
