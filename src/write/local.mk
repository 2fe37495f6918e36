# What is in src/write/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/write/folder.c src/write/folder.h \
	src/write/markup.c \
	src/write/output.c src/write/output.h \
	src/write/sink.c \
	src/write/write.c src/write/write.h
