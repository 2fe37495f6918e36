# What the Markdown readers share; each compiles it for itself, against its own cmark. SPDX-License-Identifier: Apache-2.0
MARKDOWN_SOURCES = \
	plugins/shared/markdown/align.c \
	plugins/shared/markdown/allow.c \
	plugins/shared/markdown/build.c plugins/shared/markdown/build.h \
	plugins/shared/markdown/classes.c \
	plugins/shared/markdown/columns.c \
	plugins/shared/markdown/convert.c \
	plugins/shared/markdown/dates.c \
	plugins/shared/markdown/definition.c \
	plugins/shared/markdown/flank.c \
	plugins/shared/markdown/inline.c \
	plugins/shared/markdown/jsx.c \
	plugins/shared/markdown/lines.c \
	plugins/shared/markdown/mark.c plugins/shared/markdown/markdown.h \
	plugins/shared/markdown/parse.c \
	plugins/shared/markdown/place.c \
	plugins/shared/markdown/pool.c \
	plugins/shared/markdown/raw.c \
	plugins/shared/markdown/rawhtml.c \
	plugins/shared/markdown/shape.c \
	plugins/shared/markdown/shape.h \
	plugins/shared/markdown/shape_parts.c \
	plugins/shared/markdown/shortcode.c \
	plugins/shared/markdown/span_nodes.c \
	plugins/shared/markdown/spans.c \
	plugins/shared/markdown/strong.c
