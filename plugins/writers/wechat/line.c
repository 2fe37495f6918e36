/* line.c - what stands within a line: generated content, pictures, links, emphasis. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"
#include "dress.h"

#include <string.h>

void line_write_pseudo(struct writing *w, const osp_node *node, osp_pseudo pseudo)
{
	const char *value = osp_style_value(w->page->style, node, pseudo, "content");
	if (value == NULL || strcmp(value, "none") == 0 || strcmp(value, "normal") == 0)
		return;
	osp_buf text = OSP_BUF_INIT;
	generated_text(NULL, node, value, &text); /* counters are no matter of ours: lists and headings are real */
	if (text.len != 0 && strspn(text.data, " ") < text.len) {
		flow_settle(&w->flow);
		osp_buf_puts(w->out, "<span");
		inliner_write(w->out, w->page->inliner, node, pseudo, "");
		osp_buf_putc(w->out, '>');
		size_t letter = line_write_letter(w, node, text.data, text.len);
		flow_text(&w->flow, text.data + letter, text.len - letter);
		osp_buf_puts(w->out, "</span>");
	}
	osp_buf_done(&text);
}

size_t line_write_letter(struct writing *w, const osp_node *node, const char *text, size_t len)
{
	size_t begin, end = letter_cut(&w->letter, node, text, len, &begin);
	if (end == 0 || w->lead[0] != '\0') /* a number that became text is the first now, and wants no look */
		return 0;
	flow_text(&w->flow, text, begin);
	flow_settle(&w->flow);
	osp_buf_puts(w->out, "<span");
	inliner_write(w->out, w->page->inliner, w->letter.of, OSP_PSEUDO_FIRST_LETTER, "");
	osp_buf_putc(w->out, '>');
	flow_text(&w->flow, text + begin, end - begin);
	osp_buf_puts(w->out, "</span>");
	return end;
}

/* ---- pictures ---- */

void line_write_picture(struct writing *w, const osp_node *img)
{
	const struct picture *picture = pictures_use(w->page, img);
	const char *alt = osp_node_attr(img, "alt");
	if (alt == NULL || alt[0] == '\0')
		alt = osp_label(w->page->lang, picture != NULL ? "figure" : "not-found");
	flow_settle(&w->flow);
	if (picture == NULL) {
		osp_buf_puts(w->out, "<span style=\"color:#888;font-size:14px\">［");
		flow_text(&w->flow, alt, strlen(alt));
		osp_buf_puts(w->out, "］</span>");
		return;
	}
	osp_buf_puts(w->out, "<img");
	osp_markup_attr(w->out, "src", osp_job_printf(w->page->job, "images/%s", picture->name));
	osp_markup_attr(w->out, "alt", alt);
	inliner_write(w->out, w->page->inliner, img, OSP_PSEUDO_NONE, "max-width:100%");
	osp_buf_putc(w->out, '>');
	w->flow.at_start = false;
	w->flow.last = 0;
}

/* ---- links ---- */

static void write_note_mark(struct writing *w, unsigned number)
{
	flow_settle(&w->flow);
	osp_buf_printf(w->out, "<sup>[%u]</sup>", number);
	w->flow.last = ']';
}

void line_write_late_note(struct writing *w)
{
	if (w->late_note != 0)
		write_note_mark(w, w->late_note);
	w->late_note = 0;
}

bool line_ends_paragraph(const osp_node *link)
{
	static const uint32_t closing[] = {
		'.', ',', ':', ';', '!', '?', ')', ' ', '\n', 0x3002, 0xff1a, 0xff1b, 0xff0c, 0xff01, 0xff1f, 0xff09, 0x201d, 0x300d,
	};
	const osp_node *rest = osp_node_next(link), *parent = osp_node_parent(link);
	if (rest == NULL || !osp_node_is_text(rest) || osp_node_next(rest) != NULL || parent == NULL || !osp_tag_is_block(osp_node_tag(parent)))
		return false;
	size_t len;
	const char *p = osp_node_text(rest, &len), *end = p + len;
	while (p < end) {
		uint32_t c = osp_utf8_next(&p, end);
		bool closes = false;
		for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
			closes |= c == closing[i];
		if (!closes)
			return false;
	}
	return true;
}

/* One address stands in the list once; where the author wrote it out again, it has a line of its own. */
static void part_repeated_address(struct writing *w, const osp_node *link, const char *url)
{
	const struct note *first = notes_is_shown(link, url) ? notes_find(&w->page->notes, url) : NULL;
	if (first == NULL || first->number == w->entry_number || w->flow.at_start)
		return;
	osp_buf_puts(w->out, "<br>");
	flow_break(&w->flow);
}

void line_open_link(struct writing *w, const osp_node *link)
{
	const char *url;
	struct frame frame = { .node = link, .close = "" };
	enum target_kind kind = w->links == 0 && w->in_code == 0 ? target_of(w->page, link, &url) : TARGET_NONE;
	w->links++;
	frame.is_link = true;
	if (osp_node_has_class(link, "citation")) {
		flow_settle(&w->flow);
		osp_buf_puts(w->out, "<sup>");
		frame.close = "</sup>";
	} else if (kind == TARGET_WECHAT) {
		flow_settle(&w->flow);
		osp_buf_puts(w->out, "<a");
		osp_markup_attr(w->out, "href", url);
		inliner_write(w->out, w->page->inliner, link, OSP_PSEUDO_NONE, "");
		osp_buf_putc(w->out, '>');
		frame.close = "</a>";
	} else if (kind == TARGET_OUTSIDE && w->in_references) {
		part_repeated_address(w, link, url);
		frame.address = url;
	} else if (kind == TARGET_OUTSIDE) {
		frame.note = notes_number(&w->page->notes, link, url);
	}
	content_push(w, frame);
}

/* In the list of references an address is written out where its entry does not show it; one that an earlier entry has is that
 * entry's number, for one address has one number. */
void line_close_link(struct writing *w, const struct frame *frame)
{
	w->links--;
	osp_buf_puts(w->out, frame->close);
	if (frame->note != 0 && line_ends_paragraph(frame->node))
		w->late_note = frame->note;
	else if (frame->note != 0)
		write_note_mark(w, frame->note);
	if (frame->address == NULL || notes_is_shown(frame->node, frame->address))
		return;
	const struct note *first = notes_find(&w->page->notes, frame->address);
	if (first != NULL && first->number != w->entry_number) {
		write_note_mark(w, first->number);
		return;
	}
	w->flow.owes_space = true;
	osp_buf shown = OSP_BUF_INIT;
	notes_put_address(&shown, frame->address);
	flow_text(&w->flow, shown.data, shown.len);
	osp_buf_done(&shown);
}

/* The mark of a footnote must not look like that of a reference: ①, not [1]. */
void line_write_circled(osp_buf *out, const char *number)
{
	unsigned n = 0;
	size_t digits = strspn(number, "0123456789");
	for (size_t i = 0; i < digits && i < 4; i++)
		n = n * 10 + (unsigned)(number[i] - '0');
	if (n >= 1 && n <= 20)
		osp_buf_put_codepoint(out, 0x2460 + n - 1);
	else if (n >= 21 && n <= 35)
		osp_buf_put_codepoint(out, 0x3251 + n - 21);
	else if (n >= 36 && n <= 50)
		osp_buf_put_codepoint(out, 0x32b1 + n - 36);
	else {
		osp_buf_puts(out, "*");
		osp_markup_text(out, number, strlen(number));
	}
}

void line_write_noteref(struct writing *w, const osp_node *link)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(link, &text);
	content_lead(w);
	flow_settle(&w->flow);
	osp_buf_puts(w->out, "<sup>");
	line_write_circled(w->out, text.len != 0 ? text.data : "*");
	osp_buf_puts(w->out, "</sup>");
	w->flow.at_start = false;
	w->flow.last = 0;
	osp_buf_done(&text);
}

/* ---- elements within a line ---- */

const char *line_name(osp_tag tag)
{
	switch (tag) {
	case OSP_STRONG: case OSP_B: case OSP_EM: case OSP_I: case OSP_U: case OSP_S: case OSP_DEL: case OSP_SUP: case OSP_SUB: case OSP_CODE:
	case OSP_RUBY: case OSP_RT: case OSP_RP:
		return osp_tag_name(tag);
	case OSP_KBD: case OSP_SAMP: return "code";
	case OSP_CITE: case OSP_DFN: case OSP_VAR: return "em";
	case OSP_INS: return "u";
	default: return "span";
	}
}

static bool has_ground(const struct writing *w, const osp_node *node)
{
	const char *ground = osp_style_value(w->page->style, node, OSP_PSEUDO_NONE, "background-color");
	return ground != NULL && strcmp(ground, "transparent") != 0;
}

void line_open(struct writing *w, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	const char *name = line_name(tag);
	if (tag == OSP_CODE && w->in_code > 0) {
		osp_buf_puts(w->out, "<code>");
		content_push(w, (struct frame){ .node = node, .close = "</code>" });
		return;
	}
	flow_settle(&w->flow);
	content_lead(w);
	if (osp_node_has_class(node, "citation")) {
		osp_buf_puts(w->out, "<sup>");
		content_push(w, (struct frame){ .node = node, .close = "</sup>" });
		return;
	}
	size_t before = w->out->len;
	osp_buf_printf(w->out, "<%s", name);
	size_t bare = w->out->len;
	bool is_plain_mark = tag == OSP_MARK && !has_ground(w, node);
	const char *extra = tag == OSP_SMALL ? "font-size:.85em" : is_plain_mark ? "background-color:#fff3b0;color:#5c3d0a" : "";
	inliner_write(w->out, w->page->inliner, node, OSP_PSEUDO_NONE, extra);
	bool needless = w->out->len == bare && strcmp(name, "span") == 0;
	if (needless)
		osp_buf_truncate(w->out, before);
	else
		osp_buf_putc(w->out, '>');
	content_push(w, (struct frame){ .node = node, .close = needless ? "" : content_close_of(osp_tag_from_name(name)) });
	if (tag == OSP_Q)
		flow_text(&w->flow, "“", 3);
}

