/* line_tools.c - lend a thread what it needs to set a paragraph. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/line_tools.h"

#include <stdlib.h>

struct line_tools *line_tools_new(void)
{
	struct line_tools *tools = calloc(1, sizeof(*tools));
	if (tools == NULL)
		abort();
	tools->scratch = arena_new();
	arena_alloc(tools->scratch, 1); /* its first block stays */
	tools->empty = arena_mark(tools->scratch);
	tools->shapes = word_shapes_new();
	tools->english = hb_language_from_string("en", -1);
	tools->hans = hb_language_from_string("zh-Hans", -1);
	tools->hant = hb_language_from_string("zh-Hant", -1);
	tools->japanese = hb_language_from_string("ja", -1);
	tools->korean = hb_language_from_string("ko", -1);
	return tools;
}

void line_tools_free(struct line_tools *tools)
{
	while (tools != NULL) {
		struct line_tools *next = tools->next;
		if (tools->breaks != NULL)
			ubrk_close(tools->breaks);
		word_shapes_free(tools->shapes);
		arena_free(tools->divisions.arena);
		arena_free(tools->scratch);
		free(tools);
		tools = next;
	}
}

void line_tools_clear(struct line_tools *tools)
{
	arena_rewind(tools->scratch, tools->empty);
}

UBreakIterator *line_tools_breaks(struct line_tools *tools, const UChar *text, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	if (tools->breaks == NULL)
		tools->breaks = ubrk_open(UBRK_LINE, "en", NULL, 0, &status);
	if (U_FAILURE(status) || tools->breaks == NULL)
		return NULL;
	ubrk_setText(tools->breaks, text, len, &status);
	return U_SUCCESS(status) ? tools->breaks : NULL;
}
