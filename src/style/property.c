/* property.c - the table of properties, and names found in it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/suggest.h"
#include "style/value.h"

#include <string.h>

const struct property_info property_infos[PROPERTY_COUNT] = {
#define PROPERTY(identifier, name, inherited, syntax, keywords, flags, initial) \
	{ name, inherited, SYNTAX_##syntax, keywords, flags, initial },
#include "style/properties.def"
#undef PROPERTY
};

/* Other names of the same thing. Lines run from top to bottom here, so the logical sides are known; text from right to left swaps
 * left and right: see property_is_inline(). */
static const struct { const char *name; int property; } aliases[] = {
	{ "block-size", PROPERTY_HEIGHT }, { "inline-size", PROPERTY_WIDTH },
	{ "max-inline-size", PROPERTY_MAX_WIDTH }, { "max-block-size", PROPERTY_MAX_HEIGHT },
	{ "min-inline-size", PROPERTY_MIN_WIDTH }, { "min-block-size", PROPERTY_MIN_HEIGHT },
	{ "inset-block-start", PROPERTY_TOP }, { "inset-block-end", PROPERTY_BOTTOM },
	{ "inset-inline-start", PROPERTY_LEFT }, { "inset-inline-end", PROPERTY_RIGHT },
	{ "margin-block-start", PROPERTY_MARGIN_TOP }, { "margin-block-end", PROPERTY_MARGIN_BOTTOM },
	{ "margin-inline-start", PROPERTY_MARGIN_LEFT }, { "margin-inline-end", PROPERTY_MARGIN_RIGHT },
	{ "padding-block-start", PROPERTY_PADDING_TOP }, { "padding-block-end", PROPERTY_PADDING_BOTTOM },
	{ "padding-inline-start", PROPERTY_PADDING_LEFT }, { "padding-inline-end", PROPERTY_PADDING_RIGHT },
	{ "page-break-after", PROPERTY_BREAK_AFTER }, { "page-break-before", PROPERTY_BREAK_BEFORE },
	{ "page-break-inside", PROPERTY_BREAK_INSIDE }, { "word-wrap", PROPERTY_OVERFLOW_WRAP },
	{ "grid-column-gap", PROPERTY_COLUMN_GAP }, { "grid-row-gap", PROPERTY_ROW_GAP },
};

int property_find(const char *name)
{
	size_t low = 0, high = PROPERTY_COUNT;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, property_infos[middle].name);
		if (order == 0) {
			return (int)middle;
		}
		low = order > 0 ? middle + 1 : low;
		high = order < 0 ? middle : high;
	}
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		if (strcmp(name, aliases[i].name) == 0) {
			return aliases[i].property;
		}
	}
	return -1;
}

bool property_is_inline(const char *name)
{
	return strstr(name, "-inline") != NULL;
}

int property_across(int property)
{
	static const uint8_t sides[][2] = {
		{ PROPERTY_MARGIN_LEFT, PROPERTY_MARGIN_RIGHT }, { PROPERTY_PADDING_LEFT, PROPERTY_PADDING_RIGHT }, { PROPERTY_LEFT, PROPERTY_RIGHT },
		{ PROPERTY_BORDER_LEFT_WIDTH, PROPERTY_BORDER_RIGHT_WIDTH }, { PROPERTY_BORDER_LEFT_STYLE, PROPERTY_BORDER_RIGHT_STYLE },
		{ PROPERTY_BORDER_LEFT_COLOR, PROPERTY_BORDER_RIGHT_COLOR },
	};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		if (sides[i][0] == property || sides[i][1] == property) {
			return sides[i][sides[i][0] == property];
		}
	}
	return property;
}

bool osp_property_is_inherited(const char *property)
{
	int index = property_find(property);
	return index >= 0 ? property_infos[index].is_inherited : property[0] == '-' && property[1] == '-';
}

const char *property_nearest(const char *name)
{
	const char *names[PROPERTY_COUNT + 64];
	size_t count = 0;
	for (size_t i = 0; i < PROPERTY_COUNT; i++) {
		names[count++] = property_infos[i].name;
	}
	for (size_t i = 0; i < 64 && shorthand_at(i) != NULL; i++) {
		names[count++] = shorthand_at(i);
	}
	return suggest_nearest(name, names, count);
}
