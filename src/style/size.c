/* size.c - sizes of paper: names and lengths. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

/* In tenths of a millimetre, upright. 16k and 32k: 正度 16 开, 32 开 as Chinese printers trim them; CSS Page 3 has the rest. */
static const struct { const char *name; int32_t width, height; } papers[] = {
	{ "a3", 2970, 4200 }, { "a4", 2100, 2970 }, { "a5", 1480, 2100 }, { "a6", 1050, 1480 },
	{ "b4", 2500, 3530 }, { "b5", 1760, 2500 }, { "jis-b4", 2570, 3640 }, { "jis-b5", 1820, 2570 },
	{ "letter", 2159, 2794 }, { "legal", 2159, 3556 }, { "ledger", 2794, 4318 },
	{ "16k", 1850, 2600 }, { "32k", 1300, 1840 }, { "large-16k", 2100, 2850 }, { "large-32k", 1400, 2030 },
};

static osp_len tenths(int32_t value)
{
	return (osp_len)(((int64_t)value * 73728 + 127) / 254);
}

/* Tokens split "16k" into a number and a unit: compare what was written. */
static bool is_paper(const struct token *token, const char *name)
{
	if (token->type == TOKEN_IDENT) {
		return token_text_is(token, name);
	}
	if (token->type != TOKEN_DIMENSION || !token->is_integer || name[0] < '0' || name[0] > '9') {
		return false;
	}
	int64_t number = (name[0] - '0') * 10 + (name[1] - '0');
	return token->micro == number * MICRO && token_text_is(token, name + 2);
}

/* What `size` says; 0 = not said. */
struct wish { osp_len sides[2]; size_t lengths; bool paper, portrait, landscape; };

static bool take(const struct token *token, struct arena *arena, struct wish *wish)
{
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		if (is_paper(token, papers[i].name)) {
			bool first = !wish->paper && wish->lengths == 0;
			wish->paper = true;
			wish->sides[0] = tenths(papers[i].width);
			wish->sides[1] = tenths(papers[i].height);
			return first;
		}
	}
	if (token_is_ident(token, "landscape") || token_is_ident(token, "portrait")) {
		bool first = !wish->landscape && !wish->portrait;
		wish->landscape = token_is_ident(token, "landscape");
		wish->portrait = !wish->landscape;
		return first;
	}
	const struct value *value = value_dimension(arena, token);
	/* 10 to 5000 mm: what printers and PDF can hold, with room. */
	bool fine = value != NULL && value->kind == KIND_LENGTH && value->number >= tenths(100) && value->number <= tenths(50000);
	if (!fine || wish->paper || wish->lengths == 2) {
		return false;
	}
	wish->sides[wish->lengths++] = (osp_len)value->number;
	return true;
}

static bool read(struct arena *arena, struct span span, osp_len *ret_width, osp_len *ret_height)
{
	struct wish wish = { .lengths = 0 };
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token->type != TOKEN_SPACE && !take(token, arena, &wish)) {
			return false;
		}
	}
	if (!wish.paper && wish.lengths == 0) {
		wish.sides[0] = tenths(2100); /* an orientation alone: of A4 */
		wish.sides[1] = tenths(2970);
	}
	if (wish.lengths == 1) {
		wish.sides[1] = wish.sides[0];
	}
	bool turn = wish.landscape && wish.sides[0] < wish.sides[1];
	*ret_width = wish.sides[turn];
	*ret_height = wish.sides[!turn];
	return wish.paper || wish.lengths > 0 || wish.landscape || wish.portrait;
}

const struct value *size_parse(struct arena *arena, struct span span)
{
	struct value *value = ARENA_NEW(arena, struct value);
	if (span.end - span.at == 1 && token_is_ident(span.at, "auto")) {
		*value = (struct value){ .kind = KIND_KEYWORD, .as.text = "auto" };
		return value;
	}
	osp_len width, height;
	if (!read(arena, span, &width, &height)) {
		return NULL;
	}
	struct value *items = ARENA_ARRAY(arena, 2, struct value);
	items[0] = (struct value){ .kind = KIND_LENGTH, .number = width };
	items[1] = (struct value){ .kind = KIND_LENGTH, .number = height };
	*value = (struct value){ .kind = KIND_LIST, .count = 2, .as.items = items };
	return value;
}

bool size_from_text(const char *text, osp_len *ret_width, osp_len *ret_height)
{
	struct arena *arena = arena_new();
	size_t len;
	char *clean = token_preprocess(arena, text, strlen(text), &len);
	bool fine = len < 200 && read(arena, span_trim(token_scan(arena, clean, len)), ret_width, ret_height);
	arena_free(arena);
	return fine;
}

bool style_paper(const char *text, osp_len *ret_width, osp_len *ret_height)
{
	return size_from_text(text, ret_width, ret_height);
}

bool style_length(const char *text, osp_len *ret)
{
	struct arena *arena = arena_new();
	size_t len;
	char *clean = token_preprocess(arena, text, strlen(text), &len);
	struct span span = span_trim(token_scan(arena, clean, len < 40 ? len : 0));
	const struct value *value = span.at < span.end && token_next(span.at) == span.end ? value_dimension(arena, span.at) : NULL;
	bool fine = value != NULL && value->kind == KIND_LENGTH && value->number >= 0 && value->number <= tenths(50000);
	*ret = fine ? (osp_len)value->number : 0;
	arena_free(arena);
	return fine;
}
