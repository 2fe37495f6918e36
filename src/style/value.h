/* value.h - what a declaration says: properties, and values read into types. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_VALUE_H
#define STYLE_VALUE_H

#include "style/style.h"
#include "style/token.h"

enum property {
#define PROPERTY(identifier, name, inherited, syntax, keywords, flags, initial) PROPERTY_##identifier,
#include "style/properties.def"
#undef PROPERTY
	PROPERTY_COUNT,
	PROPERTY_CUSTOM = PROPERTY_COUNT /* --name */
};

enum syntax {
	SYNTAX_KEYWORD, SYNTAX_WORDS, SYNTAX_LENGTH, SYNTAX_LENGTHS, SYNTAX_INTEGER, SYNTAX_NUMBER, SYNTAX_COLOR, SYNTAX_ANY,
	SYNTAX_FAMILIES, SYNTAX_WEIGHT, SYNTAX_CONTENT, SYNTAX_COUNTERS, SYNTAX_STRING_SET, SYNTAX_NAME, SYNTAX_NAME_OR_STRING,
	SYNTAX_SIZE, SYNTAX_EMPHASIS, SYNTAX_LAYERS, SYNTAX_PLACES, SYNTAX_IMAGES, SYNTAX_SHADOWS, SYNTAX_FUNCTIONS, SYNTAX_COUNT
};
/* Integers that are VALUE_POSITIVE are 1 or more. */
enum { VALUE_PERCENT = 1, VALUE_POSITIVE = 2, VALUE_FACTOR = 4 };

struct property_info {
	const char *name;
	bool is_inherited;
	uint8_t syntax;
	const char *keywords;
	uint8_t flags;
	const char *initial;
};
extern const struct property_info property_infos[PROPERTY_COUNT];
/* -1 when there is none. The name is lower case; aliases (page-break-before, margin-inline-start) are followed. */
int property_find(const char *name);
/* Whether a name means the sides of the line ("margin-inline-start") and not of the page: text from right to left swaps them. */
bool property_is_inline(const char *name);
/* The same property of the other side; itself when it has none. */
int property_across(int property);
/* The known name (longhand or shorthand) nearest to a wrong one; NULL if none is near. */
const char *property_nearest(const char *name);

enum value_kind {
	KIND_KEYWORD,    /* number: its place in the property's keywords; text */
	KIND_WORDS,      /* number: a bit for each keyword of the property */
	KIND_LENGTH,     /* number: osp_len */
	KIND_RELATIVE,   /* number in millionths, unit */
	KIND_PERCENT,    /* millionths of a percent */
	KIND_NUMBER,     /* millionths */
	KIND_SUM,        /* items: a LENGTH, RELATIVEs, a PERCENT */
	KIND_COLOR,
	KIND_CURRENT_COLOR, /* number 1: a color-mix() of it, mix */
	KIND_NAME, KIND_STRING, /* text */
	KIND_TEXT,       /* written: passed on, with its lengths and colours computed; number 1: it follows the text's colour */
	KIND_LIST,       /* items */
	KIND_FAMILIES, KIND_CONTENT, KIND_COUNTERS, KIND_STRINGS,
	KIND_INITIAL, KIND_INHERIT, KIND_UNSET, KIND_REVERT,
	KIND_DEFERRED,   /* written: a min(), max() or clamp() of several units */
	KIND_PENDING     /* has var(): read when the variables are known */
};

enum unit { UNIT_EM, UNIT_REM, UNIT_EX, UNIT_CH, UNIT_IC, UNIT_LH, UNIT_RLH, UNIT_VW, UNIT_VH, UNIT_VMIN, UNIT_VMAX, UNIT_COUNT };

struct shorthand;
struct color_mix;
struct value {
	uint8_t kind;
	uint8_t unit;
	uint16_t count;  /* of items */
	osp_color color;
	int64_t number;
	union {
		const char *text;
		struct { const char *text; const struct span *span; } written; /* span: what there is to compute, may be NULL */
		struct { const char *text; const struct color_mix *mix; } mix;
		const struct value *items;
		const char *const *families;
		const struct content *content;
		const struct counter_change *counters;
		const struct string_set *strings;
		struct { const struct span *span; const struct shorthand *shorthand; } pending;
	} as;
};

/* Reads the value of a longhand; NULL when it is not valid. `span` may have white space around it. */
const struct value *value_parse(struct arena *arena, int property, struct span span);
/* initial, inherit, unset, revert; NULL for anything else. */
const struct value *value_wide(struct span span);
bool value_has_var(struct span span);
/* Whether tokens may stand for a value yet unknown (<declaration-value>, CSS Syntax 3, 8.2): nothing bad or unmatched, no `!`. */
bool value_is_declarable(struct span span);
const struct value *value_new(struct arena *arena, enum value_kind kind, int64_t number);
/* The name of a font family: a string, or words that together are one; NULL when it is neither. */
const char *value_family(struct arena *arena, struct span span);
/* The index of a word in a list of keywords, -1 if it is not there. */
int keyword_find(const char *keywords, const struct token *word);

/* One token or calc(): a LENGTH, RELATIVE, PERCENT, NUMBER, SUM or DEFERRED. */
const struct value *value_dimension(struct arena *arena, const struct token *token);
const struct value *calc_parse(struct arena *arena, const struct token *function);
/* What relative units are worth for an element. */
struct units { osp_len (*length)(const struct units *units, const struct value *relative); };
/* The value of calc(), min(), max() or clamp() where units are known: a LENGTH, PERCENT, NUMBER or SUM; NULL when only layout can tell. */
const struct value *calc_compute(struct arena *arena, const struct token *function, const struct units *units);
/* Values that are lists between commas: backgrounds, shadows, transforms. NULL when not valid. */
const struct value *layers_parse(struct arena *arena, const struct property_info *info, struct span span);
/* What is passed on as it was written. */
const struct value *written_parse(struct arena *arena, struct span span);
/* The same with lengths in points and colours as numbers; sets *ret_follows when it has currentcolor. */
const char *written_compute(struct arena *arena, const struct property_info *info, struct span span, const struct units *units, bool *ret_follows);
/* Writes such a text with `color` for currentcolor; a color-mix() of it is mixed. */
void written_colored(struct arena *arena, const char *text, osp_color color, osp_buf *out);
/* True for a unit of length; absolute ones give an osp_len, others are RELATIVE. */
bool value_length(const struct token *dimension, struct value *ret);
bool color_parse(struct arena *arena, struct span span, struct value *ret);
/* The colour of a COLOR or CURRENT_COLOR where the text's is `current`. */
osp_color color_resolve(const struct value *value, osp_color current);

const struct value *content_parse(struct arena *arena, struct span span);
const struct value *counters_parse(struct arena *arena, int property, struct span span);
const struct value *string_set_parse(struct arena *arena, struct span span);
const struct value *size_parse(struct arena *arena, struct span span);
/* "a4", "16k landscape", "185mm 260mm" as text of a manifest; false when it is none of these. */
bool size_from_text(const char *text, osp_len *ret_width, osp_len *ret_height);

/* A computed value as CSS text. */
void value_write(int property, const struct value *value, osp_buf *out);

/* ---- shorthands ---- */

struct longhand { int property; const struct value *value; };
struct longhands { struct longhand items[PROPERTY_COUNT]; size_t count; };
const struct shorthand *shorthand_find(const char *name);
/* The name of the index-th shorthand, NULL behind the last. */
const char *shorthand_at(size_t index);
const char *shorthand_name(const struct shorthand *shorthand);
/* Adds all longhands; false (and nothing of use) when the value is not valid. */
bool shorthand_expand(struct arena *arena, const struct shorthand *shorthand, struct span span, struct longhands *ret);
/* The same value (initial, pending ...) for every longhand. */
void shorthand_fill(const struct shorthand *shorthand, const struct value *value, struct longhands *ret);

/* ---- arithmetic; saturating, rounding half away from zero ---- */

osp_len length_scale(int64_t micro, osp_len of);

#endif
