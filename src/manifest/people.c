/* people.c - the people and affiliations of a manifest. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/manifest.h"
#include "manifest/schema.h"
#include "base/job.h"
#include "base/suggest.h"
#include "document/volume.h"

#include <stddef.h>
#include <string.h>

#define TEXT(type, key, field) { key, SCHEMA_STRING, offsetof(type, field), NULL, NULL }

void manifest_read_affiliations(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		TEXT(osp_affiliation, "name", name), TEXT(osp_affiliation, "country", country),
		TEXT(osp_affiliation, "ror", ror), TEXT(osp_affiliation, "url", url),
	};
	osp_volume *volume = ((struct manifest *)object)->volume;
	if (value->kind != YAML_MAP) {
		schema_error(loading, key_place, "manifest/type", "\"affiliations\" takes a map: id: {name: ...}");
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		const struct yaml_pair *pair = &value->pairs[i];
		osp_affiliation *affiliation = osp_job_alloc(loading->job, sizeof(*affiliation));
		*affiliation = (osp_affiliation){ pair->key, pair->key, "", "", "", pair->key_place };
		if (pair->value->kind == YAML_SCALAR) {
			affiliation->name = pair->value->scalar;
		} else {
			schema_read(loading, "an affiliation", keys, sizeof(keys) / sizeof(*keys), affiliation, pair->value);
		}
		VOLUME_ADD(loading->job, volume, affiliations, affiliation_count, affiliation);
	}
}

static osp_affiliation *find_affiliation(struct loading *loading, const char *text, osp_place place)
{
	const osp_volume *volume = loading->manifest->volume;
	for (size_t i = 0; i < volume->affiliation_count; i++) {
		if (strcmp(volume->affiliations[i]->id, text) == 0) {
			return volume->affiliations[i];
		}
	}
	osp_affiliation *affiliation = osp_job_alloc(loading->job, sizeof(*affiliation));
	*affiliation = (osp_affiliation){ "", text, "", "", "", place };
	return affiliation;
}

static void read_affiliations(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_person *person = object;
	size_t count = value->kind == YAML_LIST ? value->count : 1;
	(void)key_place;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_value *item = value->kind == YAML_LIST ? value->items[i] : value;
		const struct yaml_value *name = item->kind == YAML_MAP ? yaml_find(item, "name") : item;
		name = name == NULL ? yaml_find(item, "ref") : name;
		const char *text = name != NULL ? schema_string(loading, "affiliations", name) : NULL;
		if (text != NULL) {
			volume_list_add(loading->job, &person->affiliations, &person->affiliation_count, find_affiliation(loading, text, item->place));
		}
	}
}

static bool is_latin(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0xE3) {
			return false;
		}
	}
	return true;
}

/* The printed name from its parts: Chinese family name first and closed up, Western given name first. */
static void complete_name(struct loading *loading, osp_person *person)
{
	if (*person->name == '\0' && *person->family != '\0') {
		bool latin = is_latin(person->family);
		person->name = *person->given == '\0' ? person->family
			: osp_job_printf(loading->job, "%s%s%s", latin ? person->given : person->family, latin ? " " : "", latin ? person->family : person->given);
	}
	if (*person->name == '\0') {
		person->name = *person->latin != '\0' ? person->latin : person->id;
	}
}

static void read_name(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		TEXT(osp_person, "literal", name), TEXT(osp_person, "family-names", family), TEXT(osp_person, "given-names", given),
		TEXT(osp_person, "family", family), TEXT(osp_person, "given", given), TEXT(osp_person, "latin", latin),
	};
	osp_person *person = object;
	(void)key_place;
	if (value->kind == YAML_SCALAR) {
		person->name = value->scalar;
	} else {
		schema_read(loading, "name", keys, sizeof(keys) / sizeof(*keys), person, value);
	}
}

/* ISO 7064 11,2, as ORCID uses it. */
static bool orcid_is_right(const char *text)
{
	unsigned total = 0, count = 0;
	for (const char *at = text; *at != '\0'; at++) {
		bool is_x = (*at == 'X' || *at == 'x') && count == 15;
		if (*at == '-') {
			continue;
		}
		if (!(*at >= '0' && *at <= '9') && !is_x) {
			return false;
		}
		if (count++ < 15) {
			total = (total + (unsigned)(*at - '0')) * 2;
		} else {
			return count == 16 && (12 - total % 11) % 11 == (is_x ? 10 : (unsigned)(*at - '0')) && at[1] == '\0';
		}
	}
	return false;
}

static void read_orcid(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_person *person = object;
	const char *text = value->kind == YAML_NULL ? NULL : schema_string(loading, "orcid", value);
	(void)key_place;
	if (text == NULL) {
		return;
	}
	const char *slash = strrchr(text, '/');
	person->orcid = slash != NULL ? slash + 1 : text;
	if (!orcid_is_right(person->orcid)) {
		osp_warn(loading->job, value->place, "manifest/orcid", "\"%s\" is no ORCID iD; look for a typing mistake", text);
	}
}

static void read_person(struct loading *loading, const struct yaml_value *map, osp_person *person)
{
	static const struct schema_key keys[] = {
		{ "name", SCHEMA_CALL, 0, read_name, NULL },
		TEXT(osp_person, "latin", latin), TEXT(osp_person, "family-names", family), TEXT(osp_person, "given-names", given),
		{ "affiliations", SCHEMA_CALL, 0, read_affiliations, "affiliation" },
		{ "orcid", SCHEMA_CALL, 0, read_orcid, NULL },
		TEXT(osp_person, "email", email), TEXT(osp_person, "url", url),
		{ "portrait", SCHEMA_FILE, offsetof(osp_person, portrait), NULL, NULL },
		{ "bio", SCHEMA_FILE, offsetof(osp_person, bio_path), NULL, NULL },
	};
	if (map->kind == YAML_SCALAR) {
		person->name = map->scalar;
	} else {
		schema_read(loading, "a person", keys, sizeof(keys) / sizeof(*keys), person, map);
	}
	complete_name(loading, person);
}

void manifest_read_people(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_volume *volume = ((struct manifest *)object)->volume;
	if (value->kind != YAML_MAP) {
		schema_error(loading, key_place, "manifest/type", "\"people\" takes a map: id: {name: ...}");
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		osp_person *person = volume_person_new(loading->job);
		person->id = value->pairs[i].key;
		person->place = value->pairs[i].key_place;
		read_person(loading, value->pairs[i].value, person);
		VOLUME_ADD(loading->job, volume, people, people_count, person);
	}
}

/* A misspelt id would be printed as a name. */
static void warn_of_near_id(struct loading *loading, const char *text, osp_place place)
{
	const osp_volume *volume = loading->manifest->volume;
	const char **ids = osp_job_alloc(loading->job, (volume->people_count + 1) * sizeof(*ids));
	for (size_t i = 0; i < volume->people_count; i++) {
		ids[i] = volume->people[i]->id;
	}
	const char *nearest = suggest_nearest(text, ids, volume->people_count);
	if (nearest != NULL && is_latin(text) && strchr(text, ' ') == NULL) {
		osp_warn(loading->job, place, "manifest/unknown-person", "\"%s\" is no id of people and is printed as a name; did you mean \"%s\"?", text, nearest);
	}
}

static osp_person *find_person(struct loading *loading, const struct yaml_value *item)
{
	const osp_volume *volume = loading->manifest->volume;
	for (size_t i = 0; item->kind == YAML_SCALAR && i < volume->people_count; i++) {
		if (strcmp(volume->people[i]->id, item->scalar) == 0 || strcmp(volume->people[i]->name, item->scalar) == 0) {
			return volume->people[i];
		}
	}
	osp_person *person = volume_person_new(loading->job);
	person->place = item->place;
	if (item->kind == YAML_SCALAR) {
		warn_of_near_id(loading, item->scalar, item->place);
	}
	read_person(loading, item, person);
	return person;
}

void manifest_read_persons(struct loading *loading, const struct yaml_value *value, osp_person ***ret_list, size_t *ret_count)
{
	size_t count = value->kind == YAML_LIST ? value->count : value->kind == YAML_NULL ? 0 : 1;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_value *item = value->kind == YAML_LIST ? value->items[i] : value;
		if (item->kind == YAML_SCALAR || item->kind == YAML_MAP) {
			volume_list_add(loading->job, ret_list, ret_count, find_person(loading, item));
		} else {
			schema_error(loading, item->place, "manifest/type", "a person is an id of people, a name, or a map with \"name\"");
		}
	}
}
