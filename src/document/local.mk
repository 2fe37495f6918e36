# What is in src/document/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/document/asset.c src/document/asset.h \
	src/document/attr.c \
	src/document/check.c \
	src/document/dump.c \
	src/document/freeze.c \
	src/document/label.c \
	src/document/node.c src/document/node.h \
	src/document/normalise.c \
	src/document/tag.c \
	src/document/volume.c src/document/volume.h

check_PROGRAMS += tests/unit/test_document
tests_unit_test_document_SOURCES = tests/unit/test_document.c tests/tap.c tests/tap.h
tests_unit_test_document_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_document_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_document
