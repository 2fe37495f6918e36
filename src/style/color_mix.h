/* color_mix.h - color-mix() of CSS Color 5, and the colours that it mixes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_COLOR_MIX_H
#define STYLE_COLOR_MIX_H

#include "style/color_spaces.h"
#include "style/value.h"

/* A colour that says itself what it is: neither currentcolor nor a color-mix(). */
bool color_tint(struct arena *arena, const struct token *token, struct tint *ret);
/* The space of a name: those of color(), or `any` that colours can be mixed in. -1 when there is none. */
int color_space_find(const struct token *name, bool any);
/* A COLOR, or a CURRENT_COLOR that is mixed when the text's colour is known. */
bool color_mix_parse(struct arena *arena, const struct token *function, struct value *ret);

#endif
