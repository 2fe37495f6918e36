# What is in src/manifest/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/manifest/articles.c src/manifest/imprint.c \
	src/manifest/hints.c src/manifest/hints.h \
	src/manifest/manifest.c src/manifest/manifest.h \
	src/manifest/outputs.c \
	src/manifest/people.c \
	src/manifest/schema.c src/manifest/schema.h \
	src/manifest/yaml.c src/manifest/yaml.h

check_PROGRAMS += tests/unit/test_yaml
tests_unit_test_yaml_SOURCES = tests/unit/test_yaml.c tests/tap.c tests/tap.h
tests_unit_test_yaml_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_yaml_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_yaml
