/* yaml.h - YAML as values that remember where they were written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MANIFEST_YAML_H
#define MANIFEST_YAML_H

#include <ospopress/report.h>

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_value;
struct yaml_pair {
	const char *key;
	osp_place key_place;
	struct yaml_value *value; /* never NULL */
};

/* Everything belongs to the job. Scalars stay text: whoever knows the type that is wanted reads them. */
struct yaml_value {
	enum yaml_kind kind;
	osp_place place;
	const char *scalar;       /* YAML_SCALAR: its text, else "" */
	bool quoted;              /* '1' and "true" are strings, whatever they look like */
	struct yaml_pair *pairs;  /* YAML_MAP */
	struct yaml_value **items;/* YAML_LIST */
	size_t count;             /* of pairs or items */
};

/* The value of a key, NULL when the map (which may be NULL, or no map) has none. */
struct yaml_value *yaml_find(const struct yaml_value *map, const char *key);

#endif
