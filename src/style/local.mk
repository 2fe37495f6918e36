# What is in src/style/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/style/style.h
