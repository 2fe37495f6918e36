/* schema.h - which keys a map may have, as a table; values into a struct. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MANIFEST_SCHEMA_H
#define MANIFEST_SCHEMA_H

#include "manifest/yaml.h"

/* What the loading of one manifest shares. */
struct loading {
	osp_job *job;
	struct manifest *manifest;
	struct arena *scratch;
	bool failed;             /* an error was reported */
	const char *folder;      /* of the last path that was resolved */
	bool folder_is_beneath;  /* the manifest's root */
};

enum schema_type {
	SCHEMA_STRING,           /* const char *; a list is refused */
	SCHEMA_DATE,             /* const char *, checked */
	SCHEMA_BOOL,             /* bool */
	SCHEMA_LIST,             /* const char **, NULL-terminated; one string is a list of one */
	SCHEMA_FILE,             /* const char *, absolute, checked to exist beneath the manifest's folder */
	SCHEMA_FOLDER,
	SCHEMA_CALL,             /* call(loading, object, value, key place) */
	SCHEMA_LATER             /* understood by a later version: a warning */
};

struct schema_key {
	const char *key;
	enum schema_type type;
	size_t offset;           /* of the field in the object; unused for CALL and LATER */
	void (*call)(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place);
	const char *also;        /* a second name that other tools use (aclpub2's book_title), NULL if none */
};

/*
 * Fills `object` from a map. `what` names the map in messages ("proceedings",
 * "an article"). An unknown key is an error with the nearest name, a wrong type
 * an error that says what is wanted; all of them are reported. A NULL value
 * leaves the field alone.
 */
void schema_read(struct loading *loading, const char *what, const struct schema_key *keys, size_t count, void *object,
	const struct yaml_value *map);

/* Single values, with the same messages. NULL (false) after reporting. */
const char *schema_string(struct loading *loading, const char *key, const struct yaml_value *value);
bool schema_bool(struct loading *loading, const char *key, const struct yaml_value *value, bool *ret);
const char **schema_list(struct loading *loading, const char *key, const struct yaml_value *value, size_t *ret_count);
/* A path beneath the manifest's folder: absolute, exists. */
const char *schema_path(struct loading *loading, const char *key, const struct yaml_value *value, bool is_folder);
/* The same for text that is already taken from its value. */
const char *schema_resolve(struct loading *loading, const char *path, osp_place place, bool is_folder);
void schema_error(struct loading *loading, osp_place place, const char *code, const char *format, ...) OSP_PRINTF(4, 5);

#endif
