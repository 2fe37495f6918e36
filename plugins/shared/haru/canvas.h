/* canvas.h - turn a page's draw items into a content stream. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_CANVAS_H
#define HARU_CANVAS_H

#include "haru/document.h"

/*
 * One canvas draws page after page. The lower left corner of the bleed box is
 * the origin of what it writes. In a tagged document every operator that
 * paints stands in a marked-content sequence of its structure element, or in an
 * artifact.
 */
struct haru_canvas;
struct haru_canvas *haru_canvas_new(struct haru_document *document);
void haru_canvas_free(struct haru_canvas *canvas);

/* Draws a page (index into pages) whose leaf is filled in. Fonts and pictures go into the file as they are met.
 * The bytes stay valid until the next page. */
const osp_buf *haru_canvas_draw(struct haru_canvas *canvas, uint32_t page);
/* The resource dictionary of the page just drawn. */
void haru_canvas_put_resources(const struct haru_canvas *canvas, osp_buf *out);
/* The group of the page just drawn: what it is blended in, when anything on it lets the ground through (ISO 19005-2, 6.2.10). */
void haru_canvas_put_group(const struct haru_canvas *canvas, osp_buf *out);

#endif
