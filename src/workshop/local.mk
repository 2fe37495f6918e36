# What is in src/workshop/. SPDX-License-Identifier: Apache-2.0
libospcore_la_SOURCES += \
	src/workshop/checks.c src/workshop/checks.h \
	src/workshop/folder.c src/workshop/folder.h \
	src/workshop/golden.c src/workshop/golden.h \
	src/workshop/inputs.c src/workshop/inputs.h \
	src/workshop/kit.c src/workshop/kit.h \
	src/workshop/sanitize.c \
	src/workshop/scaffold.c \
	src/workshop/trial.c src/workshop/trial.h \
	src/workshop/workshop.h

TESTS += tests/workshop.sh tests/guide.sh
EXTRA_DIST += tests/workshop.sh tests/guide.sh
