/* golden.c - what is expected of a plugin's own tests, and what is different. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "workshop/golden.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "workshop/folder.h"

enum { FILE_LIMIT = 64 << 20, AROUND = 3, LOOK_AHEAD = 200, LINES_SHOWN = 60 };

struct line { const char *text; size_t len; };
struct lines { struct line *list; size_t count, capacity; };

static void cut(const char *text, size_t len, struct lines *ret)
{
	*ret = (struct lines){ NULL, 0, 0 };
	for (const char *end = text + len; text < end;) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((stop != NULL ? stop : end) - text);
		if (ret->count == ret->capacity) {
			ret->list = job_grown(ret->list, &ret->capacity, sizeof(*ret->list));
		}
		ret->list[ret->count++] = (struct line){ text, line };
		text += line + 1;
	}
}

static bool is_same(const struct line *a, const struct line *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static void put(osp_buf *out, char mark, const struct line *line, size_t *shown)
{
	if (*shown < LINES_SHOWN) {
		osp_buf_putc(out, mark);
		osp_buf_add(out, line->text, line->len);
		osp_buf_putc(out, '\n');
	} else if (*shown == LINES_SHOWN) {
		osp_buf_puts(out, "...\n");
	}
	++*shown;
}

/* The nearest lines from which both go on alike: as little as possible is said to differ. */
static void find_next(const struct lines *a, const struct lines *b, size_t i, size_t k, size_t *ret_i, size_t *ret_k)
{
	for (size_t sum = 0; sum < LOOK_AHEAD; sum++) {
		for (size_t skip = 0; skip <= sum; skip++) {
			size_t at = i + skip, other = k + sum - skip;
			if (at < a->count && other < b->count && is_same(&a->list[at], &b->list[other])) {
				*ret_i = at;
				*ret_k = other;
				return;
			}
		}
	}
	*ret_i = a->count;
	*ret_k = b->count;
}

void golden_difference(const char *old, size_t old_len, const char *fresh, size_t fresh_len, osp_buf *out)
{
	struct lines a, b;
	size_t shown = 0, common = 0;
	cut(old, old_len, &a);
	cut(fresh, fresh_len, &b);
	for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
		if (i < a.count && k < b.count && is_same(&a.list[i], &b.list[k])) {
			/* Behind a difference; what stands before one is put when it is met. */
			if (common < AROUND && shown > 0) {
				put(out, ' ', &a.list[i], &shown);
			}
			common++;
			i++;
			k++;
			continue;
		}
		size_t next_i, next_k, shown_already = shown == 0 ? 0 : common < AROUND ? common : AROUND, before = common - shown_already;
		before = before < AROUND ? before : AROUND;
		for (size_t n = before; n > 0; n--) {
			put(out, ' ', &a.list[i - n], &shown);
		}
		find_next(&a, &b, i, k, &next_i, &next_k);
		for (; i < next_i; i++) {
			put(out, '-', &a.list[i], &shown);
		}
		for (; k < next_k; k++) {
			put(out, '+', &b.list[k], &shown);
		}
		common = 0;
	}
	free(a.list);
	free(b.list);
}

static void compare_file(osp_job *job, const char *name, const char *expected, const char *made, osp_buf *out)
{
	char *old = NULL, *fresh = NULL;
	size_t old_len = 0, fresh_len = 0;
	file_load(job->arena, path_join(job->arena, expected, name), FILE_LIMIT, &old, &old_len);
	file_load(job->arena, path_join(job->arena, made, name), FILE_LIMIT, &fresh, &fresh_len);
	if (old == NULL || fresh == NULL) {
		osp_buf_printf(out, job_translate(job, old == NULL ? "%s: was not expected\n" : "%s: is missing\n"), name);
	} else if (old_len != fresh_len || memcmp(old, fresh, old_len) != 0) {
		osp_buf_printf(out, job_translate(job, "%s: - expected, + made\n"), name);
		if (memchr(old, '\0', old_len) != NULL || memchr(fresh, '\0', fresh_len) != NULL) {
			osp_buf_printf(out, job_translate(job, "(no text; %zu bytes were expected, %zu were made)\n"), old_len, fresh_len);
		} else {
			golden_difference(old, old_len, fresh, fresh_len, out);
		}
	}
}

static bool has(const struct folder_list *list, const char *name)
{
	size_t i = 0;
	while (i < list->count && strcmp(list->names[i], name) != 0) {
		i++;
	}
	return i < list->count;
}

bool golden_compare(osp_job *job, const char *expected, const char *made, osp_buf *out)
{
	struct folder_list old, fresh;
	size_t before = out->len;
	folder_list(job, expected, &old);
	folder_list(job, made, &fresh);
	for (size_t i = 0; i < old.count; i++) {
		compare_file(job, old.names[i], expected, made, out);
	}
	for (size_t i = 0; i < fresh.count; i++) {
		if (!has(&old, fresh.names[i])) {
			compare_file(job, fresh.names[i], expected, made, out);
		}
	}
	free(old.names);
	free(fresh.names);
	return out->len == before;
}
