# What is in src/read/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/read/apply.c \
	src/read/encoding.c \
	src/read/language.c \
	src/read/load.c \
	src/read/loose.c \
	src/read/matter.c \
	src/read/people.c src/read/people.h \
	src/read/read.h \
	src/read/text.h \
	src/read/toml.c \
	src/read/value.c
