# The EPUB writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/epub/epub.la
plugins_writers_epub_epub_la_SOURCES = \
	plugins/writers/epub/address.c plugins/writers/epub/archive.c plugins/writers/epub/attributes.c \
	plugins/writers/epub/book.h plugins/writers/epub/chapter.c plugins/writers/epub/cover.c \
	plugins/writers/epub/coverart.c plugins/writers/epub/fonts.c plugins/writers/epub/identifier.c plugins/writers/epub/index.c \
	plugins/writers/epub/metadata.c plugins/writers/epub/navigation.c plugins/writers/epub/package.c plugins/writers/epub/packed.c plugins/writers/epub/packed.h \
	plugins/writers/epub/page.c plugins/writers/epub/pagelist.c plugins/writers/epub/picture.c \
	plugins/writers/epub/plugin.c plugins/writers/epub/rules.c plugins/writers/epub/rules.h \
	plugins/writers/epub/sheet.c plugins/writers/epub/walk.h
plugins_writers_epub_epub_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(ZIP_CFLAGS) $(SUBSET_CFLAGS)
plugins_writers_epub_epub_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_epub_epub_la_LIBADD = plugins/shared/image/libimage.la $(ZIP_LIBS) $(SUBSET_LIBS)

TESTS += tests/valid/reader.sh
EXTRA_DIST += tests/valid/reader.sh tests/valid/reader.cjs plugins/writers/epub/README.md plugins/writers/wechat/README.md

# The test opens the plugins of both writers as the host does.
check_PROGRAMS += tests/unit/test_writers
tests_unit_test_writers_SOURCES = tests/unit/test_writers.c tests/tap.c tests/tap.h
tests_unit_test_writers_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS) -I$(top_srcdir)/tests
tests_unit_test_writers_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_unit_test_writers_LDADD = $(TEST_LIBS) $(ZIP_LIBS)
TESTS += tests/unit/test_writers
