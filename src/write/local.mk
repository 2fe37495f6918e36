# What is in src/write/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/write/output.h \
	src/write/write.h
