/* outline.c - write the outline that a viewer shows beside the pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/document.h"
#include "haru/syntax.h"

enum { MAX_OPEN = 40, MAX_DEPTH = 16 };

struct entry { /* all numbers are indexes + 1; 0 = none */
	haru_id id;
	size_t parent, first, last, next, previous;
	size_t below;            /* descendants */
};

/* Links the entries by their depths. A depth that skips a level hangs below what is there. */
static void build(struct entry *entries, osp_outline *const *outline, size_t count, struct haru *haru) {
	size_t open[MAX_DEPTH + 1] = { 0 };
	for (size_t i = 1; i <= count; i++) {
		uint32_t depth = outline[i - 1]->depth < 1 ? 1 : outline[i - 1]->depth > MAX_DEPTH ? MAX_DEPTH : outline[i - 1]->depth;
		while (depth > 1 && open[depth - 1] == 0) {
			depth--;
		}
		size_t parent = depth > 1 ? open[depth - 1] : 0;
		struct entry *up = &entries[parent];
		entries[i].id = haru_reserve(haru);
		entries[i].parent = parent;
		entries[i].previous = up->last;
		if (up->last != 0) {
			entries[up->last].next = i;
		} else {
			up->first = i;
		}
		up->last = i;
		open[depth] = i;
		memset(open + depth + 1, 0, (MAX_DEPTH - depth) * sizeof *open);
	}
	for (size_t i = count; i >= 1; i--) {
		entries[entries[i].parent].below += 1 + entries[i].below;
	}
}

static void put_number(osp_buf *out, const char *key, const struct entry *entries, size_t index) {
	if (index != 0) {
		osp_buf_puts(out, key);
		haru_put_ref(out, entries[index].id);
	}
}

static void put_title(osp_buf *out, const char *title) {
	osp_buf line = OSP_BUF_INIT;
	osp_buf_puts(&line, title);
	for (size_t i = 0; i < line.len; i++) {
		line.data[i] = line.data[i] == '\n' || line.data[i] == '\t' ? ' ' : line.data[i];
	}
	osp_buf_puts(out, "/Title");
	haru_put_text(out, line.data, line.len);
	osp_buf_done(&line);
}

static void put_entry(struct haru_document *document, const struct entry *entries, size_t i, bool is_open) {
	const osp_outline *line = document->pages->outline[i - 1];
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "<<");
	put_title(&out, line->title);
	put_number(&out, "/Parent", entries, entries[i].parent);
	if (entries[i].parent == 0) {
		osp_buf_puts(&out, "/Parent");
		haru_put_ref(&out, entries[0].id);
	}
	put_number(&out, "/First", entries, entries[i].first);
	put_number(&out, "/Last", entries, entries[i].last);
	put_number(&out, "/Next", entries, entries[i].next);
	put_number(&out, "/Prev", entries, entries[i].previous);
	if (entries[i].below != 0) { /* negative: closed (ISO 32000-1, table 153) */
		osp_buf_puts(&out, "/Count ");
		haru_put_int(&out, is_open ? (int64_t)entries[i].below : -(int64_t)entries[i].below);
	}
	if (line->page < document->pages->page_count) {
		osp_buf_puts(&out, "/Dest");
		haru_put_destination(&out, document, line->page, 0, line->y);
	}
	osp_buf_puts(&out, ">>");
	haru_put(document->haru, entries[i].id, out.data, out.len);
	osp_buf_done(&out);
}

void haru_outline_put(struct haru_document *document) {
	size_t count = document->pages->outline_count;
	if (count == 0) {
		return;
	}
	struct entry *entries = calloc(count + 1, sizeof *entries);
	if (entries == NULL) {
		abort();
	}
	entries[0].id = haru_reserve(document->haru);
	build(entries, document->pages->outline, count, document->haru);
	bool is_open = count <= MAX_OPEN;
	size_t top = 0;
	for (size_t i = 1; i <= count; i++) {
		top += entries[i].parent == 0 ? 1 : 0;
		put_entry(document, entries, i, is_open);
	}
	osp_buf out = OSP_BUF_INIT;
	osp_buf_printf(&out, "<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %zu>>", entries[entries[0].first].id, entries[entries[0].last].id,
	               is_open ? count : top);
	haru_put(document->haru, entries[0].id, out.data, out.len);
	haru_catalog_ref(document->haru, "Outlines", entries[0].id);
	haru_catalog_name(document->haru, "PageMode", "UseOutlines");
	osp_buf_done(&out);
	free(entries);
}
