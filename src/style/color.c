/* color.c - colours, to 8-bit sRGB. */
/* SPDX-License-Identifier: Apache-2.0 */
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
struct arguments { struct value items[4]; bool is_none[4]; size_t count; bool commas; };

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
		} else if (span.at->type != TOKEN_DIMENSION || !angle(span.at, item)) {
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
	return ret->count >= 3 && !(ret->commas && (ret->is_none[0] || ret->is_none[1] || ret->is_none[2]));
}

static uint32_t alpha_of(const struct arguments *arguments)
{
	if (arguments->count < 4) {
		return 255;
	}
	const struct value *alpha = &arguments->items[3];
	int64_t micro = between(alpha->kind == KIND_PERCENT ? alpha->number / 100 : alpha->number, 0, MICRO);
	return (uint32_t)((micro * 255 + MICRO / 2) / MICRO);
}

static bool rgb(const struct arguments *arguments, osp_color *ret)
{
	uint32_t color = 0;
	for (size_t i = 0; i < 3; i++) {
		const struct value *item = &arguments->items[i];
		/* The old syntax wants three numbers or three percentages. */
		if (arguments->commas && item->kind != arguments->items[0].kind) {
			return false;
		}
		int64_t micro = item->kind == KIND_PERCENT ? between(item->number, 0, 100 * MICRO) * 255 / 100 : between(item->number, 0, 255 * MICRO);
		color = color << 8 | (uint32_t)((micro + MICRO / 2) / MICRO);
	}
	*ret = color << 8 | alpha_of(arguments);
	return true;
}

/* One channel of HSL by the formula of CSS Color 4, 7.1: f(n) = l - a * max(-1, min(k - 3, 9 - k, 1)), k = (n + h / 30) mod 12. */
static int64_t hsl_channel(int64_t n, int64_t hue, int64_t saturation, int64_t light)
{
	int64_t k = (n * MICRO + hue / 30) % (12 * MICRO);
	int64_t a = saturation * (light < MICRO - light ? light : MICRO - light) / MICRO;
	int64_t low = k - 3 * MICRO, high = 9 * MICRO - k;
	int64_t bend = between(low < high ? low : high, -MICRO, MICRO);
	return light - a * bend / MICRO;
}

static bool percents(const struct arguments *arguments, int64_t *ret_first, int64_t *ret_second)
{
	const struct value *first = &arguments->items[1], *second = &arguments->items[2];
	bool numbers = first->kind == KIND_NUMBER || second->kind == KIND_NUMBER;
	if (arguments->items[0].kind == KIND_PERCENT || (arguments->commas && numbers)) {
		return false;
	}
	*ret_first = between(first->number, 0, 100 * MICRO) / 100;
	*ret_second = between(second->number, 0, 100 * MICRO) / 100;
	return true;
}

static int64_t hue_of(const struct arguments *arguments)
{
	int64_t hue = arguments->items[0].number % (360 * MICRO);
	return hue < 0 ? hue + 360 * MICRO : hue;
}

static uint32_t byte_of(int64_t micro)
{
	return (uint32_t)((between(micro, 0, MICRO) * 255 + MICRO / 2) / MICRO);
}

static bool hsl(const struct arguments *arguments, osp_color *ret)
{
	int64_t saturation, light;
	if (!percents(arguments, &saturation, &light)) {
		return false;
	}
	int64_t hue = hue_of(arguments);
	uint32_t red = byte_of(hsl_channel(0, hue, saturation, light)), green = byte_of(hsl_channel(8, hue, saturation, light));
	*ret = red << 24 | green << 16 | byte_of(hsl_channel(4, hue, saturation, light)) << 8 | alpha_of(arguments);
	return true;
}

static bool hwb(const struct arguments *arguments, osp_color *ret)
{
	int64_t white, black;
	if (arguments->commas || !percents(arguments, &white, &black)) {
		return false;
	}
	int64_t hue = hue_of(arguments), rest = MICRO - white - black;
	static const int64_t offsets[3] = { 0, 8, 4 };
	uint32_t color = 0;
	for (size_t i = 0; i < 3; i++) {
		int64_t pure = hsl_channel(offsets[i], hue, MICRO, MICRO / 2);
		int64_t channel = rest > 0 ? pure * rest / MICRO + white : white * MICRO / (white + black);
		color = color << 8 | byte_of(channel);
	}
	*ret = color << 8 | alpha_of(arguments);
	return true;
}

static bool function(struct arena *arena, const struct token *token, osp_color *ret)
{
	bool is_rgb = token_text_is(token, "rgb") || token_text_is(token, "rgba");
	bool is_hsl = token_text_is(token, "hsl") || token_text_is(token, "hsla");
	bool is_hwb = token_text_is(token, "hwb");
	struct arguments arguments;
	if (!is_rgb && !is_hsl && !is_hwb) {
		return false;
	}
	return read_arguments(arena, token_inside(token), &arguments)
	       && (is_rgb ? rgb(&arguments, ret) : is_hsl ? hsl(&arguments, ret) : hwb(&arguments, ret));
}

bool color_parse(struct arena *arena, struct span span, struct value *ret)
{
	span = span_trim(span);
	*ret = (struct value){ .kind = KIND_COLOR };
	if (span.at == span.end || token_next(span.at) < span.end) {
		return false;
	}
	if (span.at->type == TOKEN_HASH) {
		return hex(span.at, &ret->color);
	}
	if (span.at->type == TOKEN_FUNCTION) {
		return function(arena, span.at, &ret->color);
	}
	if (span.at->type != TOKEN_IDENT) {
		return false;
	}
	if (token_text_is(span.at, "currentcolor")) {
		ret->kind = KIND_CURRENT_COLOR;
		return true;
	}
	return token_text_is(span.at, "transparent") || find_named(span.at, &ret->color);
}
