/* hints.c - the accidents of a Chinese keyboard in YAML. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/hints.h"
#include "base/job.h"

#include <string.h>

static const struct { const char *chinese, *english; } keys[] = {
	{ "标题", "title" }, { "书名", "title" }, { "副标题", "subtitle" }, { "文章", "articles" }, { "作者", "authors" },
	{ "译者", "translators" }, { "语言", "lang" }, { "日期", "date" }, { "编辑", "editors" }, { "编者", "editors" },
	{ "主编", "editors" }, { "出版者", "publisher" }, { "出版社", "publisher" }, { "许可", "license" }, { "许可证", "license" },
	{ "版权", "copyright" }, { "会议", "event" }, { "活动", "event" }, { "人物", "people" }, { "单位", "affiliations" },
	{ "机构", "affiliations" }, { "输出", "outputs" }, { "样式", "style" }, { "字体", "fonts" }, { "封面", "cover" },
	{ "文件", "file" }, { "摘要", "digest" }, { "名称", "name" }, { "地点", "place" }, { "版本", "version" },
};

const char *hints_key(const char *key)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (strcmp(keys[i].chinese, key) == 0) {
			return keys[i].english;
		}
	}
	return NULL;
}

enum accident { ACCIDENT_NONE, ACCIDENT_COLON, ACCIDENT_TAB, ACCIDENT_SPACE, ACCIDENT_DASH };

/* Whether what stands before the colon would be a key: `title`, `标题`. A list item may well be a sentence with a colon. */
static bool is_key(const char *word, size_t len)
{
	char key[64];
	bool is_ascii = len > 0;
	for (size_t i = 0; i < len; i++) {
		is_ascii = is_ascii && ((word[i] >= 'a' && word[i] <= 'z') || word[i] == '-' || word[i] == '_');
	}
	if (is_ascii || len >= sizeof(key)) {
		return is_ascii;
	}
	memcpy(key, word, len);
	key[len] = '\0';
	return hints_key(key) != NULL;
}

/* A full-width colon that ends the first word of a line, where YAML wants `key: value`. */
static bool has_wide_colon(const char *at, const char *end, uint32_t *column)
{
	const char *word = at;
	for (; at < end; (*column)++) {
		const char *here = at;
		uint32_t c = osp_utf8_next(&at, end);
		if (c == 0xFF1A) {
			return is_key(word, (size_t)(here - word));
		}
		if (c == ':' || c == ' ' || c == '\'' || c == '"' || c == '#' || c == '[' || c == '{') {
			return false;
		}
	}
	return false;
}

static enum accident find_in_line(const char *at, const char *end, uint32_t *column)
{
	*column = 1;
	while (at < end) {
		const char *here = at;
		uint32_t c = osp_utf8_next(&at, end);
		if (c == '\t') {
			return ACCIDENT_TAB;
		}
		if (c == 0x3000) {
			return ACCIDENT_SPACE;
		}
		if ((c == 0xFF0D || c == 0x2014 || c == 0x2013) && at < end && *at == ' ') {
			return ACCIDENT_DASH;
		}
		if (c != ' ' && !(c == '-' && at < end && *at == ' ')) {
			return has_wide_colon(here, end, column) ? ACCIDENT_COLON : ACCIDENT_NONE;
		}
		(*column)++;
	}
	return ACCIDENT_NONE;
}

static void explain(osp_job *job, enum accident accident, struct yaml_problem *problem)
{
	const char *sentence = "";
	switch (accident) {
	case ACCIDENT_COLON:
		problem->code = "yaml/full-width-colon";
		sentence = "the colon here is the full-width one (：); type \": \", a half-width colon and a space";
		break;
	case ACCIDENT_TAB:
		problem->code = "yaml/tab";
		sentence = "a tab can't indent YAML; use spaces";
		break;
	case ACCIDENT_SPACE:
		problem->code = "yaml/full-width-space";
		sentence = "a full-width space can't indent YAML; use half-width spaces";
		break;
	case ACCIDENT_DASH:
		problem->code = "yaml/full-width-dash";
		sentence = "the dash of a list item is a half-width hyphen and a space: \"- \"";
		break;
	case ACCIDENT_NONE:
		break;
	}
	problem->sentence = job_translate(job, sentence);
}

bool hints_find(osp_job *job, const char *text, size_t len, uint32_t line, struct yaml_problem *problem)
{
	const char *at = text, *end = text + len;
	for (uint32_t number = 1; at < end && number <= line; number++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop != NULL ? stop : end;
		uint32_t column;
		enum accident accident = find_in_line(at, stop, &column);
		if (accident != ACCIDENT_NONE) {
			problem->place.line = number;
			problem->place.column = column;
			explain(job, accident, problem);
			return true;
		}
		at = stop + 1;
	}
	return false;
}
