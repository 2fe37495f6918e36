# What is in src/read/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/read/apply.c \
	src/read/encoding.c \
	src/read/language.c \
	src/read/load.c \
	src/read/loose.c \
	src/read/matter.c \
	src/read/people.c src/read/people.h \
	src/read/plain.c \
	src/read/read.h \
	src/read/text.h \
	src/read/toml.c \
	src/read/value.c

check_PROGRAMS += tests/unit/test_read
tests_unit_test_read_SOURCES = tests/unit/test_read.c tests/tap.c tests/tap.h
tests_unit_test_read_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_read_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_read
