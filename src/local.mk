# The program itself. SPDX-License-Identifier: Apache-2.0
ospopress_SOURCES += \
	src/cli.c src/cli.h \
	src/pipeline.c src/pipeline.h \
	src/progress.c \
	src/street.h src/street_graph.c src/street_handout.c src/street_read.c src/street_setup.c
