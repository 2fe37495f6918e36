# What is in src/typeset/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/typeset/font.h \
	src/typeset/paragraph.h \
	src/typeset/typeset.h
