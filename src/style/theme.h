/* theme.h - themes of WeChat editors: whose tree a sheet is made for, and what that editor lays beneath it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_THEME_H
#define STYLE_THEME_H

#include "style/sheet.h"

/* The dialect of a sheet whose rules are the last of the list; NULL when they are made for our own tree. */
const char *theme_recognise(const struct rules *rules, const struct sheet *sheet);
/* Whether the sheet says nothing but how highlighted code looks, in whatever tree. */
bool theme_only_colours_code(const struct rules *rules, const struct sheet *sheet);
/* The sheet beneath the themes of a dialect; NULL when there is no such dialect. */
const char *theme_base(const char *dialect, size_t *ret_len);

#endif
