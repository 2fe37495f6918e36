/* parse.c - what a citation looks like when it is typed: [1], [1,3], [1-3], ［1］. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "citations.h"

#include <string.h>

static bool eat(const char **at, const char *end, const char *token)
{
	size_t len = strlen(token);
	if ((size_t)(end - *at) < len || memcmp(*at, token, len) != 0) {
		return false;
	}
	*at += len;
	return true;
}

static void eat_spaces(const char **at, const char *end)
{
	while (*at < end && **at == ' ') {
		(*at)++;
	}
}

static bool eat_open(const char **at, const char *end)
{
	return eat(at, end, "[") || eat(at, end, "［");
}

static bool eat_close(const char **at, const char *end)
{
	return eat(at, end, "]") || eat(at, end, "］");
}

/* ASCII or full-width (U+FF10..U+FF19: EF BC 90..99). */
static int eat_digit(const char **at, const char *end)
{
	const unsigned char *byte = (const unsigned char *)*at;
	if (*at < end && tree_is_digit(*byte)) {
		(*at)++;
		return *byte - '0';
	}
	if (end - *at >= 3 && byte[0] == 0xEF && byte[1] == 0xBC && byte[2] >= 0x90 && byte[2] <= 0x99) {
		*at += 3;
		return byte[2] - 0x90;
	}
	return -1;
}

static bool eat_number(const char **at, const char *end, unsigned *ret)
{
	unsigned number = 0, count = 0;
	for (int digit = eat_digit(at, end); digit >= 0; digit = eat_digit(at, end)) {
		number = number * 10 + (unsigned)digit;
		if (++count > 3) {
			return false;
		}
	}
	*ret = number;
	return count > 0;
}

static bool eat_one_of(const char **at, const char *end, const char *const *tokens)
{
	for (size_t i = 0; tokens[i] != NULL; i++) {
		if (eat(at, end, tokens[i])) {
			return true;
		}
	}
	return false;
}

size_t citations_open(const char *text, size_t from, size_t len)
{
	static const char wide[] = "［";
	const char either[] = { '[', wide[0], '\0' };
	while (from < len) {
		from += strcspn(text + from, either);
		if (from >= len || text[from] == '[' || strncmp(text + from, wide, strlen(wide)) == 0) {
			break;
		}
		from++;
	}
	return from;
}

bool citations_parse(const char *text, size_t len, struct mark *ret)
{
	static const char *const commas[] = { ",", "，", "、", ";", "；", NULL };
	static const char *const dashes[] = { "-", "–", "—", "~", "～", NULL };
	const char *at = text, *end = text + len;
	ret->count = 0;
	ret->is_merged = false;
	if (!eat_open(&at, end)) {
		return false;
	}
	while (ret->count < sizeof(ret->parts) / sizeof(ret->parts[0])) {
		struct mark_part *part = &ret->parts[ret->count++];
		eat_spaces(&at, end);
		part->start = (size_t)(at - text);
		if (!eat_number(&at, end, &part->number)) {
			return false;
		}
		part->len = (size_t)(at - text) - part->start;
		eat_spaces(&at, end);
		part->to_next = false;
		if (eat_close(&at, end)) {
			ret->len = (size_t)(at - text);
			return true;
		}
		part->to_next = eat_one_of(&at, end, dashes);
		if (!part->to_next && !eat_one_of(&at, end, commas)) {
			return false;
		}
	}
	return false;
}

bool citations_parse_row(const char *text, size_t len, struct mark *ret)
{
	enum { FEWEST = 3 };
	struct mark mark;
	unsigned marks = 0;
	size_t at = 0;
	while (at < len && citations_parse(text + at, len - at, &mark) && mark.count == 1 &&
		(marks == 0 || mark.parts[0].number == ret->parts[0].number + marks)) {
		struct mark_part *part = &ret->parts[marks == 0 ? 0 : 1];
		*part = mark.parts[0];
		part->start += at;
		at += mark.len;
		marks++;
	}
	ret->parts[0].to_next = true;
	ret->count = 2;
	ret->len = at;
	ret->is_merged = true;
	return marks >= FEWEST;
}

size_t citations_label(const char *text, size_t len, unsigned *ret_number)
{
	const char *at = text, *end = text + len;
	while (at < end && (*at == ' ' || *at == '\n')) {
		at++;
	}
	if (!eat_open(&at, end)) {
		return 0;
	}
	eat_spaces(&at, end);
	if (!eat_number(&at, end, ret_number)) {
		return 0;
	}
	eat_spaces(&at, end);
	if (!eat_close(&at, end)) {
		return 0;
	}
	if (!eat(&at, end, ":")) {
		(void)eat(&at, end, "：");
	}
	return (size_t)(at - text);
}
