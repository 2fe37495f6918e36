# What is in src/transform/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/transform/order.c \
	src/transform/transform.c src/transform/transform.h
