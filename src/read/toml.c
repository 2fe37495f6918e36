/* toml.c - the part of TOML 1.0 that front matter uses. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"

#include <stdlib.h>
#include <string.h>

enum { TOML_DEPTH = 16, TOML_KEYS = 2000 };

struct toml {
	osp_job *job;
	const char *at, *end, *line_start;
	uint32_t file, line;
	size_t keys;
	bool broken;
	osp_place problem;
};

static osp_place here(const struct toml *toml)
{
	return (osp_place){ toml->file, toml->line, (uint32_t)osp_utf8_count(toml->line_start, (size_t)(toml->at - toml->line_start)) + 1 };
}

static void *give_up(struct toml *toml)
{
	if (!toml->broken) {
		toml->broken = true;
		toml->problem = here(toml);
	}
	return NULL;
}

static bool is_next(const struct toml *toml, const char *word)
{
	return (size_t)(toml->end - toml->at) >= strlen(word) && memcmp(toml->at, word, strlen(word)) == 0;
}

static void step(struct toml *toml)
{
	if (*toml->at++ == '\n') {
		toml->line++;
		toml->line_start = toml->at;
	}
}

static void skip_blank(struct toml *toml)
{
	while (toml->at < toml->end && (*toml->at == ' ' || *toml->at == '\t')) {
		toml->at++;
	}
}

/* Space, comments and line ends: between statements and inside arrays. */
static void skip_lines(struct toml *toml)
{
	while (toml->at < toml->end) {
		if (*toml->at == '#') {
			while (toml->at < toml->end && *toml->at != '\n') {
				toml->at++;
			}
		} else if (*toml->at == ' ' || *toml->at == '\t' || *toml->at == '\n') {
			step(toml);
		} else {
			return;
		}
	}
}

static uint32_t hex(struct toml *toml, int digits)
{
	uint32_t value = 0;
	for (int i = 0; i < digits && toml->at < toml->end; i++, toml->at++) {
		char c = *toml->at;
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) :
			c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : 16;
		if (digit == 16) {
			break;
		}
		value = value * 16 + digit;
	}
	return value == 0 ? 0xFFFD : value;
}

/* Behind a backslash. A line end in a multi-line string swallows the white space after it. */
static void add_escape(struct toml *toml, osp_buf *out)
{
	static const char letters[] = "btnfre\"\\'", meanings[] = "\b\t\n\f\r\033\"\\'";
	char c = *toml->at;
	const char *letter = c != '\0' ? strchr(letters, c) : NULL;
	if (c == 'u' || c == 'U') {
		toml->at++;
		osp_buf_put_codepoint(out, hex(toml, c == 'u' ? 4 : 8));
	} else if (letter != NULL) {
		toml->at++;
		osp_buf_putc(out, meanings[letter - letters]);
	} else if (c == '\n' || c == ' ' || c == '\t') {
		while (toml->at < toml->end && strchr(" \t\n", *toml->at) != NULL) {
			step(toml);
		}
	} else {
		give_up(toml);
	}
}

static struct yaml_value *string(struct toml *toml)
{
	osp_place place = here(toml);
	char quote = *toml->at;
	char triple[4] = { quote, quote, quote, '\0' };
	bool many = is_next(toml, triple);
	const char *close = many ? triple : triple + 2;
	osp_buf text = OSP_BUF_INIT;
	toml->at += strlen(close);
	if (many && toml->at < toml->end && *toml->at == '\n') {
		step(toml);
	}
	while (toml->at < toml->end && !toml->broken && !is_next(toml, close)) {
		if (*toml->at == '\n' && !many) {
			give_up(toml);
		} else if (*toml->at == '\\' && quote == '"' && toml->at + 1 < toml->end) {
			toml->at++;
			add_escape(toml, &text);
		} else {
			osp_buf_putc(&text, *toml->at);
			step(toml);
		}
	}
	struct yaml_value *value = toml->broken || !is_next(toml, close) ? give_up(toml) :
		read_value_scalar(toml->job, text.data != NULL ? text.data : "", text.len, place);
	osp_buf_done(&text);
	if (value != NULL) {
		toml->at += strlen(close);
		value->quoted = true;
	}
	return value;
}

/* Numbers, dates, true, false: as they are written. */
static struct yaml_value *bare(struct toml *toml)
{
	osp_place place = here(toml);
	const char *from = toml->at;
	while (toml->at < toml->end && strchr(",]}#\n\"'[{=", *toml->at) == NULL) {
		toml->at++;
	}
	const char *to = toml->at;
	while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
		to--;
	}
	return to == from ? give_up(toml) : read_value_scalar(toml->job, from, (size_t)(to - from), place);
}

static struct yaml_value *any_value(struct toml *toml, int depth);
static bool pair(struct toml *toml, struct yaml_value *map, int depth);

static struct yaml_value *array(struct toml *toml, int depth)
{
	struct yaml_value *list = read_value_new(toml->job, YAML_LIST, here(toml));
	toml->at++;
	for (skip_lines(toml); toml->at < toml->end && *toml->at != ']'; skip_lines(toml)) {
		struct yaml_value *item = any_value(toml, depth + 1);
		if (item == NULL) {
			return NULL;
		}
		read_value_append(toml->job, list, item);
		skip_lines(toml);
		if (toml->at < toml->end && *toml->at == ',') {
			toml->at++;
		} else if (toml->at < toml->end && *toml->at != ']') {
			return give_up(toml);
		}
	}
	if (toml->at == toml->end) {
		return give_up(toml);
	}
	toml->at++;
	return list;
}

static struct yaml_value *inline_table(struct toml *toml, int depth)
{
	struct yaml_value *map = read_value_new(toml->job, YAML_MAP, here(toml));
	toml->at++;
	for (skip_blank(toml); toml->at < toml->end && *toml->at != '}'; skip_blank(toml)) {
		if (!pair(toml, map, depth + 1)) {
			return NULL;
		}
		skip_blank(toml);
		if (toml->at < toml->end && *toml->at == ',') {
			toml->at++;
		} else if (toml->at < toml->end && *toml->at != '}') {
			return give_up(toml);
		}
	}
	if (toml->at == toml->end) {
		return give_up(toml);
	}
	toml->at++;
	return map;
}

static struct yaml_value *any_value(struct toml *toml, int depth)
{
	if (depth > TOML_DEPTH || ++toml->keys > TOML_KEYS || toml->at == toml->end) {
		return give_up(toml);
	}
	switch (*toml->at) {
	case '"': case '\'': return string(toml);
	case '[': return array(toml, depth);
	case '{': return inline_table(toml, depth);
	default: return bare(toml);
	}
}

static bool is_key_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* One part of a dotted key. */
static const char *key_part(struct toml *toml)
{
	skip_blank(toml);
	if (toml->at < toml->end && (*toml->at == '"' || *toml->at == '\'')) {
		struct yaml_value *value = string(toml);
		return value != NULL ? value->scalar : NULL;
	}
	const char *from = toml->at;
	while (toml->at < toml->end && is_key_char(*toml->at)) {
		toml->at++;
	}
	return toml->at == from ? give_up(toml) : osp_job_strndup(toml->job, from, (size_t)(toml->at - from));
}

/* The map below a key, made when there is none; of a list of tables the last. */
static struct yaml_value *descend(struct toml *toml, struct yaml_value *map, const char *key)
{
	struct yaml_value *value = yaml_find(map, key);
	if (value == NULL) {
		return read_value_put(toml->job, map, key, strlen(key), read_value_new(toml->job, YAML_MAP, here(toml)));
	}
	if (value->kind == YAML_LIST && value->count > 0) {
		value = value->items[value->count - 1];
	}
	return value->kind == YAML_MAP ? value : give_up(toml);
}

/* A dotted key: all parts but the last are gone down. Returns the map that the last belongs to. */
static struct yaml_value *dotted(struct toml *toml, struct yaml_value *map, const char **ret_key)
{
	*ret_key = key_part(toml);
	for (int depth = 0; map != NULL && *ret_key != NULL; depth++) {
		skip_blank(toml);
		if (toml->at == toml->end || *toml->at != '.') {
			return map;
		}
		toml->at++;
		map = depth < TOML_DEPTH ? descend(toml, map, *ret_key) : give_up(toml);
		*ret_key = key_part(toml);
	}
	return NULL;
}

static bool pair(struct toml *toml, struct yaml_value *map, int depth)
{
	const char *key = NULL;
	map = dotted(toml, map, &key);
	if (map == NULL || toml->at == toml->end || *toml->at != '=') {
		give_up(toml);
		return false;
	}
	toml->at++;
	skip_blank(toml);
	struct yaml_value *value = any_value(toml, depth);
	if (value == NULL || read_value_put(toml->job, map, key, strlen(key), value) == NULL) {
		give_up(toml);
		return false;
	}
	return true;
}

/* [table] and [[one of several]] */
static struct yaml_value *header(struct toml *toml, struct yaml_value *root)
{
	bool several = is_next(toml, "[[");
	const char *key = NULL, *close = several ? "]]" : "]";
	toml->at += several ? 2 : 1;
	struct yaml_value *map = dotted(toml, root, &key);
	if (map == NULL || !is_next(toml, close) || ++toml->keys > TOML_KEYS) {
		return give_up(toml);
	}
	toml->at += strlen(close);
	if (!several) {
		return descend(toml, map, key);
	}
	struct yaml_value *list = yaml_find(map, key);
	if (list == NULL) {
		list = read_value_put(toml->job, map, key, strlen(key), read_value_new(toml->job, YAML_LIST, here(toml)));
	}
	if (list->kind != YAML_LIST) {
		return give_up(toml);
	}
	struct yaml_value *fresh = read_value_new(toml->job, YAML_MAP, here(toml));
	read_value_append(toml->job, list, fresh);
	return fresh;
}

struct yaml_value *read_toml(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t line, osp_place *ret_problem)
{
	struct toml toml = { .job = job, .at = text, .end = text + len, .line_start = text, .file = file, .line = line };
	struct yaml_value *root = read_value_new(job, YAML_MAP, here(&toml)), *table = root;
	for (skip_lines(&toml); toml.at < toml.end && !toml.broken; skip_lines(&toml)) {
		if (*toml.at == '[') {
			table = header(&toml, root);
		} else {
			pair(&toml, table, 0);
		}
		skip_blank(&toml);
		if (!toml.broken && toml.at < toml.end && *toml.at != '\n' && *toml.at != '#') {
			give_up(&toml);
		}
	}
	*ret_problem = toml.problem;
	return toml.broken ? NULL : root;
}
