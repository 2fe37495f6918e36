/* builtin.h - the sheets that are part of the engine: html.css, base.css and those of wechat/ in styles/. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_BUILTIN_H
#define STYLE_BUILTIN_H

#include <stddef.h>

extern const char style_html_css[];
extern const size_t style_html_css_len;
extern const char style_base_css[];
extern const size_t style_base_css_len;
/* Beneath the themes of WeChat editors. */
extern const char style_mdnice_css[];
extern const size_t style_mdnice_css_len;
extern const char style_wenyan_css[];
extern const size_t style_wenyan_css_len;
extern const char style_wemd_css[];
extern const size_t style_wemd_css_len;
extern const char style_note_to_mp_css[];
extern const size_t style_note_to_mp_css_len;
extern const char style_doocs_css[];
extern const size_t style_doocs_css_len;

#endif
