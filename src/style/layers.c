/* layers.c - read values that are lists between commas: backgrounds, shadows, transforms. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

enum { ITEMS_MAX = 64 };

static struct span only(const struct token *token)
{
	return (struct span){ token, token_next(token) };
}

static bool is_function_ending(const struct token *token, const char *end)
{
	size_t len = strlen(end);
	return token->type == TOKEN_FUNCTION && token->text_len >= len && strcmp(token->text + token->text_len - len, end) == 0;
}

/* The keywords of one layer: background-repeat may have two. */
static bool keywords(struct arena *arena, const struct property_info *info, struct span item)
{
	(void)arena;
	size_t count = 0;
	for (; item.at < item.end; item.at++) {
		if (item.at->type != TOKEN_SPACE && (++count > 2 || keyword_find(info->keywords, item.at) < 0)) {
			return false;
		}
	}
	return count > 0;
}

static bool is_length(struct arena *arena, const struct token *token)
{
	const struct value *value = value_dimension(arena, token);
	return value != NULL && (value->kind != KIND_NUMBER || (value->number == 0 && token->type == TOKEN_NUMBER));
}

/* Words and lengths: up to four for a place, two for a size. */
static bool places(struct arena *arena, const struct property_info *info, struct span item)
{
	size_t count = 0;
	size_t most = keyword_find(info->keywords, &(struct token){ .type = TOKEN_IDENT, .text = "auto", .text_len = 4 }) >= 0 ? 2 : 4;
	for (; item.at < item.end; item.at = token_next(item.at)) {
		if (item.at->type == TOKEN_SPACE) {
			continue;
		}
		if (++count > most || (keyword_find(info->keywords, item.at) < 0 && !is_length(arena, item.at))) {
			return false;
		}
	}
	return count > 0;
}

static bool image(struct arena *arena, const struct property_info *info, struct span item)
{
	(void)arena, (void)info;
	if (token_next(item.at) != item.end) {
		return false;
	}
	return item.at->type == TOKEN_URL || token_is_ident(item.at, "none") || is_function_ending(item.at, "gradient")
	       || is_function_ending(item.at, "image-set") || token_is_function(item.at, "url") || token_is_function(item.at, "cross-fade");
}

/* inset? && <length>{2,4} && <color>? in any order, the lengths side by side. */
static bool shadow(struct arena *arena, const struct property_info *info, struct span item)
{
	bool is_box = strcmp(info->name, "box-shadow") == 0, inset = false, color = false, ended = false;
	size_t lengths = 0;
	struct value value;
	for (; item.at < item.end; item.at = token_next(item.at)) {
		if (item.at->type == TOKEN_SPACE) {
			continue;
		}
		if (is_length(arena, item.at)) {
			bool negative_blur = lengths == 2 && item.at->type == TOKEN_DIMENSION && item.at->micro < 0;
			if (ended || negative_blur || ++lengths > (is_box ? 4 : 3) || value_dimension(arena, item.at)->kind == KIND_PERCENT) {
				return false;
			}
			continue;
		}
		ended = lengths > 0;
		bool is_inset = is_box && !inset && token_is_ident(item.at, "inset");
		bool is_color = !is_inset && !color && color_parse(arena, only(item.at), &value);
		inset |= is_inset;
		color |= is_color;
		if (!is_inset && !is_color) {
			return false;
		}
	}
	return lengths >= 2;
}

static bool functions(struct arena *arena, const struct property_info *info, struct span item)
{
	(void)arena;
	for (; item.at < item.end; item.at = token_next(item.at)) {
		struct token name = *item.at;
		name.type = TOKEN_IDENT;
		bool known = item.at->type == TOKEN_FUNCTION ? keyword_find(info->keywords, &name) > 0 : item.at->type == TOKEN_URL;
		if (item.at->type != TOKEN_SPACE && !known) {
			return false;
		}
	}
	return true;
}

const struct value *layers_parse(struct arena *arena, const struct property_info *info, struct span span)
{
	static bool (*const readers[SYNTAX_COUNT])(struct arena *, const struct property_info *, struct span) = {
		[SYNTAX_LAYERS] = keywords, [SYNTAX_PLACES] = places, [SYNTAX_IMAGES] = image, [SYNTAX_SHADOWS] = shadow, [SYNTAX_FUNCTIONS] = functions
	};
	bool none = span.end - span.at == 1 && token_is_ident(span.at, "none") && keyword_find(info->keywords, span.at) == 0;
	size_t count = 0;
	for (struct span rest = span; !none;) {
		struct span item = { rest.at, rest.at };
		while (item.end < rest.end && item.end->type != TOKEN_COMMA) {
			item.end = token_next(item.end);
		}
		bool last = item.end >= rest.end;
		rest.at = last ? rest.end : item.end + 1;
		item = span_trim(item);
		if (item.at >= item.end || ++count > ITEMS_MAX || !readers[info->syntax](arena, info, item)) {
			return NULL;
		}
		if (last) {
			break;
		}
	}
	return written_parse(arena, span);
}
