/* inline.c - texts, emphasis, links, pictures: cmark's inline nodes become ours. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

static osp_place place_at(struct build *build, size_t offset)
{
	return mark_place(&build->text, offset);
}

#ifdef MARKDOWN_GFM
/* cmark-gfm leaves `[^1]` as a text when no note has this name. `\[^1]` is one, too, but its author knows. */
static void say_missing_notes(struct build *build, const char *text, size_t len, size_t offset)
{
	const char *end = text + len;
	for (const char *at = text; build->manners && (at = memchr(at, '[', (size_t)(end - at))) != NULL; at++) {
		size_t label = 0;
		while (at + 2 + label < end && label < 60 && at[2 + label] != ']' && at[2 + label] != '[' && (unsigned char)at[2 + label] > ' ') {
			label++;
		}
		size_t here = offset + (size_t)(at - text);
		if (end - at < 4 || at[1] != '^' || label == 0 || at + 2 + label == end || at[2 + label] != ']') {
			continue;
		}
		bool plain = here + 2 < build->text.len && memcmp(build->text.text + here, "[^", 2) == 0;
		if (plain && (here == 0 || build->text.text[here - 1] != '\\')) {
			osp_warn(build->job, place_at(build, here), "markdown/note-missing",
				"there is no note \"%.*s\"; its mark is left as it was written", (int)label, at + 2);
		}
	}
}
#else
static void say_missing_notes(struct build *build, const char *text, size_t len, size_t offset)
{
	(void)build, (void)text, (void)len, (void)offset;
}
#endif

static void add_piece(struct build *build, const char *at, size_t len)
{
	size_t offset = align_text(&build->align, at, len);
	say_missing_notes(build, at, len, offset);
	build_text(build, at, len, place_at(build, offset));
}

/* A text of cmark's, with the spans and marks that stand in it. */
static void add_literal(struct build *build, const char *literal)
{
	const char *at = literal, *end = literal + strlen(literal), *from = at;
	while (at < end) {
		const char *hit = memchr(at, 0xEF, (size_t)(end - at));
		size_t len = 0;
		if (hit == NULL) {
			break;
		}
		const struct mark_span *span = mark_find_span(&build->text, hit, end, &len);
		bool flank = span == NULL && end - hit >= MARK_BYTES && memcmp(hit, MARK_FLANK, MARK_BYTES) == 0;
		if (span == NULL && !flank) {
			at = hit + 1;
			continue;
		}
		size_t point = span != NULL && span->pointed ? 1 : 0;
		if (hit > from + point) {
			add_piece(build, from, (size_t)(hit - from) - point);
		}
		if (span != NULL) {
			build_span(build, span, align_text(&build->align, hit, len));
		}
		at = from = hit + (flank ? MARK_BYTES : len) + point;
	}
	if (end > from) {
		add_piece(build, from, (size_t)(end - from));
	}
}

static void add_code(struct build *build, const char *literal)
{
	osp_place place = place_at(build, align_code(&build->align, strlen(literal)));
	char *text = build_restore(build, literal);
	shortcode_show(build, text);
	if (build->picture != NULL) {
		build_text(build, text, strlen(text), place);
		return;
	}
	osp_node *code = build_element(build, OSP_CODE, place);
	osp_node *inside = osp_text_new(build->tree, text, strlen(text));
	osp_node_set_place(inside, (osp_place){ place.file, place.line, place.column + 1 });
	build_put(build, code);
	if (*text != '\0') {
		osp_node_append(code, inside);
	}
}

/* Emphasis: `count` delimiters at both ends. */
static void wrap(struct build *build, osp_tag tag, size_t count, bool entering)
{
	char one = tag == OSP_DEL ? '~' : '*', other = tag == OSP_DEL ? '~' : '_';
	if (build->picture != NULL) {
		align_delimiter(&build->align, one, other, count);
		return;
	}
	if (!entering) {
		align_delimiter(&build->align, one, other, count);
		build_leave(build);
		return;
	}
	osp_place place = place_at(build, align_delimiter(&build->align, one, other, count));
	build_enter(build, build_is_deep(build, place) ? NULL : build_element(build, tag, place));
}

/* `](https://a.b/c d)` and `](<c d>)`: an address has no space. */
static char *encode_spaces(const struct build *build, char *url)
{
	osp_buf encoded = OSP_BUF_INIT;
	if (!build->manners || strchr(url, ' ') == NULL) {
		return url;
	}
	for (const char *p = url; *p != '\0'; p++) {
		osp_buf_puts(&encoded, *p == ' ' ? "%20" : "");
		if (*p != ' ') {
			osp_buf_putc(&encoded, *p);
		}
	}
	url = osp_job_strndup(build->job, encoded.data, encoded.len);
	osp_buf_done(&encoded);
	return url;
}

/* A destination that is, or begins with, {{< ref "x" >}}. */
static char *resolve_target(const struct build *build, const char *url, bool *ret_relref)
{
	size_t len = 0;
	const struct mark_span *span = mark_find_span(&build->text, url, url + strlen(url), &len);
	char *target = span != NULL && span->kind == MARK_SHORTCODE ? shortcode_target(build, span) : NULL;
	*ret_relref = target != NULL;
	return target != NULL ? osp_job_printf(build->job, "%s%s", target, build_restore(build, url + len)) :
		encode_spaces(build, build_restore(build, url));
}

static void enter_link(struct build *build, cmark_node *node)
{
	bool relref = false;
	osp_place place = place_at(build, align_bracket(&build->align, false));
	const char *title = cmark_node_get_title(node);
	char *url = resolve_target(build, cmark_node_get_url(node), &relref);
	if (build->picture != NULL) {
		return;
	}
	build->links++;
	if (build->links > 1 || !build_allows(build, url, false, place)) {
		build_enter(build, NULL);
		return;
	}
	osp_node *link = build_element(build, OSP_A, place);
	osp_node_set_attr(link, "href", url);
	if (title != NULL && *title != '\0') {
		osp_node_set_attr(link, "title", build_restore(build, title));
	}
	if (relref) {
		osp_node_add_class(link, "relref");
	}
	build_enter(build, link);
}

static void leave_link(struct build *build)
{
	align_bracket_end(&build->align);
	if (build->picture == NULL) {
		build->links--;
		build_leave(build);
	}
}

static void enter_picture(struct build *build, cmark_node *node)
{
	bool relref = false;
	osp_place place = place_at(build, align_bracket(&build->align, true));
	if (build->picture != NULL) {
		build->pictures++;
		return;
	}
	osp_node *picture = build_element(build, OSP_IMG, place);
	char *url = resolve_target(build, cmark_node_get_url(node), &relref);
	const char *title = cmark_node_get_title(node);
	osp_node_set_attr(picture, "src", build_allows(build, url, true, place) ? url : "");
	osp_node_set_attr(picture, "alt", "");
	if (title != NULL && *title != '\0') {
		osp_node_set_attr(picture, "title", build_restore(build, title));
	}
	build_put(build, picture);
	build->picture = picture;
}

static void leave_picture(struct build *build)
{
	align_bracket_end(&build->align);
	if (build->pictures > 0) {
		build->pictures--;
		return;
	}
	if (build->alternative.len > 0) {
		osp_node_set_attr(build->picture, "alt", build->alternative.data);
	}
	osp_buf_clear(&build->alternative);
	build->picture = NULL;
}

static void add_break(struct build *build, bool hard)
{
	size_t offset = mark_line_end(&build->text, build->align.at);
	osp_place place = place_at(build, offset);
	align_newline(&build->align);
	if (hard && build->picture == NULL) {
		build_put(build, build_element(build, OSP_BR, place));
	} else {
		build_text(build, "\n", 1, place);
	}
}

#ifdef MARKDOWN_GFM
/* cmark-gfm leaves the note's number as the literal; its notes stand at the end of the document in that order. */
static void add_noteref(struct build *build, cmark_node *node)
{
	osp_place place = place_at(build, align_footnote(&build->align));
	const char *literal = cmark_node_get_literal(node), *label;
	size_t number = 0;
	for (const char *p = literal; p != NULL && *p >= '0' && *p <= '9' && number < 1000000; p++) {
		number = number * 10 + (size_t)(*p - '0');
	}
	if (number == 0 || number > build->note_labels.len / sizeof label || build->picture != NULL) {
		return;
	}
	label = ((const char *const *)(const void *)build->note_labels.data)[number - 1];
	osp_node *mark = build_element(build, OSP_A, place);
	osp_buf href = OSP_BUF_INIT;
	osp_buf_printf(&href, "#fn-%s", label);
	osp_node_set_attr(mark, "href", href.data);
	osp_node_set_attr(mark, "role", "doc-noteref");
	osp_node_add_class(mark, "noteref");
	osp_node *text = osp_text_new(build->tree, literal, strlen(literal));
	osp_node_set_place(text, place);
	osp_node_append(mark, text);
	build_put(build, mark);
	osp_buf_done(&href);
}

static bool gfm_event(struct build *build, cmark_node *node, bool entering)
{
	if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE) {
		if (entering) {
			add_noteref(build, node);
		}
		return true;
	}
	if (strcmp(cmark_node_get_type_string(node), "strikethrough") == 0) {
		wrap(build, OSP_DEL, 2, entering);
		return true;
	}
	return false;
}
#else
static bool gfm_event(struct build *build, cmark_node *node, bool entering)
{
	(void)build, (void)node, (void)entering;
	return false;
}
#endif

void inline_event(struct build *build, cmark_node *node, bool entering)
{
	const char *literal = cmark_node_get_literal(node);
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT) {
		add_literal(build, literal);
	} else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
		add_break(build, type == CMARK_NODE_LINEBREAK);
	} else if (type == CMARK_NODE_CODE) {
		add_code(build, literal);
	} else if (type == CMARK_NODE_HTML_INLINE) {
		raw_inline(build, literal, align_html(&build->align, strlen(literal)));
	} else if (type == CMARK_NODE_EMPH) {
		wrap(build, OSP_EM, 1, entering);
	} else if (type == CMARK_NODE_STRONG) {
		wrap(build, OSP_STRONG, 2, entering);
	} else if (type == CMARK_NODE_LINK) {
		if (entering) {
			enter_link(build, node);
		} else {
			leave_link(build);
		}
	} else if (type == CMARK_NODE_IMAGE) {
		if (entering) {
			enter_picture(build, node);
		} else {
			leave_picture(build);
		}
	} else {
		gfm_event(build, node, entering);
	}
}
