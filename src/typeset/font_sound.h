/* font_sound.h - whether a font file is whole. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FONT_SOUND_H
#define TYPESET_FONT_SOUND_H

#include <stdbool.h>

#include <hb.h>

/* HarfBuzz takes what it can use of a file that is cut short or damaged, and draws nothing for the rest: a page would be blank where it
 * has words. False when a table lies beyond the file's end, or glyphs lie outside of their table. */
bool font_is_sound(hb_blob_t *file, unsigned index);

#endif
