/* imprint.c - what identifies the printed book: its numbers, and what its press wants said of it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/manifest.h"
#include "manifest/schema.h"
#include "base/job.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ISO 2108: the check digit of ISBN-13 weighs 1, 3, 1, 3 ...; of ISBN-10 10 ... 1 modulo 11. */
static bool isbn_is_right(const char *text)
{
	unsigned digits[13], count = 0, sum = 0;
	for (const char *at = text; *at != '\0'; at++) {
		bool is_x = (*at == 'X' || *at == 'x') && count == 9;
		if ((*at >= '0' && *at <= '9') || is_x) {
			if (count == 13) {
				return false;
			}
			digits[count++] = is_x ? 10 : (unsigned)(*at - '0');
		} else if (*at != '-' && *at != ' ') {
			return false;
		}
	}
	for (unsigned i = 0; i < count; i++) {
		sum += count == 13 ? digits[i] * (i % 2 == 0 ? 1 : 3) : digits[i] * (10 - i);
	}
	return count == 13 ? sum % 10 == 0 : count == 10 && sum % 11 == 0;
}

/* A wrong digit would stand in the book, its barcode and its catalogue card: nothing is made with it. */
void manifest_read_isbn(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	const char *text = value->kind == YAML_NULL ? NULL : schema_string(loading, "isbn", value);
	(void)object;
	(void)key_place;
	if (text == NULL) {
		return;
	}
	loading->manifest->volume->isbn = text;
	if (*text != '\0' && !isbn_is_right(text)) {
		schema_error(loading, value->place, "manifest/isbn", "the check digit of ISBN %s is wrong; look for a typing mistake", text);
	}
}

void manifest_read_identifiers(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		{ "isbn", SCHEMA_CALL, 0, manifest_read_isbn, NULL },
		{ "issn", SCHEMA_STRING, offsetof(osp_volume, issn), NULL, NULL },
		{ "doi", SCHEMA_STRING, offsetof(osp_volume, doi), NULL, NULL },
	};
	(void)key_place;
	schema_read(loading, "identifiers", keys, COUNT(keys), ((struct manifest *)object)->volume, value);
}

/* Roles are the press's own words: {责任编辑: 张三, 封面设计: 李四}. */
static void read_credits(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	osp_imprint *imprint = object;
	if (value->kind != YAML_MAP) {
		schema_error(loading, key_place, "manifest/type", "\"credits\" takes roles and names: {role: name}");
		return;
	}
	size_t count = 0;
	imprint->credits = osp_job_alloc(loading->job, (value->count * 2 + 1) * sizeof(*imprint->credits));
	for (size_t i = 0; i < value->count; i++) {
		const char *name = schema_string(loading, value->pairs[i].key, value->pairs[i].value);
		if (name != NULL) {
			imprint->credits[count++] = value->pairs[i].key;
			imprint->credits[count++] = name;
		}
	}
	imprint->credits[count] = NULL;
}

#define IMPRINT(key, field, chinese) { key, SCHEMA_STRING, offsetof(osp_imprint, field), NULL, chinese }

void manifest_read_imprint(struct loading *loading, void *object, const struct yaml_value *value, osp_place key_place)
{
	static const struct schema_key keys[] = {
		IMPRINT("cip", cip, "CIP"), IMPRINT("format", format, "开本"), IMPRINT("sheets", sheets, "印张"), IMPRINT("words", words, "字数"),
		IMPRINT("edition", edition, "版次"), IMPRINT("impression", impression, "印次"), IMPRINT("price", price, "定价"),
		IMPRINT("permit", permit, "准印证号"), IMPRINT("printer", printer, "印刷"), IMPRINT("distributor", distributor, "发行"),
		{ "credits", SCHEMA_CALL, 0, read_credits, NULL },
	};
	(void)key_place;
	schema_read(loading, "imprint", keys, COUNT(keys), &((struct manifest *)object)->imprint, value);
}
