# The EPUB writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/epub/epub.la
plugins_writers_epub_epub_la_SOURCES = \
	plugins/writers/epub/address.c plugins/writers/epub/archive.c plugins/writers/epub/attributes.c \
	plugins/writers/epub/book.h plugins/writers/epub/chapter.c plugins/writers/epub/cover.c \
	plugins/writers/epub/coverart.c plugins/writers/epub/identifier.c plugins/writers/epub/index.c \
	plugins/writers/epub/metadata.c plugins/writers/epub/navigation.c plugins/writers/epub/package.c \
	plugins/writers/epub/page.c plugins/writers/epub/pagelist.c plugins/writers/epub/picture.c \
	plugins/writers/epub/plugin.c plugins/writers/epub/rules.c plugins/writers/epub/rules.h \
	plugins/writers/epub/sheet.c plugins/writers/epub/walk.h
plugins_writers_epub_epub_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(ZIP_CFLAGS)
plugins_writers_epub_epub_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_epub_epub_la_LIBADD = plugins/shared/image/libimage.la $(ZIP_LIBS)
