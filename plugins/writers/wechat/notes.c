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

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %E6%9E%97: one character beyond ASCII in UTF-8; its bytes go to `bytes`. 0 when it is none that has ink. */
static size_t encoded_character(const char *at, char bytes[4])
{
	size_t count = 0, wanted = 1;
	while (count < wanted) {
		const char *p = at + 3 * count;
		if (p[0] != '%' || hex(p[1]) < 0 || hex(p[2]) < 0)
			return 0;
		unsigned byte = (unsigned)hex(p[1]) * 16 + (unsigned)hex(p[2]);
		if (count == 0)
			wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0;
		if (wanted == 0 || (count > 0 && (byte & 0xC0) != 0x80))
			return 0;
		bytes[count++] = (char)byte;
	}
	const char *p = bytes;
	uint32_t c = osp_utf8_next(&p, bytes + count);
	if (c == 0xB7 || c == 0x2022)
		return count; /* the dot within a name */
	/* Spaces, marks of direction and quotes would tear the address from its rest or hide in it. */
	return c > 0xBF && c != 0xFFFD && c != 0xFEFF && (c < 0x2000 || c > 0x2E7F) && (c < 0x3000 || c > 0x303F) && c < 0xE0000 &&
		(c < 0xD800 || c > 0xF8FF) && (c < 0xFF00 || c > 0xFFEF) && !osp_char_is_space(c) ? count : 0;
}

void notes_put_address(osp_buf *out, const char *url)
{
	char bytes[4];
	osp_buf_puts(out, "");
	while (*url != '\0') {
		size_t count = *url == '%' ? encoded_character(url, bytes) : 0;
		osp_buf_add(out, count > 0 ? bytes : url, count > 0 ? count : 1);
		url += count > 0 ? 3 * count : 1;
	}
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
		if ((osp_node_tag(n) == OSP_OL || osp_node_tag(n) == OSP_UL) && osp_node_has_class(n, "references"))
			list = n;
	}
	page->notes.is_odd = list != NULL && !marks_are_in_order(list);
	if (list != NULL && !page->notes.is_odd)
		collect_references(page, list);
	if (list == NULL)
		page->notes.last = marks_count_entries(page, NULL);
	page->notes.has_own_entries = page->notes.last != 0 && list == NULL;
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
