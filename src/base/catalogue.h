/* catalogue.h - messages in the user's language, compiled in. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stddef.h>

/*
 * po/zh.po becomes a sorted table at build time (scripts/po2c.awk): no installed
 * locale is needed, and setlocale, which would change how numbers are printed, is
 * never called.
 */
struct catalogue_entry { const char *english, *translated; };
extern const struct catalogue_entry catalogue_zh[];
extern const size_t catalogue_zh_count;

/* `language`: "zh" or "en". The English text itself when there is no translation. */
const char *catalogue_find(const char *language, const char *english);
/* "zh" or "en" from a tag such as zh-CN, zh_CN.UTF-8, or NULL: then from LC_ALL, LC_MESSAGES, LANG. */
const char *catalogue_language(const char *tag);

#endif
