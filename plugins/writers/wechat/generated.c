/* generated.c - what `content` comes to: strings, attributes, counters. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LEN = 48, COUNTERS_MAX = 256 };

/* A counter holds for the siblings of the element that began it and all below: for what is inside of their parent. */
struct counter { char name[NAME_MAX_LEN]; int value; unsigned depth; };
struct generated {
	osp_style *style;
	struct counter counters[COUNTERS_MAX];
	size_t count;
};

struct generated *generated_new(struct page *page)
{
	struct generated *generated = calloc(1, sizeof *generated);
	if (generated == NULL)
		abort();
	generated->style = page->style;
	return generated;
}

void generated_free(struct generated *generated)
{
	free(generated);
}

static struct counter *find(struct generated *generated, const char *name, size_t len)
{
	for (size_t i = generated->count; i-- > 0;) {
		if (strncmp(generated->counters[i].name, name, len) == 0 && generated->counters[i].name[len] == '\0')
			return &generated->counters[i];
	}
	return NULL;
}

static struct counter *begin(struct generated *generated, const char *name, size_t len, unsigned depth)
{
	struct counter *counter = find(generated, name, len);
	if (counter != NULL && counter->depth == depth)
		return counter;
	if (generated->count == COUNTERS_MAX || len >= NAME_MAX_LEN)
		return NULL;
	counter = &generated->counters[generated->count++];
	*counter = (struct counter){ .depth = depth };
	memcpy(counter->name, name, len);
	return counter;
}

enum change { RESET, INCREMENT };

/* "name 1 other 2", as computed. */
static void change(struct generated *generated, const char *list, enum change kind, unsigned depth)
{
	while (list != NULL && *list != '\0' && strcmp(list, "none") != 0) {
		size_t len = strcspn(list, " ");
		char *rest;
		long number = strtol(list + len, &rest, 10);
		struct counter *counter = kind == INCREMENT ? find(generated, list, len) : NULL;
		counter = counter != NULL ? counter : begin(generated, list, len, depth);
		if (counter != NULL)
			counter->value = (int)number + (kind == INCREMENT ? counter->value : 0);
		list = rest + strspn(rest, " ");
		if (rest == list && *list != '\0' && len == 0)
			return;
	}
}

void generated_count(struct generated *generated, const osp_node *node, osp_pseudo pseudo, unsigned depth)
{
	change(generated, osp_style_value(generated->style, node, pseudo, "counter-reset"), RESET, depth);
	change(generated, osp_style_value(generated->style, node, pseudo, "counter-increment"), INCREMENT, depth);
}

void generated_leave(struct generated *generated, unsigned depth)
{
	while (generated->count > 0 && generated->counters[generated->count - 1].depth > depth)
		generated->count--;
}

/* ---- numbers (CSS Counter Styles 3) ---- */

static void put_letters(osp_buf *text, int value, char first)
{
	char letters[16];
	size_t count = 0;
	for (; value > 0 && count < sizeof letters; value = (value - 1) / 26)
		letters[count++] = (char)(first + (value - 1) % 26);
	while (count > 0)
		osp_buf_putc(text, letters[--count]);
}

static void put_roman(osp_buf *text, int value, bool is_upper)
{
	static const struct { int value; const char *lower, *upper; } parts[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" }, { 90, "xc", "XC" }, { 50, "l", "L" },
		{ 40, "xl", "XL" }, { 10, "x", "X" }, { 9, "ix", "IX" }, { 5, "v", "V" }, { 4, "iv", "IV" }, { 1, "i", "I" },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		for (; value >= parts[i].value; value -= parts[i].value)
			osp_buf_puts(text, is_upper ? parts[i].upper : parts[i].lower);
	}
}

/* 0 to 99 as Chinese counts them. */
static bool put_chinese(osp_buf *text, int value)
{
	static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
	if (value < 0 || value > 99)
		return false;
	if (value >= 20)
		osp_buf_puts(text, digits[value / 10]);
	if (value >= 10)
		osp_buf_puts(text, "十");
	if (value < 10 || value % 10 != 0)
		osp_buf_puts(text, digits[value % 10]);
	return true;
}

static bool is_style(const char *style, size_t len, const char *name)
{
	return strlen(name) == len && strncmp(style, name, len) == 0;
}

static void put_number(osp_buf *text, int value, const char *style, size_t len)
{
	bool roman = value > 0 && value < 4000;
	if (is_style(style, len, "none"))
		return;
	if (value > 0 && (is_style(style, len, "lower-alpha") || is_style(style, len, "lower-latin")))
		put_letters(text, value, 'a');
	else if (value > 0 && (is_style(style, len, "upper-alpha") || is_style(style, len, "upper-latin")))
		put_letters(text, value, 'A');
	else if (roman && (is_style(style, len, "lower-roman") || is_style(style, len, "upper-roman")))
		put_roman(text, value, style[0] == 'u');
	else if (is_style(style, len, "decimal-leading-zero"))
		osp_buf_printf(text, "%02d", value);
	else if ((is_style(style, len, "cjk-ideographic") || is_style(style, len, "simp-chinese-informal")) && put_chinese(text, value))
		return;
	else
		osp_buf_printf(text, "%d", value);
}

/* ---- content ---- */

static const char *put_string(const char *at, osp_buf *text)
{
	for (char quote = *at++; *at != '\0' && *at != quote; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		osp_buf_putc(text, *at);
	}
	return at + (*at != '\0');
}

static void put_attribute(const osp_node *node, const char *name, size_t len, osp_buf *text)
{
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *own, *value;
		osp_node_attr_at(node, i, &own, &value);
		if (strlen(own) == len && strncmp(own, name, len) == 0)
			osp_buf_puts(text, value);
	}
}

/* counter(name, style) */
static void put_counter(struct generated *generated, const char *arguments, osp_buf *text)
{
	size_t len = strcspn(arguments, ",) ");
	const char *style = arguments + len;
	style += strspn(style, ", ");
	const struct counter *counter = find(generated, arguments, len);
	put_number(text, counter != NULL ? counter->value : 0, style, strcspn(style, ")"));
}

/* counters(name, "separator", style) */
static void put_counters(const struct generated *generated, const char *arguments, osp_buf *text)
{
	size_t len = strcspn(arguments, ",) ");
	osp_buf separator = OSP_BUF_INIT;
	const char *style = arguments + len + strspn(arguments + len, ", ");
	style = *style == '"' || *style == '\'' ? put_string(style, &separator) : style;
	style += strspn(style, ", ");
	bool any = false;
	for (size_t i = 0; i < generated->count; i++) {
		if (strncmp(generated->counters[i].name, arguments, len) != 0 || generated->counters[i].name[len] != '\0')
			continue;
		if (any && separator.len != 0)
			osp_buf_add(text, separator.data, separator.len);
		put_number(text, generated->counters[i].value, style, strcspn(style, ")"));
		any = true;
	}
	osp_buf_done(&separator);
}

void generated_text(struct generated *generated, const osp_node *node, const char *content, osp_buf *text)
{
	while (*content != '\0') {
		if (*content == '"' || *content == '\'') {
			content = put_string(content, text);
			continue;
		}
		size_t word = strcspn(content, "( \"'"), inside = word + (content[word] == '(');
		if (strncmp(content, "attr(", 5) == 0)
			put_attribute(node, content + 5, strcspn(content + 5, ") ,"), text);
		else if (generated != NULL && strncmp(content, "counter(", 8) == 0)
			put_counter(generated, content + 8, text);
		else if (generated != NULL && strncmp(content, "counters(", 9) == 0)
			put_counters(generated, content + 9, text);
		content += content[word] == '(' ? inside + strcspn(content + inside, ")") : word;
		content += *content != '\0' && *content != '"' && *content != '\'';
	}
}
