/* font_face.h - one face of the system: what fontconfig says of it, and what it is once opened. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FONT_FACE_H
#define TYPESET_FONT_FACE_H

#include "typeset/font.h"
#include "base/job.h"

#include <fontconfig/fontconfig.h>
#include <stdatomic.h>

enum face_state { FACE_CLOSED, FACE_OPEN, FACE_REFUSED };
enum { FACE_PAGES = 0x110000 / 256, FACE_MARKS = 48 };

struct font_face {
	struct font font;        /* first: a font is handed out as a pointer to it */
	const FcPattern *pattern;/* belongs to fontconfig's configuration, which the set keeps */
	const FcCharSet *coverage;
	unsigned instance;       /* named instance of a variable font, 0 = none */
	char variations[512];    /* where on its axes that stands */
	const char *declared;    /* the family that a sheet gives it; NULL = its own names */
	bool covers_han;
	_Atomic int state;
	/* What the cmap answered, by 256 characters: 0 = not asked, glyph + 1, or ABSENT. */
	_Atomic(_Atomic uint32_t *) *pages; /* FACE_PAGES of them, once opened */
	_Atomic uint8_t marks[FACE_MARKS]; /* enum font_blank of a mark, 0 = not asked */
	_Atomic uint8_t joins;   /* whether it joins words: 0 = not asked, 1 = no, 2 = yes */
};

/* Maps the file and reads its measures. False (and FACE_REFUSED) when it is no usable font. Call with the set locked. */
bool font_face_open(struct font_face *face);
void font_face_close(struct font_face *face);

#endif
