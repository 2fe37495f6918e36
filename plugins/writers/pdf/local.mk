# The PDF writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/pdf/pdf.la
plugins_writers_pdf_pdf_la_SOURCES = plugins/writers/pdf/pdf.c plugins/writers/pdf/plugin.c plugins/writers/pdf/pdf.h
plugins_writers_pdf_pdf_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_pdf_pdf_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_pdf_pdf_la_LIBADD = plugins/shared/haru/libharupages.la
