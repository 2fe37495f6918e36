# What is in src/style/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/style/atoms.c \
	src/style/block.c \
	src/style/builtin.h \
	src/style/calc.c \
	src/style/cascade.c \
	src/style/color.c \
	src/style/color_mix.c src/style/color_mix.h \
	src/style/color_spaces.c src/style/color_spaces.h \
	src/style/colors.def \
	src/style/content.c \
	src/style/dump.c \
	src/style/engine.h \
	src/style/entry.c \
	src/style/font_rule.c \
	src/style/layers.c \
	src/style/letter.c \
	src/style/match.c \
	src/style/media.c \
	src/style/nth.c \
	src/style/page.c \
	src/style/page_rule.c \
	src/style/properties.def \
	src/style/property.c \
	src/style/selector.c src/style/selector.h \
	src/style/set.c \
	src/style/sheet.c src/style/sheet.h \
	src/style/shorthand.c \
	src/style/size.c \
	src/style/span.c \
	src/style/style.h \
	src/style/syntax.c src/style/syntax.h \
	src/style/text.c \
	src/style/theme.c src/style/theme.h \
	src/style/token.c src/style/token.h \
	src/style/typed.c \
	src/style/value.c src/style/value.h \
	src/style/variable.c \
	src/style/write.c \
	src/style/written.c

nodist_libospcore_la_SOURCES += src/style/builtin_sheets.c
BUILT_SOURCES += src/style/builtin_sheets.c
CLEANFILES += src/style/builtin_sheets.c
EXTRA_DIST += scripts/css2c.awk
builtin_sheets = $(srcdir)/styles/html.css $(srcdir)/styles/base.css $(srcdir)/styles/wechat/mdnice.css $(srcdir)/styles/wechat/wenyan.css \
	$(srcdir)/styles/wechat/wemd.css $(srcdir)/styles/wechat/note-to-mp.css $(srcdir)/styles/wechat/doocs.css
src/style/builtin_sheets.c: $(builtin_sheets) scripts/css2c.awk
	@$(MKDIR_P) src/style
	$(AM_V_GEN)LC_ALL=C $(AWK) -f $(srcdir)/scripts/css2c.awk $(builtin_sheets) >$@.new && mv $@.new $@

check_PROGRAMS += tests/unit/test_letter tests/unit/test_style_syntax tests/unit/test_style tests/unit/test_theme
tests_unit_test_letter_SOURCES = tests/unit/test_letter.c tests/unit/styled_tree.h tests/tap.c tests/tap.h
tests_unit_test_letter_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_letter_LDADD = $(TEST_LIBS)
tests_unit_test_style_syntax_SOURCES = tests/unit/test_style_syntax.c tests/tap.c tests/tap.h
tests_unit_test_style_syntax_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_style_syntax_LDADD = $(TEST_LIBS)
tests_unit_test_style_SOURCES = tests/unit/test_style.c tests/unit/styled_tree.h tests/tap.c tests/tap.h
tests_unit_test_style_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_style_LDADD = $(TEST_LIBS)
tests_unit_test_theme_SOURCES = tests/unit/test_theme.c tests/unit/styled_tree.h tests/tap.c tests/tap.h
tests_unit_test_theme_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_theme_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_letter tests/unit/test_style_syntax tests/unit/test_style tests/unit/test_theme
