/* dress.c - work out every element's look in a theme's tree, and say each in the fewest words. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include "dialect.h"

#include <stdlib.h>
#include <string.h>

bool dress_is_inline(const char *display)
{
	return strncmp(display, "inline", 6) == 0 || strncmp(display, "ruby", 4) == 0;
}

bool dress_is_flex(const char *display)
{
	return strstr(display, "flex") != NULL || strstr(display, "grid") != NULL || strcmp(display, "-webkit-box") == 0;
}

/* A table element that is shown as a block has a table in it nonetheless, which takes over what is inherited. */
static bool is_table(const struct item *item)
{
	return strcmp(item->display, "table") == 0 || strcmp(item->display, "inline-table") == 0 || item->tag == OSP_TABLE;
}

/* A bullet has a colour and a size; a number looks like text. */
static bool shows_in_marker(const struct item *item, enum look_property property)
{
	const char *type = look_value(&item->look, LOOK_LIST_STYLE_TYPE);
	bool is_bullet = strcmp(type, "disc") == 0 || strcmp(type, "circle") == 0 || strcmp(type, "square") == 0;
	switch (property) {
	case LOOK_COLOR: case LOOK_FONT_SIZE: case LOOK_FONT_FAMILY: case LOOK_LINE_HEIGHT: case LOOK_DIRECTION: return true;
	case LOOK_FONT_WEIGHT: case LOOK_FONT_STYLE: case LOOK_FONT_VARIANT_NUMERIC: case LOOK_LETTER_SPACING: case LOOK_TEXT_SHADOW: return !is_bullet;
	default: return false;
	}
}

bool dress_shows(const struct item *item, enum look_property property)
{
	if (item->has_marker && !item->has_line && shows_in_marker(item, property))
		return true;
	switch (property) {
	case LOOK_LIST_STYLE_TYPE: case LOOK_LIST_STYLE_POSITION: return strcmp(item->display, "list-item") == 0;
	case LOOK_BORDER_COLLAPSE: case LOOK_CAPTION_SIDE: case LOOK_EMPTY_CELLS: return is_table(item);
	case LOOK_BORDER_SPACING: return is_table(item) && strcmp(look_value(&item->look, LOOK_BORDER_COLLAPSE), "collapse") != 0;
	case LOOK_VISIBILITY: return true;
	case LOOK_COLOR:
		if (strcmp(look_value(&item->look, LOOK_TEXT_DECORATION_LINE), "none") != 0)
			return true;
		return item->has_line;
	default: return item->has_line;
	}
}

/* ---- computed looks ---- */

static struct item *add_item(struct dress *dress, size_t parent)
{
	if (dress->count == dress->capacity) {
		dress->capacity = dress->capacity == 0 ? 512 : dress->capacity * 2;
		struct item *larger = realloc(dress->items, dress->capacity * sizeof *larger);
		if (larger == NULL)
			abort();
		dress->items = larger;
	}
	struct item *item = &dress->items[dress->count++];
	*item = (struct item){ .parent = parent, .end = dress->count, .is_empty = true };
	return item;
}

static void take(void *closure, const char *property, const char *value)
{
	struct look *look = closure;
	enum look_property known = look_find(property);
	if (known != LOOK_NONE)
		look->values[known] = value;
}

static bool is_taken_by_wechat(const char *value)
{
	for (const char *url = strstr(value, "url("); url != NULL; url = strstr(url + 1, "url(")) {
		const char *address = url + 4 + strspn(url + 4, "\"' ");
		if (strncmp(address, "https://mmbiz.qpic.cn/", 22) != 0 && strncmp(address, "https://mmbiz.qlogo.cn/", 23) != 0)
			return false;
	}
	return true;
}

/* The sheet that names the picture. */
static const char *sheet_of(const struct page *page, const char *value)
{
	const char *url = strstr(value, "url(") + 4, *name, *text;
	url += strspn(url, "\"' ");
	const char *address = osp_job_strndup(page->job, url, strcspn(url, "\"' )"));
	for (size_t i = 0; osp_style_sheet(page->style, i, &name, &text); i++) {
		if (strstr(text, address) != NULL)
			return name;
	}
	return "style";
}

/* Sums that only layout can make, and pictures from elsewhere, are taken away there, and what stands beside them too. */
static void drop_refused(struct dress *dress, struct item *item)
{
	for (int i = 0; i < LOOK_COUNT; i++) {
		const char *value = item->look.values[i];
		if (value == NULL || strchr(value, '(') == NULL)
			continue;
		if (!is_taken_by_wechat(value)) {
			osp_note(dress->page->job, OSP_NOWHERE, "wechat/theme-picture",
				 "%s: the picture for %s is left out, since WeChat shows only those on its own servers; upload it there and name that address",
				 sheet_of(dress->page, value), look_infos[i].name);
			item->look.values[i] = NULL;
		} else if (strstr(value, "calc(") != NULL) {
			item->look.values[i] = NULL;
		}
	}
}

static void compute(struct dress *dress, size_t index)
{
	struct item *item = &dress->items[index];
	const struct item *parent = &dress->items[item->parent];
	osp_style *style = dress->page->style;
	for (int i = 0; i < LOOK_COUNT && item->parent != index; i++)
		item->look.values[i] = look_infos[i].is_inherited ? parent->look.values[i] : NULL;
	osp_style_each(style, item->node, item->pseudo, take, &item->look);
	/* A family that no rule names in the end, for its variable is nowhere set, is the page's. */
	item->look.values[LOOK_FONT_FAMILY] = osp_style_value(style, item->node, item->pseudo, "font-family");
	const char *display = osp_style_value(style, item->node, item->pseudo, "display");
	item->display = display != NULL ? display : "inline";
	item->look.values[LOOK_DISPLAY] = item->display;
	drop_refused(dress, item);
	place_settle(dress, item);
}

/* A marker's own look is that of its item, whose text stands in an element of its own. */
static void take_marker(struct dress *dress, size_t index)
{
	struct item *item = &dress->items[index];
	struct look marker = { .values = { NULL } };
	if (strcmp(item->display, "list-item") != 0 || !osp_style_each(dress->page->style, item->node, OSP_PSEUDO_MARKER, take, &marker))
		return;
	for (int i = 0; i < LOOK_COUNT; i++) {
		if (marker.values[i] != NULL && look_infos[i].is_inherited && i != LOOK_LIST_STYLE_TYPE)
			item->look.values[i] = marker.values[i];
	}
	const char *content = osp_style_value(dress->page->style, item->node, OSP_PSEUDO_MARKER, "content");
	if (content != NULL && (content[0] == '"' || content[0] == '\''))
		item->look.values[LOOK_LIST_STYLE_TYPE] = content;
}

/* A marker's line shows where it is higher than its text's: else it may be as high, which is said once for both. */
static void level_marker(struct dress *dress, size_t index)
{
	struct item *item = &dress->items[index];
	long own, beside;
	if (index + 1 == item->end || dress->items[index + 1].tag == OSP_TAG_NONE)
		return;
	const struct look *text = &dress->items[index + 1].look;
	if (look_line_height(&item->look, &own) && look_line_height(text, &beside) && own <= beside &&
	    look_is_same(look_value(text, LOOK_FONT_SIZE), look_value(&item->look, LOOK_FONT_SIZE)))
		item->look.values[LOOK_LINE_HEIGHT] = text->values[LOOK_LINE_HEIGHT];
}

/* ---- the items ---- */

static bool holds_blocks(osp_tag tag)
{
	return tag == OSP_SECTION || tag == OSP_BLOCKQUOTE || tag == OSP_LI || tag == OSP_TD || tag == OSP_TH || tag == OSP_FIGURE || tag == OSP_FIGCAPTION;
}

/* What the pseudo-element says; NULL when there is none. */
static const char *content_of(const struct dress *dress, const osp_node *node, osp_pseudo pseudo)
{
	const char *content = osp_style_value(dress->page->style, node, pseudo, "content");
	bool is_there = content != NULL && strcmp(content, "none") != 0 && strcmp(content, "normal") != 0;
	return is_there ? content : NULL;
}

/* A rule that a theme writes ornaments into: an hr can't hold them. */
static bool is_ornamented(const struct dress *dress, const osp_node *node)
{
	return osp_node_tag(node) == OSP_HR &&
	       (content_of(dress, node, OSP_PSEUDO_BEFORE) != NULL || content_of(dress, node, OSP_PSEUDO_AFTER) != NULL);
}

static osp_tag written_tag(const struct dress *dress, const struct item *item)
{
	if (item->pseudo == OSP_PSEUDO_FIRST_LETTER)
		return OSP_SPAN;
	if (item->pseudo != OSP_PSEUDO_NONE)
		return !dress_is_inline(item->display) && holds_blocks(dress->items[item->parent].tag) ? OSP_SECTION : OSP_SPAN;
	osp_tag tag = osp_node_tag(item->node);
	bool is_plain = tag == OSP_MARK || (tag == OSP_A && osp_node_attr(item->node, "href") == NULL);
	return is_plain ? OSP_SPAN : is_ornamented(dress, item->node) ? OSP_SECTION : tag;
}

static bool is_hidden(const struct item *item)
{
	return strcmp(item->display, "none") == 0;
}

static void add_part(struct dress *dress, const osp_node *node, const char *text, size_t len, size_t parent)
{
	if (len == 0)
		return;
	struct item *item = add_item(dress, parent);
	item->node = node;
	item->text = text;
	item->text_len = len;
	item->display = "inline";
}

/* A first letter with a look of its own becomes an element (CSS Pseudo-Elements 4, 2.2). */
static void add_text(struct dress *dress, const osp_node *node, const char *text, size_t len, size_t parent)
{
	size_t begin, end = letter_cut(&dress->letter, node, text, len, &begin);
	if (end != 0) {
		add_part(dress, node, text, begin, parent);
		size_t index = dress->count;
		struct item *item = add_item(dress, parent);
		item->node = dress->letter.of;
		item->pseudo = OSP_PSEUDO_FIRST_LETTER;
		compute(dress, index);
		dress->items[index].tag = written_tag(dress, &dress->items[index]);
		add_part(dress, node, text + begin, end - begin, index);
		dress->items[index].end = dress->count;
	}
	add_part(dress, node, text + end, len - end, parent);
}

static void add_generated(struct dress *dress, struct generated *generated, size_t parent, osp_pseudo pseudo, unsigned depth)
{
	const osp_node *node = dress->items[parent].node;
	const char *content = content_of(dress, node, pseudo);
	if (content == NULL)
		return;
	size_t index = dress->count;
	struct item *item = add_item(dress, parent);
	item->node = node;
	item->pseudo = pseudo;
	compute(dress, index);
	item = &dress->items[index];
	item->tag = written_tag(dress, item);
	if (is_hidden(item)) {
		dress->count = index;
		return;
	}
	generated_count(generated, node, pseudo, depth + 1);
	osp_buf text = OSP_BUF_INIT;
	generated_text(generated, node, content, &text);
	add_text(dress, node, osp_job_strndup(dress->page->job, text.len != 0 ? text.data : "", text.len), text.len, index);
	osp_buf_done(&text);
	dress->items[index].end = dress->count;
	if (!place_lay(dress, index))
		dress->count = index;
}

/* False when it is not shown, with all that is in it. */
static bool add_element(struct dress *dress, struct generated *generated, const osp_node *node, size_t parent, unsigned depth)
{
	size_t index = dress->count;
	struct item *item = add_item(dress, parent);
	item->node = node;
	compute(dress, index);
	item = &dress->items[index];
	if (is_hidden(item)) {
		dress->count = index;
		return false;
	}
	item->tag = written_tag(dress, item);
	letter_seek(&dress->letter, dress->page->style, node);
	generated_count(generated, node, OSP_PSEUDO_NONE, depth);
	if (!osp_tag_is_void(item->tag))
		add_generated(dress, generated, index, OSP_PSEUDO_BEFORE, depth);
	return true;
}

static void end_element(struct dress *dress, struct generated *generated, size_t index, unsigned depth)
{
	if (!osp_tag_is_void(dress->items[index].tag))
		add_generated(dress, generated, index, OSP_PSEUDO_AFTER, depth);
	dress->items[index].end = dress->count;
	if (!place_lay(dress, index))
		dress->count = index;
	generated_leave(generated, depth);
}

static void collect(struct dress *dress, const osp_node *root)
{
	struct generated *generated = generated_new(dress->page);
	size_t at = 0;
	unsigned depth = 0;
	if (!add_element(dress, generated, root, 0, depth)) {
		generated_free(generated);
		return;
	}
	for (const osp_node *node = osp_node_first(root), *above = root; above != NULL;) {
		if (node == NULL) {
			end_element(dress, generated, at, depth--);
			at = dress->items[at].parent;
			node = above != root ? osp_node_next(above) : NULL;
			above = above != root ? osp_node_parent(above) : NULL;
			continue;
		}
		size_t index = dress->count, len;
		if (osp_node_is_text(node)) {
			const char *text = osp_node_text(node, &len);
			add_text(dress, node, text, len, at);
		} else if (add_element(dress, generated, node, at, depth + 1)) {
			above = node;
			node = osp_node_first(node);
			at = index;
			depth++;
			continue;
		}
		node = osp_node_next(node);
	}
	generated_free(generated);
}

/* ---- what is to be said ---- */

static void mark_lines(struct dress *dress)
{
	for (size_t i = dress->count; i-- > 0;) {
		struct item *item = &dress->items[i];
		bool is_inline = item->tag == OSP_TAG_NONE || dress_is_inline(item->display);
		item->has_marker = item->tag != OSP_TAG_NONE && strcmp(item->display, "list-item") == 0 &&
			strcmp(look_value(&item->look, LOOK_LIST_STYLE_TYPE), "none") != 0;
		item->has_line |= is_inline;
		dress->items[item->parent].has_line |= is_inline;
		dress->items[item->parent].is_empty &= i == 0;
	}
}

static bool is_of_table(const struct item *item)
{
	return strncmp(item->display, "table-row", 9) == 0 || strcmp(item->display, "table-header-group") == 0 || strcmp(item->display, "table-footer-group") == 0;
}

/* Cells take `vertical-align` over from their row, and rows from their group (HTML, 15.3.8): what is alike in all of them is said there. */
static void raise_alignments(struct dress *dress)
{
	for (size_t i = dress->count; i-- > 0;) {
		struct item *item = &dress->items[i];
		const char *same = NULL;
		bool is_alike = item->tag != OSP_TAG_NONE && is_of_table(item);
		for (size_t k = i + 1; is_alike && k < item->end; k = dress->items[k].end) {
			const struct item *inside = &dress->items[k];
			const char *own = look_value(&inside->look, LOOK_VERTICAL_ALIGN);
			is_alike = (is_of_table(inside) || strcmp(inside->display, "table-cell") == 0) && (same == NULL || strcmp(same, own) == 0);
			same = own;
		}
		if (is_alike && same != NULL)
			item->look.values[LOOK_VERTICAL_ALIGN] = same;
	}
}

static bool is_box_size(enum look_property property)
{
	return property == LOOK_WIDTH || property == LOOK_HEIGHT || property == LOOK_MIN_WIDTH || property == LOOK_MIN_HEIGHT ||
		property == LOOK_MAX_WIDTH || property == LOOK_MAX_HEIGHT;
}

static bool has_size(const struct look *look)
{
	static const enum look_property sizes[] = { LOOK_WIDTH, LOOK_HEIGHT, LOOK_MIN_WIDTH, LOOK_MIN_HEIGHT, LOOK_MAX_WIDTH, LOOK_MAX_HEIGHT, LOOK_FLEX_BASIS };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (!look_is_same(look_value(look, sizes[i]), look_infos[sizes[i]].initial))
			return true;
	}
	return false;
}

/* Whether the property does anything to a box of this kind. */
static bool has_effect(const struct item *item, const struct item *parent, enum look_property property)
{
	bool in_line = strcmp(item->display, "inline") == 0 && item->tag != OSP_IMG;
	switch (property) {
	case LOOK_VERTICAL_ALIGN: return dress_is_inline(item->display) || strncmp(item->display, "table-", 6) == 0;
	case LOOK_FLEX_GROW: case LOOK_FLEX_SHRINK: case LOOK_FLEX_BASIS: case LOOK_ALIGN_SELF: case LOOK_ORDER: return dress_is_flex(parent->display);
	case LOOK_FLEX_DIRECTION: case LOOK_FLEX_WRAP: case LOOK_ALIGN_ITEMS: case LOOK_ALIGN_CONTENT: case LOOK_JUSTIFY_CONTENT:
	case LOOK_ROW_GAP: return dress_is_flex(item->display);
	case LOOK_COLUMN_GAP: return dress_is_flex(item->display) || item->look.values[LOOK_COLUMN_COUNT] != NULL;
	case LOOK_TABLE_LAYOUT: return is_table(item);
	case LOOK_OBJECT_FIT: case LOOK_OBJECT_POSITION: return item->tag == OSP_IMG;
	case LOOK_BOX_SIZING: return !in_line && has_size(&item->look);
	case LOOK_TRANSFORM_ORIGIN: return item->look.values[LOOK_TRANSFORM] != NULL;
	case LOOK_OVERFLOW_X: case LOOK_OVERFLOW_Y: case LOOK_MARGIN_TOP: case LOOK_MARGIN_BOTTOM: return !in_line;
	default: return !in_line || !is_box_size(property);
	}
}

static const char *display_by_itself(const struct item *item, const struct item *parent)
{
	const char *display = ua_display(item->tag);
	bool is_blockified = strstr(parent->display, "flex") != NULL || strstr(parent->display, "grid") != NULL || strcmp(look_value(&item->look, LOOK_FLOAT), "none") != 0;
	return is_blockified && strcmp(display, "inline") == 0 ? "block" : display;
}

static void say(struct dress *dress, size_t index)
{
	struct item *item = &dress->items[index];
	const struct item *parent = &dress->items[item->parent];
	for (int i = 0; i < LOOK_COUNT; i++) {
		enum look_property property = (enum look_property)i;
		if (look_infos[i].is_inherited || !has_effect(item, parent, property))
			continue;
		bool is_taken_over = property == LOOK_VERTICAL_ALIGN && is_of_table(parent) && (is_of_table(item) || strcmp(item->display, "table-cell") == 0);
		const char *given = is_taken_over ? look_value(&parent->look, property) : ua_value(item->tag, property);
		const char *expected = property == LOOK_DISPLAY ? display_by_itself(item, parent) : given != NULL ? given : look_infos[i].initial;
		const char *value = look_value(&item->look, property);
		item->look.is_said[i] = !look_is_same(value, expected) && (expected[0] != '\0' || value[0] != '\0');
	}
}

/* Colours of borders and lines are said with them, or not at all. */
static void hush_colors(struct look *look)
{
	static const enum look_property colors[] = { LOOK_BORDER_TOP_COLOR, LOOK_BORDER_RIGHT_COLOR, LOOK_BORDER_BOTTOM_COLOR, LOOK_BORDER_LEFT_COLOR,
						     LOOK_OUTLINE_COLOR };
	for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
		look->is_said[colors[i]] = false;
	static const enum look_property sides[][2] = { { LOOK_BORDER_TOP_STYLE, LOOK_BORDER_TOP_WIDTH }, { LOOK_BORDER_RIGHT_STYLE, LOOK_BORDER_RIGHT_WIDTH },
		{ LOOK_BORDER_BOTTOM_STYLE, LOOK_BORDER_BOTTOM_WIDTH }, { LOOK_BORDER_LEFT_STYLE, LOOK_BORDER_LEFT_WIDTH } };
	for (size_t i = 0; i < 4; i++)
		look->is_said[sides[i][1]] = false;
}

/* ---- writing ---- */

static void write_attributes(const struct dress *dress, const struct item *item)
{
	static const char *const kept[] = { "href", "src", "alt", "start", "colspan", "rowspan" };
	osp_buf *out = &dress->page->content;
	for (size_t i = 0; i < sizeof kept / sizeof *kept && item->pseudo == OSP_PSEUDO_NONE; i++) {
		const char *value = osp_node_attr(item->node, kept[i]);
		if (value != NULL && (i > 0 || item->tag == OSP_A))
			osp_markup_attr(out, kept[i], value);
	}
	size_t before = out->len;
	osp_buf_puts(out, " style=\"");
	size_t bare = out->len;
	look_write(out, &item->look);
	if (out->len == bare)
		osp_buf_truncate(out, before);
	else
		osp_buf_putc(out, '"');
}

static bool holds_only_blocks(const struct dress *dress, size_t index)
{
	for (size_t i = index + 1; i < dress->items[index].end; i = dress->items[i].end) {
		if (dress->items[i].tag == OSP_TAG_NONE || dress_is_inline(dress->items[i].display))
			return false;
	}
	return true;
}

/* Tags that say nothing are left out. */
static bool is_needless(const struct dress *dress, size_t index, bool has_style)
{
	const struct item *item = &dress->items[index], *parent = &dress->items[item->parent];
	bool has_box = false;
	for (int i = 0; i < LOOK_COUNT; i++)
		has_box |= item->look.is_said[i] && !look_infos[i].is_inherited;
	if (item->is_empty && !has_box && (item->tag == OSP_SPAN || item->tag == OSP_SECTION))
		return true;
	if (has_style || dress_is_flex(parent->display))
		return false;
	return item->tag == OSP_SPAN || (item->tag == OSP_SECTION && index != 0 && parent->tag != OSP_LI && holds_only_blocks(dress, index));
}

static void open_item(struct dress *dress, size_t index, osp_buf *closes)
{
	struct item *item = &dress->items[index];
	osp_buf *out = &dress->page->content;
	size_t before = out->len;
	osp_buf_printf(out, "<%s", osp_tag_name(item->tag));
	size_t bare = out->len;
	write_attributes(dress, item);
	bool is_left_out = is_needless(dress, index, out->len != bare);
	if (is_left_out)
		osp_buf_truncate(out, before);
	else
		osp_buf_putc(out, '>');
	osp_tag tag = is_left_out || osp_tag_is_void(item->tag) ? OSP_TAG_NONE : item->tag;
	const struct { size_t end; osp_tag tag; } close = { item->end, tag };
	osp_buf_add(closes, &close, sizeof close);
}

static void close_items(struct dress *dress, size_t index, osp_buf *closes)
{
	struct { size_t end; osp_tag tag; } close;
	while (closes->len > 0) {
		memcpy(&close, closes->data + closes->len - sizeof close, sizeof close);
		if (close.end > index)
			return;
		if (close.tag != OSP_TAG_NONE)
			osp_buf_puts(&dress->page->content, content_close_of(close.tag));
		osp_buf_truncate(closes, closes->len - sizeof close);
	}
}

/* The editor takes padding and background off an outermost element: one that has none stands around it. */
static bool needs_wrapper(const struct look *look)
{
	for (int i = 0; i < LOOK_COUNT; i++) {
		if (look->is_said[i] && !look_infos[i].is_inherited)
			return true;
	}
	return false;
}

static void write_items(struct dress *dress)
{
	osp_buf closes = OSP_BUF_INIT;
	osp_buf *out = &dress->page->content;
	bool is_wrapped = dress->count != 0 && needs_wrapper(&dress->items[0].look);
	if (is_wrapped)
		osp_buf_puts(out, "<section>");
	for (size_t i = 0; i < dress->count; i++) {
		const struct item *item = &dress->items[i];
		close_items(dress, i, &closes);
		if (item->tag == OSP_TAG_NONE)
			osp_markup_text(out, item->text, item->text_len);
		else
			open_item(dress, i, &closes);
	}
	close_items(dress, dress->count, &closes);
	if (is_wrapped)
		osp_buf_puts(out, "</section>");
	osp_buf_done(&closes);
}

void dress_write(struct page *page, const osp_node *root)
{
	struct dress dress = { .page = page };
	collect(&dress, root);
	for (size_t i = 0; i < dress.count; i++) {
		if (dress.items[i].tag == OSP_LI) {
			take_marker(&dress, i);
			level_marker(&dress, i);
		}
	}
	mark_lines(&dress);
	raise_alignments(&dress);
	if (dress.count != 0)
		hoist(&dress);
	for (size_t i = 0; i < dress.count; i++) {
		if (dress.items[i].tag != OSP_TAG_NONE) {
			say(&dress, i);
			hush_colors(&dress.items[i].look);
		}
	}
	write_items(&dress);
	page->length = osp_utf8_count(page->content.data, page->content.len);
	free(dress.items);
}
