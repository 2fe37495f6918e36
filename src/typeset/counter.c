/* counter.c - count as CSS counts, and write numbers as books write them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/counter.h"

#include <limits.h>
#include <string.h>

static struct counter *find(const struct counters *counters, const char *name)
{
	for (size_t i = counters->count; i > 0; i--) {
		if (strcmp(counters->items[i - 1].name, name) == 0) {
			return &counters->items[i - 1];
		}
	}
	return NULL;
}

void counters_reset(struct counters *counters, const char *name, int value, uint32_t depth)
{
	struct counter *counter = find(counters, name);
	if (counter != NULL && counter->depth == depth) {
		counter->value = value;
		return;
	}
	if (counters->count == counters->capacity) {
		size_t capacity = counters->capacity == 0 ? 16 : counters->capacity * 2;
		struct counter *items = ARENA_ARRAY(counters->arena, capacity, struct counter);
		if (counters->count > 0) {
			memcpy(items, counters->items, counters->count * sizeof(*items));
		}
		counters->items = items;
		counters->capacity = capacity;
	}
	counters->items[counters->count++] = (struct counter){ name, value, depth };
}

static int sum(int a, int b)
{
	int64_t total = (int64_t)a + b;
	return total > INT_MAX ? INT_MAX : total < INT_MIN ? INT_MIN : (int)total;
}

void counters_increment(struct counters *counters, const char *name, int by, uint32_t depth)
{
	struct counter *counter = find(counters, name);
	if (counter == NULL) {
		counters_reset(counters, name, by, depth);
		return;
	}
	counter->value = sum(counter->value, by);
}

void counters_set(struct counters *counters, const char *name, int value, uint32_t depth)
{
	struct counter *counter = find(counters, name);
	if (counter == NULL) {
		counters_reset(counters, name, value, depth);
		return;
	}
	counter->value = value;
}

struct counters counters_copy(const struct counters *counters, struct arena *arena)
{
	struct counters copy = { .count = counters->count, .capacity = counters->count, .arena = arena };
	if (copy.count > 0) {
		copy.items = ARENA_ARRAY(arena, copy.count, struct counter);
		memcpy(copy.items, counters->items, copy.count * sizeof(*copy.items));
	}
	return copy;
}

int counters_value(const struct counters *counters, const char *name)
{
	const struct counter *counter = find(counters, name);
	return counter == NULL ? 0 : counter->value;
}

void counters_leave(struct counters *counters, uint32_t depth)
{
	while (counters->count > 0 && counters->items[counters->count - 1].depth > depth) {
		counters->count--;
	}
}

void counters_apply(struct counters *counters, const struct computed *style, uint32_t depth)
{
	for (const struct counter_change *change = style->counter_reset; change != NULL && change->name != NULL; change++) {
		counters_reset(counters, change->name, change->value, depth);
	}
	for (const struct counter_change *change = style->counter_increment; change != NULL && change->name != NULL; change++) {
		counters_increment(counters, change->name, change->value, depth);
	}
}

static void put_roman(osp_buf *out, int value, bool upper)
{
	static const struct { int value; const char *lower, *upper; } steps[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" },
		{ 90, "xc", "XC" }, { 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" }, { 9, "ix", "IX" },
		{ 5, "v", "V" }, { 4, "iv", "IV" }, { 1, "i", "I" },
	};
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		for (; value >= steps[i].value; value -= steps[i].value) {
			osp_buf_puts(out, upper ? steps[i].upper : steps[i].lower);
		}
	}
}

static void put_alpha(osp_buf *out, int value, char first)
{
	char digits[8];
	size_t count = 0;
	for (; value > 0; value = (value - 1) / 26) {
		digits[count++] = (char)(first + (value - 1) % 26);
	}
	while (count > 0) {
		osp_buf_putc(out, digits[--count]);
	}
}

/* 一 … 九千九百九十九 as they are said: 十二 without 一 in front, 一百零二 with 零. */
static void put_chinese(osp_buf *out, int value)
{
	static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
	static const char *const units[] = { "千", "百", "十", "" };
	static const int powers[] = { 1000, 100, 10, 1 };
	bool is_begun = false, has_gap = false;
	for (size_t i = 0; i < 4; i++) {
		int digit = value / powers[i] % 10;
		if (digit == 0) {
			has_gap = is_begun;
			continue;
		}
		if (has_gap) {
			osp_buf_puts(out, digits[0]);
		}
		if (!(digit == 1 && powers[i] == 10 && !is_begun)) {
			osp_buf_puts(out, digits[digit]);
		}
		osp_buf_puts(out, units[i]);
		is_begun = true;
		has_gap = false;
	}
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (strcmp(word, *words) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_chinese(const char *style)
{
	static const char *const names[] = { "cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "simp-chinese-formal",
	                                     "trad-chinese-formal", "cjk-decimal", NULL };
	return is_one_of(style, names);
}

void counter_format(osp_buf *out, int value, const char *style)
{
	if (strcmp(style, "lower-roman") == 0 && value > 0 && value < 4000) {
		put_roman(out, value, false);
	} else if (strcmp(style, "upper-roman") == 0 && value > 0 && value < 4000) {
		put_roman(out, value, true);
	} else if ((strcmp(style, "lower-alpha") == 0 || strcmp(style, "lower-latin") == 0) && value > 0) {
		put_alpha(out, value, 'a');
	} else if ((strcmp(style, "upper-alpha") == 0 || strcmp(style, "upper-latin") == 0) && value > 0) {
		put_alpha(out, value, 'A');
	} else if (is_chinese(style) && value > 0 && value < 10000) {
		put_chinese(out, value);
	} else if (strcmp(style, "decimal-leading-zero") == 0 && value >= 0 && value < 10) {
		osp_buf_printf(out, "0%d", value);
	} else if (strcmp(style, "circled-decimal") == 0 && value > 0 && value <= 20) {
		osp_buf_put_codepoint(out, 0x2460u + (uint32_t)value - 1);
	} else if (strcmp(style, "none") != 0) {
		osp_buf_printf(out, "%d", value);
	}
}

bool counter_marker(osp_buf *out, int value, const char *style)
{
	size_t len = strlen(style);
	if (len == 0 || strcmp(style, "none") == 0) {
		return false;
	}
	if (len >= 2 && (style[0] == '"' || style[0] == '\'')) {
		osp_buf_add(out, style + 1, len - 2);
	} else if (strcmp(style, "disc") == 0) {
		osp_buf_puts(out, "•");
	} else if (strcmp(style, "circle") == 0) {
		osp_buf_puts(out, "◦");
	} else if (strcmp(style, "square") == 0) {
		osp_buf_puts(out, "▪");
	} else {
		counter_format(out, value, style);
		osp_buf_puts(out, is_chinese(style) ? "、" : strcmp(style, "circled-decimal") == 0 ? "" : ".");
	}
	return true;
}
