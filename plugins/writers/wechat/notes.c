/* notes.c - links that WeChat does not follow become numbered notes, going on where the author's references end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a of an address without the marks at its end. */
static uint32_t hash(const char *url)
{
	uint32_t h = 2166136261u;
	size_t len = strlen(url);
	while (len > 0 && strchr("/.,", url[len - 1]) != NULL)
		len--;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)url[i]) * 16777619u;
	return h;
}

/* Two addresses that differ in a slash or a full stop at the end are one for a reader. */
static bool same_address(const char *a, const char *b)
{
	size_t x = strlen(a), y = strlen(b);
	while (x > 0 && strchr("/.,", a[x - 1]) != NULL)
		x--;
	while (y > 0 && strchr("/.,", b[y - 1]) != NULL)
		y--;
	return x == y && memcmp(a, b, x) == 0;
}

static void add(struct notes *notes, const char *url, unsigned number, bool is_reference)
{
	if (notes->count == notes->capacity) {
		notes->capacity = notes->capacity == 0 ? 32 : notes->capacity * 2;
		struct note *larger = realloc(notes->items, notes->capacity * sizeof *larger);
		if (larger == NULL)
			abort();
		notes->items = larger;
	}
	notes->items[notes->count++] = (struct note){ url, hash(url), number, is_reference };
	if (number > notes->last)
		notes->last = number;
}

const struct note *notes_find(const struct notes *notes, const char *url)
{
	uint32_t wanted = hash(url);
	for (size_t i = 0; i < notes->count; i++) {
		if (notes->items[i].hash == wanted && same_address(notes->items[i].url, url))
			return &notes->items[i];
	}
	return NULL;
}

void notes_done(struct notes *notes)
{
	free(notes->items);
	*notes = (struct notes){ 0 };
}

bool notes_is_shown(const osp_node *link, const char *url)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(link, &text);
	const char *shown = text.len != 0 ? text.data : "", *bare = strstr(url, "://");
	/* A picture that is a link has no words that a note could be set to. */
	bool is_empty = strspn(shown, " \t\n") == strlen(shown);
	bool is = is_empty || osp_node_has_class(link, "autolink") || same_address(shown, url) ||
		(bare != NULL && same_address(shown, bare + 3));
	osp_buf_done(&text);
	return is;
}

unsigned notes_number(const struct notes *notes, const osp_node *link, const char *url)
{
	const struct note *note = notes_is_shown(link, url) ? NULL : notes_find(notes, url);
	return note != NULL ? note->number : 0;
}

/* The addresses in the author's own list keep the entry's number. */
static void collect_references(struct page *page, const osp_node *list)
{
	for (const osp_node *item = osp_node_first(list); item != NULL; item = osp_node_next(item)) {
		const char *value = osp_node_attr(item, "value");
		unsigned number = value != NULL ? (unsigned)strtoul(value, NULL, 10) : page->notes.last + 1;
		if (number == 0 || number > 9999)
			number = page->notes.last + 1;
		bool any = false;
		for (const osp_node *n = item; n != NULL; n = osp_node_after(n, item)) {
			const char *url;
			if (osp_node_tag(n) != OSP_A || target_of(page, n, &url) == TARGET_NONE || osp_node_has_role(n, "doc-backlink"))
				continue;
			any = true;
			add(&page->notes, url, number, true);
		}
		if (!any)
			add(&page->notes, "", number, true);
	}
	page->notes.has_references = page->notes.count != 0;
}

void notes_collect(struct page *page)
{
	const osp_node *list = NULL;
	for (const osp_node *n = page->root; n != NULL && list == NULL; n = osp_node_after(n, page->root)) {
		if (osp_node_has_class(n, "references") && (osp_node_tag(n) == OSP_OL || osp_node_tag(n) == OSP_UL))
			list = n;
	}
	if (list != NULL)
		collect_references(page, list);
	for (const osp_node *n = page->root; n != NULL;) {
		const char *url;
		if (n == list || osp_node_tag(n) == OSP_PRE) { /* code has no room for marks */
			n = osp_node_after_all(n, page->root);
			continue;
		}
		if (osp_node_tag(n) == OSP_A && !osp_node_has_role(n, "doc-backlink") && target_of(page, n, &url) == TARGET_OUTSIDE &&
		    !notes_is_shown(n, url) && notes_find(&page->notes, url) == NULL)
			add(&page->notes, osp_job_strdup(page->job, url), page->notes.last + 1, false);
		n = osp_node_after(n, page->root);
	}
}
