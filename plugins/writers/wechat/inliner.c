/* inliner.c - the compact inliner: every element's own look, without what it inherits or would look like anyway. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <stdlib.h>
#include <string.h>

/*
 * The properties that survive in WeChat, in alphabetical order. The others are left out: one
 * declaration that the editor does not know may cost the whole attribute. Families are not kept but for code: phones
 * have one Chinese font. `initial` is what holds when nothing is said.
 */
enum property {
	BACKGROUND_COLOR, BORDER_BOTTOM_COLOR, BORDER_BOTTOM_STYLE, BORDER_BOTTOM_WIDTH, BORDER_COLLAPSE,
	BORDER_LEFT_COLOR, BORDER_LEFT_STYLE, BORDER_LEFT_WIDTH, BORDER_RADIUS, BORDER_RIGHT_COLOR, BORDER_RIGHT_STYLE, BORDER_RIGHT_WIDTH,
	BORDER_TOP_COLOR, BORDER_TOP_LEFT_RADIUS, BORDER_TOP_STYLE, BORDER_TOP_WIDTH, BOX_SHADOW, COLOR, DISPLAY,
	FLOAT, FONT_FAMILY, FONT_SIZE, FONT_STYLE, FONT_WEIGHT, LETTER_SPACING, LINE_HEIGHT, LIST_STYLE_TYPE, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MAX_WIDTH,
	PADDING_BOTTOM, PADDING_LEFT, PADDING_RIGHT, PADDING_TOP, TEXT_ALIGN, TEXT_DECORATION_LINE, TEXT_INDENT, VERTICAL_ALIGN, WIDTH, WORD_BREAK,
	PROPERTY_COUNT
};

static const struct { const char *name; bool is_inherited; const char *initial; } properties[PROPERTY_COUNT] = {
	[BACKGROUND_COLOR] = { "background-color", false, "transparent" },
	[BORDER_BOTTOM_COLOR] = { "border-bottom-color", false, "" },
	[BORDER_BOTTOM_STYLE] = { "border-bottom-style", false, "none" },
	[BORDER_BOTTOM_WIDTH] = { "border-bottom-width", false, "" },
	[BORDER_COLLAPSE] = { "border-collapse", true, "separate" },
	[BORDER_LEFT_COLOR] = { "border-left-color", false, "" },
	[BORDER_LEFT_STYLE] = { "border-left-style", false, "none" },
	[BORDER_LEFT_WIDTH] = { "border-left-width", false, "" },
	[BORDER_RADIUS] = { "border-radius", false, "0" },
	[BORDER_RIGHT_COLOR] = { "border-right-color", false, "" },
	[BORDER_RIGHT_STYLE] = { "border-right-style", false, "none" },
	[BORDER_RIGHT_WIDTH] = { "border-right-width", false, "" },
	[BORDER_TOP_COLOR] = { "border-top-color", false, "" },
	[BORDER_TOP_LEFT_RADIUS] = { "border-top-left-radius", false, "0" },
	[BORDER_TOP_STYLE] = { "border-top-style", false, "none" },
	[BORDER_TOP_WIDTH] = { "border-top-width", false, "" },
	[BOX_SHADOW] = { "box-shadow", false, "none" },
	[COLOR] = { "color", true, "#333333" },
	[DISPLAY] = { "display", false, "" },
	[FLOAT] = { "float", false, "none" },
	[FONT_FAMILY] = { "font-family", true, "" },
	[FONT_SIZE] = { "font-size", true, "12pt" },
	[FONT_STYLE] = { "font-style", true, "normal" },
	[FONT_WEIGHT] = { "font-weight", true, "normal" },
	[LETTER_SPACING] = { "letter-spacing", true, "normal" },
	[LINE_HEIGHT] = { "line-height", true, "normal" },
	[LIST_STYLE_TYPE] = { "list-style-type", true, "" },
	[MARGIN_BOTTOM] = { "margin-bottom", false, "0" },
	[MARGIN_LEFT] = { "margin-left", false, "0" },
	[MARGIN_RIGHT] = { "margin-right", false, "0" },
	[MARGIN_TOP] = { "margin-top", false, "0" },
	[MAX_WIDTH] = { "max-width", false, "none" },
	[PADDING_BOTTOM] = { "padding-bottom", false, "0" },
	[PADDING_LEFT] = { "padding-left", false, "0" },
	[PADDING_RIGHT] = { "padding-right", false, "0" },
	[PADDING_TOP] = { "padding-top", false, "0" },
	[TEXT_ALIGN] = { "text-align", true, "start" },
	[TEXT_DECORATION_LINE] = { "text-decoration-line", false, "none" },
	[TEXT_INDENT] = { "text-indent", true, "0" },
	[VERTICAL_ALIGN] = { "vertical-align", false, "baseline" },
	[WIDTH] = { "width", false, "auto" },
	[WORD_BREAK] = { "word-break", true, "normal" },
};

struct look {
	const char *values[PROPERTY_COUNT];
};

static int compare(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

static void take(void *closure, const char *property, const char *value)
{
	struct look *look = closure;
	const void *found = bsearch(property, properties, PROPERTY_COUNT, sizeof *properties, compare);
	if (found != NULL)
		look->values[((const char *)found - (const char *)properties) / (ptrdiff_t)sizeof *properties] = value;
}

static bool is_zero(const char *value)
{
	return value == NULL || value[strspn(value, "-+0.")] == '\0' || strcmp(value, "0pt") == 0 || strcmp(value, "0px") == 0 ||
		strcmp(value, "0%") == 0;
}

static bool same(const char *a, const char *b)
{
	if (strcmp(a, b) == 0 || (is_zero(a) && is_zero(b)))
		return true;
	if (strcmp(a, "#00000000") == 0 && strcmp(b, "transparent") == 0)
		return true;
	bool bold_a = strcmp(a, "bold") == 0 || strcmp(a, "700") == 0, bold_b = strcmp(b, "bold") == 0 || strcmp(b, "700") == 0;
	bool plain_a = strcmp(a, "normal") == 0 || strcmp(a, "400") == 0, plain_b = strcmp(b, "normal") == 0 || strcmp(b, "400") == 0;
	return (bold_a && bold_b) || (plain_a && plain_b);
}

/* What a phone gives an element without being told. */
static const char *by_itself(osp_tag tag, enum property property)
{
	if (property == TEXT_ALIGN && tag == OSP_CAPTION)
		return "center";
	if (property == FONT_WEIGHT && (tag == OSP_STRONG || tag == OSP_B || tag == OSP_TH))
		return "bold";
	if (property == FONT_STYLE && (tag == OSP_EM || tag == OSP_I || tag == OSP_CITE || tag == OSP_DFN))
		return "italic";
	if (property == TEXT_DECORATION_LINE && (tag == OSP_DEL || tag == OSP_S))
		return "line-through";
	if (property == TEXT_DECORATION_LINE && (tag == OSP_U || tag == OSP_INS))
		return "underline";
	if (property == VERTICAL_ALIGN && tag == OSP_SUP)
		return "super";
	if (property == VERTICAL_ALIGN && tag == OSP_SUB)
		return "sub";
	bool is_of_table = tag == OSP_TD || tag == OSP_TH || tag == OSP_TR || tag == OSP_THEAD || tag == OSP_TBODY || tag == OSP_TFOOT;
	if (property == VERTICAL_ALIGN && is_of_table)
		return "middle";
	return NULL;
}

/* Every cell says its alignment: the editor does not inherit it, and the author's own wins over the style's. */
static const char *cell_align(const osp_node *cell, const char *styled)
{
	static const char *const words[] = { "align-left", "align-center", "align-right" };
	for (int i = 0; i < 3; i++) {
		if (osp_node_has_class(cell, words[i]))
			return words[i] + strlen("align-");
	}
	return styled != NULL && (strcmp(styled, "center") == 0 || strcmp(styled, "right") == 0) ? styled : "left";
}

/* Drops what the element has anyway: by itself, from its parent, or as the initial value. */
static void drop_needless(struct look *look, osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	const osp_node *parent = pseudo == OSP_PSEUDO_NONE ? osp_node_parent(node) : node;
	/* The author's references are paragraphs here: nothing of theirs has a marker. */
	if (osp_node_has_class(node, "references"))
		look->values[LIST_STYLE_TYPE] = look->values[PADDING_LEFT] = NULL;
	if (osp_node_tag(node) == OSP_IMG)
		look->values[MAX_WIDTH] = NULL; /* always 100%, see line_write_picture() */
	if (pseudo != OSP_PSEUDO_FIRST_LETTER)
		look->values[FLOAT] = NULL; /* a phone's line has no room beside it but for a letter */
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		const char *value = look->values[i], *expected = pseudo == OSP_PSEUDO_NONE ? by_itself(osp_node_tag(node), (enum property)i) : NULL;
		if (value == NULL)
			continue;
		if (expected == NULL && properties[i].is_inherited && parent != NULL)
			expected = osp_style_value(style, parent, OSP_PSEUDO_NONE, properties[i].name);
		if (expected == NULL)
			expected = properties[i].initial;
		if (same(value, expected))
			look->values[i] = NULL;
	}
}

static void put_name(osp_buf *out, const char *name)
{
	osp_buf_puts(out, name);
	osp_buf_putc(out, ':');
}

static void put(osp_buf *out, const char *name, const char *value)
{
	put_name(out, name);
	value_write(out, value);
	osp_buf_putc(out, ';');
}

static void put_sides(osp_buf *out, const char *name, const char *const sides[4])
{
	const char *v[4];
	bool any = false;
	for (int i = 0; i < 4; i++) {
		v[i] = is_zero(sides[i]) ? "0" : sides[i];
		any |= !is_zero(sides[i]);
	}
	if (!any)
		return;
	int count = strcmp(v[1], v[3]) != 0 ? 4 : strcmp(v[0], v[2]) != 0 ? 3 : strcmp(v[0], v[1]) != 0 ? 2 : 1;
	put_name(out, name);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			osp_buf_putc(out, ' ');
		value_write(out, v[i]);
	}
	osp_buf_putc(out, ';');
}

static bool has_border(const struct look *look, enum property style, enum property width)
{
	const char *s = look->values[style];
	return s != NULL && strcmp(s, "none") != 0 && strcmp(s, "hidden") != 0 && !(look->values[width] != NULL && is_zero(look->values[width]));
}

static void put_border(osp_buf *out, const char *name, const struct look *look, enum property style, enum property width,
		       enum property colour)
{
	put_name(out, name);
	value_write(out, look->values[width] != NULL ? look->values[width] : "1px");
	osp_buf_putc(out, ' ');
	osp_buf_puts(out, look->values[style]);
	if (look->values[colour] != NULL && look->values[colour][0] == '#') {
		osp_buf_putc(out, ' ');
		value_write(out, look->values[colour]);
	}
	osp_buf_putc(out, ';');
}

static bool same_values(const struct look *look, enum property a, enum property b)
{
	const char *x = look->values[a], *y = look->values[b];
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static void put_borders(osp_buf *out, const struct look *look)
{
	static const struct { const char *name; enum property style, width, colour; } sides[] = {
		{ "border-top", BORDER_TOP_STYLE, BORDER_TOP_WIDTH, BORDER_TOP_COLOR },
		{ "border-right", BORDER_RIGHT_STYLE, BORDER_RIGHT_WIDTH, BORDER_RIGHT_COLOR },
		{ "border-bottom", BORDER_BOTTOM_STYLE, BORDER_BOTTOM_WIDTH, BORDER_BOTTOM_COLOR },
		{ "border-left", BORDER_LEFT_STYLE, BORDER_LEFT_WIDTH, BORDER_LEFT_COLOR },
	};
	int given = 0;
	bool equal = true;
	for (int i = 0; i < 4; i++) {
		given += has_border(look, sides[i].style, sides[i].width);
		equal = equal && same_values(look, sides[0].style, sides[i].style) && same_values(look, sides[0].width, sides[i].width) &&
			same_values(look, sides[0].colour, sides[i].colour);
	}
	if (given == 4 && equal) {
		put_border(out, "border", look, BORDER_TOP_STYLE, BORDER_TOP_WIDTH, BORDER_TOP_COLOR);
		return;
	}
	for (int i = 0; i < 4; i++) {
		if (has_border(look, sides[i].style, sides[i].width))
			put_border(out, sides[i].name, look, sides[i].style, sides[i].width, sides[i].colour);
	}
}

static void put_simple(osp_buf *out, const struct look *look, enum property property)
{
	const char *value = look->values[property];
	if (value == NULL)
		return;
	if (property == FONT_FAMILY) {
		if (strstr(value, "mono") != NULL)
			osp_buf_puts(out, "font-family:Menlo,Consolas,monospace;");
	} else if (property == DISPLAY) {
		if (strcmp(value, "inline-block") == 0)
			put(out, "display", value);
	} else if (property == TEXT_DECORATION_LINE) {
		put(out, "text-decoration", value);
	} else if (property == BORDER_TOP_LEFT_RADIUS) {
		put(out, "border-radius", value);
	} else {
		put(out, properties[property].name, value);
	}
}

static void put_look(osp_buf *out, const struct look *look)
{
	static const enum property simple[] = {
		COLOR, FONT_SIZE, FONT_STYLE, FONT_WEIGHT, FONT_FAMILY, LINE_HEIGHT, LETTER_SPACING, TEXT_ALIGN, TEXT_INDENT, TEXT_DECORATION_LINE,
		VERTICAL_ALIGN, WORD_BREAK, LIST_STYLE_TYPE, BACKGROUND_COLOR, BORDER_RADIUS, BORDER_TOP_LEFT_RADIUS, BORDER_COLLAPSE,
		BOX_SHADOW, WIDTH, MAX_WIDTH, DISPLAY, FLOAT,
	};
	const char *const *v = look->values;
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
		put_simple(out, look, simple[i]);
	put_sides(out, "margin", (const char *const[]){ v[MARGIN_TOP], v[MARGIN_RIGHT], v[MARGIN_BOTTOM], v[MARGIN_LEFT] });
	put_sides(out, "padding", (const char *const[]){ v[PADDING_TOP], v[PADDING_RIGHT], v[PADDING_BOTTOM], v[PADDING_LEFT] });
	put_borders(out, look);
}

static void put_attribute(osp_buf *out, const char *look, const char *extra)
{
	size_t before = out->len;
	osp_buf_puts(out, " style=\"");
	size_t start = out->len;
	osp_buf_puts(out, look);
	osp_buf_puts(out, extra);
	if (out->len == start) {
		osp_buf_truncate(out, before);
		return;
	}
	if (out->data[out->len - 1] == ';')
		osp_buf_truncate(out, out->len - 1);
	osp_buf_putc(out, '"');
}

/* ---- what is written once ---- */

/*
 * A volume has some hundred computed styles and many thousand elements. What is written of an element hangs on its style (and with it on
 * those above), its name and these of its classes.
 */
enum trait { TRAIT_REFERENCES = 1, TRAIT_LEFT = 2, TRAIT_CENTER = 4, TRAIT_RIGHT = 8 };
static const struct { const char *name; enum trait trait; } traits[] = {
	{ "references", TRAIT_REFERENCES }, { "align-left", TRAIT_LEFT }, { "align-center", TRAIT_CENTER }, { "align-right", TRAIT_RIGHT },
};

struct known {
	struct known *next;
	osp_tag tag;
	unsigned traits;
	char text[];
};

struct inliner {
	osp_style *style;
	struct known **lists; /* by the number of a style */
	size_t count;
};

struct inliner *inliner_new(osp_style *style)
{
	struct inliner *inliner = calloc(1, sizeof *inliner);
	if (inliner == NULL)
		abort();
	inliner->style = style;
	return inliner;
}

void inliner_free(struct inliner *inliner)
{
	for (size_t i = 0; i < inliner->count; i++) {
		for (struct known *known = inliner->lists[i], *next; known != NULL; known = next) {
			next = known->next;
			free(known);
		}
	}
	free(inliner->lists);
	free(inliner);
}

static unsigned traits_of(const osp_node *node)
{
	unsigned found = 0;
	if (osp_node_attr(node, "class") == NULL)
		return 0;
	for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
		found |= osp_node_has_class(node, traits[i].name) ? (unsigned)traits[i].trait : 0;
	return found;
}

static struct known **list_of(struct inliner *inliner, uint32_t number)
{
	if (number >= inliner->count) {
		size_t count = 2 * (size_t)number + 64;
		struct known **lists = realloc(inliner->lists, count * sizeof *lists);
		if (lists == NULL)
			abort();
		memset(lists + inliner->count, 0, (count - inliner->count) * sizeof *lists);
		inliner->lists = lists;
		inliner->count = count;
	}
	return &inliner->lists[number];
}

static struct known *write_known(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	struct look look = { { NULL } };
	osp_buf text = OSP_BUF_INIT;
	osp_style_each(style, node, pseudo, take, &look);
	drop_needless(&look, style, node, pseudo);
	if (pseudo == OSP_PSEUDO_NONE && (osp_node_tag(node) == OSP_TD || osp_node_tag(node) == OSP_TH))
		look.values[TEXT_ALIGN] = cell_align(node, osp_style_value(style, node, pseudo, "text-align"));
	put_look(&text, &look);
	struct known *known = malloc(sizeof *known + text.len + 1);
	if (known == NULL)
		abort();
	memcpy(known->text, text.len != 0 ? text.data : "", text.len + 1);
	osp_buf_done(&text);
	return known;
}

void inliner_write(osp_buf *out, struct inliner *inliner, const osp_node *node, osp_pseudo pseudo, const char *extra)
{
	struct known **list = list_of(inliner, osp_style_number(inliner->style, node, pseudo)), *known = *list;
	osp_tag tag = osp_node_tag(node);
	unsigned its_traits = traits_of(node);
	while (known != NULL && (known->tag != tag || known->traits != its_traits))
		known = known->next;
	if (known == NULL) {
		known = write_known(inliner->style, node, pseudo);
		known->tag = tag;
		known->traits = its_traits;
		known->next = *list;
		*list = known;
	}
	put_attribute(out, known->text, extra);
}

/* Only what is handed down: the editor takes padding and background off an outermost element. */
void inliner_write_root(osp_buf *out, struct inliner *inliner, const osp_node *root)
{
	struct look look = { { NULL } };
	osp_buf text = OSP_BUF_INIT;
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		if (properties[i].is_inherited && i != FONT_FAMILY && i != LIST_STYLE_TYPE && i != BORDER_COLLAPSE && i != TEXT_INDENT)
			look.values[i] = osp_style_value(inliner->style, root, OSP_PSEUDO_NONE, properties[i].name);
	}
	if (look.values[COLOR] == NULL)
		look.values[COLOR] = properties[COLOR].initial;
	put_look(&text, &look);
	put_attribute(out, text.data != NULL ? text.data : "", "");
	osp_buf_done(&text);
}
