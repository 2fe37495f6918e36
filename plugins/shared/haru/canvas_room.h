/* canvas_room.h - the state of a page that is being drawn, shared by canvas.c and text.c. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_CANVAS_ROOM_H
#define HARU_CANVAS_ROOM_H

#include "haru/canvas.h"

enum mark { MARK_NONE, MARK_OPEN, MARK_OPEN_IN_TEXT };

struct haru_canvas {
	struct haru_document *document;
	const osp_page *page;
	osp_buf out;

	osp_color fill;                  /* as last written; the alpha too */
	enum mark mark;
	haru_element element;            /* of the mark; 0 = artifact */
	bool is_own_said;                /* what is being said is the mark itself */

	bool in_text;                    /* between BT and ET */
	bool in_array, in_string;        /* between [ and ]TJ, ( and ) */
	char string[512];                /* what `out` gets at the string's end */
	size_t string_len;
	uint32_t font;                   /* as last written; UINT32_MAX = none */
	osp_len size;
	int64_t hundredths;              /* the size as it is written */
	int64_t *gaps;                   /* of the run that is drawn */
	size_t gap_capacity;
	int64_t line_x, line_y;          /* where Td last went, hundredths of a point */
	int64_t pen;                     /* x after what was shown, in 1/100000 pt: exact, so that errors never add up */
	int64_t spacing;                 /* Tc, 1/1000 pt */
	osp_len rise;                    /* of marks above or below the line */

	bool *has_font;                  /* by index: on this page */
	haru_id *pictures;               /* on this page, in order of use */
	size_t picture_count, picture_capacity;
	bool has_alpha[256];
	bool is_blended;                 /* something on the page lets its ground through */
};

/* canvas.c, for text.c: */
void canvas_set_fill(struct haru_canvas *canvas, osp_color color);
/* Opens the marked content that the current structure element wants. `for_text`: within BT and ET. */
void canvas_begin_content(struct haru_canvas *canvas, bool for_text);
/* Text that is an artifact amid the text of an element, up to the next content; nothing where no structure is kept. */
void canvas_begin_aside(struct haru_canvas *canvas);
/* What is shown up to the end says this text (ActualText, ISO 32000-1, 14.9.4). It is a marked-content sequence of its own, never one within
 * another: programs that read text by structure (poppler) lose what follows an inner one. */
void canvas_begin_said(struct haru_canvas *canvas, const char *text, size_t len);
void canvas_end_said(struct haru_canvas *canvas);
void canvas_draw_frame(struct haru_canvas *canvas, osp_len x, osp_len y, osp_len width, osp_len height);

/* text.c: */
void canvas_draw_glyphs(struct haru_canvas *canvas, const osp_item *item);
/* Ends the array of strings that is being shown. */
void canvas_flush_text(struct haru_canvas *canvas);

#endif
