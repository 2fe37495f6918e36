/* loose.c - front matter that is neither YAML nor TOML nor JSON, line by line. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"

#include <string.h>

struct loose {
	osp_job *job;
	struct yaml_value *map;
	struct yaml_value *open;   /* the value of a key that had nothing behind it: a list may follow */
	uint32_t file, line;
};

/* Space, also the full-width one. */
static void strip(const char **from, const char **to)
{
	while (*from < *to && (unsigned char)**from <= ' ') {
		(*from)++;
	}
	while (*to > *from && (unsigned char)(*to)[-1] <= ' ') {
		(*to)--;
	}
	while (*to - *from >= 3 && memcmp(*from, "\xE3\x80\x80", 3) == 0) {
		*from += 3;
	}
}

static bool starts_with(const char *at, const char *end, const char *word)
{
	return (size_t)(end - at) >= strlen(word) && memcmp(at, word, strlen(word)) == 0;
}

/* Takes one pair of quotes away, or one that lost its partner. */
static void unquote(const char **from, const char **to)
{
	if (*from < *to && (**from == '"' || **from == '\'')) {
		char quote = *(*from)++;
		if (*to > *from && (*to)[-1] == quote) {
			(*to)--;
		}
	}
}

static struct yaml_value *scalar(struct loose *loose, const char *line, const char *from, const char *to)
{
	strip(&from, &to);
	if (to > from && to[-1] == ',') {
		to--;
		strip(&from, &to);
	}
	osp_place place = { loose->file, loose->line, (uint32_t)osp_utf8_count(line, (size_t)(from - line)) + 1 };
	unquote(&from, &to);
	return read_value_scalar(loose->job, from, (size_t)(to - from), place);
}

/* [one, "two"] */
static struct yaml_value *flow(struct loose *loose, const char *line, const char *from, const char *to)
{
	osp_place place = { loose->file, loose->line, (uint32_t)osp_utf8_count(line, (size_t)(from - line)) + 1 };
	struct yaml_value *list = read_value_new(loose->job, YAML_LIST, place);
	for (from++; from < to;) {
		const char *comma = from;
		while (comma < to && *comma != ',' && *comma != ']') {
			comma++;
		}
		struct yaml_value *item = scalar(loose, line, from, comma);
		if (item->scalar[0] != '\0') {
			read_value_append(loose->job, list, item);
		}
		from = comma + 1;
	}
	return list;
}

/* Where the key ends: at `:`, `：` or `=`; NULL when the line has no key. */
static const char *key_end(const char *from, const char *to, const char **ret_value)
{
	for (const char *p = from; p < to; p++) {
		if ((*p == ':' && (p + 1 == to || p[1] == ' ' || p[1] == '\t' || p[1] == '"' || p[1] == '\'')) || *p == '=') {
			*ret_value = p + 1;
			return p > from ? p : NULL;
		}
		if (starts_with(p, to, "\xEF\xBC\x9A")) {
			*ret_value = p + 3;
			return p > from ? p : NULL;
		}
		if (*p == '#' || *p == '[') {
			return NULL;
		}
	}
	return NULL;
}

static void read_line(struct loose *loose, const char *line, const char *end)
{
	const char *from = line, *to = end, *value = NULL;
	strip(&from, &to);
	bool indented = from > line;
	if (from == to || *from == '#') {
		return;
	}
	if (starts_with(from, to, "- ") && loose->open != NULL) {
		loose->open->kind = YAML_LIST;
		read_value_append(loose->job, loose->open, scalar(loose, line, from + 2, to));
		return;
	}
	const char *stop = key_end(from, to, &value);
	if (stop == NULL || (indented && loose->open != NULL)) {
		return; /* a map below a key, a continued line: nothing that matters is written so */
	}
	const char *name = from, *begin = value, *behind = to;
	strip(&name, &stop);
	unquote(&name, &stop);
	strip(&begin, &behind);
	struct yaml_value *fresh = begin < behind && *begin == '[' ? flow(loose, line, begin, behind) : scalar(loose, line, value, to);
	fresh->kind = begin == behind ? YAML_NULL : fresh->kind;
	read_value_put(loose->job, loose->map, name, (size_t)(stop - name), fresh);
	loose->open = begin == behind ? fresh : NULL;
}

struct yaml_value *read_loosely(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t line)
{
	struct loose loose = { .job = job, .file = file, .line = line };
	const char *at = text, *end = text + len;
	loose.map = read_value_new(job, YAML_MAP, (osp_place){ file, line, 1 });
	while (at < end && loose.map->count < 200) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline != NULL ? newline : end;
		read_line(&loose, at, stop);
		at = newline != NULL ? newline + 1 : end;
		loose.line++;
	}
	return loose.map;
}
