/* matter.c - find an article's front matter, read it, mend it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"
#include "base/job.h"

#include <string.h>

static size_t line_length(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	return newline == NULL ? (size_t)(end - at) : (size_t)(newline - at);
}

/* How many `c` a line is made of, 0 when it has anything else but space behind them. */
static size_t fence(const char *at, size_t len, char c)
{
	size_t run = 0;
	while (run < len && at[run] == c) {
		run++;
	}
	size_t rest = run;
	while (rest < len && (at[rest] == ' ' || at[rest] == '\t')) {
		rest++;
	}
	return rest == len && run >= 3 ? run : 0;
}

static void end_at(struct read_matter *matter, const char *text, const char *begin, const char *stop, const char *body)
{
	matter->text = begin;
	matter->len = (size_t)(stop - begin);
	matter->body = (size_t)(body - text);
	matter->body_line = 1;
	for (const char *p = text; (p = memchr(p, '\n', (size_t)(body - p))) != NULL; p++) {
		matter->body_line++;
	}
}

/* `key: value` or `key = value`, as far as one line can tell. */
static bool looks_like_key(const char *at, size_t len)
{
	size_t name = 0;
	while (name < len && (unsigned char)at[name] > ' ' && strchr(":=#-*`[(<", at[name]) == NULL) {
		name++;
	}
	const char *colon = "\xEF\xBC\x9A";
	for (size_t i = 0; i + 3 <= name; i++) {
		if (memcmp(at + i, colon, 3) == 0) {
			return true;
		}
	}
	size_t blank = name;
	while (blank < len && at[blank] == ' ') {
		blank++;
	}
	return name > 0 && blank < len && (at[blank] == ':' || at[blank] == '=');
}

/* A fence that is never closed: what looks like front matter up to the first empty line is taken for it. */
static void close_by_guess(struct read_matter *matter, const char *text, const char *begin, const char *end)
{
	const char *at = begin;
	size_t keys = 0;
	while (at < end) {
		size_t len = line_length(at, end);
		if (len == 0 || at[strspn(at, " \t")] == '\n') {
			break;
		}
		keys += looks_like_key(at, len);
		at += len < (size_t)(end - at) ? len + 1 : len;
	}
	if (keys == 0) {
		matter->kind = MATTER_NONE;
		return;
	}
	matter->unclosed = true;
	end_at(matter, text, begin, at, at);
}

static void find_fenced(struct read_matter *matter, const char *text, const char *end, char c)
{
	size_t len = line_length(text, end);
	const char *begin = text + len < end ? text + len + 1 : end;
	size_t first = line_length(begin, end);
	matter->long_fence = fence(text, len, c) > 3;
	/* A row of dashes without a key below it is a rule, not front matter. */
	if (matter->long_fence && !looks_like_key(begin, first)) {
		matter->kind = MATTER_NONE;
		return;
	}
	for (const char *at = begin; at < end;) {
		len = line_length(at, end);
		const char *next = at + len < end ? at + len + 1 : end;
		size_t run = fence(at, len, c);
		matter->long_fence = matter->long_fence || run > 3;
		if (run > 0 || (c == '-' && len == 3 && memcmp(at, "...", 3) == 0)) {
			end_at(matter, text, begin, at, next);
			return;
		}
		at = next;
	}
	close_by_guess(matter, text, begin, end);
}

/* From { to the } that closes it; the rest of that line is blank. */
static void find_json(struct read_matter *matter, const char *text, const char *end)
{
	size_t depth = 0;
	bool quoted = false;
	for (const char *p = text; p < end; p++) {
		if (quoted) {
			quoted = *p != '"';
			p += *p == '\\' ? 1 : 0;
			continue;
		}
		quoted = *p == '"';
		depth += *p == '{' || *p == '[';
		if ((*p == '}' || *p == ']') && --depth == 0) {
			const char *body = p + 1 + line_length(p + 1, end);
			end_at(matter, text, text, p + 1, body < end ? body + 1 : end);
			return;
		}
	}
	matter->kind = MATTER_NONE;
}

struct read_matter read_find_matter(const char *text, size_t len)
{
	struct read_matter matter = { .kind = MATTER_NONE, .line = 2, .body_line = 1 };
	const char *end = text + len;
	size_t first = line_length(text, end);
	if (fence(text, first, '-') > 0) {
		matter.kind = MATTER_YAML;
		find_fenced(&matter, text, end, '-');
	} else if (fence(text, first, '+') > 0) {
		matter.kind = MATTER_TOML;
		find_fenced(&matter, text, end, '+');
	} else if (len > 1 && text[0] == '{' && text[1 + strspn(text + 1, " \t\n")] == '"') {
		matter.kind = MATTER_JSON;
		matter.line = 1;
		find_json(&matter, text, end);
	}
	return matter;
}

/* What real front matter gets wrong and can be mended without changing a line: \' within double quotes, tabs. */
static void mend(const struct read_matter *matter, osp_buf *out)
{
	bool quoted = false, line_start = true;
	for (size_t i = 0; i < matter->len; i++) {
		char c = matter->text[i];
		quoted = c == '\n' ? false : c == '"' && (i == 0 || matter->text[i - 1] != '\\') ? !quoted : quoted;
		if (quoted && c == '\\' && i + 1 < matter->len && matter->text[i + 1] == '\'') {
			continue;
		}
		osp_buf_puts(out, c == '\t' && (line_start || !quoted) ? (line_start ? "  " : " ") : "");
		if (c != '\t' || (quoted && !line_start)) {
			osp_buf_putc(out, c);
		}
		line_start = c == '\n' || (line_start && (c == ' ' || c == '\t'));
	}
}

static struct yaml_value *parse_yaml(osp_job *job, const struct read_matter *matter, uint32_t file)
{
	struct yaml_problem problem = { .sentence = NULL }, again = { .sentence = NULL };
	struct yaml_value *value = yaml_parse(job, matter->text, matter->len, file, matter->line, &problem);
	if (value != NULL) {
		return value;
	}
	osp_buf mended = OSP_BUF_INIT;
	mend(matter, &mended);
	value = yaml_parse(job, mended.data != NULL ? mended.data : "", mended.len, file, matter->line, &again);
	osp_buf_done(&mended);
	if (value != NULL) {
		osp_warn(job, problem.place, "read/front-matter", "the front matter is broken here (%s); it was mended", problem.sentence);
		return value;
	}
	osp_warn(job, problem.place, "read/front-matter", "the front matter is broken here (%s); it was read line by line", problem.sentence);
	return read_loosely(job, matter->text, matter->len, file, matter->line);
}

static struct yaml_value *parse_toml(osp_job *job, const struct read_matter *matter, uint32_t file)
{
	osp_place problem = OSP_NOWHERE;
	struct yaml_value *value = read_toml(job, matter->text, matter->len, file, matter->line, &problem);
	if (value != NULL) {
		return value;
	}
	osp_warn(job, problem, "read/front-matter", "the front matter is not TOML from here on; it was read line by line");
	return read_loosely(job, matter->text, matter->len, file, matter->line);
}

struct yaml_value *read_parse_matter(osp_job *job, const struct read_matter *matter, uint32_t file)
{
	osp_place fence_place = { file, 1, 1 };
	if (matter->kind == MATTER_NONE) {
		return NULL;
	}
	if (matter->unclosed) {
		osp_warn(job, fence_place, "read/fence", "the front matter is never closed; it was taken to end at the first empty line");
	}
	if (matter->long_fence) {
		osp_warn(job, fence_place, "read/fence", "the fence of front matter has three characters, not more; it was taken for one");
	}
	struct yaml_value *value = matter->kind == MATTER_TOML ? parse_toml(job, matter, file) : parse_yaml(job, matter, file);
	if (value == NULL || value->kind != YAML_MAP) {
		return NULL;
	}
	return value;
}
