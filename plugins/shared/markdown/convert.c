/* convert.c - walk cmark's blocks and build the article. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

static osp_place block_place(struct build *build, cmark_node *node)
{
	return mark_place(&build->text, mark_offset(&build->text, cmark_node_get_start_line(node), cmark_node_get_start_column(node)));
}

static void begin_line(struct build *build, cmark_node *node)
{
	align_block(&build->align, cmark_node_get_start_line(node), cmark_node_get_start_column(node), cmark_node_get_end_line(node));
}

static void enter_container(struct build *build, cmark_node *node, osp_tag tag)
{
	osp_place place = block_place(build, node);
	build_enter(build, build_is_deep(build, place) ? NULL : build_element(build, tag, place));
}

/* What was made for the cmark node that is open, NULL when it is transparent. */
static osp_node *entered(const struct build *build)
{
	size_t count = build->frames.len / sizeof(struct frame);
	return count == 0 ? NULL : ((const struct frame *)(const void *)build->frames.data)[count - 1].node;
}

static void enter_list(struct build *build, cmark_node *node)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	enter_container(build, node, ordered ? OSP_OL : OSP_UL);
	osp_node *list = entered(build);
	if (list == NULL) {
		return;
	}
	if (ordered && cmark_node_get_list_start(node) != 1) {
		char start[16];
		osp_buf number = OSP_BUF_INIT;
		osp_buf_printf(&number, "%d", cmark_node_get_list_start(node));
		memcpy(start, number.data, number.len + 1);
		osp_node_set_attr(list, "start", start);
		osp_buf_done(&number);
	}
	if (cmark_node_get_list_tight(node)) {
		osp_node_add_class(list, "tight");
	}
}

static bool is_in_tight_list(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph), *list = item != NULL ? cmark_node_parent(item) : NULL;
	return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void put_checkbox(struct build *build)
{
	if (build->checkbox == NULL) {
		return;
	}
	osp_node *box = build->checkbox;
	build->checkbox = NULL;
	build_put(build, box);
	build_text(build, " ", 1, osp_node_place(box));
}

static void enter_paragraph(struct build *build, cmark_node *node)
{
	begin_line(build, node);
	build_enter(build, is_in_tight_list(node) ? NULL : build_element(build, OSP_P, block_place(build, node)));
	put_checkbox(build);
}

static void add_text(struct build *build, osp_node *parent, const char *text, osp_place place)
{
	if (*text != '\0') {
		osp_node *node = osp_text_new(build->tree, text, strlen(text));
		osp_node_set_place(node, place);
		osp_node_append(parent, node);
	}
}

/* The language: the first word of the info string, without pandoc's and R Markdown's braces ({.python}, {r, echo=FALSE}). */
static void set_language(struct build *build, osp_node *code, const char *info)
{
	char *word = build_restore(build, info != NULL ? info : "");
	osp_buf class = OSP_BUF_INIT;
	word += strspn(word, "{. ");
	word[strcspn(word, " \t\n{},")] = '\0';
	if (*word != '\0') {
		osp_buf_printf(&class, "language-%s", word);
		osp_node_add_class(code, class.data);
	}
	osp_buf_done(&class);
}

/* The first line of the code itself, for messages and for splitting: behind the fence. */
static void add_code_block(struct build *build, cmark_node *node)
{
	osp_place place = block_place(build, node);
	osp_node *pre = build_element(build, OSP_PRE, place), *code = build_element(build, OSP_CODE, place);
	char *text = build_restore(build, cmark_node_get_literal(node));
	shortcode_show(build, text);
	size_t begin = mark_offset(&build->text, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	bool fenced = begin < build->text.len && (build->text.text[begin] == '`' || build->text.text[begin] == '~');
	set_language(build, code, cmark_node_get_fence_info(node));
	osp_node_append(pre, code);
	add_text(build, code, text, fenced ? (osp_place){ place.file, place.line + 1, 1 } : place);
	build_put(build, pre);
}

/* ## Title {#id .class}: goldmark's and pandoc's attributes. */
static void take_attributes(osp_node *heading)
{
	osp_node *last = osp_node_last(heading);
	size_t len = 0;
	if (last == NULL || !osp_node_is_text(last)) {
		return;
	}
	const char *text = osp_node_text(last, &len);
	const char *brace = strrchr(text, '{');
	if (brace == NULL || text[len - 1] != '}' || (brace[1] != '#' && brace[1] != '.')) {
		return;
	}
	if (brace[1] == '#') {
		char id[128];
		size_t id_len = strcspn(brace + 2, " }");
		if (id_len > 0 && id_len < sizeof id) {
			memcpy(id, brace + 2, id_len);
			id[id_len] = '\0';
			osp_node_set_attr(heading, "id", id);
		}
	}
	size_t keep = (size_t)(brace - text);
	while (keep > 0 && text[keep - 1] == ' ') {
		keep--;
	}
	if (keep == 0) {
		osp_node_unlink(last);
	} else {
		osp_node_set_text(last, text, keep);
	}
}

/* > [!NOTE]: GitHub's alerts. The word becomes the title. */
static void take_alert(osp_node *quote)
{
	osp_node *paragraph = osp_node_first(quote), *first = paragraph != NULL ? osp_node_first(paragraph) : NULL;
	if (osp_node_tag(paragraph) != OSP_P || first == NULL || !osp_node_is_text(first)) {
		return;
	}
	const char *text = osp_node_text(first, NULL);
	size_t word = strncmp(text, "[!", 2) == 0 ? strspn(text + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;
	const char *behind = text + 2 + word;
	if (word == 0 || word > 20 || *behind != ']' || (behind[1] != '\n' && behind[1] != '\0')) {
		return;
	}
	osp_node *title = osp_element_new(osp_node_tree(quote), OSP_P);
	osp_node_set_place(title, osp_node_place(first));
	osp_node_add_class(title, "alert-title");
	osp_node_append(title, osp_text_new(osp_node_tree(quote), text + 2, word));
	osp_node_set_place(osp_node_first(title), osp_node_place(first));
	osp_node_prepend(quote, title);
	osp_node_add_class(quote, "alert");
	if (behind[1] == '\n') {
		osp_text_split(first, word + 4);
	}
	osp_node_unlink(first);
}

#ifdef MARKDOWN_GFM
#include <cmark-gfm-core-extensions.h>

static osp_node *make_checkbox(struct build *build, cmark_node *node)
{
	osp_node *box = build_element(build, OSP_SPAN, block_place(build, node));
	osp_node_add_class(box, "checkbox");
	add_text(build, box, cmark_gfm_extensions_get_tasklist_item_checked(node) ? "☑" : "☐", osp_node_place(box));
	return box;
}

static void enter_gfm_item(struct build *build, cmark_node *node)
{
	if (strcmp(cmark_node_get_type_string(node), "tasklist") == 0 && entered(build) != NULL) {
		osp_node_add_class(entered(build), "task-list-item");
		build->checkbox = make_checkbox(build, node);
	}
}

/* Where `[^label]:` stands: in the line of a definition, before its content. cmark does not tell. */
static size_t find_label(const struct build *build, cmark_node *node, size_t *ret_len)
{
	const char *text = build->text.text;
	size_t begin = mark_offset(&build->text, cmark_node_get_start_line(node), 1), end = mark_line_end(&build->text, begin);
	size_t at = begin;
	while (at + 1 < end && (text[at] != '[' || text[at + 1] != '^')) {
		at++;
	}
	size_t stop = at;
	while (stop < end && text[stop] != ']') {
		stop++;
	}
	*ret_len = stop > at + 2 ? stop - at - 2 : 0;
	return at;
}

static void enter_note(struct build *build, cmark_node *node, size_t number)
{
	size_t label_len;
	osp_place place = mark_place(&build->text, find_label(build, node, &label_len));
	const char *label = ((const char *const *)(const void *)build->note_labels.data)[number];
	if (build->notes == NULL) {
		build_flush(build);
		raw_close_down(build, build->raw_floor);
		build->notes = build_element(build, OSP_SECTION, place);
		osp_node_add_class(build->notes, "footnotes");
		osp_node_set_attr(build->notes, "role", "doc-endnotes");
		build_put(build, build->notes);
	}
	osp_buf id = OSP_BUF_INIT;
	osp_buf_printf(&id, "fn-%s", label);
	osp_node *note = build_element(build, OSP_ASIDE, place);
	osp_node_set_attr(note, "role", "doc-footnote");
	osp_node_set_attr(note, "id", id.data);
	osp_node *outer = build->at;
	build->at = build->notes;
	build_enter(build, note);
	((struct frame *)(void *)build->frames.data)[build->frames.len / sizeof(struct frame) - 1].outer = outer;
	osp_buf_done(&id);
}

/* A label is an id's tail: no space in it. */
static char *note_label(struct build *build, cmark_node *node, size_t number)
{
	size_t len = 0, at = find_label(build, node, &len);
	char *raw = osp_job_strndup(build->job, build->text.text + at + 2, len);
	char *label = build_restore(build, raw);
	if (len == 0 || *label == '\0') {
		return osp_job_printf(build->job, "%zu", number);
	}
	for (char *p = label; *p != '\0'; p++) {
		*p = *p == ' ' || *p == '\t' ? '-' : *p;
	}
	return strstr(raw, MARK_TWIN) != NULL ? osp_job_printf(build->job, "%s-%zu", label, number) : label;
}

/* The labels by number. */
static void find_notes(struct build *build, cmark_node *document)
{
	for (cmark_node *node = cmark_node_first_child(document); node != NULL; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) {
			continue;
		}
		char *label = note_label(build, node, build->note_labels.len / sizeof(char *) + 1);
		osp_buf_add(&build->note_labels, &label, sizeof label);
	}
}

static void enter_cell(struct build *build, cmark_node *node)
{
	cmark_node *row = cmark_node_parent(node), *table = row != NULL ? cmark_node_parent(row) : NULL;
	const uint8_t *alignments = table != NULL ? cmark_gfm_extensions_get_table_alignments(table) : NULL;
	size_t columns = table != NULL ? cmark_gfm_extensions_get_table_columns(table) : 0;
	uint8_t alignment = build->cell < columns && alignments != NULL ? alignments[build->cell] : 0;
	begin_line(build, node);
	osp_node *cell = build_element(build, cmark_gfm_extensions_get_table_row_is_header(row) ? OSP_TH : OSP_TD, block_place(build, node));
	if (alignment != 0) {
		osp_node_add_class(cell, alignment == 'l' ? "align-left" : alignment == 'r' ? "align-right" : "align-center");
	}
	build->cell++;
	build_enter(build, cell);
}

static void enter_row(struct build *build, cmark_node *node)
{
	osp_place place = block_place(build, node);
	bool header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
	osp_node *row = build_element(build, OSP_TR, place);
	build->cell = 0;
	if (header || build->body == NULL) {
		osp_node *group = build_element(build, header ? OSP_THEAD : OSP_TBODY, place);
		build_put(build, group);
		build->body = header ? NULL : group;
		build->at = group;
	} else {
		build->at = build->body;
	}
	osp_node *outer = osp_node_parent(build->at);
	build_enter(build, row);
	((struct frame *)(void *)build->frames.data)[build->frames.len / sizeof(struct frame) - 1].outer = outer;
}

static bool gfm_block(struct build *build, cmark_node *node, bool entering, size_t *notes)
{
	if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) {
		if (entering) {
			enter_note(build, node, (*notes)++);
		} else {
			build_leave(build);
		}
		return true;
	}
	const char *type = cmark_node_get_type_string(node);
	if (strncmp(type, "table", 5) != 0) {
		return false;
	}
	if (!entering) {
		build_leave(build);
	} else if (strcmp(type, "table") == 0) {
		build->body = NULL;
		build_enter(build, build_element(build, OSP_TABLE, block_place(build, node)));
	} else if (strcmp(type, "table_cell") == 0) {
		enter_cell(build, node);
	} else {
		enter_row(build, node);
	}
	return true;
}

static bool is_end(struct build *build, cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);
	const char *literal = first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT ? cmark_node_get_literal(first) : NULL;
	size_t len = 0;
	const struct mark_span *span = literal != NULL ? mark_find_span(&build->text, literal, literal + strlen(literal), &len) : NULL;
	return span != NULL && span->kind == MARK_END;
}
#else
static void enter_gfm_item(struct build *build, cmark_node *node)
{
	(void)build, (void)node;
}

static void find_notes(struct build *build, cmark_node *document)
{
	(void)build, (void)document;
}

static bool gfm_block(struct build *build, cmark_node *node, bool entering, size_t *notes)
{
	(void)build, (void)node, (void)entering, (void)notes;
	return false;
}

static bool is_end(struct build *build, cmark_node *paragraph)
{
	(void)build, (void)paragraph;
	return false;
}
#endif

static void enter_block(struct build *build, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		enter_container(build, node, OSP_BLOCKQUOTE);
		break;
	case CMARK_NODE_LIST:
		enter_list(build, node);
		break;
	case CMARK_NODE_ITEM:
		enter_container(build, node, OSP_LI);
		enter_gfm_item(build, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		enter_paragraph(build, node);
		break;
	case CMARK_NODE_HEADING:
		begin_line(build, node);
		build_enter(build, build_element(build, (osp_tag)(OSP_H1 + cmark_node_get_heading_level(node) - 1), block_place(build, node)));
		break;
	case CMARK_NODE_CODE_BLOCK:
		add_code_block(build, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		raw_block(build, cmark_node_get_literal(node), cmark_node_get_start_line(node));
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		build_put(build, build_element(build, OSP_HR, block_place(build, node)));
		break;
	default:
		break;
	}
}

static void leave_block(struct build *build, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	osp_node *left = entered(build);
	if (type == CMARK_NODE_ITEM) {
		put_checkbox(build);
	}
	build_leave(build);
	if (left == NULL || !build->manners) {
		return;
	}
	if (type == CMARK_NODE_HEADING) {
		take_attributes(left);
	} else if (type == CMARK_NODE_BLOCK_QUOTE) {
		take_alert(left);
	}
}

static bool is_block(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
#ifdef MARKDOWN_GFM
	return (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
#else
	return type <= CMARK_NODE_LAST_BLOCK;
#endif
}

static void walk(struct build *build, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	size_t notes = 0;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool entering = event == CMARK_EVENT_ENTER;
		if (node == document) {
			continue;
		}
		if (!is_block(node)) {
			inline_event(build, node, entering);
		} else if (entering && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && is_end(build, node)) {
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		} else if (gfm_block(build, node, entering, &notes)) {
			continue;
		} else if (entering) {
			enter_block(build, node);
		} else {
			leave_block(build, node);
		}
	}
	build_flush(build);
	raw_close_down(build, 0);
	cmark_iter_free(iter);
}

static void done(struct build *build)
{
	mark_done(&build->text);
	osp_buf_done(&build->frames);
	osp_buf_done(&build->raws);
	osp_buf_done(&build->pending);
	osp_buf_done(&build->alternative);
	osp_buf_done(&build->note_labels);
	rawhtml_free(build->html);
}

osp_status markdown_read(osp_job *job, const osp_source *source, osp_article *article, bool manners)
{
	struct build build = { .job = job, .article = article, .tree = osp_node_tree(article->root), .manners = manners, .at = article->root };
	osp_buf lines = OSP_BUF_INIT;
	if (manners && !lines_find(source->text, source->len, &lines)) {
		cmark_node *blocks = parse_markdown(source->text, source->len);
		parse_find_lines(blocks, &lines);
		cmark_node_free(blocks);
	}
	mark_init(&build.text, source, manners, lines.data, lines.len);
	build.align.text = &build.text;
	cmark_node *document = parse_markdown(build.text.text, build.text.len);
	find_notes(&build, document);
	walk(&build, document);
	cmark_node_free(document);
	osp_buf_done(&lines);
	done(&build);
	if (manners) {
		mark_classes(article->root);
	}
	shape_tree(article->root, build.changed);
	return OSP_OK;
}
