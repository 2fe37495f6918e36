# The shared/image library: a plugin that decodes pictures links libimage.la. SPDX-License-Identifier: Apache-2.0
noinst_LTLIBRARIES += plugins/shared/image/libimage.la
plugins_shared_image_libimage_la_SOURCES = \
	plugins/shared/image/canvas.c plugins/shared/image/canvas.h plugins/shared/image/canvas_room.h plugins/shared/image/decode.c \
	plugins/shared/image/drawing.c plugins/shared/image/faces.c plugins/shared/image/fit.c plugins/shared/image/gif.c \
	plugins/shared/image/image.h plugins/shared/image/jpeg.c plugins/shared/image/lettering.c plugins/shared/image/png.c \
	plugins/shared/image/room.h plugins/shared/image/rows.c plugins/shared/image/rows.h plugins/shared/image/rsvg.c \
	plugins/shared/image/rsvg.h plugins/shared/image/svg.c plugins/shared/image/webp.c
plugins_shared_image_libimage_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(IMAGE_CFLAGS) $(SVG_CFLAGS)
plugins_shared_image_libimage_la_LIBADD = $(IMAGE_LIBS) -lm

check_PROGRAMS += tests/unit/test_image
tests_unit_test_image_SOURCES = tests/unit/test_image.c tests/tap.c tests/tap.h
tests_unit_test_image_CPPFLAGS = $(PLUGIN_CPPFLAGS) -I$(top_srcdir)/tests -DOSP_SRCDIR='"$(abs_top_srcdir)"'
tests_unit_test_image_LDADD = plugins/shared/image/libimage.la $(TEST_LIBS)
TESTS += tests/unit/test_image
