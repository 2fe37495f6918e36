/* raw.c - what libxml2 says about raw HTML becomes nodes among those from Markdown. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>
#include <strings.h>

static struct raw *raw_at(const struct build *build, size_t index)
{
	return (struct raw *)(void *)build->raws.data + index;
}

static size_t raw_count(const struct build *build)
{
	return build->raws.len / sizeof(struct raw);
}

/* The line of the piece in which `offset` lies, counted on from the last one asked for, and where it stands in the marked text. */
static void find_line(struct build *build, size_t offset)
{
	struct piece *piece = &build->piece;
	const char *newline;
	if (offset < piece->counted) {
		*piece = (struct piece){ .text = piece->text };
	}
	size_t line = piece->line;
	while ((newline = memchr(piece->text + piece->counted, '\n', offset - piece->counted)) != NULL) {
		piece->counted = piece->line_at = (size_t)(newline + 1 - piece->text);
		piece->line++;
	}
	piece->counted = offset;
	if (piece->line == line && piece->known) {
		return;
	}
	size_t len = strcspn(piece->text + piece->line_at, "\n");
	size_t begin = mark_offset(&build->text, build->block_line + (int)piece->line, 1);
	piece->end = mark_line_end(&build->text, begin);
	piece->begin = piece->end - begin > len ? piece->end - len : begin;
	piece->known = true;
}

/* A byte of the piece as a place: lines are exact; a block's columns are too, as Markdown only takes away what stands before a line. */
static osp_place place_at(struct build *build, size_t offset)
{
	if (build->block_line == 0) {
		return mark_place(&build->text, build->html_at + offset);
	}
	find_line(build, offset);
	size_t at = build->piece.begin + (offset - build->piece.line_at);
	return mark_place(&build->text, at < build->piece.end ? at : build->piece.end);
}

static void say_dropped(struct build *build, const char *name, osp_place place)
{
	build->changed = true;
	if (!build->said_dropped) {
		osp_warn(build->job, place, "markdown/html-dropped",
			"raw HTML <%s> has no place in a publication; it and others like it in this article were left out", name);
		build->said_dropped = true;
	}
}

static void push(struct build *build, const char *name, osp_node *node, bool dropped)
{
	struct raw raw = { .outer = build->at, .node = node, .dropped = dropped };
	memcpy(raw.name, name, strnlen(name, sizeof raw.name - 1));
	osp_node_append(build->at, node);
	osp_buf_add(&build->raws, &raw, sizeof raw);
	build->at = node;
	build->depth++;
	build->links += osp_node_tag(node) == OSP_A ? 1 : 0;
}

/* Puts the children where the node was. */
static void unwrap(osp_node *node)
{
	osp_node *child;
	while ((child = osp_node_first(node)) != NULL) {
		osp_node_insert_before(node, child);
	}
	osp_node_unlink(node);
}

/* What an author wrote into a frame is for those who cannot have it. */
static void close_frame(const struct raw *raw)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(raw->node, &text);
	if (raw->link != NULL && text.len > 0 && strspn(text.data, " \t\r\n") < text.len) {
		osp_node_unlink(raw->link);
	}
	unwrap(raw->node);
	osp_buf_done(&text);
}

static void pop(struct build *build, bool closed)
{
	struct raw raw = *raw_at(build, raw_count(build) - 1);
	build_flush(build);
	osp_buf_truncate(&build->raws, build->raws.len - sizeof raw);
	build->at = raw.outer;
	build->depth--;
	build->links -= osp_node_tag(raw.node) == OSP_A ? 1 : 0;
	if (strcmp(raw.name, "iframe") == 0) {
		close_frame(&raw);
	}
	if (!raw.dropped) {
		return;
	}
	bool code = strcmp(raw.name, "script") == 0 || strcmp(raw.name, "style") == 0;
	if (closed || (code && build->block_line > 0)) {
		osp_node_unlink(raw.node);
	} else {
		unwrap(raw.node); /* never closed: what follows is the author's text */
	}
}

void raw_close_down(struct build *build, size_t floor)
{
	while (raw_count(build) > floor) {
		pop(build, raw_at(build, raw_count(build) - 1)->closing);
	}
}

/* Behind a block: what was closed from within it ends here. */
void raw_close_marked(struct build *build)
{
	for (size_t i = build->raw_floor; i < raw_count(build); i++) {
		if (raw_at(build, i)->closing) {
			raw_close_down(build, i);
			return;
		}
	}
}

static bool is_dropping(const struct build *build)
{
	size_t count = raw_count(build);
	return count > 0 && raw_at(build, count - 1)->dropped;
}

static osp_node *add_link(struct build *build, const char *name, const char **attrs, osp_place place)
{
	const char *url = NULL, *title = NULL;
	osp_node *link = NULL;
	for (size_t i = 0; attrs != NULL && attrs[i] != NULL; i += 2) {
		url = strcmp(attrs[i], "src") == 0 ? attrs[i + 1] : url;
		title = strcmp(attrs[i], "title") == 0 ? attrs[i + 1] : title;
	}
	if (url == NULL || *url == '\0' || !build_allows(build, url, false, place)) {
		return NULL;
	}
	osp_buf absolute = OSP_BUF_INIT;
	osp_buf_puts(&absolute, strncmp(url, "//", 2) == 0 ? "https:" : "");
	osp_buf_puts(&absolute, url);
	title = title != NULL && *title != '\0' ? title : absolute.data;
	if (build->links > 0) {
		build_text(build, title, strlen(title), place);
	} else {
		osp_node *text = osp_text_new(build->tree, title, strlen(title));
		link = build_element(build, OSP_A, place);
		osp_node_set_attr(link, "href", absolute.data);
		osp_node_add_class(link, strcmp(name, "source") == 0 ? "video" : name);
		osp_node_set_place(text, place);
		osp_node_append(link, text);
		build_put(build, link);
	}
	osp_buf_done(&absolute);
	return link;
}

static osp_node *make(struct build *build, const char *name, osp_tag tag, const char *class, const char **attrs, osp_place place)
{
	osp_node *node = build_element(build, tag, place);
	allow_attributes(node, name, attrs);
	if (class != NULL) {
		osp_node_add_class(node, class);
	}
	return node;
}

/* <embed src="drawing.svg">: a picture by another name. */
static bool embeds_picture(const char *name, const char **attrs)
{
	static const char *const suffixes[] = { ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp" };
	const char *src = "";
	for (size_t i = 0; strcmp(name, "embed") == 0 && attrs != NULL && attrs[i] != NULL; i += 2) {
		src = strcmp(attrs[i], "src") == 0 && attrs[i + 1] != NULL ? attrs[i + 1] : src;
	}
	size_t len = strcspn(src, "?#");
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		size_t suffix = strlen(suffixes[i]);
		if (len > suffix && strncasecmp(src + len - suffix, suffixes[i], suffix) == 0) {
			return true;
		}
	}
	return false;
}

static void on_open(void *closure, const char *name, const char **attrs, size_t offset)
{
	struct build *build = closure;
	const char *class = NULL;
	osp_tag tag = OSP_TAG_UNKNOWN;
	if (is_dropping(build) || build->picture != NULL) {
		return;
	}
	osp_place place = place_at(build, offset);
	enum allow allow = allow_element(name, &tag, &class);
	build->changed = true;
	build_flush(build);
	if (allow == ALLOW_DROP) {
		say_dropped(build, name, place);
		push(build, name, osp_element_new_named(build->tree, "x-dropped"), true);
		return;
	}
	if (embeds_picture(name, attrs)) {
		name = "img";
		tag = OSP_IMG;
	} else if (allow == ALLOW_LINK) {
		osp_node *link = add_link(build, name, attrs, place);
		if (strcmp(name, "iframe") == 0 && !build_is_deep(build, place)) {
			push(build, name, osp_element_new_named(build->tree, "x-frame"), false);
			raw_at(build, raw_count(build) - 1)->link = link;
		}
		return;
	}
	bool nested_link = tag == OSP_A && build->links > 0;
	if (allow == ALLOW_UNWRAP || nested_link || (!osp_tag_is_void(tag) && tag != OSP_HR && build_is_deep(build, place))) {
		return;
	}
	osp_node *node = make(build, name, tag, class, attrs, place);
	if (osp_tag_is_void(tag) || tag == OSP_HR || tag == OSP_COL) {
		build_put(build, node);
		return;
	}
	push(build, name, node, false);
}

static void on_close(void *closure, const char *name)
{
	struct build *build = closure;
	for (size_t i = raw_count(build); i > 0; i--) {
		struct raw *raw = raw_at(build, i - 1);
		if (strncmp(raw->name, name, sizeof raw->name - 1) != 0 || raw->closing) {
			continue;
		}
		if (i - 1 >= build->raw_floor) {
			raw->closing = true;
			raw_close_down(build, i - 1);
		} else {
			raw->closing = true;
		}
		return;
	}
}

static bool in_pre(const osp_node *node)
{
	while (node != NULL && osp_node_tag(node) != OSP_PRE) {
		node = osp_node_parent(node);
	}
	return node != NULL;
}

/* As browsers do: a run of white space is one, a line end if it has one. */
static void on_text(void *closure, const char *text, size_t len, size_t offset)
{
	struct build *build = closure;
	osp_place place = place_at(build, offset);
	if (in_pre(build->at)) {
		bool first = osp_node_tag(build->at) == OSP_PRE && osp_node_first(build->at) == NULL && build->pending.len == 0;
		size_t skip = first && *text == '\n' ? 1 : 0; /* HTML (13.2.6.4.7): a newline right behind <pre> is not content */
		build_text(build, text + skip, len - skip, place);
		return;
	}
	const char *end = text + len;
	while (text < end) {
		size_t word = 0, blank = 0;
		while (text + word < end && strchr(" \t\n\r", text[word]) == NULL) {
			word++;
		}
		build_text(build, text, word, place);
		text += word;
		while (text + blank < end && strchr(" \t\n\r", text[blank]) != NULL) {
			blank++;
		}
		if (blank > 0) {
			build_text(build, memchr(text, '\n', blank) != NULL ? "\n" : " ", 1, place);
		}
		text += blank;
	}
}

static void on_comment(void *closure, size_t offset, bool closed)
{
	struct build *build = closure;
	build->changed = true;
	if (!closed) {
		osp_warn(build->job, place_at(build, offset), "markdown/html-comment", "a comment that is never closed hides all that follows it");
	}
}

static void parse(struct build *build, const char *piece)
{
	const char *open[MARKDOWN_DEPTH + 2];
	size_t count = raw_count(build), used = 0;
	if (build->html == NULL) {
		build->html = rawhtml_new();
	}
	if (build->html == NULL) {
		return;
	}
	for (size_t i = 0; i < count && used < MARKDOWN_DEPTH + 2; i++) {
		if (!raw_at(build, i)->closing) {
			open[used++] = raw_at(build, i)->name;
		}
	}
	struct rawhtml_events events = { build, on_open, on_close, on_text, on_comment };
	build->piece = (struct piece){ .text = piece };
	rawhtml_parse(build->html, open, used, piece, strlen(piece), &events);
}

static bool has_mark(const char *text)
{
	return strstr(text, "\xEF\xB7") != NULL;
}

void raw_inline(struct build *build, const char *literal, size_t offset)
{
	build->html_at = offset;
	build->block_line = 0;
	if (strncmp(literal, "<!", 2) == 0 || strncmp(literal, "<?", 2) == 0 || build->picture != NULL) {
		build->changed = true;
		return;
	}
	parse(build, has_mark(literal) ? build_restore(build, literal) : literal);
}

/* Blocks of kinds 3 to 5 (CommonMark 4.6): of CDATA the text stays; declarations and instructions are nothing to read. Behind them
 * anything may follow on the same line. */
static const char *skip_declaration(struct build *build, const char *literal)
{
	const char *at = literal + strspn(literal, " ");
	bool cdata = strncmp(at, "<![CDATA[", 9) == 0, instruction = strncmp(at, "<?", 2) == 0;
	bool declaration = !cdata && at[0] == '<' && at[1] == '!' && at[2] != '-';
	if (!cdata && !instruction && !declaration) {
		return literal;
	}
	const char *close = strstr(at, cdata ? "]]>" : instruction ? "?>" : ">");
	size_t mark = declaration ? 1 : cdata ? 3 : 2;
	if (cdata) {
		const char *text = at + 9;
		osp_node *paragraph = build_element(build, OSP_P, mark_place(&build->text, mark_offset(&build->text, build->block_line, 1)));
		osp_node *inside = osp_text_new(build->tree, text, close != NULL ? (size_t)(close - text) : strlen(text));
		osp_node_set_place(inside, osp_node_place(paragraph));
		osp_node_append(paragraph, inside);
		build_put(build, paragraph);
	}
	build->changed = true;
	return close != NULL ? close + mark : at + strlen(at);
}

void raw_block(struct build *build, const char *literal, int line)
{
	build->block_line = line;
	literal = skip_declaration(build, has_mark(literal) ? build_restore(build, literal) : literal);
	parse(build, literal);
	build_flush(build);
	build->block_line = 0;
}
