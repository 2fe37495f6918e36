/* place.c - boxes that are moved out of their place: WeChat takes `position` away, so they get there in another way. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include <stdlib.h>
#include <string.h>

static const char *value_of(const struct dress *dress, const struct item *item, const char *property)
{
	const char *value = osp_style_value(dress->page->style, item->node, item->pseudo, property);
	return value != NULL ? value : "auto";
}

static bool is_initial(const struct item *item, enum look_property property)
{
	return look_is_same(look_value(&item->look, property), look_infos[property].initial);
}

/* ---- position: relative ---- */

static bool is_length(const char *value)
{
	return strcmp(value, "auto") != 0 && strchr(value, '%') == NULL && strchr(value, '(') == NULL;
}

/* How far `near` moves a box, else `far` the other way. */
static const char *shift_of(const struct dress *dress, const struct item *item, const char *near, const char *far)
{
	const char *first = value_of(dress, item, near), *second = value_of(dress, item, far);
	if (is_length(first))
		return first;
	if (!is_length(second) || look_is_same(second, "0"))
		return "0";
	return second[0] == '-' ? second + 1 : osp_job_printf(dress->page->job, "-%s", second);
}

void place_settle(struct dress *dress, struct item *item)
{
	if (strcmp(value_of(dress, item, "position"), "relative") != 0)
		return;
	const char *right = shift_of(dress, item, "left", "right"), *down = shift_of(dress, item, "top", "bottom");
	bool moves_right = !look_is_same(right, "0"), moves_down = !look_is_same(down, "0");
	osp_job *job = dress->page->job;
	const char *own = look_value(&item->look, LOOK_TRANSFORM), *rest = strcmp(own, "none") == 0 ? "" : osp_job_printf(job, " %s", own);
	if (moves_right && moves_down)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translate(%s,%s)%s", right, down, rest);
	else if (moves_right)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translateX(%s)%s", right, rest);
	else if (moves_down)
		item->look.values[LOOK_TRANSFORM] = osp_job_printf(job, "translateY(%s)%s", down, rest);
}

/* ---- position: absolute; a box without words becomes a layer of the ground that it lies on ---- */

static const enum look_property edges[] = { LOOK_BORDER_TOP_STYLE, LOOK_BORDER_RIGHT_STYLE, LOOK_BORDER_BOTTOM_STYLE, LOOK_BORDER_LEFT_STYLE,
					    LOOK_BOX_SHADOW, LOOK_OUTLINE_STYLE };

static bool has_edge(const struct item *item)
{
	bool any = false;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
		any |= !is_initial(item, edges[i]);
	return any;
}

static bool is_painted(const struct item *item)
{
	return has_edge(item) || !is_initial(item, LOOK_BACKGROUND_COLOR) || !is_initial(item, LOOK_BACKGROUND_IMAGE);
}

static bool has_words(const struct dress *dress, size_t index)
{
	for (size_t i = index + 1; i < dress->items[index].end; i++) {
		const struct item *item = &dress->items[i];
		if (item->tag == OSP_IMG)
			return true;
		for (size_t at = 0; item->tag == OSP_TAG_NONE && at < item->text_len; at++) {
			if (strchr(" \t\n", item->text[at]) == NULL)
				return true;
		}
	}
	return false;
}

/* Where the box lies on one axis, in words of `background-position` and `background-size`, whose area is the same: the padding box. */
struct axis {
	const char *near, *far, *size;      /* property names */
	enum look_property first, last, before, after; /* margins and paddings */
	const char *at, *extent;
};

static bool is_centered(const struct item *item, const char *place, const struct axis *axis)
{
	const char *move = axis->near[0] == 'l' ? "translateX(-50%)" : "translateY(-50%)";
	return strcmp(place, "50%") == 0 && (strcmp(look_value(&item->look, LOOK_TRANSFORM), move) == 0 ||
		strcmp(look_value(&item->look, LOOK_TRANSFORM), "translate(-50%, -50%)") == 0);
}

static bool lies_within(const char *place)
{
	return is_length(place) && place[0] != '-';
}

/* False when the ground cannot show it there. */
static bool find_axis(const struct dress *dress, const struct item *item, struct axis *axis)
{
	const char *near = value_of(dress, item, axis->near), *far = value_of(dress, item, axis->far), *size = value_of(dress, item, axis->size);
	bool is_stretched = strcmp(size, "auto") == 0;
	if (!is_initial(item, axis->first) || !is_initial(item, axis->last))
		return false;
	if (is_stretched) {
		axis->at = "0";
		axis->extent = "100%";
		return look_is_same(near, "0") && look_is_same(far, "0");
	}
	axis->extent = size;
	if (strchr(size, '(') != NULL || !is_initial(item, axis->before) || !is_initial(item, axis->after))
		return false;
	if (is_centered(item, near, axis))
		axis->at = "50%";
	else if (lies_within(near))
		axis->at = near;
	else if (lies_within(far) && strcmp(near, "auto") == 0)
		axis->at = look_is_same(far, "0") ? "100%" : NULL;
	else
		return false;
	return axis->at != NULL;
}

static bool is_whole(const struct axis *axis)
{
	return strcmp(axis->extent, "100%") == 0 && look_is_same(axis->at, "0");
}

static const char *layer_over(osp_job *job, const struct item *ground, enum look_property property, const char *value)
{
	const char *beneath = look_value(&ground->look, property);
	bool is_same = property == LOOK_BACKGROUND_REPEAT && strcmp(value, beneath) == 0;
	return is_same || is_initial(ground, LOOK_BACKGROUND_IMAGE) ? value : osp_job_printf(job, "%s, %s", value, beneath);
}

/* Layers that can go beneath another: the list of each property has one value. */
static bool takes_layer(const struct item *ground)
{
	static const enum look_property plain[] = { LOOK_BACKGROUND_ATTACHMENT, LOOK_BACKGROUND_ORIGIN, LOOK_BACKGROUND_CLIP };
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (!is_initial(ground, plain[i]))
			return false;
	}
	return strstr(look_value(&ground->look, LOOK_BACKGROUND_SIZE), ",") == NULL && strstr(look_value(&ground->look, LOOK_BACKGROUND_POSITION), ",") == NULL;
}

/* A flat colour as a picture; round boxes as round ones. */
static const char *picture_of(osp_job *job, const struct item *item, const char *width, const char *height)
{
	const char *color = look_value(&item->look, LOOK_BACKGROUND_COLOR), *radius = look_value(&item->look, LOOK_BORDER_TOP_LEFT_RADIUS);
	if (strcmp(radius, "50%") == 0 && strcmp(width, height) == 0)
		return osp_job_printf(job, "radial-gradient(closest-side,%s 95%%,transparent)", color);
	return osp_job_printf(job, "linear-gradient(%s,%s)", color, color);
}

static bool lay_on_ground(struct dress *dress, const struct item *item, struct item *ground)
{
	struct axis x = { "left", "right", "width", LOOK_MARGIN_LEFT, LOOK_MARGIN_RIGHT, LOOK_PADDING_LEFT, LOOK_PADDING_RIGHT, NULL, NULL };
	struct axis y = { "top", "bottom", "height", LOOK_MARGIN_TOP, LOOK_MARGIN_BOTTOM, LOOK_PADDING_TOP, LOOK_PADDING_BOTTOM, NULL, NULL };
	bool has_color = !is_initial(item, LOOK_BACKGROUND_COLOR), has_image = !is_initial(item, LOOK_BACKGROUND_IMAGE);
	if (has_edge(item) || has_color == has_image || !is_initial(item, LOOK_OPACITY) || !takes_layer(ground) ||
	    !find_axis(dress, item, &x) || !find_axis(dress, item, &y))
		return false;
	bool is_moved = !is_initial(item, LOOK_TRANSFORM), is_centered = strcmp(x.at, "50%") == 0 || strcmp(y.at, "50%") == 0;
	bool is_own_size = has_image && (!is_initial(item, LOOK_BACKGROUND_SIZE) || !is_initial(item, LOOK_BACKGROUND_POSITION));
	if (is_moved != is_centered || (is_own_size && !(is_whole(&x) && is_whole(&y))))
		return false;
	osp_job *job = dress->page->job;
	const char *image = has_image ? look_value(&item->look, LOOK_BACKGROUND_IMAGE) : picture_of(job, item, x.extent, y.extent);
	const char *at = osp_job_printf(job, "%s %s", x.at, y.at), *size = osp_job_printf(job, "%s %s", x.extent, y.extent), *repeat = "no-repeat";
	if (is_own_size) {
		at = look_value(&item->look, LOOK_BACKGROUND_POSITION);
		size = look_value(&item->look, LOOK_BACKGROUND_SIZE);
		repeat = look_value(&item->look, LOOK_BACKGROUND_REPEAT);
	}
	const char *positions = layer_over(job, ground, LOOK_BACKGROUND_POSITION, at), *sizes = layer_over(job, ground, LOOK_BACKGROUND_SIZE, size);
	const char *repeats = layer_over(job, ground, LOOK_BACKGROUND_REPEAT, repeat);
	ground->look.values[LOOK_BACKGROUND_IMAGE] = layer_over(job, ground, LOOK_BACKGROUND_IMAGE, image);
	ground->look.values[LOOK_BACKGROUND_POSITION] = positions;
	ground->look.values[LOOK_BACKGROUND_SIZE] = sizes;
	ground->look.values[LOOK_BACKGROUND_REPEAT] = repeats;
	return true;
}

/* ---- position: absolute; words float, and take no room ---- */

static const char *points(osp_job *job, long thousandths)
{
	return osp_job_printf(job, "%s%ld.%03ldpt", thousandths < 0 ? "-" : "", labs(thousandths) / 1000, labs(thousandths) % 1000);
}

/* How far a place counted from the padding's edge lies from the content's. */
static bool shift_into(const struct dress *dress, const struct item *item, const struct item *around, const char *side, enum look_property padding,
		       enum look_property margin, long *ret)
{
	long place, inside, own;
	const char *value = value_of(dress, item, side);
	if (!look_length(look_value(&around->look, padding), &inside) || !look_length(look_value(&item->look, margin), &own))
		return false;
	if (strcmp(value, "auto") == 0)
		place = inside;
	else if (!look_length(value, &place))
		return false;
	*ret = place - inside + own;
	return true;
}

static bool is_block_container(const char *display)
{
	static const char *const words[] = { "block", "list-item", "inline-block", "table-cell", "flow-root" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(display, words[i]) == 0)
			return true;
	}
	return false;
}

/* At the head of the box that it is placed in, a float whose margins take back its height stands where it should, and nothing moves. */
static bool float_at_head(struct dress *dress, struct item *item, const struct item *around)
{
	long down, across;
	bool is_right = strcmp(value_of(dress, item, "left"), "auto") == 0 && strcmp(value_of(dress, item, "right"), "auto") != 0;
	enum look_property margin = is_right ? LOOK_MARGIN_RIGHT : LOOK_MARGIN_LEFT;
	if (!is_block_container(around->display) || strcmp(value_of(dress, item, "bottom"), "auto") != 0 ||
	    strchr(look_value(&item->look, LOOK_WIDTH), '%') != NULL ||
	    !shift_into(dress, item, around, "top", LOOK_PADDING_TOP, LOOK_MARGIN_TOP, &down) ||
	    !shift_into(dress, item, around, is_right ? "right" : "left", is_right ? LOOK_PADDING_RIGHT : LOOK_PADDING_LEFT, margin, &across))
		return false;
	osp_job *job = dress->page->job;
	item->look.values[LOOK_FLOAT] = is_right ? "right" : "left";
	item->look.values[LOOK_MARGIN_TOP] = points(job, down);
	item->look.values[margin] = points(job, across);
	if (is_painted(item)) {
		item->look.values[LOOK_MARGIN_BOTTOM] = "-999pt";
	} else {
		item->look.values[LOOK_HEIGHT] = "0";
		item->look.values[LOOK_MARGIN_BOTTOM] = points(job, -down);
	}
	return true;
}

static bool is_placed_in(const struct dress *dress, const struct item *around)
{
	const char *position = value_of(dress, around, "position");
	return strcmp(position, "relative") == 0 || strcmp(position, "absolute") == 0 || !is_initial(around, LOOK_TRANSFORM);
}

bool place_lay(struct dress *dress, size_t index)
{
	struct item *item = &dress->items[index], *around = &dress->items[item->parent];
	const char *position = value_of(dress, item, "position");
	if (index == 0 || (strcmp(position, "absolute") != 0 && strcmp(position, "fixed") != 0))
		return true;
	bool has_text = has_words(dress, index), is_near = strcmp(position, "absolute") == 0 && is_placed_in(dress, around);
	if (!has_text && !is_painted(item))
		return false;
	if (!has_text && is_near && lay_on_ground(dress, item, around))
		return false;
	if (is_near && index == item->parent + 1 && float_at_head(dress, item, around))
		return true;
	bool is_kept = has_text && item->pseudo == OSP_PSEUDO_NONE;
	if (is_kept)
		osp_note(dress->page->job, OSP_NOWHERE, "wechat/theme-place",
			 "what the style takes out of its line stands in it, since WeChat takes \"position: %s\" away", position);
	else
		osp_note(dress->page->job, OSP_NOWHERE, "wechat/theme-place",
			 "an ornament of the style is left out, since WeChat takes \"position: %s\" away and it can't be drawn in another way", position);
	return is_kept;
}
