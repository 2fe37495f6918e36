/* element.c - a tree as the elements of a page. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "site.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	struct site *site;
	const struct leaf *leaf;
	const osp_node *root;
	osp_buf *out;
	osp_buf open;           /* names of the open elements, const char * each; NULL where only children are written */
	unsigned links;
};

static bool has_content(const osp_node *root)
{
	for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
		size_t len;
		const char *text = osp_node_text(node, &len);
		if (osp_node_tag(node) == OSP_IMG || strspn(text, " \t\n") < len)
			return true;
	}
	return false;
}

static bool is_phrase(osp_tag tag)
{
	return !osp_tag_is_block(tag) || tag == OSP_P || (tag >= OSP_H1 && tag <= OSP_H6) || tag == OSP_PRE || tag == OSP_DT ||
		tag == OSP_SUMMARY || tag == OSP_CAPTION;
}

static const char *name_unknown(const osp_node *node)
{
	const osp_node *before = osp_node_previous(node), *after = osp_node_next(node);
	bool is_amid_text = (before != NULL && osp_node_is_text(before)) || (after != NULL && osp_node_is_text(after));
	return is_amid_text || is_phrase(osp_node_tag(osp_node_parent(node))) ? "span" : "div";
}

/* The index has one h1, the volume's title; the heading of its contents is below that. */
static const char *name_heading(const struct walk *walk, const osp_node *node)
{
	if (!has_content(node))
		return "div";
	bool is_second = walk->leaf->is_index && osp_node_has_role(walk->root, "doc-toc");
	return is_second && osp_node_tag(node) == OSP_H1 ? "h2" : osp_tag_name(osp_node_tag(node));
}

/* The element's name on the page; NULL to write its children only. */
static const char *name_of(const struct walk *walk, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	switch (tag) {
	case OSP_TAG_UNKNOWN: return name_unknown(node);
	case OSP_MAIN: return "div";
	case OSP_TH: return has_content(node) ? "th" : "td"; /* an empty corner heads nothing */
	case OSP_DETAILS: return osp_node_tag(osp_node_first(node)) == OSP_SUMMARY ? "details" : "div";
	case OSP_SUMMARY:
		return osp_node_tag(osp_node_parent(node)) == OSP_DETAILS && osp_node_previous(node) == NULL ? "summary" : "p";
	case OSP_H1: case OSP_H2: case OSP_H3: case OSP_H4: case OSP_H5: case OSP_H6: return name_heading(walk, node);
	case OSP_A:
		if (walk->links == 0 && attribute_leads(walk->site, osp_node_attr(node, "href")))
			return "a";
		return osp_node_attr(node, "id") != NULL ? "span" : NULL;
	default: return osp_tag_name(tag);
	}
}

/* HTML wants these to hold something. */
static bool is_left_out(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (osp_node_first(node) != NULL || osp_tag_is_void(tag) || tag == OSP_HR)
		return false;
	return tag == OSP_UL || tag == OSP_OL || tag == OSP_DL || tag == OSP_TABLE || tag == OSP_TR ||
		(osp_node_attr(node, "id") == NULL && tag != OSP_TD && tag != OSP_TH && tag != OSP_LI && tag != OSP_DD && tag != OSP_DT);
}

static void write_picture(struct walk *walk, const osp_node *img)
{
	const osp_asset *asset = osp_node_asset(walk->site->volume, img);
	const char *alt = osp_node_attr(img, "alt"), *number = osp_node_attr(img, "data-asset");
	alt = alt != NULL ? alt : "";
	size_t index = asset != NULL && number != NULL ? strtoul(number, NULL, 10) : SIZE_MAX;
	if (index >= walk->site->volume->asset_count || asset->kind == OSP_ASSET_BROKEN) {
		const char *words = alt[0] != '\0' ? alt : osp_label(osp_node_lang(img), "not-found");
		osp_buf_puts(walk->out, "<span class=\"missing\">");
		osp_markup_text(walk->out, words, strlen(words));
		osp_buf_puts(walk->out, "</span>");
		return;
	}
	walk->site->used[index] = true;
	osp_buf_puts(walk->out, "<img");
	osp_markup_attr(walk->out, "src", osp_job_printf(walk->site->job, "images/%s", asset->name));
	osp_markup_attr(walk->out, "alt", alt);
	attribute_write(walk->site, walk->leaf, img, "img", walk->out);
	bool has_size = osp_node_attr(img, "width") != NULL || osp_node_attr(img, "height") != NULL;
	if (!has_size && asset->width > 0 && asset->height > 0 && asset->width < 100000 && asset->height < 100000)
		osp_buf_printf(walk->out, " width=\"%u\" height=\"%u\"", asset->width, asset->height);
	osp_buf_putc(walk->out, '>');
}

/* The number of a note before its words; its mark in the text has the same. */
static void write_note_number(struct walk *walk, const osp_node *note)
{
	const char *id = osp_node_attr(note, "id"), *dash = id != NULL ? strrchr(id, '-') : NULL;
	if (dash == NULL)
		return;
	osp_buf_puts(walk->out, "<span class=\"number\">");
	osp_markup_text(walk->out, dash + 1, strlen(dash + 1));
	osp_buf_puts(walk->out, "</span>");
}

/* Writes a text, a void element or a start tag; true when the children come next. */
static bool enter(struct walk *walk, const osp_node *node)
{
	size_t len;
	osp_tag tag = osp_node_tag(node);
	const char *text = osp_node_text(node, &len);
	if (osp_node_is_text(node))
		osp_markup_text(walk->out, text, len);
	if (osp_node_is_text(node) || is_left_out(node))
		return false;
	if (tag == OSP_IMG) {
		write_picture(walk, node);
		return false;
	}
	const char *name = name_of(walk, node);
	if (name != NULL) {
		osp_buf_printf(walk->out, "<%s", name);
		attribute_write(walk->site, walk->leaf, node, name, walk->out);
		osp_buf_putc(walk->out, '>');
	}
	if (osp_tag_is_void(tag) || tag == OSP_HR)
		return false;
	if (tag == OSP_PRE)
		osp_buf_putc(walk->out, '\n'); /* the parser drops the first one (HTML 13.1.2.5) */
	if (osp_node_has_role(node, "doc-footnote"))
		write_note_number(walk, node);
	osp_buf_add(&walk->open, &name, sizeof name);
	walk->links += tag == OSP_A;
	return true;
}

static void leave(struct walk *walk, const osp_node *node)
{
	const char *name;
	osp_tag tag = osp_node_tag(node);
	size_t before = walk->open.len - sizeof name;
	memcpy(&name, walk->open.data + before, sizeof name);
	osp_buf_truncate(&walk->open, before);
	walk->links -= tag == OSP_A;
	if (name != NULL)
		osp_buf_printf(walk->out, osp_tag_is_block(tag) ? "</%s>\n" : "</%s>", name);
}

void element_write(struct site *site, const struct leaf *leaf, const osp_node *root, osp_buf *out)
{
	struct walk walk = { .site = site, .leaf = leaf, .root = root, .out = out };
	const osp_node *node = root;
	for (bool is_done = false; !is_done;) {
		bool is_open = enter(&walk, node);
		if (is_open && osp_node_first(node) != NULL) {
			node = osp_node_first(node);
			continue;
		}
		if (is_open)
			leave(&walk, node);
		while (node != root && osp_node_next(node) == NULL) {
			node = osp_node_parent(node);
			leave(&walk, node);
		}
		is_done = node == root;
		node = osp_node_next(node);
	}
	osp_buf_done(&walk.open);
}
