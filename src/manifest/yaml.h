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

/* What is wrong with a text that is no YAML. */
struct yaml_problem {
	osp_place place;
	const char *sentence;     /* translated; NULL = nothing is wrong */
	const char *code;         /* "yaml/syntax", "yaml/tab", ... */
};

/*
 * Reads one document; `text` begins in `first_line` of `file`. On a mistake it
 * returns NULL and either reports it as an error (ret_problem NULL) or leaves
 * that to the caller, who may know a way to mend the text. An empty document is
 * a YAML_NULL. Anchors, aliases and `<<` work; more than 64 levels, 100,000
 * values (aliases counted as often as they are used) or 16 MiB are refused. A
 * key that stands twice in a map is a mistake.
 */
struct yaml_value *yaml_parse(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t first_line,
	struct yaml_problem *ret_problem);

/* The value of a key, NULL when the map (which may be NULL, or no map) has none. */
struct yaml_value *yaml_find(const struct yaml_value *map, const char *key);

#endif
