# What is in src/typeset/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/typeset/breaks.c \
	src/typeset/classes.c src/typeset/classes.h \
	src/typeset/code_drawing.c \
	src/typeset/collect.c \
	src/typeset/emoji.c \
	src/typeset/font.h \
	src/typeset/font_catalogue.c src/typeset/font_catalogue.h \
	src/typeset/font_face.c src/typeset/font_face.h src/typeset/font_sound.c src/typeset/font_sound.h \
	src/typeset/font_folder.c \
	src/typeset/font_list.c \
	src/typeset/font_set.c src/typeset/font_set.h \
	src/typeset/font_sources.c \
	src/typeset/font_stack.c \
	src/typeset/gaps.c \
	src/typeset/hyphen.c \
	src/typeset/itemize.c \
	src/typeset/justify.c \
	src/typeset/line_draw.c \
	src/typeset/line_tools.c src/typeset/line_tools.h \
	src/typeset/linebreak.c \
	src/typeset/lines.h \
	src/typeset/paragraph.c src/typeset/paragraph.h \
	src/typeset/shape.c \
	src/typeset/spaces.c \
	src/typeset/typeset.h \
	src/typeset/word_shapes.c src/typeset/word_shapes.h

check_PROGRAMS += tests/unit/test_lines
tests_unit_test_lines_SOURCES = tests/unit/test_lines.c tests/unit/no_letters.h tests/tap.c tests/tap.h
tests_unit_test_lines_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_lines_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_lines

check_PROGRAMS += tests/unit/test_lines_hostile
tests_unit_test_lines_hostile_SOURCES = tests/unit/test_lines_hostile.c tests/unit/no_letters.h tests/tap.c tests/tap.h
tests_unit_test_lines_hostile_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_lines_hostile_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_lines_hostile
libospcore_la_SOURCES += \
	src/typeset/barcode.c \
	src/typeset/bleed.c \
	src/typeset/block.c \
	src/typeset/columns.c \
	src/typeset/counter.c src/typeset/counter.h \
	src/typeset/figure.c \
	src/typeset/flow.c src/typeset/flow.h \
	src/typeset/footnote.c \
	src/typeset/generated.c src/typeset/generated.h \
	src/typeset/late.c \
	src/typeset/letter.c \
	src/typeset/list.c \
	src/typeset/margin_box.c \
	src/typeset/numbering.c \
	src/typeset/outline.c \
	src/typeset/page_draw.c \
	src/typeset/pagebreak.c src/typeset/pagebreak.h \
	src/typeset/pagefill.c src/typeset/pagefill.h \
	src/typeset/pages_dump.c \
	src/typeset/painter.c src/typeset/painter.h \
	src/typeset/piece.c src/typeset/piece.h \
	src/typeset/row_cuts.c \
	src/typeset/table.c src/typeset/table.h \
	src/typeset/table_measure.c \
	src/typeset/table_read.c \
	src/typeset/typeset.c

check_PROGRAMS += tests/unit/test_pages
tests_unit_test_pages_SOURCES = tests/unit/test_pages.c tests/unit/set_pages.c tests/unit/set_pages.h tests/tap.c tests/tap.h
tests_unit_test_pages_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_pages_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_pages

check_PROGRAMS += tests/unit/test_page_rules
tests_unit_test_page_rules_SOURCES = tests/unit/test_page_rules.c tests/unit/set_pages.c tests/unit/set_pages.h tests/tap.c tests/tap.h
tests_unit_test_page_rules_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_page_rules_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_page_rules

check_PROGRAMS += tests/unit/test_columns
tests_unit_test_columns_SOURCES = tests/unit/test_columns.c tests/unit/set_pages.c tests/unit/set_pages.h tests/tap.c tests/tap.h
tests_unit_test_columns_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_columns_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_columns

check_PROGRAMS += tests/unit/test_floats
tests_unit_test_floats_SOURCES = tests/unit/test_floats.c tests/unit/set_pages.c tests/unit/set_pages.h tests/tap.c tests/tap.h
tests_unit_test_floats_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_floats_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_floats
