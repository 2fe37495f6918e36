/* ask.c - what a plugin was told: the typed getters of options.h. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A key that is not in the plugin's own table, or has another type there, can't be met at run time by any input: it is
 * a mistake in the plugin's code. It ends the process (in general a child) where its author sees it. */
static const struct option_value *find(const osp_options *options, const char *key, uint32_t types)
{
	for (size_t i = 0; i < options->count; i++) {
		const osp_option *option = options->values[i].option;
		if (strcmp(option->key, key) == 0 && (types >> option->type & 1) != 0) {
			return &options->values[i];
		}
	}
	fprintf(stderr, "ospopress: plugin %s asked for an option \"%s\" of a type that is not in its table\n", options->plugin, key);
	abort();
}

static const uint32_t any_type = 0xffffffff;

bool osp_option_bool(const osp_options *options, const char *key)
{
	return find(options, key, 1u << OSP_OPTION_BOOL)->boolean;
}

int64_t osp_option_int(const osp_options *options, const char *key)
{
	return find(options, key, 1u << OSP_OPTION_INT)->integer;
}

const char *osp_option_string(const osp_options *options, const char *key)
{
	const char *text = find(options, key, 1u << OSP_OPTION_STRING | 1u << OSP_OPTION_CHOICE | 1u << OSP_OPTION_FILE)->string;
	return text != NULL ? text : "";
}

int32_t osp_option_length(const osp_options *options, const char *key)
{
	return (int32_t)find(options, key, 1u << OSP_OPTION_LENGTH)->integer;
}

size_t osp_option_count(const osp_options *options, const char *key)
{
	return find(options, key, 1u << OSP_OPTION_LIST)->count;
}

const char *osp_option_item(const osp_options *options, const char *key, size_t index)
{
	const struct option_value *value = find(options, key, 1u << OSP_OPTION_LIST);
	return index < value->count ? value->items[index] : "";
}

bool osp_option_is_given(const osp_options *options, const char *key)
{
	return find(options, key, any_type)->is_given;
}

osp_place osp_option_place(const osp_options *options, const char *key)
{
	return find(options, key, any_type)->place;
}
