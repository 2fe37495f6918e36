/* apply.c - what front matter says about an article, into the article. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/people.h"

#include <string.h>
#include <strings.h>

/* The first of several names (NULL-terminated) that has a value; letters of either case. */
static const struct yaml_value *find(const struct yaml_value *map, const char *const *names)
{
	for (; *names != NULL; names++) {
		for (size_t i = 0; i < map->count; i++) {
			if (strcasecmp(map->pairs[i].key, *names) == 0 && map->pairs[i].value->kind != YAML_NULL) {
				return map->pairs[i].value;
			}
		}
	}
	return NULL;
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A text without space around it and with lines joined; "" when it is none. */
static const char *one_line(osp_job *job, const struct yaml_value *value)
{
	if (value == NULL || value->kind != YAML_SCALAR) {
		return "";
	}
	char *text = osp_job_strdup(job, value->scalar), *to = text;
	for (const char *from = text + strspn(text, " \t\n"); *from != '\0'; from++) {
		bool blank = *from == '\n' || *from == '\t' || *from == ' ';
		if (!blank || (to > text && to[-1] != ' ')) {
			*to++ = blank ? ' ' : *from;
		}
	}
	while (to > text && to[-1] == ' ') {
		to--;
	}
	*to = '\0';
	return text;
}

static void set(osp_job *job, const char **field, const struct yaml_value *value)
{
	if (**field == '\0') {
		*field = one_line(job, value);
	}
}

static bool is_digits(const char *text, size_t count)
{
	return strspn(text, "0123456789") >= count;
}

/* 2022-11-16T21:48:52+08:00, 2022/11/16, 2022.11.16, 2022年11月16日 are 2022-11-16; anything else stays as it is. */
static const char *plain_date(osp_job *job, const char *text)
{
	static const char *const marks[] = { "-", "/", ".", "年", "月" };
	int parts[3] = { 0, 0, 0 };
	const char *at = text;
	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(at, "0123456789");
		if (digits == 0 || digits > (i == 0 ? 4u : 2u) || (i == 0 && !is_digits(at, 4))) {
			return text;
		}
		for (; digits > 0; digits--) {
			parts[i] = parts[i] * 10 + (*at++ - '0');
		}
		for (size_t mark = 0; i < 2 && mark < sizeof marks / sizeof *marks; mark++) {
			if (strncmp(at, marks[mark], strlen(marks[mark])) == 0) {
				at += strlen(marks[mark]);
				break;
			}
		}
	}
	bool sound = parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 31;
	return sound ? osp_job_printf(job, "%04d-%02d-%02d", parts[0], parts[1], parts[2]) : text;
}

/* zh_cn, zh, cn, 中文 are zh-CN; en_us is en-US. */
static const char *plain_language(osp_job *job, const char *text)
{
	static const char *const names[][2] = {
		{ "zh", "zh-CN" }, { "cn", "zh-CN" }, { "chinese", "zh-CN" }, { "中文", "zh-CN" }, { "简体中文", "zh-CN" }, { "zh-hans", "zh-CN" },
		{ "zh-hans-cn", "zh-CN" }, { "繁體中文", "zh-TW" }, { "繁体中文", "zh-TW" }, { "zh-hant", "zh-TW" }, { "english", "en" }, { "英文", "en" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcasecmp(text, names[i][0]) == 0) {
			return names[i][1];
		}
	}
	if (strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != strlen(text) || strlen(text) > 35) {
		return "";
	}
	char *tag = osp_job_strdup(job, text);
	char *region = NULL;
	for (char *p = tag; *p != '\0'; p++) {
		region = *p == '_' || *p == '-' ? p : region;
		*p = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	}
	for (char *p = region; region != NULL && strlen(region) == 3 && *p != '\0'; p++) {
		*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
	}
	return tag;
}

static void add_keyword(osp_job *job, osp_article *article, const struct yaml_value *value)
{
	const char *word = one_line(job, value);
	for (size_t i = 0; i < article->keyword_count; i++) {
		if (strcmp(article->keywords[i], word) == 0) {
			return;
		}
	}
	if (*word != '\0') {
		article->keywords[article->keyword_count++] = word;
	}
}

/* A list, or one text with commas. */
static void set_keywords(osp_job *job, osp_article *article, const struct yaml_value *value)
{
	enum { MOST = 64 };
	if (article->keyword_count > 0 || value == NULL || value->kind == YAML_MAP) {
		return;
	}
	article->keywords = osp_job_alloc(job, MOST * sizeof *article->keywords);
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count && article->keyword_count < MOST; i++) {
		add_keyword(job, article, value->items[i]);
	}
	static const char *const marks[] = { ",", "，", "、", ";", "；" };
	for (const char *at = value->scalar; value->kind == YAML_SCALAR && *at != '\0' && article->keyword_count < MOST;) {
		size_t len = strlen(at), mark_len = 0;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			const char *mark = strstr(at, marks[i]);
			if (mark != NULL && (size_t)(mark - at) < len) {
				len = (size_t)(mark - at);
				mark_len = strlen(marks[i]);
			}
		}
		add_keyword(job, article, read_value_scalar(job, at, len, value->place));
		at += len + mark_len;
	}
}

static bool is_true(const struct yaml_value *value)
{
	return value != NULL && value->kind == YAML_SCALAR &&
		(strcasecmp(value->scalar, "true") == 0 || strcasecmp(value->scalar, "yes") == 0 || strcmp(value->scalar, "1") == 0);
}

/* Hugo's `cover` may be a map of its own, `images` a list. */
static const struct yaml_value *picture(const struct yaml_value *value)
{
	if (value != NULL && value->kind == YAML_MAP) {
		return find(value, NAMES("image", "src", "url", "path"));
	}
	return value != NULL && value->kind == YAML_LIST ? (value->count > 0 ? value->items[0] : NULL) : value;
}

static const struct yaml_value *address(const struct yaml_value *value)
{
	bool absolute = value != NULL && value->kind == YAML_SCALAR &&
		(strncasecmp(value->scalar, "http://", 7) == 0 || strncasecmp(value->scalar, "https://", 8) == 0);
	return absolute ? value : NULL;
}

static void set_title(osp_job *job, osp_article *article, const struct yaml_value *value)
{
	if (article->title[0] == '\0' && value != NULL && value->kind == YAML_SCALAR) {
		article->title = one_line(job, value);
		article->title_place = value->place;
	}
}

void read_apply(osp_job *job, osp_article *article, const struct yaml_value *map)
{
	set_title(job, article, find(map, NAMES("title", "标题")));
	set(job, &article->subtitle, find(map, NAMES("subtitle", "副标题")));
	set(job, &article->short_title, find(map, NAMES("short-title", "short_title", "shortTitle", "linkTitle")));
	if (article->date[0] == '\0') {
		article->date = plain_date(job, one_line(job, find(map, NAMES("date", "publishDate", "日期"))));
	}
	if (article->lang[0] == '\0') {
		article->lang = plain_language(job, one_line(job, find(map, NAMES("lang", "language", "locale", "语言"))));
	}
	if (article->description[0] == '\0') {
		article->description = read_plain(job, one_line(job, find(map, NAMES("description", "summary", "abstract", "摘要", "描述"))));
	}
	set(job, &article->license, find(map, NAMES("license", "licence", "许可")));
	set(job, &article->doi, find(map, NAMES("doi")));
	set(job, &article->original_url, address(find(map, NAMES("canonical", "canonicalURL", "canonical_url", "originallink", "original_url", "url"))));
	set(job, &article->cover, picture(find(map, NAMES("cover", "image", "banner", "featuredImage", "thumbnail", "images"))));
	set_keywords(job, article, find(map, NAMES("keywords", "关键词", "关键字", "tags", "标签")));
	read_people(job, article, map, find(map, NAMES("authors", "author", "作者")), find(map, NAMES("translators", "translator", "translater", "译者")));
	if (is_true(find(map, NAMES("draft", "草稿")))) {
		article->state = OSP_ARTICLE_DRAFT;
	}
	const struct yaml_value *params = find(map, NAMES("params"));
	if (params != NULL && params->kind == YAML_MAP && find(params, NAMES("params")) == NULL) {
		read_apply(job, article, params);
	}
}
