# The WeChat writer. SPDX-License-Identifier: Apache-2.0
plugin_LTLIBRARIES += plugins/writers/wechat/wechat.la
plugins_writers_wechat_wechat_la_SOURCES = \
	plugins/writers/wechat/ahead.c \
	plugins/writers/wechat/ahead.h \
	plugins/writers/wechat/block.c \
	plugins/writers/wechat/content.c \
	plugins/writers/wechat/content.h \
	plugins/writers/wechat/convert.c \
	plugins/writers/wechat/convert.h \
	plugins/writers/wechat/cover.c \
	plugins/writers/wechat/dialect.c \
	plugins/writers/wechat/dialect.h \
	plugins/writers/wechat/dialect_block.c \
	plugins/writers/wechat/dialect_notes.c \
	plugins/writers/wechat/draft.c \
	plugins/writers/wechat/dress.c \
	plugins/writers/wechat/dress.h \
	plugins/writers/wechat/flow.c \
	plugins/writers/wechat/generated.c \
	plugins/writers/wechat/hoist.c \
	plugins/writers/wechat/inliner.c \
	plugins/writers/wechat/letter.c \
	plugins/writers/wechat/line.c \
	plugins/writers/wechat/look.c \
	plugins/writers/wechat/look.def \
	plugins/writers/wechat/look.h \
	plugins/writers/wechat/look_box.c \
	plugins/writers/wechat/look_paint.c \
	plugins/writers/wechat/marks.c \
	plugins/writers/wechat/notes.c \
	plugins/writers/wechat/overview.c \
	plugins/writers/wechat/parts.c \
	plugins/writers/wechat/parts.h \
	plugins/writers/wechat/pictures.c \
	plugins/writers/wechat/place.c \
	plugins/writers/wechat/plugin.c \
	plugins/writers/wechat/preview.c \
	plugins/writers/wechat/styled.c \
	plugins/writers/wechat/target.c \
	plugins/writers/wechat/ua.c \
	plugins/writers/wechat/value.c \
	plugins/writers/wechat/wechat.h \
	plugins/writers/wechat/words.c
plugins_writers_wechat_wechat_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_writers_wechat_wechat_la_LDFLAGS = $(PLUGIN_LINKFLAGS)
plugins_writers_wechat_wechat_la_LIBADD = plugins/shared/image/libimage.la
TESTS += tests/valid/clipboard.sh
EXTRA_DIST += tests/valid/clipboard.sh tests/valid/clipboard.cjs

check_PROGRAMS += tests/unit/test_look
tests_unit_test_look_SOURCES = tests/unit/test_look.c tests/tap.c tests/tap.h plugins/writers/wechat/look.c plugins/writers/wechat/look_box.c \
	plugins/writers/wechat/look_paint.c plugins/writers/wechat/value.c
tests_unit_test_look_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/plugins/writers/wechat
tests_unit_test_look_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_look
