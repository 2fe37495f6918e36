/* span_nodes.c - mathematics, citation keys and addresses that were kept from cmark become nodes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

static osp_node *add_text(struct build *build, osp_node *parent, const char *text, size_t len, osp_place place)
{
	osp_node *node = osp_text_new(build->tree, text, len);
	osp_node_set_place(node, place);
	osp_node_append(parent, node);
	return node;
}

static void add_code(struct build *build, const char *class, const char *text, size_t len, osp_place place)
{
	osp_node *code = build_element(build, OSP_CODE, place);
	osp_node_add_class(code, class);
	add_text(build, code, text, len, place);
	build_put(build, code);
}

static bool in_quote(const osp_node *node)
{
	for (; node != NULL; node = osp_node_parent(node)) {
		if (osp_node_tag(node) == OSP_BLOCKQUOTE) {
			return true;
		}
	}
	return false;
}

/* Several lines within a quotation carry its > along. */
static void copy_lines(osp_buf *out, const char *text, size_t len, bool quoted)
{
	const char *at = text, *end = text + len;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline != NULL ? newline + 1 : end;
		while (quoted && at > text && at < stop && (*at == '>' || *at == ' ')) {
			at++;
		}
		osp_buf_add(out, at, (size_t)(stop - at));
		at = stop;
	}
}

/* Nothing but what opens quotations and lists before it on its line, nothing behind it: a formula within a sentence stays there. */
static bool has_own_lines(const osp_source *source, const char *text, size_t len)
{
	const char *before = text, *behind = text + len;
	while (before > source->text && before[-1] != '\n' && strchr(" \t>*+-.0123456789", before[-1]) != NULL) {
		before--;
	}
	behind += strspn(behind, " \t");
	return (before == source->text || before[-1] == '\n') && (*behind == '\n' || *behind == '\0');
}

static void add_display(struct build *build, const char *text, size_t len, osp_place place)
{
	osp_tag parent = osp_node_tag(build->at);
	if ((parent != OSP_P && parent != OSP_LI) || !has_own_lines(build->text.source, text, len)) {
		add_code(build, "math", text, len, place);
		return;
	}
	osp_node *pre = build_element(build, OSP_PRE, place);
	osp_node *code = build_element(build, OSP_CODE, place);
	osp_buf lines = OSP_BUF_INIT;
	copy_lines(&lines, text, len, in_quote(build->at));
	osp_buf_putc(&lines, '\n');
	osp_node_add_class(pre, "math");
	osp_node_append(pre, code);
	add_text(build, code, lines.data, lines.len, place);
	build_put(build, pre);
	osp_buf_done(&lines);
}

static void say_once(struct build *build, const struct mark_span *span, osp_place place)
{
	bool math = span->kind == MARK_MATH || span->kind == MARK_DISPLAY;
	if (math && !build->said_math) {
		osp_warn(build->job, place, "markdown/math", "mathematics is not typeset yet; it is shown as its source");
		build->said_math = true;
	}
	if (span->kind == MARK_CITE && !build->said_cite) {
		osp_warn(build->job, place, "markdown/citekey", "citation keys such as [@key] are not resolved yet; they are shown as written");
		build->said_cite = true;
	}
}

osp_node *build_address(struct build *build, const char *url, osp_place place)
{
	osp_node *link = build_element(build, OSP_A, place);
	osp_node_set_attr(link, "href", url);
	osp_node_add_class(link, "autolink");
	return link;
}

/* `&amp;` in an address is Markdown's, as anywhere in a text. */
static void put_decoded(osp_buf *out, const char *text, size_t len)
{
	const char *end = text + len, *hit;
	while ((hit = memchr(text, '&', (size_t)(end - text))) != NULL) {
		osp_buf_add(out, text, (size_t)(hit + 1 - text));
		text = hit + (end - hit >= 5 && memcmp(hit, "&amp;", 5) == 0 ? 5 : 1);
	}
	osp_buf_add(out, text, (size_t)(end - text));
}

static void add_address(struct build *build, const struct mark_span *span, const char *raw, osp_place place)
{
	osp_buf url = OSP_BUF_INIT, shown = OSP_BUF_INIT;
	put_decoded(&shown, raw, span->len);
	const char *text = shown.data;
	if (build->links > 0) {
		build_text(build, text, shown.len, place);
		osp_buf_done(&shown);
		return;
	}
	if (span->kind == MARK_MAIL) {
		osp_buf_puts(&url, "mailto:");
	} else if (memchr(text, ':', span->len) == NULL || text[0] == 'w' || text[0] == 'W') {
		osp_buf_puts(&url, "http://"); /* GFM 6.9: what begins with www. */
	}
	osp_buf_add(&url, text, shown.len);
	osp_node *link = build_address(build, url.data, place);
	add_text(build, link, text, shown.len, place);
	build_put(build, link);
	osp_buf_done(&url);
	osp_buf_done(&shown);
}

void build_span(struct build *build, const struct mark_span *span, size_t offset)
{
	const char *text = build->text.source->text + span->at;
	osp_place place = mark_place(&build->text, offset);
	if (build->picture != NULL) {
		build_text(build, text, span->len, place);
		return;
	}
	switch (span->kind) {
	case MARK_MATH:
	case MARK_DISPLAY:
	case MARK_CITE:
		say_once(build, span, place);
		if (span->kind == MARK_DISPLAY) {
			add_display(build, text, span->len, place);
		} else {
			add_code(build, span->kind == MARK_MATH ? "math" : "citekey", text, span->len, place);
		}
		break;
	case MARK_URL:
	case MARK_MAIL:
		add_address(build, span, text, place);
		break;
	case MARK_SHORTCODE:
		build->changed = true;
		shortcode_build(build, span, place);
		break;
	case MARK_JSX:
		jsx_build(build, span, offset);
		break;
	case MARK_EMPTY:
		osp_note(build->job, place, "markdown/empty-emphasis", "these asterisks surround nothing; they were left out");
		break;
	case MARK_END:
		break;
	}
}
