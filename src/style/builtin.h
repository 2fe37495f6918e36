/* builtin.h - the sheets that are part of the engine: styles/html.css and styles/base.css. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_BUILTIN_H
#define STYLE_BUILTIN_H

#include <stddef.h>

extern const char style_html_css[];
extern const size_t style_html_css_len;
extern const char style_base_css[];
extern const size_t style_base_css_len;

#endif
