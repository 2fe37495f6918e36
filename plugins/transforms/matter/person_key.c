/* person_key.c - where a name stands in an alphabet: Chinese ones by pinyin, Western ones by family name. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "person_key.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { NAME_MAX_UNITS = 200 };

struct person_keys {
	UTransliterator *pinyin;   /* NULL when ICU has none: names are sorted as they are written then */
	UCollator *latin, *chinese;
};

static UTransliterator *open_pinyin(void)
{
	UChar id[64];
	UErrorCode error = U_ZERO_ERROR;
	/* family names have readings of their own: 单 Shan, 解 Xie, 尉迟 Yuchi */
	u_uastrcpy(id, "Han-Latin/Names; Latin-ASCII");
	return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
}

struct person_keys *person_keys_new(void)
{
	UErrorCode error = U_ZERO_ERROR;
	struct person_keys *keys = calloc(1, sizeof(*keys));
	if (keys == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	keys->pinyin = open_pinyin();
	keys->latin = ucol_open("en", &error);
	keys->chinese = ucol_open("zh-u-co-pinyin", &error);
	return keys;
}

void person_keys_free(struct person_keys *keys)
{
	if (keys == NULL) {
		return;
	}
	if (keys->pinyin != NULL) {
		utrans_close(keys->pinyin);
	}
	ucol_close(keys->latin);
	ucol_close(keys->chinese);
	free(keys);
}

/* Family names whose reading ICU takes from the word that the character is elsewhere. */
static const char *surname_reading(const char *name)
{
	static const struct { const char *name, *reading; } known[] = {
		{ "查", "zha" }, { "覃", "qin" }, { "朴", "piao" }, { "缪", "miao" }, { "褚", "chu" }, { "郇", "xun" },
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strncmp(name, known[i].name, strlen(known[i].name)) == 0) {
			return known[i].reading;
		}
	}
	return NULL;
}

static void romanise(const struct person_keys *keys, const char *name, osp_buf *out)
{
	UChar text[NAME_MAX_UNITS];
	char bytes[NAME_MAX_UNITS * 3];
	int32_t units = 0, limit, len = 0;
	UErrorCode error = U_ZERO_ERROR;
	const char *surname = surname_reading(name);
	u_strFromUTF8WithSub(text, NAME_MAX_UNITS / 2, &units, name, -1, 0xFFFD, NULL, &error);
	if (U_FAILURE(error) || keys->pinyin == NULL) {
		osp_buf_puts(out, name);
		return;
	}
	limit = units;
	utrans_transUChars(keys->pinyin, text, &units, NAME_MAX_UNITS, 0, &limit, &error);
	u_strToUTF8WithSub(bytes, sizeof(bytes), &len, text, units, 0xFFFD, NULL, &error);
	if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) {
		osp_buf_puts(out, name);
		return;
	}
	const char *rest = surname == NULL ? bytes : strchr(bytes, ' ');
	osp_buf_puts(out, surname == NULL ? "" : surname);
	osp_buf_puts(out, rest == NULL ? "" : rest);
}

bool person_is_han(const osp_person *person)
{
	const char *at = person->name, *end = at + strlen(at);
	uint32_t c = at < end ? osp_utf8_next(&at, end) : 0;
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF);
}

/* Where the family name begins in a Western name: the last word, with the small ones that belong to it (van der Berg). */
static const char *family_of(const char *name)
{
	const char *space = strrchr(name, ' ');
	while (space != NULL && space > name) {
		const char *before = space - 1;
		while (before > name && before[-1] != ' ') {
			before--;
		}
		if (before == name || !(*before >= 'a' && *before <= 'z')) {
			break;
		}
		space = before - 1;
	}
	return space == NULL ? name : space + 1;
}

/* "LIN Wandeng", "Lin Wandeng" and "Wandeng Lin" are all filed under Lin, if that is how the Chinese name begins. */
static void latin_key(const char *latin, const char *pinyin, osp_buf *out)
{
	const char *last = strrchr(latin, ' ');
	size_t first = strcspn(pinyin, " ");
	bool is_last = last != NULL && first > 0 && strlen(last + 1) == first && strncasecmp(last + 1, pinyin, first) == 0;
	if (is_last && strncasecmp(latin, pinyin, first) != 0) {
		osp_buf_printf(out, "%s %.*s", last + 1, (int)(last - latin), latin);
	} else {
		osp_buf_puts(out, latin);
	}
}

void person_key(const struct person_keys *keys, const osp_person *person, osp_buf *out)
{
	osp_buf pinyin = OSP_BUF_INIT;
	if (person_is_han(person)) {
		romanise(keys, person->name, &pinyin);
		if (person->latin[0] != '\0') {
			latin_key(person->latin, pinyin.data, out);
		} else {
			osp_buf_add(out, pinyin.data, pinyin.len);
		}
	} else {
		person_inverted(person, out);
	}
	osp_buf_done(&pinyin);
}

void person_inverted(const osp_person *person, osp_buf *out)
{
	if (person->family[0] != '\0' && person->given[0] != '\0' && !person_is_han(person)) {
		osp_buf_printf(out, "%s, %s", person->family, person->given);
		return;
	}
	const char *family = family_of(person->name);
	if (person_is_han(person) || family == person->name) {
		osp_buf_puts(out, person->name);
		return;
	}
	size_t given = (size_t)(family - person->name);
	while (given > 0 && person->name[given - 1] == ' ') {
		given--;
	}
	osp_buf_printf(out, "%s, %.*s", family, (int)given, person->name);
}

static int collate(const UCollator *collator, const char *one, const char *other)
{
	UErrorCode error = U_ZERO_ERROR;
	int order = collator == NULL ? 0 : (int)ucol_strcollUTF8(collator, one, -1, other, -1, &error);
	return U_FAILURE(error) || collator == NULL ? strcmp(one, other) : order;
}

int person_keys_compare(const struct person_keys *keys, const char *one, const char *other)
{
	return collate(keys->latin, one, other);
}

int person_names_compare(const struct person_keys *keys, const char *one, const char *other)
{
	int order = collate(keys->chinese, one, other);
	return order != 0 ? order : strcmp(one, other);
}
