/* test_letter.c - the first letters of blocks: which have a style of their own, and where they stand. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"
#include "styled_tree.h"

/* CSS Pseudo-Elements 4, 2.2: only a block container has one, it takes some of the properties, and inherits from where its text stands. */
static void look(void)
{
	struct fixture f = begin("p { color: red; font-size: 10pt } strong { font-style: italic; font-size: 20pt } p::first-letter { font-size: 3em; float: left;"
		"text-indent: 3em; display: none; content: 'x'; border-left: 1px solid; margin: 1pt } .b:first-letter { color: blue } em::first-letter { color: blue }"
		".c::first-letter { width: 3pt } .flex { display: flex } .flex::first-letter { color: blue }");
	osp_node *p = put(f.root, f.tree, "p"), *strong = put(p, f.tree, "strong"), *b = put(f.root, f.tree, "section.b"), *em = put(b, f.tree, "em");
	osp_node *c = put(f.root, f.tree, "section.c"), *flex = put(f.root, f.tree, "section.flex");
	const struct computed *letter = style_computed(f.style, p, OSP_PSEUDO_FIRST_LETTER);
	ok(letter != NULL, "::first-letter");
	is_str(value(&f, p, "font-size"), "10pt", "the block keeps its size");
	is_int(letter->font_size, 30 * OSP_POINT, "its size is relative to the block's");
	is_int(letter->color, 0xFF0000FF, "its colour is inherited");
	is_int(letter->float_kind, FLOAT_LEFT, "it floats");
	is_int(letter->margin[SIDE_TOP].value, OSP_POINT, "it has margins");
	is_int(letter->border[SIDE_LEFT].style, LINE_SOLID, "it has borders");
	is_int(letter->indent.value, 0, "no indent");
	ok(letter->display != DISPLAY_NONE && letter->content.is_none, "no display, no content");
	is_int(style_letter(f.style, p, strong)->font_size, 60 * OSP_POINT, "within strong it is relative to that");
	ok(style_letter(f.style, p, strong)->italic, "and inherits from it");
	ok(style_letter(f.style, p, p) == letter, "directly in the block it is the block's");
	ok(style_computed(f.style, b, OSP_PSEUDO_FIRST_LETTER) != NULL, ":first-letter, as CSS 2 writes it");
	ok(style_computed(f.style, em, OSP_PSEUDO_FIRST_LETTER) == NULL, "none of an inline element");
	ok(style_computed(f.style, c, OSP_PSEUDO_FIRST_LETTER) == NULL, "none without a property that it takes");
	ok(style_computed(f.style, flex, OSP_PSEUDO_FIRST_LETTER) == NULL, "none of a flex box");
	ok(osp_style_value(f.style, em, OSP_PSEUDO_FIRST_LETTER, "color") == NULL, "no value of what is not there");
	is_int(osp_style_number(f.style, em, OSP_PSEUDO_FIRST_LETTER), 0, "nor a number");
	end(&f);
}

static osp_node *tell(osp_node *parent, const char *text)
{
	osp_node *node = osp_text_new(osp_node_tree(parent), text, strlen(text));
	osp_node_append(parent, node);
	return node;
}

/* Where it stands: past what comes before it in the block. */
static void place(void)
{
	struct fixture f = begin("p::first-letter, div::first-letter, li::first-letter { color: red } .quoted::before { content: '“' } .told::before { content: 'A' }"
		".counted::before { content: counter(x) } .box::before { content: ''; display: inline-block } .away::before { content: 'A'; float: left }"
		".hidden { display: none } .aside { float: left } section section::first-letter { color: red }");
	osp_node *p = put(f.root, f.tree, "p"), *text = tell(p, "\n The"), *other = put(f.root, f.tree, "p"), *strong, *em;
	ok(osp_style_first_letter(f.style, p) == text, "in the text");
	ok(osp_style_first_letter(f.style, other) == NULL, "none in an empty block");
	tell(other, " ");
	tell(put(other, f.tree, "span.hidden"), "no");
	tell(put(other, f.tree, "span.aside"), "no");
	strong = put(other, f.tree, "strong");
	put(strong, f.tree, "i");
	em = put(strong, f.tree, "em");
	tell(em, "“");
	text = tell(strong, "W");
	ok(osp_style_first_letter(f.style, other) == text, "within inline elements, past what is not there, floats, and marks without a letter");
	static const struct { const char *what; bool is_told; } befores[] = {
		{ "p.quoted", false }, { "p.told", true }, { "p.counted", true }, { "p.away", false } };
	for (size_t i = 0; i < 4; i++) {
		p = put(f.root, f.tree, befores[i].what);
		text = tell(p, "W");
		ok(osp_style_first_letter(f.style, p) == (befores[i].is_told ? p : text), "%s", befores[i].what);
	}
	p = put(f.root, f.tree, "p.box");
	tell(p, "W");
	ok(osp_style_first_letter(f.style, p) == NULL, "none behind a box in the line");
	static const char *const others[] = { "img", "br", "table", "hr" };
	for (size_t i = 0; i < 4; i++) {
		p = put(f.root, f.tree, "div");
		put(p, f.tree, others[i]);
		tell(p, "W");
		ok(osp_style_first_letter(f.style, p) == NULL, "%s", others[i]);
	}
	osp_node *item = put(f.root, f.tree, "li"), *section = put(item, f.tree, "section");
	text = tell(section, "W");
	ok(osp_style_first_letter(f.style, item) == text, "in a block within the block");
	osp_node *outer = put(f.root, f.tree, "div"), *inner = put(outer, f.tree, "p");
	text = tell(inner, "W");
	ok(osp_style_first_letter(f.style, outer) == NULL && osp_style_first_letter(f.style, inner) == text, "the inner block's own comes first");
	ok(osp_style_first_letter(f.style, f.root) == NULL, "none without a rule");
	end(&f);
}

int main(void)
{
	look();
	place();
	return tap_done();
}
