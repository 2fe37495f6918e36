/* color.c - read colours. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/color_mix.h"
#include "style/value.h"

#include <string.h>

struct named { const char *name; uint32_t rgb; };
static const struct named named_colors[] = {
#define COLOR(name, rgb) { #name, rgb },
#include "style/colors.def"
#undef COLOR
};

static bool find_named(const struct token *token, osp_color *ret)
{
	char word[32];
	if (token->text_len >= sizeof word) {
		return false;
	}
	for (size_t i = 0; i <= token->text_len; i++) {
		char c = token->text[i];
		word[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	size_t low = 0, high = sizeof named_colors / sizeof *named_colors;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(word, named_colors[middle].name);
		if (order == 0) {
			*ret = named_colors[middle].rgb << 8 | 0xFF;
			return true;
		}
		low = order > 0 ? middle + 1 : low;
		high = order < 0 ? middle : high;
	}
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex(const struct token *token, osp_color *ret)
{
	size_t len = token->text_len;
	if (len != 3 && len != 4 && len != 6 && len != 8) {
		return false;
	}
	uint32_t value = 0;
	for (size_t i = 0; i < len; i++) {
		int digit = hex_digit(token->text[i]);
		if (digit < 0) {
			return false;
		}
		value = value << 4 | (uint32_t)digit;
		value = len <= 4 ? value << 4 | (uint32_t)digit : value;
	}
	*ret = len == 3 || len == 6 ? value << 8 | 0xFF : value;
	return true;
}

static int64_t between(int64_t value, int64_t low, int64_t high)
{
	return value < low ? low : value > high ? high : value;
}

/* The 3 or 4 arguments of a colour function: with commas (the old way) or with spaces and a slash. */
struct arguments { struct value items[4]; bool is_none[4], is_angle[4]; size_t count; bool commas; };

/* After an argument: a comma, a slash before the alpha, or only space. */
static bool separator(struct arguments *arguments, struct span *span)
{
	*span = span_skip_space(*span);
	if (span->at == span->end) {
		return true;
	}
	bool comma = span->at->type == TOKEN_COMMA, slash = token_is_delim(span->at, '/');
	if (arguments->count == 1) {
		arguments->commas = comma;
	}
	bool wanted = arguments->commas ? comma : arguments->count == 3 ? slash : !comma && !slash;
	if (!wanted || arguments->count >= 4) {
		return false;
	}
	if (comma || slash) {
		span->at++;
		*span = span_skip_space(*span);
		return span->at < span->end;
	}
	return true;
}

static bool angle(const struct token *token, struct value *ret)
{
	static const struct { const char *unit; int64_t above, below; } units[] = {
		{ "deg", 1, 1 }, { "grad", 9, 10 }, { "turn", 360, 1 }, { "rad", 57295780, 1000000 },
	};
	int64_t micro = between(token->micro, -MICRO * 1000000, MICRO * 1000000);
	for (size_t i = 0; i < 4; i++) {
		if (token_text_is(token, units[i].unit)) {
			/* Below 2^54 * 10^-... : a million turns in millionths times 57295780 would not fit, so radians lose digits first. */
			int64_t value = units[i].below == 1000000 ? micro / 1000 * units[i].above / 1000 : micro * units[i].above / units[i].below;
			*ret = (struct value){ .kind = KIND_NUMBER, .number = value };
			return true;
		}
	}
	return false;
}

static bool read_arguments(struct arena *arena, struct span span, struct arguments *ret)
{
	*ret = (struct arguments){ .count = 0 };
	span = span_trim(span);
	while (span.at < span.end) {
		if (ret->count == 4) {
			return false;
		}
		struct value *item = &ret->items[ret->count];
		if (token_is_ident(span.at, "none")) {
			*item = (struct value){ .kind = KIND_NUMBER };
			ret->is_none[ret->count] = true;
		} else if (span.at->type == TOKEN_DIMENSION && angle(span.at, item)) {
			ret->is_angle[ret->count] = true;
		} else {
			const struct value *value = value_dimension(arena, span.at);
			if (value == NULL || (value->kind != KIND_NUMBER && value->kind != KIND_PERCENT)) {
				return false;
			}
			*item = *value;
		}
		ret->count++;
		span.at = token_next(span.at);
		if (!separator(ret, &span)) {
			return false;
		}
	}
	return ret->count >= 3 && !(ret->commas && (ret->is_none[0] || ret->is_none[1] || ret->is_none[2] || ret->is_none[3]));
}

/*
 * The functions of CSS Color 4: what 1 and what 100% of each part are worth,
 * and its limits. Angles are for hues, which have no percentages.
 */
#define ANY { -1e30, 1e30 }
static const struct form {
	const char *name;
	enum color_space space;
	bool has_old; /* may have commas; then it is of numbers only, or of percentages only */
	double number[3], percent[3], limits[3][2];
} forms[] = {
	{ "rgb", SPACE_SRGB, true, { 1 / 255.0, 1 / 255.0, 1 / 255.0 }, { 1, 1, 1 }, { { 0, 1 }, { 0, 1 }, { 0, 1 } } },
	{ "rgba", SPACE_SRGB, true, { 1 / 255.0, 1 / 255.0, 1 / 255.0 }, { 1, 1, 1 }, { { 0, 1 }, { 0, 1 }, { 0, 1 } } },
	{ "hsl", SPACE_HSL, true, { 1, 0.01, 0.01 }, { 0, 1, 1 }, { ANY, { 0, 1 }, { 0, 1 } } },
	{ "hsla", SPACE_HSL, true, { 1, 0.01, 0.01 }, { 0, 1, 1 }, { ANY, { 0, 1 }, { 0, 1 } } },
	{ "hwb", SPACE_HWB, false, { 1, 0.01, 0.01 }, { 0, 1, 1 }, { ANY, { 0, 1 }, { 0, 1 } } },
	{ "lab", SPACE_LAB, false, { 1, 1, 1 }, { 100, 125, 125 }, { { 0, 100 }, ANY, ANY } },
	{ "lch", SPACE_LCH, false, { 1, 1, 1 }, { 100, 150, 0 }, { { 0, 100 }, { 0, 1e30 }, ANY } },
	{ "oklab", SPACE_OKLAB, false, { 1, 1, 1 }, { 1, 0.4, 0.4 }, { { 0, 1 }, ANY, ANY } },
	{ "oklch", SPACE_OKLCH, false, { 1, 1, 1 }, { 1, 0.4, 0 }, { { 0, 1 }, { 0, 1e30 }, ANY } },
};

/* What color() is written with. */
static const struct { const char *name; enum color_space space; } predefined[] = {
	{ "srgb", SPACE_SRGB }, { "srgb-linear", SPACE_SRGB_LINEAR }, { "display-p3", SPACE_DISPLAY_P3 },
	{ "display-p3-linear", SPACE_DISPLAY_P3_LINEAR },
	{ "a98-rgb", SPACE_A98_RGB }, { "prophoto-rgb", SPACE_PROPHOTO_RGB }, { "rec2020", SPACE_REC2020 },
	{ "xyz", SPACE_XYZ_D65 }, { "xyz-d50", SPACE_XYZ_D50 }, { "xyz-d65", SPACE_XYZ_D65 },
};

int color_space_find(const struct token *name, bool any)
{
	for (size_t i = 0; i < sizeof predefined / sizeof *predefined && name->type == TOKEN_IDENT; i++) {
		if (token_text_is(name, predefined[i].name)) {
			return predefined[i].space;
		}
	}
	for (size_t i = 0; any && i < sizeof forms / sizeof *forms && name->type == TOKEN_IDENT; i++) {
		if (forms[i].space != SPACE_SRGB && strcmp(forms[i].name, "hsla") != 0 && token_text_is(name, forms[i].name)) {
			return forms[i].space;
		}
	}
	return -1;
}

static double limited(double value, const double limits[2])
{
	return value < limits[0] ? limits[0] : value > limits[1] ? limits[1] : value;
}

/* The old syntax wants three numbers or three percentages, and percentages after a hue. */
static bool is_of_one_kind(const struct arguments *arguments, int hue)
{
	for (int i = 0; i < 3; i++) {
		const struct value *item = &arguments->items[i];
		bool fine = i == hue || (hue >= 0 ? item->kind == KIND_PERCENT : item->kind == arguments->items[0].kind);
		if (!fine) {
			return false;
		}
	}
	return true;
}

static bool tint_of(const struct form *form, const struct arguments *arguments, struct tint *ret)
{
	static const double whole[2] = { 0, 1 };
	int hue = tint_hue(form->space);
	*ret = (struct tint){ .space = form->space, .part = { 0, 0, 0, 1 } };
	if (arguments->commas && (!form->has_old || !is_of_one_kind(arguments, hue))) {
		return false;
	}
	for (int i = 0; i < (int)arguments->count; i++) {
		const struct value *item = &arguments->items[i];
		bool percent = item->kind == KIND_PERCENT;
		if ((percent && i == hue) || (arguments->is_angle[i] && i != hue)) {
			return false;
		}
		double number = (double)item->number / (double)(percent ? 100 * MICRO : MICRO);
		ret->part[i] = i == TINT_ALPHA ? limited(number, whole)
		               : limited(number * (percent ? form->percent[i] : form->number[i]), form->limits[i]);
		ret->is_missing[i] = arguments->is_none[i];
	}
	return true;
}

static bool color_function(struct arena *arena, const struct token *token, struct tint *ret)
{
	struct form form = { .number = { 1, 1, 1 }, .percent = { 1, 1, 1 }, .limits = { ANY, ANY, ANY } };
	struct span inside = span_skip_space(token_inside(token));
	int space = inside.at < inside.end ? color_space_find(inside.at, false) : -1;
	if (space < 0) {
		return false;
	}
	inside.at++;
	form.space = (enum color_space)space;
	struct arguments arguments;
	return read_arguments(arena, inside, &arguments) && tint_of(&form, &arguments, ret);
}

static bool function(struct arena *arena, const struct token *token, struct tint *ret)
{
	if (token_text_is(token, "color")) {
		return color_function(arena, token, ret);
	}
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct arguments arguments;
		if (!token_text_is(token, forms[i].name)) {
			continue;
		}
		return read_arguments(arena, token_inside(token), &arguments) && tint_of(&forms[i], &arguments, ret);
	}
	return false;
}

bool color_tint(struct arena *arena, const struct token *token, struct tint *ret)
{
	osp_color color = 0;
	if (token->type == TOKEN_FUNCTION) {
		return function(arena, token, ret);
	}
	bool fine = token->type == TOKEN_HASH ? hex(token, &color)
	            : token->type == TOKEN_IDENT && (token_text_is(token, "transparent") || find_named(token, &color));
	*ret = tint_from_color(color);
	return fine;
}

bool color_parse(struct arena *arena, struct span span, struct value *ret)
{
	span = span_trim(span);
	*ret = (struct value){ .kind = KIND_COLOR };
	if (span.at == span.end || token_next(span.at) < span.end) {
		return false;
	}
	if (token_is_ident(span.at, "currentcolor")) {
		ret->kind = KIND_CURRENT_COLOR;
		return true;
	}
	if (token_is_function(span.at, "color-mix")) {
		return color_mix_parse(arena, span.at, ret);
	}
	struct tint tint;
	if (!color_tint(arena, span.at, &tint)) {
		return false;
	}
	ret->color = tint_color(tint);
	return true;
}
