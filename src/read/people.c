/* people.c - authors and translators as front matter writes them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/people.h"

#include <string.h>

enum { MOST_PEOPLE = 100, MOST_AFFILIATIONS = 8 };

struct crowd { osp_person **people; size_t count; };

static const char *text_of(const struct yaml_value *map, const char *key)
{
	const struct yaml_value *value = map->kind == YAML_MAP ? yaml_find(map, key) : NULL;
	return value != NULL && value->kind == YAML_SCALAR ? value->scalar : "";
}

static const char *first_of(const struct yaml_value *map, const char *key, const char *other)
{
	const char *text = text_of(map, key);
	return *text != '\0' ? text : text_of(map, other);
}

static osp_person *add(osp_job *job, struct crowd *crowd, const char *name, size_t len, osp_place place)
{
	while (len > 0 && (unsigned char)name[len - 1] <= ' ') {
		len--;
	}
	while (len > 0 && (unsigned char)*name <= ' ') {
		name++;
		len--;
	}
	if (len == 0 || crowd->count == MOST_PEOPLE) {
		return NULL;
	}
	if (crowd->people == NULL) {
		crowd->people = osp_job_alloc(job, MOST_PEOPLE * sizeof *crowd->people);
	}
	osp_person *person = osp_job_alloc(job, sizeof *person);
	person->name = osp_job_strndup(job, name, len);
	person->id = person->family = person->given = person->latin = person->orcid = person->email = person->url = person->portrait = "";
	person->place = place;
	crowd->people[crowd->count++] = person;
	return person;
}

/* Ada <ada@example.org>: the address leaves the name. */
static void add_with_mail(osp_job *job, struct crowd *crowd, const char *name, size_t len, osp_place place)
{
	const char *open = memchr(name, '<', len), *close = memchr(name, '>', len);
	const char *at = memchr(name, '@', len);
	bool mail = open != NULL && close != NULL && at != NULL && open < at && at < close && open > name;
	osp_person *person = add(job, crowd, name, mail ? (size_t)(open - name) : len, place);
	if (person != NULL && mail) {
		person->email = osp_job_strndup(job, open + 1, (size_t)(close - open - 1));
	}
}

/* What parts names in one text. " and " needs its spaces, a comma does not; in a list of names "Lovelace, Ada" is one. */
static size_t separator(const char *at, bool in_list)
{
	static const char *const marks[] = { ",", "，", "、", ";", "；", " && ", " & ", " and ", " 和 ", " 与 " };
	for (size_t i = in_list ? 1 : 0; i < sizeof marks / sizeof *marks; i++) {
		if (strncmp(at, marks[i], strlen(marks[i])) == 0) {
			return strlen(marks[i]);
		}
	}
	return 0;
}

static void add_text(osp_job *job, struct crowd *crowd, const char *text, bool in_list, osp_place place)
{
	const char *from = text, *at = text;
	while (*at != '\0') {
		size_t mark = separator(at, in_list);
		if (mark == 0) {
			at++;
			continue;
		}
		add_with_mail(job, crowd, from, (size_t)(at - from), place);
		at += mark;
		from = strncmp(at, "and ", 4) == 0 ? at + 4 : at; /* "A, B, and C" */
	}
	add_with_mail(job, crowd, from, (size_t)(at - from), place);
}

static void add_affiliation(osp_job *job, osp_person *person, const char *name, osp_place place)
{
	if (*name == '\0' || person->affiliation_count == MOST_AFFILIATIONS) {
		return;
	}
	if (person->affiliations == NULL) {
		person->affiliations = osp_job_alloc(job, MOST_AFFILIATIONS * sizeof *person->affiliations);
	}
	osp_affiliation *affiliation = osp_job_alloc(job, sizeof *affiliation);
	*affiliation = (osp_affiliation){ .id = "", .name = name, .country = "", .ror = "", .url = "", .place = place };
	person->affiliations[person->affiliation_count++] = affiliation;
}

/* JOSS: `affiliation: "1, 2"` points into the list `affiliations: [{name, index}]`. Anything else is the name itself. */
static void add_affiliations(osp_job *job, osp_person *person, const struct yaml_value *value, const struct yaml_value *list)
{
	if (value == NULL || value->kind != YAML_SCALAR) {
		return;
	}
	const char *text = value->scalar;
	if (*text == '\0' || text[strspn(text, "0123456789, &")] != '\0') {
		add_affiliation(job, person, text, value->place);
		return;
	}
	while (*(text += strspn(text, ", &")) != '\0') {
		size_t digits = strspn(text, "0123456789");
		for (size_t i = 0; list != NULL && list->kind == YAML_LIST && i < list->count; i++) {
			const char *index = text_of(list->items[i], "index");
			if (strlen(index) == digits && strncmp(index, text, digits) == 0) {
				add_affiliation(job, person, text_of(list->items[i], "name"), value->place);
			}
		}
		text += digits;
	}
}

static void add_map(osp_job *job, struct crowd *crowd, const struct yaml_value *map, const struct yaml_value *affiliations)
{
	const char *name = first_of(map, "name", "名字"), *given = first_of(map, "given-names", "given"), *family = first_of(map, "surname", "family");
	if (*name == '\0' && *family != '\0') {
		name = osp_job_printf(job, "%s%s%s", given, *given != '\0' ? " " : "", family);
	}
	osp_person *person = add(job, crowd, name, strlen(name), map->place);
	if (person == NULL) {
		return;
	}
	person->given = given;
	person->family = family;
	person->email = text_of(map, "email");
	person->orcid = text_of(map, "orcid");
	person->url = first_of(map, "url", "link");
	person->portrait = first_of(map, "portrait", "avatar");
	add_affiliations(job, person, yaml_find(map, "affiliation"), affiliations);
}

static struct crowd gather(osp_job *job, const struct yaml_value *value, const struct yaml_value *affiliations)
{
	struct crowd crowd = { NULL, 0 };
	if (value == NULL) {
		return crowd;
	}
	if (value->kind == YAML_SCALAR) {
		add_text(job, &crowd, value->scalar, false, value->place);
	} else if (value->kind == YAML_MAP) {
		add_map(job, &crowd, value, affiliations);
	}
	for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
		const struct yaml_value *item = value->items[i];
		if (item->kind == YAML_MAP) {
			add_map(job, &crowd, item, affiliations);
		} else if (item->kind == YAML_SCALAR) {
			add_text(job, &crowd, item->scalar, true, item->place);
		}
	}
	return crowd;
}

void read_people(osp_job *job, osp_article *article, const struct yaml_value *map, const struct yaml_value *authors,
	const struct yaml_value *translators)
{
	const struct yaml_value *affiliations = yaml_find(map, "affiliations");
	if (!article->authors_given && article->author_count == 0) {
		struct crowd crowd = gather(job, authors, affiliations);
		article->authors = crowd.people;
		article->author_count = crowd.count;
	}
	if (article->translator_count == 0) {
		struct crowd crowd = gather(job, translators, affiliations);
		article->translators = crowd.people;
		article->translator_count = crowd.count;
	}
}
