# What is in src/write/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/write/flusher.c src/write/flusher.h \
	src/write/folder.c src/write/folder.h \
	src/write/markup.c \
	src/write/output.c src/write/output.h \
	src/write/sink.c \
	src/write/unchanged.c \
	src/write/write.c src/write/write.h

check_PROGRAMS += tests/unit/test_write
tests_unit_test_write_SOURCES = tests/unit/test_write.c tests/tap.c tests/tap.h
tests_unit_test_write_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_write_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_write
