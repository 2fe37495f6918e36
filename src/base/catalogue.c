/* catalogue.c - messages in the user's language, compiled in. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/catalogue.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *key, const void *entry)
{
	return strcmp(key, ((const struct catalogue_entry *)entry)->english);
}

const char *catalogue_find(const char *language, const char *english)
{
	if (language == NULL || strcmp(language, "zh") != 0) {
		return english;
	}
	const struct catalogue_entry *entry =
		bsearch(english, catalogue_zh, catalogue_zh_count, sizeof(*catalogue_zh), compare);
	return entry != NULL ? entry->translated : english;
}

const char *catalogue_language(const char *tag)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; tag == NULL && i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i]);
		tag = value != NULL && *value != '\0' ? value : NULL;
	}
	return tag != NULL && strncmp(tag, "zh", 2) == 0 ? "zh" : "en";
}
