/* person_key.h - where a name stands in an alphabet. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MATTER_PERSON_KEY_H
#define MATTER_PERSON_KEY_H

#include <ospopress/ospopress.h>

struct person_keys;

/* Opening ICU's tables takes a tenth of a second, so only who sorts does it. */
struct person_keys *person_keys_new(void);
void person_keys_free(struct person_keys *keys);
/* What a person is filed under, in Latin letters: "lin wan deng", "Okafor, Mira". */
void person_key(const struct person_keys *keys, const osp_person *person, osp_buf *out);
/* The order of two keys. */
int person_keys_compare(const struct person_keys *keys, const char *one, const char *other);
/* The order of two names that sound alike: by tone and strokes. */
int person_names_compare(const struct person_keys *keys, const char *one, const char *other);

bool person_is_han(const osp_person *person);
/* "Okafor, Mira"; a Chinese name as it is. */
void person_inverted(const osp_person *person, osp_buf *out);

#endif
