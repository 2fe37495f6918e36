/* json.h - JSON as values, and texts as JSON. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_JSON_H
#define PLUGIN_JSON_H

#include <ospopress/text.h>
#include "base/arena.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_MAP };

struct json {
	enum json_kind kind;
	const char *text;          /* STRING: UTF-8; NUMBER: as written; else "" */
	bool boolean;
	const char **keys;         /* MAP, beside items */
	const struct json **items; /* LIST, MAP */
	size_t count;
};

/* NULL, with `why`, for anything that is not one whole value of at most 1000 levels. Lives in the arena. */
const struct json *json_parse(struct arena *arena, const char *bytes, size_t len, osp_buf *why);

/* None of these is ever NULL: what is not there is a JSON_NULL. */
const struct json *json_at(const struct json *list, size_t index);
const struct json *json_find(const struct json *map, const char *key);

/* Appends a text with its quotes. */
void json_put(osp_buf *out, const char *text, size_t len);

#endif
