/* pandoc_read_inlines.c - Pandoc's inlines as XML of our vocabulary. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/pandoc_room.h"

#include <string.h>

#include <ospopress/markup.h>
#include "plugin/json.h"

static const char *type_of(const struct json *node)
{
	return json_find(node, "t")->text;
}

bool pandoc_is(const struct json *node, const char *type)
{
	return strcmp(type_of(node), type) == 0;
}

const struct json *pandoc_content(const struct json *node)
{
	return json_find(node, "c");
}

void pandoc_read_text(struct pandoc_reading *p, const char *text)
{
	osp_markup_text(p->out, text, strlen(text));
}

/* ---- Attributes ---- */

static const struct json *find_key(const struct json *attr, const char *key)
{
	const struct json *pairs = json_at(attr, 2);
	for (size_t i = 0; i < pairs->count; i++) {
		if (strcmp(json_at(json_at(pairs, i), 0)->text, key) == 0) {
			return json_at(json_at(pairs, i), 1);
		}
	}
	return json_at(attr, SIZE_MAX);
}

static bool is_good_name(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");
	return len > 0 && len < 60 && name[len] == '\0' && strchr("0123456789-.:", *name) == NULL;
}

/* The element that a Div or Span stands for; `fallback` when it says none. */
const char *pandoc_read_tag(const struct json *attr, const char *fallback)
{
	const char *tag = find_key(attr, PANDOC_TAG)->text;
	return is_good_name(tag) && strchr(tag, ':') == NULL ? tag : fallback;
}

/* `more` is a class to add, `first` what stands before the first one; both may be "". */
void pandoc_read_attr(struct pandoc_reading *p, const struct json *attr, const char *more, const char *first)
{
	const struct json *classes = json_at(attr, 1), *pairs = json_at(attr, 2);
	osp_buf all = OSP_BUF_INIT;
	if (*json_at(attr, 0)->text != '\0') {
		osp_markup_attr(p->out, "id", json_at(attr, 0)->text);
	}
	osp_buf_puts(&all, "");
	bool has_more = *more == '\0';
	for (size_t i = 0; i < classes->count; i++) {
		const char *word = json_at(classes, i)->text;
		has_more = has_more || strcmp(word, more) == 0;
		osp_buf_printf(&all, "%s%s%s", i > 0 ? " " : "", i == 0 ? first : "", word);
	}
	if (!has_more) {
		osp_buf_printf(&all, "%s%s", all.len > 0 ? " " : "", more);
	}
	if (all.len > 0) {
		osp_markup_attr(p->out, "class", all.data);
	}
	osp_buf_done(&all);
	for (size_t i = 0; i < pairs->count; i++) {
		const char *key = json_at(json_at(pairs, i), 0)->text;
		if (is_good_name(key) && strcmp(key, PANDOC_TAG) != 0 && strcmp(key, "id") != 0 && strcmp(key, "class") != 0) {
			osp_markup_attr(p->out, key, json_at(json_at(pairs, i), 1)->text);
		}
	}
}

void pandoc_read_open(struct pandoc_reading *p, const char *tag, const struct json *attr, const char *more)
{
	osp_buf_printf(p->out, "<%s", tag);
	pandoc_read_attr(p, attr, more, "");
	osp_buf_putc(p->out, '>');
}

void pandoc_read_close(struct pandoc_reading *p, const char *tag)
{
	osp_buf_printf(p->out, "</%s>", tag);
}

/* ---- Inlines ---- */

static const char *simple_tag(const struct json *node)
{
	static const struct { const char *type, *tag; } simple[] = {
		{ "Emph", "em" }, { "Strong", "strong" }, { "Strikeout", "del" }, { "Superscript", "sup" }, { "Subscript", "sub" },
	};
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++) {
		if (pandoc_is(node, simple[i].type)) {
			return simple[i].tag;
		}
	}
	return NULL;
}

static void put_span(struct pandoc_reading *p, const struct json *c)
{
	const char *tag = pandoc_read_tag(json_at(c, 0), "span");
	const struct json *inner = json_at(c, 1), *only = json_at(inner, 0);
	const char *simple = inner->count == 1 ? simple_tag(only) : NULL;
	pandoc_read_open(p, tag, json_at(c, 0), "");
	/* A Span around an Emph was put there to keep attributes. */
	pandoc_read_inlines(p, simple != NULL && strcmp(simple, tag) == 0 ? pandoc_content(only) : inner);
	pandoc_read_close(p, tag);
}

void pandoc_read_plain(osp_buf *out, const struct json *list, int depth)
{
	for (size_t i = 0; i < list->count && depth < PANDOC_DEPTH; i++) {
		const struct json *node = json_at(list, i), *c = pandoc_content(node);
		if (pandoc_is(node, "Str")) {
			osp_buf_puts(out, c->text);
		} else if (pandoc_is(node, "Space") || pandoc_is(node, "SoftBreak") || pandoc_is(node, "LineBreak")) {
			osp_buf_putc(out, ' ');
		} else if (c->kind == JSON_LIST) {
			for (size_t k = 0; k < c->count; k++) {
				pandoc_read_plain(out, json_at(c, k)->kind == JSON_LIST ? json_at(c, k) : c, depth + 1);
				k = json_at(c, k)->kind == JSON_LIST ? k : c->count;
			}
		}
	}
}

static void put_image(struct pandoc_reading *p, const struct json *c)
{
	osp_buf alt = OSP_BUF_INIT;
	const char *title = json_at(json_at(c, 2), 1)->text;
	osp_buf_puts(&alt, "");
	pandoc_read_plain(&alt, json_at(c, 1), p->depth);
	osp_buf_puts(p->out, "<img");
	osp_markup_attr(p->out, "src", json_at(json_at(c, 2), 0)->text);
	osp_markup_attr(p->out, "alt", alt.data);
	if (*title != '\0') {
		osp_markup_attr(p->out, "title", title);
	}
	pandoc_read_attr(p, json_at(c, 0), "", "");
	osp_buf_puts(p->out, "/>");
	osp_buf_done(&alt);
}

static void put_link(struct pandoc_reading *p, const struct json *c)
{
	const char *title = json_at(json_at(c, 2), 1)->text;
	osp_buf_puts(p->out, "<a");
	osp_markup_attr(p->out, "href", json_at(json_at(c, 2), 0)->text);
	if (*title != '\0') {
		osp_markup_attr(p->out, "title", title);
	}
	pandoc_read_attr(p, json_at(c, 0), "", "");
	osp_buf_putc(p->out, '>');
	pandoc_read_inlines(p, json_at(c, 1));
	osp_buf_puts(p->out, "</a>");
}

void pandoc_read_raw(struct pandoc_reading *p, const struct json *c)
{
	const char *format = json_at(c, 0)->text;
	if (strncmp(format, "html", 4) == 0) {
		p->has_raw = true;
		if (p->keeps_raw) {
			osp_buf_puts(p->out, json_at(c, 1)->text);
		}
	}
}

/* Behind the transform that numbers notes a new one's number would be nobody's: it stands in brackets where it is. */
static void put_bracketed(struct pandoc_reading *p, const struct json *blocks)
{
	osp_buf_puts(p->out, "<span class=\"note\"> (");
	for (size_t i = 0; i < blocks->count; i++) {
		if (pandoc_is(json_at(blocks, i), "Para") || pandoc_is(json_at(blocks, i), "Plain")) {
			pandoc_read_inlines(p, pandoc_content(json_at(blocks, i)));
		}
	}
	osp_buf_puts(p->out, ")</span>");
}

/* A mark, and its note at the end of the article, as readers leave them; notes of the same words are one. */
static void put_note(struct pandoc_reading *p, const struct json *blocks)
{
	osp_buf own = OSP_BUF_INIT, *text = p->out;
	if (!p->takes_notes) {
		put_bracketed(p, blocks);
		return;
	}
	p->out = &own;
	osp_buf_puts(&own, "");
	pandoc_read_blocks(p, blocks, true);
	p->out = text;
	size_t number = (size_t)(uintptr_t)map_find(&p->notes, own.data, own.len);
	if (number == 0) {
		number = ++p->note_count;
		map_put(&p->notes, own.data, own.len, (void *)(uintptr_t)number);
		osp_buf_printf(&p->asides, "<aside role=\"doc-footnote\" id=\"fn-%zu\">", number);
		osp_buf_add(&p->asides, own.data, own.len);
		osp_buf_puts(&p->asides, "</aside>");
	}
	osp_buf_printf(text, "<a href=\"#fn-%zu\" role=\"doc-noteref\" class=\"noteref\">%zu</a>", number, number);
	osp_buf_done(&own);
}

static void put_math(struct pandoc_reading *p, const struct json *c)
{
	const char *dollars = pandoc_is(json_at(c, 0), "DisplayMath") ? "$$" : "$";
	osp_buf_printf(p->out, "<code class=\"math\">%s", dollars);
	pandoc_read_text(p, json_at(c, 1)->text);
	osp_buf_printf(p->out, "%s</code>", dollars);
}

static void put_cite(struct pandoc_reading *p, const struct json *c)
{
	osp_buf source = OSP_BUF_INIT;
	osp_buf_puts(&source, "");
	pandoc_read_plain(&source, json_at(c, 1), p->depth);
	/* A filter may have looked it up itself. */
	bool is_key = *source.data == '[' || *source.data == '@';
	osp_buf_puts(p->out, is_key ? "<code class=\"citekey\">" : "");
	if (is_key) {
		pandoc_read_text(p, source.data);
	} else {
		pandoc_read_inlines(p, json_at(c, 1));
	}
	osp_buf_puts(p->out, is_key ? "</code>" : "");
	osp_buf_done(&source);
}

static void put_quoted(struct pandoc_reading *p, const struct json *c)
{
	bool is_single = pandoc_is(json_at(c, 0), "SingleQuote");
	osp_buf_puts(p->out, is_single ? "\xe2\x80\x98" : "\xe2\x80\x9c");
	pandoc_read_inlines(p, json_at(c, 1));
	osp_buf_puts(p->out, is_single ? "\xe2\x80\x99" : "\xe2\x80\x9d");
}

static void put_inline(struct pandoc_reading *p, const struct json *node)
{
	const struct json *c = pandoc_content(node);
	const char *simple = simple_tag(node);
	if (pandoc_is(node, "Str")) {
		pandoc_read_text(p, c->text);
	} else if (pandoc_is(node, "Space") || pandoc_is(node, "SoftBreak")) {
		osp_buf_putc(p->out, pandoc_is(node, "Space") ? ' ' : '\n');
	} else if (pandoc_is(node, "LineBreak")) {
		osp_buf_puts(p->out, "<br/>");
	} else if (simple != NULL) {
		osp_buf_printf(p->out, "<%s>", simple);
		pandoc_read_inlines(p, c);
		pandoc_read_close(p, simple);
	} else if (pandoc_is(node, "SmallCaps") || pandoc_is(node, "Underline")) {
		osp_buf_printf(p->out, "<span class=\"%s\">", pandoc_is(node, "SmallCaps") ? "smallcaps" : "underline");
		pandoc_read_inlines(p, c);
		pandoc_read_close(p, "span");
	} else if (pandoc_is(node, "Code")) {
		pandoc_read_open(p, "code", json_at(c, 0), "");
		pandoc_read_text(p, json_at(c, 1)->text);
		pandoc_read_close(p, "code");
	} else if (pandoc_is(node, "Span")) {
		put_span(p, c);
	} else if (pandoc_is(node, "Link")) {
		put_link(p, c);
	} else if (pandoc_is(node, "Image")) {
		put_image(p, c);
	} else if (pandoc_is(node, "Math")) {
		put_math(p, c);
	} else if (pandoc_is(node, "RawInline")) {
		pandoc_read_raw(p, c);
	} else if (pandoc_is(node, "Quoted")) {
		put_quoted(p, c);
	} else if (pandoc_is(node, "Cite")) {
		put_cite(p, c);
	} else if (pandoc_is(node, "Note")) {
		put_note(p, c);
	}
}

void pandoc_read_inlines(struct pandoc_reading *p, const struct json *list)
{
	p->depth++;
	for (size_t i = 0; i < list->count && p->depth < PANDOC_DEPTH; i++) {
		put_inline(p, json_at(list, i));
	}
	p->depth--;
}
