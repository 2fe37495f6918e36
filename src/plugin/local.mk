# What is in src/plugin/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/plugin/api.c src/plugin/api.h \
	src/plugin/ask.c \
	src/plugin/carry.c src/plugin/carry.h \
	src/plugin/child.c src/plugin/child.h src/plugin/verdict.c \
	src/plugin/describe.c src/plugin/describe.h \
	src/plugin/family.c src/plugin/family.h \
	src/plugin/filter.c src/plugin/filter.h \
	src/plugin/json.c src/plugin/json.h \
	src/plugin/landlock.c src/plugin/landlock.h \
	src/plugin/leftovers.c src/plugin/leftovers.h \
	src/plugin/list.c src/plugin/list.h \
	src/plugin/load.c src/plugin/load.h \
	src/plugin/notices.c src/plugin/notices.h \
	src/plugin/options.c src/plugin/options.h \
	src/plugin/packet.c src/plugin/packet.h \
	src/plugin/pandoc.h src/plugin/pandoc_room.h src/plugin/pandoc_read.c src/plugin/pandoc_read_inlines.c src/plugin/pandoc_write.c src/plugin/pandoc_write_inlines.c \
	src/plugin/process.c src/plugin/process.h \
	src/plugin/program.c src/plugin/program.h \
	src/plugin/registry.c src/plugin/registry.h \
	src/plugin/row.c src/plugin/row.h \
	src/plugin/run.c src/plugin/run.h \
	src/plugin/sandbox.c src/plugin/sandbox.h \
	src/plugin/search.c src/plugin/search.h \
	src/plugin/session.c \
	src/plugin/supervise.c src/plugin/supervise.h \
	src/plugin/talk.c src/plugin/talk.h \
	src/plugin/tool.c src/plugin/tool.h \
	src/plugin/trust.c src/plugin/trust.h \
	src/plugin/xml.c src/plugin/xml.h

check_PROGRAMS += tests/unit/test_plugin
tests_unit_test_plugin_SOURCES = tests/unit/test_plugin.c tests/tap.c tests/tap.h
tests_unit_test_plugin_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_test_plugin_LDADD = $(TEST_LIBS)
TESTS += tests/unit/test_plugin

TESTS += tests/plugins.sh tests/zoo.sh
EXTRA_DIST += tests/plugins.sh tests/zoo.sh tests/plugins plugins/skeleton
