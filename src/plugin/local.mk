# What is in src/plugin/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/plugin/leftovers.h \
	src/plugin/list.h \
	src/plugin/load.h \
	src/plugin/options.h \
	src/plugin/registry.h \
	src/plugin/run.h \
	src/plugin/supervise.h
