/* shorthand.c - shorthands to longhands. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

enum { COMPONENTS_MAX = 32 };

/* The component values between white space. */
struct components { const struct token *items[COMPONENTS_MAX]; size_t count; };

struct shorthand {
	const char *name;
	bool (*expand)(struct arena *, const struct shorthand *, struct span, struct longhands *);
	int longhands[17]; /* -1 ends */
};

static const struct value initial_value = { .kind = KIND_INITIAL };

static bool cut(struct span span, struct components *ret)
{
	ret->count = 0;
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token->type == TOKEN_SPACE) {
			continue;
		}
		if (ret->count == COMPONENTS_MAX) {
			return false;
		}
		ret->items[ret->count++] = token;
	}
	return ret->count > 0;
}

static struct span only(const struct token *token)
{
	return (struct span){ token, token_next(token) };
}

static void add(struct longhands *ret, int property, const struct value *value)
{
	if (ret->count < PROPERTY_COUNT) {
		ret->items[ret->count++] = (struct longhand){ property, value };
	}
}

/* Top, right, bottom, left from one to four values. */
static bool sides(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	static const size_t from[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	struct components components;
	if (!cut(span, &components) || components.count > 4) {
		return false;
	}
	for (size_t i = 0; i < 4; i++) {
		const struct token *token = components.items[from[components.count - 1][i]];
		const struct value *value = value_parse(arena, shorthand->longhands[i], only(token));
		if (value == NULL) {
			return false;
		}
		add(ret, shorthand->longhands[i], value);
	}
	return true;
}

/* One or two values: gap, overflow, margin-block. */
static bool pair(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	struct components components;
	if (!cut(span, &components) || components.count > 2) {
		return false;
	}
	for (size_t i = 0; i < 2; i++) {
		const struct value *value = value_parse(arena, shorthand->longhands[i], only(components.items[components.count == 2 ? i : 0]));
		if (value == NULL) {
			return false;
		}
		add(ret, shorthand->longhands[i], value);
	}
	return true;
}

/* Each longhand at most once, in any order; what is not there is initial. Keywords of one WORDS longhand may be several. */
static bool any_order(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	const struct value *found[16] = { NULL };
	struct components components;
	if (!cut(span, &components)) {
		return false;
	}
	for (size_t i = 0; i < components.count; i++) {
		size_t place = 0;
		const struct value *value = NULL;
		size_t run = 1;
		for (; shorthand->longhands[place] >= 0 && value == NULL; place++) {
			int property = shorthand->longhands[place];
			if (found[place] != NULL) {
				continue;
			}
			bool several = property_infos[property].syntax == SYNTAX_WORDS || property_infos[property].syntax == SYNTAX_EMPHASIS;
			for (run = several ? components.count - i : 1; run > 0 && value == NULL; run--) {
				value = value_parse(arena, property, (struct span){ components.items[i], token_next(components.items[i + run - 1]) });
				if (value != NULL) {
					break;
				}
			}
		}
		if (value == NULL) {
			return false;
		}
		found[place - 1] = value;
		i += run - 1;
	}
	for (size_t i = 0; shorthand->longhands[i] >= 0; i++) {
		add(ret, shorthand->longhands[i], found[i] != NULL ? found[i] : &initial_value);
	}
	return true;
}

/* border: the same for all sides. */
static bool border(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	static const struct shorthand one = { "", NULL, { PROPERTY_BORDER_TOP_WIDTH, PROPERTY_BORDER_TOP_STYLE, PROPERTY_BORDER_TOP_COLOR, -1 } };
	struct longhands parts = { .count = 0 };
	if (!any_order(arena, &one, span, &parts)) {
		return false;
	}
	for (size_t i = 0; i < 12; i++) {
		add(ret, shorthand->longhands[i], parts.items[i / 4].value);
	}
	add(ret, PROPERTY_BORDER_IMAGE, &initial_value);
	return true;
}

static bool list_style(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	struct components components;
	if (!cut(span, &components) || components.count > 3) {
		return false;
	}
	/* `none` could be the type or the image: it is whatever is not given otherwise. */
	const struct value *found[3] = { NULL };
	size_t nones = 0;
	for (size_t i = 0; i < components.count; i++) {
		const struct token *token = components.items[i];
		size_t place = token->type == TOKEN_URL || token->type == TOKEN_FUNCTION ? 2
		               : value_parse(arena, PROPERTY_LIST_STYLE_POSITION, only(token)) != NULL ? 1 : 0;
		if (token_is_ident(token, "none")) {
			nones++;
			continue;
		}
		if (found[place] != NULL) {
			return false;
		}
		found[place] = value_parse(arena, shorthand->longhands[place], only(token));
		if (found[place] == NULL) {
			return false;
		}
	}
	static const struct value none = { .kind = KIND_NAME, .as.text = "none" };
	for (size_t i = 0; i < 3; i++) {
		bool is_none = i == 0 && found[0] == NULL && nones > 0;
		add(ret, shorthand->longhands[i], is_none ? &none : found[i] != NULL ? found[i] : &initial_value);
	}
	return true;
}

/* font: [style || variant || weight || stretch]? size [/ line-height]? family */
static bool font(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	static const int before[] = { PROPERTY_FONT_STYLE, PROPERTY_FONT_VARIANT_CAPS, PROPERTY_FONT_WEIGHT };
	const struct value *found[3] = { NULL }, *size = NULL, *leading = NULL;
	const struct token *token = span.at;
	while (token < span.end && size == NULL) {
		if (token->type == TOKEN_SPACE || token_is_ident(token, "normal")) {
			token++;
			continue;
		}
		size_t place = 0;
		for (; place < 3; place++) {
			found[place] = found[place] == NULL ? value_parse(arena, before[place], only(token)) : found[place];
			if (value_parse(arena, before[place], only(token)) != NULL) {
				break;
			}
		}
		if (place == 3) {
			size = value_parse(arena, PROPERTY_FONT_SIZE, only(token));
			if (size == NULL) {
				return false;
			}
		}
		token = token_next(token);
	}
	struct span rest = span_skip_space((struct span){ token, span.end });
	if (rest.at < rest.end && token_is_delim(rest.at, '/')) {
		rest.at++;
		rest = span_skip_space(rest);
		leading = rest.at < rest.end ? value_parse(arena, PROPERTY_LINE_HEIGHT, only(rest.at)) : NULL;
		if (leading == NULL) {
			return false;
		}
		rest.at = token_next(rest.at);
	}
	const struct value *family = size != NULL ? value_parse(arena, PROPERTY_FONT_FAMILY, rest) : NULL;
	if (family == NULL) {
		return false;
	}
	shorthand_fill(shorthand, &initial_value, ret);
	for (size_t i = 0; i < 3; i++) {
		add(ret, before[i], found[i] != NULL ? found[i] : &initial_value);
	}
	add(ret, PROPERTY_FONT_SIZE, size);
	add(ret, PROPERTY_LINE_HEIGHT, leading != NULL ? leading : &initial_value);
	add(ret, PROPERTY_FONT_FAMILY, family);
	return true;
}

/* font-variant: each word belongs to one of three longhands. */
static bool font_variant(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	shorthand_fill(shorthand, &initial_value, ret);
	if (span.end - span.at == 1 && (token_is_ident(span.at, "normal") || token_is_ident(span.at, "none"))) {
		return true;
	}
	struct components components;
	if (!cut(span, &components)) {
		return false;
	}
	for (size_t i = 0; i < components.count; i++) {
		const struct value *value = NULL;
		for (size_t j = 0; shorthand->longhands[j] >= 0 && value == NULL; j++) {
			value = value_parse(arena, shorthand->longhands[j], only(components.items[i]));
			if (value != NULL) {
				add(ret, shorthand->longhands[j], value);
			}
		}
		if (value == NULL) {
			return false;
		}
	}
	return true;
}

static bool is_place(const struct token *token)
{
	static const char words[] = "left right top bottom center";
	return token->type == TOKEN_PERCENTAGE || token->type == TOKEN_DIMENSION || token->type == TOKEN_NUMBER || keyword_find(words, token) >= 0
	       || token_is_function(token, "calc");
}

enum { LAYER_IMAGE, LAYER_POSITION, LAYER_SIZE, LAYER_REPEAT, LAYER_ATTACHMENT, LAYER_ORIGIN, LAYER_COUNT };

/* Which longhand a component of a background belongs to; -1 = it is the colour, -2 = none. */
static int layer_part(struct arena *arena, const struct token *token, bool behind_slash)
{
	if (token->type == TOKEN_URL || token_is_ident(token, "none")) {
		return LAYER_IMAGE;
	}
	if (is_place(token) || (behind_slash && keyword_find("auto cover contain", token) >= 0)) {
		return behind_slash ? LAYER_SIZE : LAYER_POSITION;
	}
	if (keyword_find("repeat no-repeat repeat-x repeat-y space round", token) >= 0) {
		return LAYER_REPEAT;
	}
	if (keyword_find("scroll fixed local", token) >= 0) {
		return LAYER_ATTACHMENT;
	}
	if (keyword_find("border-box padding-box content-box text", token) >= 0) {
		return LAYER_ORIGIN;
	}
	struct value color;
	if (color_parse(arena, only(token), &color)) {
		return -1;
	}
	return token->type == TOKEN_FUNCTION ? LAYER_IMAGE : -2;
}

static bool layer(struct arena *arena, struct span span, osp_buf *texts, const struct value **color)
{
	bool behind_slash = false, filled[LAYER_COUNT] = { false };
	static const char *const initials[LAYER_COUNT] = { "none", "0% 0%", "auto", "repeat", "scroll", "" };
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token->type == TOKEN_SPACE) {
			continue;
		}
		if (token_is_delim(token, '/')) {
			behind_slash = true;
			continue;
		}
		int part = layer_part(arena, token, behind_slash);
		if (part == -2) {
			return false;
		}
		if (part == -1 && *color != NULL) {
			return false;
		}
		if (part == -1) {
			*color = value_parse(arena, PROPERTY_BACKGROUND_COLOR, only(token));
			continue;
		}
		osp_buf_puts(&texts[part], filled[part] ? " " : texts[part].len > 0 ? ", " : "");
		span_write(only(token), &texts[part]);
		filled[part] = true;
		behind_slash = behind_slash && part == LAYER_SIZE;
	}
	for (size_t i = 0; i < LAYER_COUNT; i++) {
		if (!filled[i] && *initials[i] != '\0') {
			osp_buf_printf(&texts[i], "%s%s", texts[i].len > 0 ? ", " : "", initials[i]);
		}
	}
	return true;
}

static const struct value *layer_value(struct arena *arena, const osp_buf *text, int property)
{
	const char *initial = property_infos[property].initial;
	if (text->len == 0 || strcmp(text->data, initial) == 0) {
		return &initial_value;
	}
	return value_parse(arena, property, token_scan(arena, arena_strdup(arena, text->data), text->len));
}

static bool background(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	osp_buf texts[LAYER_COUNT] = { OSP_BUF_INIT };
	const struct value *color = NULL;
	bool fine = span.at < span.end;
	while (span.at < span.end && fine) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		fine = layer(arena, one, texts, &color);
		span.at = one.end < span.end ? one.end + 1 : span.end;
	}
	if (fine) {
		shorthand_fill(shorthand, &initial_value, ret);
		static const int properties[LAYER_COUNT] = { PROPERTY_BACKGROUND_IMAGE, PROPERTY_BACKGROUND_POSITION, PROPERTY_BACKGROUND_SIZE,
			PROPERTY_BACKGROUND_REPEAT, PROPERTY_BACKGROUND_ATTACHMENT, PROPERTY_BACKGROUND_CLIP };
		for (size_t i = 0; i < LAYER_COUNT; i++) {
			const struct value *value = layer_value(arena, &texts[i], properties[i]);
			fine = fine && value != NULL;
			add(ret, properties[i], value);
		}
		add(ret, PROPERTY_BACKGROUND_COLOR, color != NULL ? color : &initial_value);
	}
	for (size_t i = 0; i < LAYER_COUNT; i++) {
		osp_buf_done(&texts[i]);
	}
	return fine;
}

static bool flex(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	struct components components;
	(void)shorthand;
	if (!cut(span, &components) || components.count > 3) {
		return false;
	}
	const struct value *grow = NULL, *shrink = NULL, *basis = NULL;
	bool none = components.count == 1 && token_is_ident(components.items[0], "none");
	for (size_t i = 0; i < components.count && !none; i++) {
		const struct token *token = components.items[i];
		bool first = token->type == TOKEN_NUMBER && grow == NULL;
		bool second = token->type == TOKEN_NUMBER && i > 0 && components.items[i - 1]->type == TOKEN_NUMBER && shrink == NULL;
		const struct value **target = first ? &grow : second ? &shrink : &basis;
		*target = *target == NULL ? value_parse(arena, first || second ? PROPERTY_FLEX_GROW : PROPERTY_FLEX_BASIS, only(token)) : NULL;
		if (*target == NULL) {
			return false;
		}
	}
	if (none) {
		grow = shrink = value_new(arena, KIND_NUMBER, 0);
	}
	add(ret, PROPERTY_FLEX_GROW, grow != NULL ? grow : value_new(arena, KIND_NUMBER, MICRO));
	add(ret, PROPERTY_FLEX_SHRINK, shrink != NULL ? shrink : value_new(arena, KIND_NUMBER, MICRO));
	/* `flex: 1` has a basis of 0 %, `flex: none` of auto. */
	bool plain = grow != NULL && grow->number > 0 && basis == NULL;
	add(ret, PROPERTY_FLEX_BASIS, basis != NULL ? basis : plain ? value_new(arena, KIND_PERCENT, 0) : &initial_value);
	return true;
}

/* The corners; a slash parts the two radii of each. */
static bool radius(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	struct span second = { span.end, span.end };
	bool two = false;
	for (const struct token *token = span.at; token < span.end; token = token_next(token)) {
		if (token_is_delim(token, '/')) {
			second.at = token + 1;
			span.end = token;
			two = true;
			break;
		}
	}
	struct longhands across = { .count = 0 }, down = { .count = 0 };
	if (!sides(arena, shorthand, span_trim(span), &across)) {
		return false;
	}
	if (two && !sides(arena, shorthand, span_trim(second), &down)) {
		return false;
	}
	for (size_t i = 0; i < 4; i++) {
		const struct value *value = across.items[i].value;
		if (two) {
			struct value *items = ARENA_ARRAY(arena, 2, struct value);
			items[0] = *value;
			items[1] = *down.items[i].value;
			struct value *list = ARENA_NEW(arena, struct value);
			*list = (struct value){ .kind = KIND_LIST, .count = 2, .as.items = items };
			value = list;
		}
		add(ret, shorthand->longhands[i], value);
	}
	return true;
}

/* all: takes the wide keywords only. */
static bool nothing(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	(void)arena, (void)shorthand, (void)span, (void)ret;
	return false;
}

#define SIDES(before, after) { PROPERTY_##before##TOP##after, PROPERTY_##before##RIGHT##after, PROPERTY_##before##BOTTOM##after, \
	PROPERTY_##before##LEFT##after, -1 }
#define EDGE(side) { PROPERTY_BORDER_##side##_WIDTH, PROPERTY_BORDER_##side##_STYLE, PROPERTY_BORDER_##side##_COLOR, -1 }

static const struct shorthand shorthands[] = {
	{ "all", nothing, { -1 } },
	{ "background", background, { PROPERTY_BACKGROUND_COLOR, PROPERTY_BACKGROUND_IMAGE, PROPERTY_BACKGROUND_POSITION, PROPERTY_BACKGROUND_SIZE,
		PROPERTY_BACKGROUND_REPEAT, PROPERTY_BACKGROUND_ATTACHMENT, PROPERTY_BACKGROUND_CLIP, PROPERTY_BACKGROUND_ORIGIN, -1 } },
	{ "border", border, { PROPERTY_BORDER_TOP_WIDTH, PROPERTY_BORDER_RIGHT_WIDTH, PROPERTY_BORDER_BOTTOM_WIDTH, PROPERTY_BORDER_LEFT_WIDTH,
		PROPERTY_BORDER_TOP_STYLE, PROPERTY_BORDER_RIGHT_STYLE, PROPERTY_BORDER_BOTTOM_STYLE, PROPERTY_BORDER_LEFT_STYLE,
		PROPERTY_BORDER_TOP_COLOR, PROPERTY_BORDER_RIGHT_COLOR, PROPERTY_BORDER_BOTTOM_COLOR, PROPERTY_BORDER_LEFT_COLOR, -1 } },
	{ "border-bottom", any_order, EDGE(BOTTOM) }, { "border-color", sides, SIDES(BORDER_, _COLOR) },
	{ "border-left", any_order, EDGE(LEFT) },
	{ "border-radius", radius, { PROPERTY_BORDER_TOP_LEFT_RADIUS, PROPERTY_BORDER_TOP_RIGHT_RADIUS, PROPERTY_BORDER_BOTTOM_RIGHT_RADIUS,
		PROPERTY_BORDER_BOTTOM_LEFT_RADIUS, -1 } },
	{ "border-right", any_order, EDGE(RIGHT) }, { "border-style", sides, SIDES(BORDER_, _STYLE) }, { "border-top", any_order, EDGE(TOP) },
	{ "border-width", sides, SIDES(BORDER_, _WIDTH) },
	{ "column-rule", any_order, { PROPERTY_COLUMN_RULE_WIDTH, PROPERTY_COLUMN_RULE_STYLE, PROPERTY_COLUMN_RULE_COLOR, -1 } },
	{ "columns", any_order, { PROPERTY_COLUMN_COUNT, PROPERTY_COLUMN_WIDTH, -1 } },
	{ "flex", flex, { PROPERTY_FLEX_GROW, PROPERTY_FLEX_SHRINK, PROPERTY_FLEX_BASIS, -1 } },
	{ "flex-flow", any_order, { PROPERTY_FLEX_DIRECTION, PROPERTY_FLEX_WRAP, -1 } },
	{ "font", font, { PROPERTY_FONT_STYLE, PROPERTY_FONT_VARIANT_CAPS, PROPERTY_FONT_VARIANT_LIGATURES, PROPERTY_FONT_VARIANT_NUMERIC,
		PROPERTY_FONT_VARIANT_POSITION, PROPERTY_FONT_VARIANT_EAST_ASIAN, PROPERTY_FONT_WEIGHT, PROPERTY_FONT_STRETCH, PROPERTY_FONT_SIZE,
		PROPERTY_LINE_HEIGHT, PROPERTY_FONT_FAMILY, PROPERTY_FONT_FEATURE_SETTINGS, PROPERTY_FONT_KERNING, -1 } },
	{ "font-variant", font_variant, { PROPERTY_FONT_VARIANT_CAPS, PROPERTY_FONT_VARIANT_NUMERIC, PROPERTY_FONT_VARIANT_POSITION,
		PROPERTY_FONT_VARIANT_LIGATURES, PROPERTY_FONT_VARIANT_EAST_ASIAN, -1 } },
	{ "gap", pair, { PROPERTY_ROW_GAP, PROPERTY_COLUMN_GAP, -1 } }, { "grid-gap", pair, { PROPERTY_ROW_GAP, PROPERTY_COLUMN_GAP, -1 } },
	{ "inset", sides, { PROPERTY_TOP, PROPERTY_RIGHT, PROPERTY_BOTTOM, PROPERTY_LEFT, -1 } },
	{ "list-style", list_style, { PROPERTY_LIST_STYLE_TYPE, PROPERTY_LIST_STYLE_POSITION, PROPERTY_LIST_STYLE_IMAGE, -1 } },
	{ "margin", sides, SIDES(MARGIN_, ) }, { "margin-block", pair, { PROPERTY_MARGIN_TOP, PROPERTY_MARGIN_BOTTOM, -1 } },
	{ "margin-inline", pair, { PROPERTY_MARGIN_LEFT, PROPERTY_MARGIN_RIGHT, -1 } },
	{ "outline", any_order, { PROPERTY_OUTLINE_COLOR, PROPERTY_OUTLINE_STYLE, PROPERTY_OUTLINE_WIDTH, -1 } },
	{ "overflow", pair, { PROPERTY_OVERFLOW_X, PROPERTY_OVERFLOW_Y, -1 } },
	{ "padding", sides, SIDES(PADDING_, ) }, { "padding-block", pair, { PROPERTY_PADDING_TOP, PROPERTY_PADDING_BOTTOM, -1 } },
	{ "padding-inline", pair, { PROPERTY_PADDING_LEFT, PROPERTY_PADDING_RIGHT, -1 } },
	{ "text-decoration", any_order, { PROPERTY_TEXT_DECORATION_LINE, PROPERTY_TEXT_DECORATION_STYLE, PROPERTY_TEXT_DECORATION_COLOR,
		PROPERTY_TEXT_DECORATION_THICKNESS, -1 } },
	{ "text-emphasis", any_order, { PROPERTY_TEXT_EMPHASIS_STYLE, PROPERTY_TEXT_EMPHASIS_COLOR, -1 } },
};

const struct shorthand *shorthand_find(const char *name)
{
	for (size_t i = 0; i < sizeof shorthands / sizeof *shorthands; i++) {
		if (strcmp(shorthands[i].name, name) == 0) {
			return &shorthands[i];
		}
	}
	return NULL;
}

const char *shorthand_name(const struct shorthand *shorthand)
{
	return shorthand->name;
}

bool shorthand_expand(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret)
{
	return shorthand->expand(arena, shorthand, span_trim(span), ret);
}

/* `all` spares direction and unicode-bidi (CSS Cascade 4, 3.2). */
void shorthand_fill(const struct shorthand *shorthand, const struct value *value, struct longhands *ret)
{
	for (size_t i = 0; shorthand->longhands[i] >= 0; i++) {
		add(ret, shorthand->longhands[i], value);
	}
	for (int i = 0; shorthand->expand == nothing && i < PROPERTY_COUNT; i++) {
		if (i != PROPERTY_DIRECTION && i != PROPERTY_UNICODE_BIDI) {
			add(ret, i, value);
		}
	}
}

const char *shorthand_at(size_t index)
{
	return index < sizeof shorthands / sizeof *shorthands ? shorthands[index].name : NULL;
}
