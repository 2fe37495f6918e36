/* figure.c - pictures as blocks and beside text, and the frames of those that are missing. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/generated.h"

#include <stdlib.h>
#include <string.h>

enum {
	SCREEN_DPI = 96,     /* what a picture that does not say is taken for (CSS reference pixel) */
	TALLEST = 80,        /* percent of the page that a picture with its caption may take */
	TALLEST_FLOAT = 40,
	ALT_LINES = 4
};

static osp_len pixels(uint32_t count, uint32_t dpi)
{
	uint64_t len = (uint64_t)count * 72 * OSP_POINT / dpi;
	return len > 20000 * OSP_POINT ? 20000 * OSP_POINT : (osp_len)len;
}

/* width="300" or "50%" of the author's own HTML. */
static osp_len attribute_length(const osp_node *img, const char *name, osp_len base, osp_len otherwise)
{
	const char *value = osp_node_attr(img, name);
	if (value == NULL) {
		return otherwise;
	}
	char *end = NULL;
	long number = strtol(value, &end, 10);
	if (end == value || number <= 0 || number > 100000) {
		return otherwise;
	}
	if (*end == '%') {
		return (osp_len)((int64_t)base * number / 100);
	}
	return pixels((uint32_t)number, SCREEN_DPI);
}

static void natural_size(const struct picture *picture, const struct computed *style, osp_len measure, osp_len *width, osp_len *height)
{
	const osp_asset *asset = picture->asset;
	if (asset == NULL || asset->width == 0 || asset->height == 0) {
		*width = measure * 2 / 3;
		*height = style->line_height * 6;
		return;
	}
	uint32_t dpi = asset->dpi >= 72 && asset->dpi <= 1200 && asset->kind != OSP_ASSET_SVG ? asset->dpi : SCREEN_DPI;
	*width = pixels(asset->width, dpi);
	*height = pixels(asset->height, dpi);
}

static osp_len scale(osp_len length, osp_len to, osp_len from)
{
	return from <= 0 ? length : (osp_len)((int64_t)length * to / from);
}

/* What the style or the author wants, within the measure and the page; the shape is kept. */
static void fit(struct picture *picture, const struct computed *style, osp_len measure, osp_len tallest)
{
	osp_len width, height;
	natural_size(picture, style, measure, &width, &height);
	osp_len given = length_resolve(style->width, measure, attribute_length(picture->node, "width", measure, 0));
	osp_len tall = length_resolve(style->height, tallest, 0);
	if (given > 0 && tall > 0) {
		width = given;
		height = tall;
	} else if (given > 0) {
		height = scale(height, given, width);
		width = given;
	} else if (tall > 0) {
		width = scale(width, tall, height);
		height = tall;
	}
	osp_len widest = length_resolve(style->max_width, measure, measure);
	widest = widest > measure ? measure : widest;
	if (width > widest) {
		height = scale(height, widest, width);
		width = widest;
	}
	osp_len most = length_resolve(style->max_height, tallest, tallest);
	most = most > tallest ? tallest : most;
	if (height > most) {
		width = scale(width, most, height);
		height = most;
	}
	picture->width = width > OSP_POINT ? width : OSP_POINT;
	picture->height = height > OSP_POINT ? height : OSP_POINT;
}

/* Cuts the alternative text of a missing picture into lines that its frame holds. */
static void set_alt(struct flow *flow, struct picture *picture)
{
	const char *alt = osp_node_attr(picture->node, "alt");
	if (alt == NULL || alt[0] == '\0') {
		return;
	}
	const struct layout *layout = flow->piece->layout;
	size_t len = strlen(alt), total = osp_utf8_count(alt, len);
	osp_len room = picture->width - picture->style->font_size;
	osp_len width = text_line(layout, flow->piece->arena, picture->style, picture->style->lang, alt, 0, 0, NULL);
	size_t each = width <= room || width <= 0 ? total : (size_t)((int64_t)total * (room > 0 ? room : 0) / width);
	osp_len fitting = picture->height / picture->style->line_height;
	size_t most = fitting < 1 ? 1 : fitting > ALT_LINES ? ALT_LINES : (size_t)fitting;
	if (each < 2 && each < total) {
		return;
	}
	picture->alt_lines = ARENA_ARRAY(flow->piece->arena, most, char *);
	const char *at = alt, *end = alt + len;
	while (at < end && picture->alt_count < most) {
		const char *from = at;
		for (size_t i = 0; i < each && at < end; i++) {
			osp_utf8_next(&at, end);
		}
		bool is_cut = at < end && picture->alt_count + 1 == most;
		picture->alt_lines[picture->alt_count++] = arena_printf(flow->piece->arena, "%.*s%s", (int)(at - from), from, is_cut ? "…" : "");
	}
}

static struct picture *picture_new(struct flow *flow, const osp_node *img, const struct computed *style, osp_len measure, osp_len tallest)
{
	struct picture *picture = ARENA_NEW(flow->piece->arena, struct picture);
	picture->node = img;
	picture->style = style;
	picture->asset = osp_node_asset(flow->piece->layout->volume, img);
	if (picture->asset != NULL && picture->asset->kind == OSP_ASSET_BROKEN) {
		picture->asset = NULL;
	}
	fit(picture, style, measure, tallest);
	if (picture->asset == NULL) {
		set_alt(flow, picture);
	}
	return picture;
}

static osp_len aligned(const struct computed *style, osp_len free)
{
	if (free <= 0) {
		return 0;
	}
	return style->align == ALIGN_CENTER ? free / 2 : style->align == ALIGN_RIGHT || style->align == ALIGN_END ? free : 0;
}

void figure_image(struct flow *flow, const osp_node *img, const struct computed *style)
{
	osp_len tallest = (osp_len)((int64_t)flow->piece->page_height * TALLEST / 100);
	bool is_block = style->display == DISPLAY_BLOCK;
	flow_margin(flow, is_block ? length_resolve(style->margin[SIDE_TOP], flow->width, 0) : 0);
	flow_settle(flow);
	struct picture *picture = picture_new(flow, img, style, flow->width, tallest);
	struct box *box = flow_box_new(flow, img, NULL);
	osp_len free = flow->width - picture->width;
	bool is_centred = is_block && style->margin[SIDE_LEFT].kind == LENGTH_AUTO && style->margin[SIDE_RIGHT].kind == LENGTH_AUTO;
	struct box *outer = flow->box;
	flow->box = box;
	struct strip *strip = flow_strip(flow, STRIP_IMAGE, picture->height);
	strip->x = box->x = flow->x + (is_centred && free > 0 ? free / 2 : aligned(style, free));
	strip->as.picture = picture;
	box->width = picture->width;
	box->end = flow->galley->count;
	flow->box = outer;
	flow_margin(flow, is_block ? length_resolve(style->margin[SIDE_BOTTOM], flow->width, 0) : 0);
	if (osp_node_tag(osp_node_parent(img)) == OSP_FIGURE && osp_node_next(img) != NULL) {
		flow_keep(flow, COST_KEEP);
	}
}

/* Text runs around it: the lines ask how much room it takes from them. */
void figure_float(struct flow *flow, const osp_node *img, const struct computed *style)
{
	osp_len tallest = (osp_len)((int64_t)flow->piece->page_height * TALLEST_FLOAT / 100);
	bool is_left = style->float_kind == FLOAT_LEFT;
	struct float_room *room = is_left ? &flow->left : &flow->right;
	if (room->is_set && room->bottom > flow->y) {
		figure_clear(flow);
	}
	flow_settle(flow);
	struct side_float *side = ARENA_NEW(flow->piece->arena, struct side_float);
	side->picture = picture_new(flow, img, style, flow->width / 2, tallest);
	side->box = flow_box_new(flow, img, NULL);
	osp_len margin_left = length_resolve(style->margin[SIDE_LEFT], flow->width, 0);
	osp_len margin_right = length_resolve(style->margin[SIDE_RIGHT], flow->width, 0);
	side->x = is_left ? flow->x + margin_left : flow->x + flow->width - side->picture->width - margin_right;
	side->box->x = side->x;
	side->box->width = side->picture->width;
	side->next = flow->floats;
	flow->floats = side;
	room->is_set = true;
	room->top = flow->y;
	room->bottom = flow->y + side->picture->height + length_resolve(style->margin[SIDE_BOTTOM], flow->width, 0);
	room->width = margin_left + side->picture->width + margin_right;
}

void figure_clear(struct flow *flow)
{
	osp_len bottom = 0;
	if (flow->left.is_set) {
		bottom = flow->left.bottom;
	}
	if (flow->right.is_set && flow->right.bottom > bottom) {
		bottom = flow->right.bottom;
	}
	flow->left.is_set = flow->right.is_set = false;
	if (bottom > flow->y) {
		flow_strip(flow, STRIP_EDGE, bottom - flow->y);
	}
}

static bool is_one_text(const struct flow *flow, const osp_node *node)
{
	for (const osp_node *at = osp_node_first(node); at != NULL; at = osp_node_after(at, node)) {
		if (osp_node_tag(at) == OSP_IMG || osp_node_tag(at) == OSP_BR || !block_is_inline(at, node_style(flow, at))) {
			return false;
		}
	}
	return osp_node_first(node) != NULL;
}

bool figure_side_text(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct piece_layout *piece = flow->piece;
	osp_buf words = OSP_BUF_INIT;
	if (!is_one_text(flow, node)) {
		return false;
	}
	generated_words(&words, node);
	osp_len width = words.len == 0 ? 0 : text_line(piece->layout, piece->arena, style, style->lang, words.data, 0, 0, NULL);
	bool fits = width > 0 && width <= flow->width / 2;
	if (fits) {
		struct marker *marker = ARENA_NEW(piece->arena, struct marker);
		*marker = (struct marker){ .text = arena_strndup(piece->arena, words.data, words.len), .style = style, .node = node, .x = flow->x };
		marker->box = flow_box_new(flow, node, NULL);
		marker->next = flow->markers;
		flow->markers = marker;
	}
	osp_buf_done(&words);
	return fits;
}

void figure_barcode(struct flow *flow, const osp_node *node, const struct computed *style)
{
	struct picture picture = { .node = node, .style = style };
	if (!barcode_open(node, &picture)) {
		return;
	}
	struct picture *kept = ARENA_NEW(flow->piece->arena, struct picture);
	*kept = picture;
	flow_keep(flow, COST_KEEP);
	flow_settle(flow);
	struct strip *strip = flow_strip(flow, STRIP_IMAGE, picture.height);
	strip->x = flow->x + aligned(style, flow->width - picture.width);
	strip->as.picture = kept;
}
