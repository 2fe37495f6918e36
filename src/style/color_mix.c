/* color_mix.c - read color-mix(), and mix when the text's colour is known. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/color_mix.h"

enum { DEPTH_MAX = 16 };

/* One of the two sides: another mix, the text's colour, or a colour. */
struct side { const struct color_mix *mix; bool is_current; struct tint tint; };
struct color_mix { struct mixture mixture; struct side sides[2]; bool follows; };

static bool mix_of(struct arena *arena, const struct token *function, int depth, struct color_mix *ret);

/* `in oklch longer hue`: the space, and the way round for hues. */
static bool method(struct span span, struct mixture *ret)
{
	static const char *const ways[] = { "shorter", "longer", "increasing", "decreasing" };
	span = span_trim(span);
	if (span.at == span.end || !token_is_ident(span.at, "in")) {
		return false;
	}
	span = span_skip_space((struct span){ span.at + 1, span.end });
	int space = span.at < span.end ? color_space_find(span.at, true) : -1;
	if (space < 0) {
		return false;
	}
	*ret = (struct mixture){ .space = (enum color_space)space };
	span = span_skip_space((struct span){ span.at + 1, span.end });
	if (span.at == span.end) {
		return true;
	}
	for (int way = HUE_SHORTER; way <= HUE_DECREASING && tint_hue(ret->space) >= 0; way++) {
		if (token_is_ident(span.at, ways[way])) {
			ret->way = (enum hue_way)way;
			span = span_skip_space((struct span){ span.at + 1, span.end });
			return span.at < span.end && token_is_ident(span.at, "hue") && span.at + 1 == span.end;
		}
	}
	return false;
}

static bool color_of(struct arena *arena, const struct token *token, int depth, struct side *ret)
{
	*ret = (struct side){ .is_current = token_is_ident(token, "currentcolor") };
	if (!token_is_function(token, "color-mix")) {
		return ret->is_current || color_tint(arena, token, &ret->tint);
	}
	struct color_mix *mix = ARENA_NEW(arena, struct color_mix);
	ret->mix = mix;
	return depth < DEPTH_MAX && mix_of(arena, token, depth + 1, mix);
}

/* A colour and, before or after it, perhaps a percentage from 0 to 100; *ret_percent is -1 when there is none. */
static bool side_of(struct arena *arena, struct span span, int depth, struct side *ret, double *ret_percent)
{
	bool has_color = false;
	*ret_percent = -1;
	for (span = span_skip_space(span); span.at < span.end; span = span_skip_space((struct span){ token_next(span.at), span.end })) {
		bool may_be_share = span.at->type == TOKEN_PERCENTAGE || span.at->type == TOKEN_FUNCTION;
		const struct value *share = may_be_share ? value_dimension(arena, span.at) : NULL;
		if (share == NULL) {
			if (has_color || !color_of(arena, span.at, depth, ret)) {
				return false;
			}
			has_color = true;
			continue;
		}
		bool in_range = (share->number >= 0 && share->number <= 100 * MICRO) || span.at->type == TOKEN_FUNCTION; /* calc() is clamped */
		if (*ret_percent >= 0 || share->kind != KIND_PERCENT || !in_range) {
			return false;
		}
		double percent = (double)share->number / (double)MICRO;
		*ret_percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
	}
	return has_color;
}

/* CSS Color 5, 3.1: what is not said is the rest; less than 100 together makes the result transparent, more is scaled down. */
static void weigh(double first, double second, struct mixture *ret)
{
	if (first < 0 && second < 0) {
		first = 50;
	}
	first = first < 0 ? 100 - second : first;
	second = second < 0 ? 100 - first : second;
	double sum = first + second;
	ret->weight = sum > 0 ? second / sum : 0.5;
	ret->alpha = sum < 100 ? sum / 100 : 1;
}

/* The parts between commas; 0 when there are more than 3. */
static size_t split(struct span inside, struct span ret_parts[3])
{
	for (size_t count = 0; count < 3; count++) {
		struct span *part = &ret_parts[count];
		*part = (struct span){ inside.at, inside.at };
		while (part->end < inside.end && part->end->type != TOKEN_COMMA) {
			part->end = token_next(part->end);
		}
		if (part->end >= inside.end) {
			return count + 1;
		}
		inside.at = part->end + 1;
	}
	return 0;
}

static bool mix_of(struct arena *arena, const struct token *function, int depth, struct color_mix *ret)
{
	struct span parts[3];
	size_t count = split(token_inside(function), parts);
	*ret = (struct color_mix){ .mixture = { .space = SPACE_OKLAB } }; /* where it does not say, CSS Color 5, 3 */
	if (count < 2 || (count == 3 && !method(parts[0], &ret->mixture))) {
		return false;
	}
	double first, second;
	if (!side_of(arena, parts[count - 2], depth, &ret->sides[0], &first)
	    || !side_of(arena, parts[count - 1], depth, &ret->sides[1], &second)) {
		return false;
	}
	for (size_t i = 0; i < 2; i++) {
		ret->follows |= ret->sides[i].is_current || (ret->sides[i].mix != NULL && ret->sides[i].mix->follows);
	}
	weigh(first, second, &ret->mixture);
	return true;
}

static struct tint mixed(const struct color_mix *mix, osp_color current)
{
	struct tint tints[2];
	for (size_t i = 0; i < 2; i++) { /* no deeper than DEPTH_MAX: mix_of() saw to that */
		const struct side *side = &mix->sides[i];
		tints[i] = side->mix != NULL ? mixed(side->mix, current) : side->is_current ? tint_from_color(current) : side->tint;
	}
	return tint_mix(&mix->mixture, tints[0], tints[1]);
}

/* As it was written, in small letters: all its words are without case. */
static const char *written(struct arena *arena, const struct token *function)
{
	osp_buf out = OSP_BUF_INIT;
	span_write((struct span){ function, token_next(function) }, &out);
	char *text = arena_strndup(arena, out.data, out.len);
	for (char *c = text; *c != '\0'; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	}
	osp_buf_done(&out);
	return text;
}

bool color_mix_parse(struct arena *arena, const struct token *function, struct value *ret)
{
	struct color_mix *mix = ARENA_NEW(arena, struct color_mix);
	if (!mix_of(arena, function, 0, mix)) {
		return false;
	}
	*ret = (struct value){ .kind = KIND_COLOR };
	if (!mix->follows) {
		ret->color = tint_color(mixed(mix, 0));
		return true;
	}
	ret->kind = KIND_CURRENT_COLOR;
	ret->number = 1;
	ret->as.mix.mix = mix;
	ret->as.mix.text = written(arena, function);
	return true;
}

osp_color color_resolve(const struct value *value, osp_color current)
{
	if (value->kind != KIND_CURRENT_COLOR) {
		return value->color;
	}
	return value->number == 1 ? tint_color(mixed(value->as.mix.mix, current)) : current;
}
