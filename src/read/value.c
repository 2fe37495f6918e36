/* value.c - make values as yaml_parse() makes them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"

#include <string.h>

struct yaml_value *read_value_new(osp_job *job, enum yaml_kind kind, osp_place place)
{
	struct yaml_value *value = osp_job_alloc(job, sizeof *value);
	value->kind = kind;
	value->place = place;
	value->scalar = "";
	return value;
}

struct yaml_value *read_value_scalar(osp_job *job, const char *text, size_t len, osp_place place)
{
	struct yaml_value *value = read_value_new(job, YAML_SCALAR, place);
	value->scalar = osp_job_strndup(job, text, len);
	return value;
}

/* Arrays double when their count is a power of two; nothing in a job is freed, so this costs as much again at most. */
static void *grown(osp_job *job, const void *array, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0) {
		return NULL;
	}
	char *fresh = osp_job_alloc(job, (count == 0 ? 1 : count * 2) * size);
	if (count > 0) {
		memcpy(fresh, array, count * size);
	}
	return fresh;
}

struct yaml_value *read_value_put(osp_job *job, struct yaml_value *map, const char *key, size_t key_len, struct yaml_value *value)
{
	char *name = osp_job_strndup(job, key, key_len);
	if (yaml_find(map, name) != NULL) {
		return NULL;
	}
	struct yaml_pair *fresh = grown(job, map->pairs, map->count, sizeof *fresh);
	map->pairs = fresh != NULL ? fresh : map->pairs;
	map->pairs[map->count++] = (struct yaml_pair){ name, value->place, value };
	return value;
}

void read_value_append(osp_job *job, struct yaml_value *list, struct yaml_value *item)
{
	struct yaml_value **fresh = grown(job, list->items, list->count, sizeof *fresh);
	list->items = fresh != NULL ? fresh : list->items;
	list->items[list->count++] = item;
}
