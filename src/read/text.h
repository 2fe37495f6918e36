/* text.h - what the files of this room share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef READ_TEXT_H
#define READ_TEXT_H

#include <ospopress/report.h>
#include "manifest/yaml.h"

typedef struct osp_article osp_article;

/* Bytes as UTF-8 with \n for line ends, whatever they were. */
struct read_decoded {
	osp_buf text;
	const char *encoding;   /* NULL: UTF-8; else its name, for a note */
	osp_place bad;          /* the first byte that is no text; line 0 if all are. `file` is not set */
	osp_place control;      /* the first control character that was left out */
};
void read_decode(const char *bytes, size_t len, struct read_decoded *ret);

/* Front matter: where it stands, and as a value. */
enum read_matter_kind { MATTER_NONE, MATTER_YAML, MATTER_TOML, MATTER_JSON };
struct read_matter {
	enum read_matter_kind kind;
	const char *text;
	size_t len;
	uint32_t line;          /* in which `text` begins */
	size_t body;            /* byte at which the article itself begins */
	uint32_t body_line;
	bool long_fence, unclosed;
};
struct read_matter read_find_matter(const char *text, size_t len);
/* Its value; what is broken is mended with a warning, so this never fails. A map, or NULL when there is nothing in it. */
struct yaml_value *read_parse_matter(osp_job *job, const struct read_matter *matter, uint32_t file);

/* The part of TOML 1.0 that front matter uses, as the same values. NULL with *ret_problem when it is broken. */
struct yaml_value *read_toml(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t line, osp_place *ret_problem);
/* Line by line: `key: value`, `key = value`, lists; whatever is not that is passed over. */
struct yaml_value *read_loosely(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t line);

/* Values made by hand. */
struct yaml_value *read_value_new(osp_job *job, enum yaml_kind kind, osp_place place);
struct yaml_value *read_value_scalar(osp_job *job, const char *text, size_t len, osp_place place);
/* A map's pair; an existing key is kept and NULL comes back. */
struct yaml_value *read_value_put(osp_job *job, struct yaml_value *map, const char *key, size_t key_len, struct yaml_value *value);
void read_value_append(osp_job *job, struct yaml_value *list, struct yaml_value *item);

/* Without the links, stars and backticks of Markdown. */
const char *read_plain(osp_job *job, const char *text);

/* Fills the fields of the article that are still empty. */
void read_apply(osp_job *job, osp_article *article, const struct yaml_value *map);

#endif
