# What is in src/base/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/base/arena.c src/base/arena.h \
	src/base/blocks.c src/base/blocks.h \
	src/base/buf.c src/base/buf.h \
	src/base/catalogue.c src/base/catalogue.h \
	src/base/clock.c src/base/clock.h \
	src/base/file.c src/base/file.h \
	src/base/job.c src/base/job.h \
	src/base/letter.c \
	src/base/map.c src/base/map.h \
	src/base/paths.c src/base/paths.h \
	src/base/report.c src/base/sanitizer.h \
	src/base/sha256.c src/base/sha256.h \
	src/base/suggest.c src/base/suggest.h \
	src/base/unicode.c

nodist_libospcore_la_SOURCES = src/base/messages_zh.c
BUILT_SOURCES += src/base/messages_zh.c
CLEANFILES += src/base/messages_zh.c
EXTRA_DIST += po/zh.po scripts/po2c.awk
src/base/messages_zh.c: po/zh.po scripts/po2c.awk
	@$(MKDIR_P) src/base
	$(AM_V_GEN)LC_ALL=C $(AWK) -f $(srcdir)/scripts/po2c.awk $(srcdir)/po/zh.po >$@.new && mv $@.new $@

check_PROGRAMS += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c tests/tap.c tests/tap.h
tests_unit_test_base_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_base_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_base
