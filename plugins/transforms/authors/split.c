/* split.c - one line of front matter may name several people. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
#include "authors.h"

#include <string.h>

enum { MOST_AUTHORS = 200 };

struct people { osp_person **list; size_t count; };

static bool starts(const char *at, const char *end, const char *token)
{
	size_t len = strlen(token);
	return (size_t)(end - at) >= len && memcmp(at, token, len) == 0;
}

static bool two_han(const char *at, const char *end)
{
	int count = 0;
	while (at < end && count < 2 && osp_char_is_han(osp_utf8_next(&at, end))) {
		count++;
	}
	return count == 2;
}

/* 张三和李四 is two people, 李和平 one: a conjunction needs two characters on either side, or spaces. */
static size_t conjunction(const char *start, const char *at, const char *end)
{
	static const char *const words[] = { "和", "与", "與", NULL };
	for (size_t i = 0; words[i] != NULL; i++) {
		size_t len = strlen(words[i]);
		if (!starts(at, end, words[i])) {
			continue;
		}
		bool spaced = at > start && at[-1] == ' ' && at + len < end && at[len] == ' ';
		bool between = at - start >= 6 && two_han(at - 6, at) && two_han(at + len, end);
		return spaced || between ? len : 0;
	}
	return 0;
}

static size_t separator(const char *start, const char *at, const char *end)
{
	static const char *const marks[] = { "、", "，", ",", ";", "；", "&", "|", "｜", NULL };
	static const char *const words[] = { " and ", " And ", " X ", " x ", " × ", " with ", NULL };
	for (size_t i = 0; marks[i] != NULL; i++) {
		if (starts(at, end, marks[i])) {
			return strlen(marks[i]);
		}
	}
	for (size_t i = 0; words[i] != NULL; i++) {
		if (starts(at, end, words[i])) {
			return strlen(words[i]);
		}
	}
	return conjunction(start, at, end);
}

/* Nothing is cut inside brackets: "<a href=...>", "（有米科技）", "[name](url)". */
static int nesting(const char *at, const char *end)
{
	static const char *const opening[] = { "<", "(", "[", "（", "【", NULL }, *const closing[] = { ">", ")", "]", "）", "】", NULL };
	for (size_t i = 0; opening[i] != NULL; i++) {
		if (starts(at, end, opening[i])) {
			return 1;
		}
		if (starts(at, end, closing[i])) {
			return -1;
		}
	}
	return 0;
}

/* "<a href="https://...">Name</a>", "[Name](https://...)", "Name <mail@example.org>" -> name, url, mail. */
static void read_markup(osp_job *job, osp_person *person, const char *text, size_t len)
{
	const char *end = text + len;
	osp_buf name = OSP_BUF_INIT;
	for (const char *at = text; at < end;) {
		const char *stop = *at == '<' ? memchr(at, '>', (size_t)(end - at)) : NULL;
		if (stop == NULL) {
			osp_buf_putc(&name, *at++);
			continue;
		}
		const char *href = memmem(at, (size_t)(stop - at), "href=", 5);
		if (href != NULL && href + 6 < stop) {
			const char *quote = memchr(href + 6, href[5], (size_t)(stop - href - 6));
			person->url = quote != NULL ? osp_job_strndup(job, href + 6, (size_t)(quote - href - 6)) : "";
		} else if (memchr(at, '@', (size_t)(stop - at)) != NULL) {
			person->email = osp_job_strndup(job, at + 1, (size_t)(stop - at - 1));
		}
		at = stop + 1;
	}
	char *note = name.len > 0 ? strstr(name.data, "^[") : NULL; /* pandoc's inline note: "Name^[Corresponding author.]" */
	if (note != NULL) {
		osp_buf_truncate(&name, (size_t)(note - name.data));
	}
	const char *start = name.len > 0 ? name.data : "", *middle = strstr(start, "](");
	size_t left = name.len;
	tree_trim(&start, &left);
	if (start[0] == '[' && middle != NULL && start[left - 1] == ')') {
		person->url = osp_job_strndup(job, middle + 2, (size_t)(start + left - 1 - (middle + 2)));
		left = (size_t)(middle - start) - 1;
		start++;
	}
	person->name = osp_job_strndup(job, start, left);
	osp_buf_done(&name);
}

/* Someone whom the manifest knows is that person, with portrait and bio. */
static osp_person *find_known(const osp_volume *volume, const char *name)
{
	for (size_t i = 0; volume != NULL && i < volume->people_count; i++) {
		osp_person *person = volume->people[i];
		if (tree_same_letters(person->name, name) || tree_same_letters(person->latin, name) || strcmp(person->id, name) == 0) {
			return person;
		}
	}
	return NULL;
}

static void add(osp_job *job, struct people *people, const osp_person *whole, const char *text, size_t len)
{
	tree_trim(&text, &len);
	if (len == 0 || people->count >= MOST_AUTHORS) {
		return;
	}
	osp_person *person = osp_job_alloc(job, sizeof(*person));
	*person = *whole;
	person->family = person->given = "";
	read_markup(job, person, text, len);
	if (person->name[0] == '\0') {
		return;
	}
	osp_person *known = find_known(osp_job_volume(job), person->name);
	people->list[people->count++] = known != NULL ? known : person;
}

static void split_name(osp_job *job, struct people *people, const osp_person *person)
{
	const char *start = person->name, *end = start + strlen(start), *piece = start;
	int depth = 0;
	for (const char *at = start; at < end;) {
		depth += nesting(at, end);
		size_t cut = depth <= 0 ? separator(piece, at, end) : 0;
		if (cut > 0) {
			add(job, people, person, piece, (size_t)(at - piece));
			at += cut;
			piece = at;
		} else {
			osp_utf8_next(&at, end);
		}
	}
	add(job, people, person, piece, (size_t)(end - piece));
}

void authors_split(osp_job *job, osp_article *article)
{
	if (article->authors_given || article->author_count == 0) {
		return;
	}
	struct people people = { osp_job_alloc(job, MOST_AUTHORS * sizeof(osp_person *)), 0 };
	for (size_t i = 0; i < article->author_count; i++) {
		osp_person *person = article->authors[i];
		if (person->family[0] != '\0' || person->id[0] != '\0') { /* given in parts, or the manifest's: one person */
			if (people.count < MOST_AUTHORS) {
				people.list[people.count++] = person;
			}
		} else {
			split_name(job, &people, person);
		}
	}
	article->authors = people.list;
	article->author_count = people.count;
}
