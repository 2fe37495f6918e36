/* json.c - JSON (RFC 8259) as values, and texts as JSON. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/json.h"

#include <string.h>

enum { DEPTH_LIMIT = 1000 };

struct parsing {
	struct arena *arena;
	const char *at, *end;
	const char *wrong;
};

static const struct json nothing = { .kind = JSON_NULL, .text = "" };

const struct json *json_at(const struct json *list, size_t index)
{
	return list->kind == JSON_LIST && index < list->count ? list->items[index] : &nothing;
}

const struct json *json_find(const struct json *map, const char *key)
{
	for (size_t i = 0; map->kind == JSON_MAP && i < map->count; i++) {
		if (strcmp(map->keys[i], key) == 0) {
			return map->items[i];
		}
	}
	return &nothing;
}

static const struct json *fail(struct parsing *p, const char *what)
{
	p->wrong = p->wrong != NULL ? p->wrong : what;
	return NULL;
}

static void skip_space(struct parsing *p)
{
	while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r')) {
		p->at++;
	}
}

static bool take(struct parsing *p, char c)
{
	skip_space(p);
	if (p->at < p->end && *p->at == c) {
		p->at++;
		return true;
	}
	return false;
}

static bool hex4(struct parsing *p, uint32_t *ret)
{
	*ret = 0;
	for (int i = 0; i < 4; i++, p->at++) {
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *digit = p->at < p->end && *p->at != '\0' ? strchr(digits, *p->at) : NULL;
		if (digit == NULL) {
			return false;
		}
		*ret = *ret << 4 | (uint32_t)((digit - digits) & 15);
	}
	return true;
}

static bool take_escape(struct parsing *p, osp_buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = p->at < p->end ? *p->at++ : '\0';
	const char *simple = c != '\0' ? strchr(from, c) : NULL;
	uint32_t first, second;
	if (simple != NULL) {
		osp_buf_putc(out, to[simple - from]);
		return true;
	}
	if (c != 'u' || !hex4(p, &first)) {
		return false;
	}
	if (first >= 0xD800 && first < 0xDC00 && p->end - p->at > 6 && p->at[0] == '\\' && p->at[1] == 'u') {
		p->at += 2;
		if (!hex4(p, &second)) {
			return false;
		}
		first = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
	}
	osp_buf_put_codepoint(out, first != 0 ? first : 0xFFFD);
	return true;
}

static const char *take_string(struct parsing *p)
{
	osp_buf out = OSP_BUF_INIT;
	const char *text = NULL;
	while (p->at < p->end && *p->at != '"') {
		if (*p->at == '\\') {
			p->at++;
			if (!take_escape(p, &out)) {
				break;
			}
		} else {
			osp_buf_put_codepoint(&out, osp_utf8_next(&p->at, p->end));
		}
	}
	if (p->at < p->end && *p->at == '"') {
		p->at++;
		text = arena_strndup(p->arena, out.data != NULL ? out.data : "", out.len);
	} else {
		fail(p, "a text that does not end");
	}
	osp_buf_done(&out);
	return text;
}

static const struct json *take_value(struct parsing *p, int depth);

static void append(struct parsing *p, struct json *to, size_t *capacity, const char *key, const struct json *item)
{
	if (to->count == *capacity) {
		*capacity = *capacity * 2 + 4;
		const char **keys = arena_array(p->arena, *capacity, sizeof(*keys));
		const struct json **items = arena_array(p->arena, *capacity, sizeof(*items));
		if (to->count > 0) {
			memcpy(keys, to->keys, to->count * sizeof(*keys));
			memcpy(items, to->items, to->count * sizeof(*items));
		}
		to->keys = keys;
		to->items = items;
	}
	to->keys[to->count] = key;
	to->items[to->count++] = item;
}

static const struct json *take_items(struct parsing *p, enum json_kind kind, int depth)
{
	struct json *value = ARENA_NEW(p->arena, struct json);
	const char end = kind == JSON_LIST ? ']' : '}';
	size_t capacity = 0;
	value->kind = kind;
	value->text = "";
	if (take(p, end)) {
		return value;
	}
	do {
		const char *key = "";
		if (kind == JSON_MAP) {
			key = take(p, '"') ? take_string(p) : NULL;
			if (key == NULL || !take(p, ':')) {
				return fail(p, "a map without keys");
			}
		}
		const struct json *item = take_value(p, depth + 1);
		if (item == NULL) {
			return NULL;
		}
		append(p, value, &capacity, key, item);
	} while (take(p, ','));
	return take(p, end) ? value : fail(p, "a list that does not end");
}

static const struct json *take_value(struct parsing *p, int depth)
{
	static const struct { const char *word; enum json_kind kind; bool boolean; } words[] = {
		{ "null", JSON_NULL, false }, { "true", JSON_BOOL, true }, { "false", JSON_BOOL, false },
	};
	struct json *value;
	if (depth > DEPTH_LIMIT) {
		return fail(p, "too many levels");
	}
	if (take(p, '[')) {
		return take_items(p, JSON_LIST, depth);
	}
	if (take(p, '{')) {
		return take_items(p, JSON_MAP, depth);
	}
	value = ARENA_NEW(p->arena, struct json);
	if (take(p, '"')) {
		value->kind = JSON_STRING;
		value->text = take_string(p);
		return value->text != NULL ? value : NULL;
	}
	value->text = "";
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t len = strlen(words[i].word);
		if ((size_t)(p->end - p->at) >= len && memcmp(p->at, words[i].word, len) == 0) {
			p->at += len;
			value->kind = words[i].kind;
			value->boolean = words[i].boolean;
			return value;
		}
	}
	const char *from = p->at;
	while (p->at < p->end && *p->at != '\0' && strchr("+-.0123456789eE", *p->at) != NULL) {
		p->at++;
	}
	value->kind = JSON_NUMBER;
	value->text = arena_strndup(p->arena, from, (size_t)(p->at - from));
	return p->at > from ? value : fail(p, "something that is no value");
}

const struct json *json_parse(struct arena *arena, const char *bytes, size_t len, osp_buf *why)
{
	struct parsing p = { .arena = arena, .at = bytes, .end = bytes + len };
	const struct json *value = take_value(&p, 0);
	skip_space(&p);
	if (value != NULL && p.at < p.end) {
		value = fail(&p, "something behind the end");
	}
	if (value == NULL) {
		osp_buf_printf(why, "JSON: %s", p.wrong != NULL ? p.wrong : "?");
	}
	return value;
}

void json_put(osp_buf *out, const char *text, size_t len)
{
	osp_buf_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\') {
			osp_buf_putc(out, '\\');
			osp_buf_putc(out, (char)c);
		} else if (c < 0x20) {
			osp_buf_printf(out, "\\u%04x", c);
		} else {
			osp_buf_putc(out, (char)c);
		}
	}
	osp_buf_putc(out, '"');
}
