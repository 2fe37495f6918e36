# Fuzz targets (make fuzz, see README.md), and the same functions run over their seeds (make check). SPDX-License-Identifier: Apache-2.0
FUZZ_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/tests/fuzz -I$(top_srcdir)/plugins/shared
FUZZ_LINKFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer -export-dynamic
FUZZ_PICTURE_LIBS = plugins/shared/haru/libharupages.la plugins/shared/image/libimage.la
FUZZ_TARGETS = tests/fuzz/fuzz_manifest tests/fuzz/fuzz_matter tests/fuzz/fuzz_css tests/fuzz/fuzz_sheet tests/fuzz/fuzz_thaw tests/fuzz/fuzz_picture \
	tests/fuzz/fuzz_markdown
FUZZ_REPLAYS = tests/fuzz/replay_manifest tests/fuzz/replay_matter tests/fuzz/replay_css tests/fuzz/replay_sheet tests/fuzz/replay_thaw \
	tests/fuzz/replay_picture tests/fuzz/replay_markdown
FUZZ_COMMON = tests/fuzz/file.c tests/fuzz/fuzz.h
FUZZ_REPLAY = tests/fuzz/replay.c tests/tap.c tests/tap.h $(FUZZ_COMMON)
EXTRA_PROGRAMS += $(FUZZ_TARGETS)
check_PROGRAMS += $(FUZZ_REPLAYS)
TESTS += $(FUZZ_REPLAYS)
EXTRA_DIST += tests/lsan.supp tests/fuzz/README.md tests/fuzz/seeds
CLEANFILES += $(FUZZ_TARGETS)

tests_fuzz_fuzz_manifest_SOURCES = tests/fuzz/manifest.c $(FUZZ_COMMON)
tests_fuzz_fuzz_manifest_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_manifest_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_manifest_LDADD = $(TEST_LIBS)
tests_fuzz_replay_manifest_SOURCES = tests/fuzz/manifest.c $(FUZZ_REPLAY)
tests_fuzz_replay_manifest_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/manifest"'
tests_fuzz_replay_manifest_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_manifest_LDADD = $(TEST_LIBS)

tests_fuzz_fuzz_matter_SOURCES = tests/fuzz/matter.c $(FUZZ_COMMON)
tests_fuzz_fuzz_matter_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_matter_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_matter_LDADD = $(TEST_LIBS)
tests_fuzz_replay_matter_SOURCES = tests/fuzz/matter.c $(FUZZ_REPLAY)
tests_fuzz_replay_matter_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/matter"'
tests_fuzz_replay_matter_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_matter_LDADD = $(TEST_LIBS)

tests_fuzz_fuzz_css_SOURCES = tests/fuzz/css.c $(FUZZ_COMMON)
tests_fuzz_fuzz_css_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_css_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_css_LDADD = $(TEST_LIBS)
tests_fuzz_replay_css_SOURCES = tests/fuzz/css.c $(FUZZ_REPLAY)
tests_fuzz_replay_css_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/css"'
tests_fuzz_replay_css_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_css_LDADD = $(TEST_LIBS)

tests_fuzz_fuzz_sheet_SOURCES = tests/fuzz/sheet.c $(FUZZ_COMMON)
tests_fuzz_fuzz_sheet_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_sheet_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_sheet_LDADD = $(TEST_LIBS)
tests_fuzz_replay_sheet_SOURCES = tests/fuzz/sheet.c $(FUZZ_REPLAY)
tests_fuzz_replay_sheet_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/css"'
tests_fuzz_replay_sheet_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_sheet_LDADD = $(TEST_LIBS)

tests_fuzz_fuzz_thaw_SOURCES = tests/fuzz/thaw.c $(FUZZ_COMMON)
tests_fuzz_fuzz_thaw_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_thaw_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_thaw_LDADD = $(TEST_LIBS)
tests_fuzz_replay_thaw_SOURCES = tests/fuzz/thaw.c $(FUZZ_REPLAY)
tests_fuzz_replay_thaw_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/thaw"'
tests_fuzz_replay_thaw_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_thaw_LDADD = $(TEST_LIBS)

tests_fuzz_fuzz_picture_SOURCES = tests/fuzz/picture.c $(FUZZ_COMMON)
tests_fuzz_fuzz_picture_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_picture_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_picture_LDADD = $(FUZZ_PICTURE_LIBS) $(TEST_LIBS)
tests_fuzz_replay_picture_SOURCES = tests/fuzz/picture.c $(FUZZ_REPLAY)
tests_fuzz_replay_picture_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/picture"'
tests_fuzz_replay_picture_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_picture_LDADD = $(FUZZ_PICTURE_LIBS) $(TEST_LIBS)

tests_fuzz_fuzz_markdown_SOURCES = tests/fuzz/markdown.c $(FUZZ_COMMON)
tests_fuzz_fuzz_markdown_CPPFLAGS = $(FUZZ_CPPFLAGS)
tests_fuzz_fuzz_markdown_LDFLAGS = $(FUZZ_LINKFLAGS)
tests_fuzz_fuzz_markdown_LDADD = $(TEST_LIBS)
tests_fuzz_replay_markdown_SOURCES = tests/fuzz/markdown.c $(FUZZ_REPLAY)
tests_fuzz_replay_markdown_CPPFLAGS = $(FUZZ_CPPFLAGS) -DFUZZ_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds/markdown"'
tests_fuzz_replay_markdown_LDFLAGS = $(AM_LDFLAGS) -export-dynamic
tests_fuzz_replay_markdown_LDADD = $(TEST_LIBS)

.PHONY: fuzz
fuzz: $(FUZZ_TARGETS)
