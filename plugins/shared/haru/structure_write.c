/* structure_write.c - write the structure tree and the way back to it from pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "haru/document.h"
#include "haru/structure_room.h"
#include "haru/syntax.h"

enum { FANOUT = 64, MAX_WORDS = 10000 /* bytes of a string; PDF/A-2 allows 32767 (6.1.13) */ };

/* At most `limit` bytes, whole characters. */
static size_t clip(const char *text, size_t len, size_t limit) {
	if (len <= limit) {
		return len;
	}
	for (len = limit; len > 0 && (text[len] & 0xc0) == 0x80; len--) {
	}
	return len;
}

static void put_kid(osp_buf *out, const struct haru_structure *s, const struct element *element, const struct kid *kid) {
	switch (kid->kind) {
	case KID_ELEMENT:
		haru_put_ref(out, s->elements[kid->value].id);
		return;
	case KID_OBJECT:
		osp_buf_puts(out, "<</Type/OBJR/Obj");
		haru_put_ref(out, kid->value);
		osp_buf_puts(out, "/Pg");
		haru_put_ref(out, kid->page);
		osp_buf_puts(out, ">>");
		return;
	default:
		break;
	}
	if (kid->page == element->page) {
		osp_buf_putc(out, ' ');
		haru_put_int(out, kid->value);
		return;
	}
	osp_buf_puts(out, "<</Type/MCR/Pg");
	haru_put_ref(out, kid->page);
	osp_buf_puts(out, "/MCID ");
	haru_put_int(out, kid->value);
	osp_buf_puts(out, ">>");
}

static void put_span(osp_buf *out, const char *key, unsigned span) {
	if (span > 1) {
		osp_buf_printf(out, "/%s %u", key, span);
	}
}

/* A row of nothing but heads belongs to the columns, wherever it stands. A head among other cells may be meant for its row or its
 * column: it gets both, so that no cell is without one (PDF/UA-1, 7.5). */
static bool heads_columns(const osp_node *row) {
	if (osp_node_tag(osp_node_parent(row)) == OSP_THEAD) {
		return true;
	}
	for (const osp_node *cell = osp_node_first(row); cell != NULL; cell = osp_node_next(cell)) {
		if (osp_node_tag(cell) != OSP_TH) {
			return false;
		}
	}
	return true;
}

/* The attributes that PDF/UA-1 asks for: cells' scope and spans, lists' numbering, pictures' boxes. */
static void put_attributes(osp_buf *out, const struct element *element) {
	const osp_node *node = element->node;
	if (element->role == HARU_TH || element->role == HARU_TD) {
		size_t before = out->len;
		osp_buf_puts(out, "/A<</O/Table");
		size_t empty = out->len;
		if (element->role == HARU_TH) {
			osp_buf_puts(out, node == NULL || heads_columns(osp_node_parent(node)) ? "/Scope/Column" : "/Scope/Both");
		}
		put_span(out, "ColSpan", element->columns);
		put_span(out, "RowSpan", element->rows);
		if (out->len == empty) {
			osp_buf_truncate(out, before);
			return;
		}
		osp_buf_puts(out, ">>");
	} else if (element->role == HARU_L) {
		osp_buf_printf(out, "/A<</O/List/ListNumbering/%s>>", osp_node_tag(node) == OSP_OL ? "Decimal" : "Disc");
	} else if (element->role == HARU_FIGURE && element->box[2] > element->box[0]) {
		osp_buf_puts(out, "/A<</O/Layout/BBox[");
		for (unsigned i = 0; i < 4; i++) {
			osp_buf_puts(out, i == 0 ? "" : " ");
			haru_put_hundredths(out, element->box[i]);
		}
		osp_buf_puts(out, "]>>");
	}
}

/* The words of the heading that the node stands under. */
static bool put_heading_above(osp_buf *out, const osp_node *node) {
	for (const osp_node *n = osp_node_parent(node); n != NULL; n = osp_node_parent(n)) {
		const osp_node *first = osp_node_first(n);
		first = osp_node_tag(first) == OSP_HEADER ? osp_node_first(first) : first;
		if (osp_node_tag(first) >= OSP_H1 && osp_node_tag(first) <= OSP_H6) {
			return osp_node_text_content(first, out), out->len > 0;
		}
	}
	return false;
}

/*
 * What stands for a picture (PDF/UA-1, 7.3). Where nobody wrote an alternative
 * the pipeline has given it a number, which represents nothing: the subject is
 * added, the heading that the picture belongs to.
 */
static void put_alternative(osp_buf *out, const struct element *element) {
	const char *given = osp_node_attr(element->node, "alt"), *alt = given;
	if (alt == NULL || *alt == '\0') {
		alt = osp_label(osp_node_lang(element->node), "figure");
	}
	osp_buf text = OSP_BUF_INIT, heading = OSP_BUF_INIT;
	osp_buf_puts(&text, alt);
	if ((alt != given || osp_node_attr(element->node, "data-alt-guessed") != NULL) && put_heading_above(&heading, element->node)) {
		osp_buf_puts(&text, ": ");
		osp_buf_add(&text, heading.data, heading.len);
	}
	osp_buf_puts(out, "/Alt");
	haru_put_text(out, text.data, clip(text.data, text.len, MAX_WORDS));
	osp_buf_done(&text);
	osp_buf_done(&heading);
}

/* A link that leads nowhere in this output has no annotation, and is no Link (PDF/UA-1, 7.18.5). */
static enum haru_role role_of(const struct haru_structure *s, const struct element *element) {
	if (element->role != HARU_LINK) {
		return (enum haru_role)element->role;
	}
	for (uint32_t at = element->first_kid; at != 0; at = s->kids[at].next) {
		if (s->kids[at].kind == KID_OBJECT) {
			return HARU_LINK;
		}
	}
	return HARU_SPAN;
}

static void put_element(osp_buf *out, const struct haru_structure *s, const struct element *element, haru_id parent) {
	osp_buf_puts(out, "<</S/");
	osp_buf_puts(out, haru_role_name(role_of(s, element)));
	osp_buf_puts(out, "/P");
	haru_put_ref(out, parent);
	if (element->page != 0) {
		osp_buf_puts(out, "/Pg");
		haru_put_ref(out, element->page);
	}
	if (element->lang[0] != '\0' && haru_is_language(element->lang)) {
		osp_buf_puts(out, "/Lang");
		haru_put_bytes(out, element->lang, strlen(element->lang));
	}
	if (element->node != NULL || element->role == HARU_TD || element->role == HARU_TH) {
		put_attributes(out, element);
	}
	if (element->role == HARU_FIGURE) {
		put_alternative(out, element);
	}
	if (element->role == HARU_NOTE) { /* PDF/UA-1, 7.9: a note has an ID */
		osp_buf_puts(out, "/ID(n");
		haru_put_int(out, element->id);
		osp_buf_putc(out, ')');
	}
	osp_buf_puts(out, "/K[");
	for (uint32_t at = element->first_kid; at != 0; at = s->kids[at].next) {
		put_kid(out, s, element, &s->kids[at]);
	}
	osp_buf_puts(out, "]>>");
}

/* The parent tree's entry of a page: the element of each mark. */
static void put_page_entry(osp_buf *out, const struct haru_structure *s, const struct page_marks *page) {
	osp_buf_putc(out, '[');
	for (size_t i = 0; i < page->count; i++) {
		haru_put_ref(out, s->elements[s->marks[page->first + i]].id);
	}
	osp_buf_putc(out, ']');
}

/* The parent tree (14.7.4.4): keys are pages, then annotations, in leaves of FANOUT. */
static haru_id put_parent_tree(const struct haru_structure *s) {
	osp_buf leaf = OSP_BUF_INIT, root = OSP_BUF_INIT;
	osp_buf_puts(&root, "<</Kids[");
	size_t total = s->page_total + s->annotation_count;
	for (size_t key = 0; key < total;) {
		size_t end = key + FANOUT < total ? key + FANOUT : total;
		osp_buf_clear(&leaf);
		osp_buf_printf(&leaf, "<</Limits[%zu %zu]/Nums[", key, end - 1);
		for (; key < end; key++) {
			haru_put_int(&leaf, (int64_t)key);
			if (key < s->page_count) {
				put_page_entry(&leaf, s, &s->pages[key]);
			} else {
				haru_put_ref(&leaf, s->elements[s->annotations[key - s->page_total]].id);
				osp_buf_putc(&leaf, ' ');
			}
		}
		osp_buf_puts(&leaf, "]>>");
		haru_id id = haru_reserve(s->haru);
		haru_put(s->haru, id, leaf.data, leaf.len);
		haru_put_ref(&root, id);
	}
	osp_buf_puts(&root, "]>>");
	haru_id id = haru_reserve(s->haru);
	haru_put(s->haru, id, root.data, root.len);
	osp_buf_done(&leaf);
	osp_buf_done(&root);
	return id;
}

haru_id haru_structure_write(struct haru_structure *s) {
	haru_id root = haru_reserve(s->haru);
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 1; i < s->element_count; i++) {
		s->elements[i].id = haru_reserve(s->haru);
	}
	for (size_t i = 1; i < s->element_count; i++) {
		const struct element *element = &s->elements[i];
		osp_buf_clear(&out);
		put_element(&out, s, element, element->parent == 0 ? root : s->elements[element->parent].id);
		haru_put(s->haru, element->id, out.data, out.len);
	}
	haru_id parents = put_parent_tree(s);
	osp_buf_clear(&out);
	osp_buf_printf(&out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu>>", s->elements[s->root].id, parents,
	               s->page_total + s->annotation_count);
	haru_put(s->haru, root, out.data, out.len);
	osp_buf_done(&out);
	return root;
}
