/* look.h - how an element looks, and the shortest declarations that say so. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_LOOK_H
#define WECHAT_LOOK_H

#include <ospopress/ospopress.h>

enum look_property {
#define LOOK(identifier, name, inherited, initial) LOOK_##identifier,
#include "look.def"
#undef LOOK
	LOOK_COUNT,
	LOOK_NONE = LOOK_COUNT
};

struct look_info { const char *name; bool is_inherited; const char *initial; };
extern const struct look_info look_infos[LOOK_COUNT];

/* LOOK_NONE for a name that is not kept. */
enum look_property look_find(const char *name);

/* Computed values, and which of them the element does not have anyway. A shorthand may say more than what is said. */
struct look {
	const char *values[LOOK_COUNT]; /* NULL = initial */
	bool is_said[LOOK_COUNT];
};

/* The value, the initial one where it is NULL. */
const char *look_value(const struct look *look, enum look_property property);
/* Whether two values are one: 0 and 0px, bold and 700. */
bool look_is_same(const char *a, const char *b);
bool look_is_zero(const char *value);
/* A length in thousandths of points; false for all else. */
bool look_length(const char *value, long *ret);
/* How high a line is, in thousandths of points; false where the font says it. */
bool look_line_height(const struct look *look, long *ret);
/* A border, an outline: whether it is drawn. */
bool look_has_line(const char *style, const char *width);

/* The declarations, without a semicolon at the end. Nothing when nothing is said. */
void look_write(osp_buf *out, const struct look *look);

/* look_box.c: families of sides. */
void look_write_sides(osp_buf *out, const struct look *look, const char *shorthand, const enum look_property sides[4]);
void look_write_corners(osp_buf *out, const struct look *look);
void look_write_borders(osp_buf *out, const struct look *look);
/* look_paint.c */
void look_write_background(osp_buf *out, const struct look *look);
void look_write_decoration(osp_buf *out, const struct look *look);

/* One declaration with its semicolon. */
void look_put(osp_buf *out, const char *name, const char *value);

#endif
