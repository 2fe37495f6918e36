/* dialect.c - walk an article and build the same in the tree of another editor. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dialect.h"

#include <stdio.h>
#include <string.h>

static const struct dialect dialects[] = {
	{ .name = "mdnice", .id = "nice", .has_three_spans = true, .counts_quotes = true, .table_around = "table-container", .pre = "custom", .code = "hljs",
	  .word = "footnote-word", .note_ref = "footnote-ref", .notes = NOTES_ITEMS, .callout = "callout callout-%s", .callout_title = "callout-title" },
	{ .name = "wemd", .id = "wemd", .has_three_spans = true, .counts_quotes = true, .table_around = "table-container", .pre = "custom", .code = "hljs",
	  .word = "footnote-word", .note_ref = "footnote-ref", .notes = NOTES_ITEMS, .callout = "callout callout-%s", .callout_title = "callout-title" },
	{ .name = "wenyan", .id = "wenyan", .has_one_span = true, .table_around = "table-container", .code = "hljs", .note_ref = "footnote", .notes = NOTES_SPANS,
	  .callout = "markdown-alert markdown-alert-%s", .callout_title = "markdown-alert-title", .is_callout_quote = true },
	{ .name = "doocs", .id = "output", .has_text_markers = true, .table = "preview-table", .table_around = "table-container", .pre = "hljs code__pre",
	  .line_code = "codespan", .caption = "md-figcaption", .mark = "markup-highlight", .notes = NOTES_PLAIN,
	  .callout = "markdown-alert markdown-alert-%s", .callout_title = "markdown-alert-title alert-title-%s", .is_callout_quote = true },
	{ .name = "note-to-mp", .class = "note-to-mp", .table_around = "table-container", .pre_around = "code-section", .code = "hljs", .notes = NOTES_PLAIN,
	  .callout = "note-callout note-callout-%s", .callout_title = "note-callout-title-wrap" },
};

const struct dialect *dialect_find(const char *name)
{
	for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
		if (strcmp(dialects[i].name, name) == 0)
			return &dialects[i];
	}
	return NULL;
}

/* ---- nodes ---- */

void dialect_settle(struct building *b)
{
	if (b->text.len != 0)
		osp_node_append(b->at, osp_text_new(b->tree, b->text.data, b->text.len));
	osp_buf_truncate(&b->text, 0);
}

void dialect_add_text(struct building *b, const char *text)
{
	osp_buf_puts(&b->text, text);
	dialect_settle(b);
}

osp_node *dialect_open(struct building *b, osp_tag tag, const char *class)
{
	dialect_settle(b);
	osp_node *element = osp_element_new(b->tree, tag);
	if (class != NULL)
		osp_node_set_attr(element, "class", class);
	osp_node_append(b->at, element);
	b->at = element;
	return element;
}

void dialect_close(struct building *b, osp_node *element)
{
	dialect_settle(b);
	b->at = osp_node_parent(element);
}

/* ---- within lines ---- */

static void add_note_mark(struct building *b, const char *text)
{
	flow_settle(&b->w.flow);
	osp_node *sup = dialect_open(b, OSP_SUP, b->dialect->note_ref);
	dialect_add_text(b, text);
	dialect_close(b, sup);
	b->w.flow.at_start = false;
	b->w.flow.last = ']';
}

static void add_number(struct building *b, unsigned number)
{
	char text[16];
	snprintf(text, sizeof text, "[%u]", number);
	add_note_mark(b, text);
}

static void add_noteref(struct building *b, const osp_node *link)
{
	osp_buf text = OSP_BUF_INIT, circled = OSP_BUF_INIT;
	osp_node_text_content(link, &text);
	line_write_circled(&circled, text.len != 0 ? text.data : "*");
	content_lead(&b->w);
	add_note_mark(b, circled.data);
	b->w.flow.last = 0;
	osp_buf_done(&text);
	osp_buf_done(&circled);
}

static void add_picture(struct building *b, const osp_node *img)
{
	const struct picture *picture = pictures_use(b->w.page, img);
	const char *alt = osp_node_attr(img, "alt");
	if (alt == NULL || alt[0] == '\0')
		alt = osp_label(b->w.page->lang, picture != NULL ? "figure" : "not-found");
	content_lead(&b->w);
	flow_settle(&b->w.flow);
	osp_node *element = dialect_open(b, picture != NULL ? OSP_IMG : OSP_SPAN, picture != NULL ? NULL : "missing");
	if (picture != NULL) {
		osp_node_set_attr(element, "src", osp_job_printf(b->w.page->job, "images/%s", picture->name));
		osp_node_set_attr(element, "alt", alt);
	} else {
		dialect_add_text(b, osp_job_printf(b->w.page->job, "［%s］", alt));
	}
	dialect_close(b, element);
	b->w.flow.at_start = false;
	b->w.flow.last = 0;
}

static void add_empty(struct building *b, osp_tag tag)
{
	dialect_close(b, dialect_open(b, tag, NULL));
	flow_break(&b->w.flow);
}

/* Lines of code end with br, and their spaces do not break: in WeChat nothing else is left of them. */
static void add_code(struct building *b, const osp_node *node)
{
	size_t len;
	const char *text = osp_node_text(node, &len);
	if (osp_node_next(node) == NULL && len > 0 && text[len - 1] == '\n')
		len--;
	for (const char *end = text + len; text < end;) {
		const char *line = memchr(text, '\n', (size_t)(end - text));
		size_t count = (size_t)((line != NULL ? line : end) - text);
		flow_code_line(&b->text, text, count, &b->w.code_column);
		text += count;
		if (line != NULL) {
			dialect_close(b, dialect_open(b, OSP_BR, NULL));
			b->w.code_column = 0;
			text++;
		}
	}
	dialect_settle(b);
}

/* Fills in what leaving the link needs. */
static void open_link(struct building *b, const osp_node *link, struct frame *frame)
{
	const char *url = NULL;
	enum target_kind kind = b->w.links == 0 && b->w.in_code == 0 ? target_of(b->w.page, link, &url) : TARGET_NONE;
	b->w.links++;
	frame->is_link = true;
	if (osp_node_has_class(link, "citation")) {
		flow_settle(&b->w.flow);
		dialect_open(b, OSP_SUP, b->dialect->note_ref);
	} else if (kind == TARGET_WECHAT) {
		flow_settle(&b->w.flow);
		osp_node_set_attr(dialect_open(b, OSP_A, NULL), "href", url);
	} else if (kind == TARGET_OUTSIDE && b->w.in_references) {
		frame->address = url;
	} else if (kind == TARGET_OUTSIDE) {
		flow_settle(&b->w.flow);
		dialect_open(b, b->dialect->word != NULL ? OSP_SPAN : OSP_A, b->dialect->word);
		frame->note = notes_number(&b->w.page->notes, link, url);
	}
}

static void close_link(struct building *b, const struct frame *frame)
{
	b->w.links--;
	if (frame->note != 0 && line_ends_paragraph(frame->node))
		b->w.late_note = frame->note;
	else if (frame->note != 0)
		add_number(b, frame->note);
	if (frame->address == NULL || notes_is_shown(frame->node, frame->address))
		return;
	const struct note *first = notes_find(&b->w.page->notes, frame->address);
	if (first != NULL && first->number != b->w.entry_number) {
		add_number(b, first->number);
		return;
	}
	b->w.flow.owes_space = true;
	flow_settle(&b->w.flow);
	osp_node *address = dialect_open(b, OSP_EM, NULL);
	notes_put_address(&b->text, frame->address);
	dialect_close(b, address);
	b->w.flow.last = 0;
}

static void open_inline(struct building *b, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	flow_settle(&b->w.flow);
	content_lead(&b->w);
	if (osp_node_has_class(node, "citation")) {
		dialect_open(b, OSP_SUP, b->dialect->note_ref);
	} else if (tag == OSP_CODE && b->w.in_code > 0) {
		dialect_open(b, OSP_CODE, b->dialect->code);
	} else if (tag == OSP_CODE || tag == OSP_KBD || tag == OSP_SAMP) {
		dialect_open(b, OSP_CODE, b->dialect->line_code);
	} else if (tag == OSP_MARK) {
		dialect_open(b, b->dialect->mark != NULL ? OSP_SPAN : OSP_MARK, b->dialect->mark);
	} else {
		osp_tag same = osp_tag_from_name(line_name(tag));
		const char *class = osp_node_attr(node, "class");
		if (same != OSP_SPAN || class != NULL)
			dialect_open(b, same, same == OSP_SPAN ? class : NULL);
	}
	if (tag == OSP_Q)
		flow_text(&b->w.flow, "“", 3);
}

/* ---- the walk ---- */

struct step { struct frame frame; osp_node *above; };

static bool enter_empty(struct building *b, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	if (tag == OSP_IMG)
		add_picture(b, node);
	else if (tag == OSP_BR || tag == OSP_HR)
		add_empty(b, tag);
	else if (tag == OSP_A && osp_node_has_role(node, "doc-noteref"))
		add_noteref(b, node);
	else
		return false;
	return true;
}

/* True when what is inside comes next. */
static bool enter(struct building *b, const osp_node *node)
{
	size_t len;
	if (osp_node_is_text(node)) {
		const char *text = osp_node_text(node, &len);
		if (b->w.in_code > 0)
			add_code(b, node);
		else
			marks_write(&b->w, node, text, len);
		return false;
	}
	osp_tag tag = osp_node_tag(node);
	if (content_is_left_out(b->w.page, node) || enter_empty(b, node))
		return false;
	if (osp_tag_is_block(tag) && tag != OSP_TD && tag != OSP_TH && tag != OSP_LI && content_is_blank(node))
		return false;
	dialect_settle(b);
	struct step step = { .frame = { .node = node }, .above = b->at };
	if (tag == OSP_A) {
		content_lead(&b->w);
		open_link(b, node, &step.frame);
	} else if (dialect_block(b, node)) {
		step.frame.is_block = true;
		flow_break(&b->w.flow);
	} else {
		open_inline(b, node);
	}
	osp_buf_add(&b->steps, &step, sizeof step);
	return true;
}

static void leave_block(struct building *b, const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	flow_break(&b->w.flow);
	b->w.lead[0] = '\0';
	b->w.in_code -= tag == OSP_PRE;
	b->quotes -= tag == OSP_BLOCKQUOTE;
	if (tag != OSP_UL && tag != OSP_OL)
		return;
	b->w.list_depth--;
	if (osp_node_has_class(node, "references")) {
		b->w.in_references = false;
		if (b->w.page->notes.has_references)
			dialect_write_link_notes(b);
	}
}

static void leave(struct building *b)
{
	struct step step;
	memcpy(&step, b->steps.data + b->steps.len - sizeof step, sizeof step);
	osp_buf_truncate(&b->steps, b->steps.len - sizeof step);
	if (osp_node_tag(step.frame.node) == OSP_Q)
		flow_text(&b->w.flow, "”", 3);
	if (step.frame.is_block && b->w.late_note != 0) {
		add_number(b, b->w.late_note);
		b->w.late_note = 0;
	}
	dialect_settle(b);
	b->at = step.above;
	if (step.frame.is_link)
		close_link(b, &step.frame);
	else if (step.frame.is_block)
		leave_block(b, step.frame.node);
}

static void build_nodes(struct building *b, const osp_node *root)
{
	const osp_node *node = osp_node_first(root);
	while (node != NULL) {
		bool into = enter(b, node);
		if (into && osp_node_first(node) != NULL) {
			node = osp_node_first(node);
			continue;
		}
		if (into)
			leave(b);
		while (osp_node_next(node) == NULL) {
			node = osp_node_parent(node);
			if (node == root)
				return;
			leave(b);
		}
		node = osp_node_next(node);
	}
}

osp_node *dialect_build(struct page *page, const struct dialect *dialect)
{
	struct building b = { .w = { .page = page }, .dialect = dialect, .tree = osp_node_tree(page->root) };
	b.w.out = &b.text;
	b.w.flow = (struct flow){ .out = &b.text, .at_start = true, .is_plain = true };
	b.root = b.at = osp_element_new(b.tree, OSP_SECTION);
	osp_node_set_attr(b.root, "id", dialect->id);
	osp_node_set_attr(b.root, "class", dialect->class);
	osp_node_set_attr(b.root, "lang", page->lang);
	build_nodes(&b, page->root);
	b.at = b.root;
	dialect_write_link_notes(&b);
	osp_buf_done(&b.text);
	osp_buf_done(&b.steps);
	return b.root;
}
