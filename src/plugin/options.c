/* options.c - check the manifest's values against a plugin's table. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/options.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"

enum { ITEM_LIMIT = 10000, NAMES_LIMIT = OPTIONS_LIMIT + 32 };

/* What checking one value needs to know. */
struct check {
	osp_job *job;
	const char *plugin;
	const char *folder;  /* the manifest's; NULL while a table's defaults are tried */
	osp_place place;     /* of the value */
	bool is_quiet;       /* only the answer is wanted */
};

static bool parse_bool(const char *text, bool *ret)
{
	static const char *const words[] = { "false", "no", "off", "true", "yes", "on" };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(text, words[i]) == 0) {
			*ret = i >= 3;
			return true;
		}
	}
	return false;
}

static bool parse_integer(const char *text, int64_t *ret)
{
	char *end = NULL;
	if ((*text < '0' || *text > '9') && *text != '-') {
		return false;
	}
	errno = 0;
	*ret = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0';
}

/* "LOW..HIGH"; false when `range` is something else. */
static bool parse_range(const char *range, int64_t *ret_low, int64_t *ret_high)
{
	char low[32];
	const char *dots = strstr(range, "..");
	if (dots == NULL || (size_t)(dots - range) >= sizeof(low)) {
		return false;
	}
	memcpy(low, range, (size_t)(dots - range));
	low[dots - range] = '\0';
	return parse_integer(low, ret_low) && parse_integer(dots + 2, ret_high) && *ret_low <= *ret_high;
}

static bool is_in_range(const char *range, int64_t value)
{
	int64_t low = 0, high = 0;
	return range == NULL || (parse_range(range, &low, &high) && low <= value && value <= high);
}

/* The choice that `text` is, as part of the table (so it need not be copied when it is the last); NULL if none. */
static const char *find_choice(osp_job *job, const char *choices, const char *text)
{
	size_t len = strlen(text);
	for (const char *at = choices; at != NULL && *at != '\0';) {
		size_t n = strcspn(at, "|");
		if (n == len && n > 0 && memcmp(at, text, n) == 0) {
			return osp_job_strndup(job, at, n);
		}
		at += n + (at[n] == '|');
	}
	return NULL;
}

bool options_parse_length(const char *text, int32_t *ret_length)
{
	/* 1/1024 pt of one unit as a fraction; a point is 1/72 inch, CSS's pixel 1/96. */
	static const struct { const char *name; int64_t over, under; } units[] = {
		{ "pt", 1024, 1 }, { "mm", 737280, 254 }, { "cm", 7372800, 254 }, { "in", 73728, 1 }, { "px", 768, 1 }, { "pc", 12288, 1 },
	};
	bool is_negative = *text == '-';
	int64_t number = 0, scale = 1;
	int digits = 0;
	text += is_negative;
	for (; *text >= '0' && *text <= '9' && digits < 7; text++, digits++) {
		number = number * 10 + (*text - '0');
	}
	if (*text == '.') {
		for (text++; *text >= '0' && *text <= '9' && scale < 10000; text++, digits++) {
			number = number * 10 + (*text - '0');
			scale *= 10;
		}
	}
	if (digits == 0) {
		return false;
	}
	if (number == 0 && *text == '\0') {
		*ret_length = 0;
		return true;
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		int64_t under = units[i].under * scale;
		int64_t value = (number * units[i].over + under / 2) / under;
		if (strcmp(text, units[i].name) == 0 && value <= INT32_MAX) {
			*ret_length = (int32_t)(is_negative ? -value : value);
			return true;
		}
	}
	return false;
}

void options_describe_type(osp_job *job, const osp_option *option, osp_buf *out)
{
	int64_t low = 0, high = 0;
	switch (option->type) {
	case OSP_OPTION_BOOL:
		osp_buf_puts(out, job_translate(job, "true or false"));
		return;
	case OSP_OPTION_INT:
		osp_buf_puts(out, job_translate(job, "a whole number"));
		if (option->choices != NULL && parse_range(option->choices, &low, &high)) {
			osp_buf_printf(out, " %lld..%lld", (long long)low, (long long)high);
		}
		return;
	case OSP_OPTION_CHOICE:
		osp_buf_puts(out, job_translate(job, "one of"));
		osp_buf_printf(out, " %s", option->choices);
		return;
	case OSP_OPTION_LENGTH:
		osp_buf_puts(out, job_translate(job, "a length such as 3mm or 10.5pt"));
		return;
	case OSP_OPTION_LIST:
		osp_buf_puts(out, job_translate(job, "a list of texts"));
		return;
	case OSP_OPTION_FILE:
		osp_buf_puts(out, job_translate(job, "a file beneath the manifest's folder"));
		return;
	default:
		osp_buf_puts(out, job_translate(job, "a text"));
		return;
	}
}

/* Always false, so that checks can end with it. */
static bool refuse(const struct check *check, const osp_option *option, const char *is)
{
	if (!check->is_quiet) {
		osp_buf type = OSP_BUF_INIT;
		options_describe_type(check->job, option, &type);
		osp_error(check->job, check->place, "plugin/option-value", "option \"%s\" of %s takes %s, not %s", option->key, check->plugin,
			type.data, is);
		osp_buf_done(&type);
	}
	return false;
}

static bool refuse_text(const struct check *check, const osp_option *option, const char *text)
{
	return refuse(check, option, osp_job_printf(check->job, "\"%.*s\"", (int)strnlen(text, 80), text));
}

/* A file must lie beneath the manifest's folder, links followed: a manifest from elsewhere must not read one's keys. */
static bool check_file(const struct check *check, const osp_option *option, const char *text, struct option_value *value)
{
	struct arena *arena = check->job->arena;
	if (check->folder == NULL || *text == '\0') {
		value->string = "";
		return *text == '\0';
	}
	char *path = path_join(arena, check->folder, text);
	if (!file_exists(path)) {
		osp_error(check->job, check->place, "plugin/option-file", "option \"%s\" of %s: there is no file \"%s\" beside the manifest",
			option->key, check->plugin, text);
		return false;
	}
	if (!path_is_beneath(arena, check->folder, path)) {
		osp_error(check->job, check->place, "plugin/option-file",
			"option \"%s\" of %s: \"%s\" is outside the manifest's folder and is not read", option->key, check->plugin, text);
		return false;
	}
	value->string = path_real(arena, path);
	return value->string != NULL;
}

static bool check_scalar(const struct check *check, const osp_option *option, const char *text, struct option_value *value)
{
	bool is_good = true;
	int32_t length = 0;
	switch (option->type) {
	case OSP_OPTION_BOOL:
		is_good = parse_bool(text, &value->boolean);
		break;
	case OSP_OPTION_INT:
		is_good = parse_integer(text, &value->integer) && is_in_range(option->choices, value->integer);
		break;
	case OSP_OPTION_CHOICE:
		value->string = find_choice(check->job, option->choices, text);
		is_good = value->string != NULL;
		break;
	case OSP_OPTION_LENGTH:
		is_good = options_parse_length(text, &length);
		value->integer = length;
		break;
	case OSP_OPTION_FILE:
		return check_file(check, option, text, value);
	default:
		value->string = osp_job_strdup(check->job, text);
		break;
	}
	return is_good || refuse_text(check, option, text);
}

/* A default's list is written with commas. */
static void split_list(osp_job *job, const char *text, struct option_value *value)
{
	const char **items = osp_job_alloc(job, (strlen(text) + 2) * sizeof(*items));
	for (const char *at = text; *at != '\0';) {
		size_t n = strcspn(at, ",");
		size_t skip = strspn(at, " ");
		if (n > skip) {
			items[value->count++] = osp_job_strndup(job, at + skip, n - skip);
		}
		at += n + (at[n] == ',');
	}
	value->items = items;
}

static bool take_list(struct check *check, const osp_option *option, const struct yaml_value *given, struct option_value *value)
{
	if (given->count > ITEM_LIMIT) {
		return refuse(check, option, job_translate(check->job, "a list of that length"));
	}
	const char **items = osp_job_alloc(check->job, (given->count + 1) * sizeof(*items));
	for (size_t i = 0; i < given->count; i++) {
		if (given->items[i]->kind != YAML_SCALAR) {
			check->place = given->items[i]->place;
			return refuse(check, option, job_translate(check->job, "a list that holds something else"));
		}
		items[i] = given->items[i]->scalar;
	}
	value->items = items;
	value->count = given->count;
	return true;
}

static bool take_value(struct check *check, const osp_option *option, const struct yaml_value *given, struct option_value *value)
{
	check->place = given->place;
	value->is_given = true;
	value->place = given->place;
	if (given->kind == YAML_MAP) {
		return refuse(check, option, job_translate(check->job, "a map"));
	}
	if (given->kind == YAML_LIST) {
		return option->type == OSP_OPTION_LIST ? take_list(check, option, given, value)
			: refuse(check, option, job_translate(check->job, "a list"));
	}
	if (option->type != OSP_OPTION_LIST) {
		return check_scalar(check, option, given->scalar, value);
	}
	const char **items = osp_job_alloc(check->job, sizeof(*items));
	items[0] = given->scalar;
	value->items = items;
	value->count = 1;
	return true;
}

static bool set_default(const struct check *check, const osp_option *option, struct option_value *value)
{
	*value = (struct option_value){ .option = option, .place = check->place, .string = "" };
	if (option->fallback == NULL) {
		return option->type != OSP_OPTION_CHOICE;
	}
	if (option->type == OSP_OPTION_LIST) {
		split_list(check->job, option->fallback, value);
		return true;
	}
	return check_scalar(check, option, option->fallback, value);
}

static size_t count_table(const osp_option *table)
{
	size_t count = 0;
	while (table != NULL && count < OPTIONS_LIMIT && table[count].key != NULL) {
		count++;
	}
	return count;
}

static osp_options *make_defaults(const struct check *check, const osp_option *table)
{
	osp_options *options = osp_job_alloc(check->job, sizeof(*options));
	options->plugin = check->plugin;
	options->count = count_table(table);
	options->values = osp_job_alloc(check->job, (options->count + 1) * sizeof(*options->values));
	for (size_t i = 0; i < options->count; i++) {
		set_default(check, &table[i], &options->values[i]);
	}
	return options;
}

static struct option_value *find_value(osp_options *options, const char *key)
{
	for (size_t i = 0; i < options->count; i++) {
		if (strcmp(options->values[i].option->key, key) == 0) {
			return &options->values[i];
		}
	}
	return NULL;
}

static bool is_listed(const char *const *keys, const char *key)
{
	for (; keys != NULL && *keys != NULL; keys++) {
		if (strcmp(*keys, key) == 0) {
			return true;
		}
	}
	return false;
}

static void report_unknown(osp_job *job, const osp_options *options, const char *const *own_keys, const char *key, osp_place place)
{
	const char *names[NAMES_LIMIT];
	size_t count = 0;
	for (size_t i = 0; i < options->count; i++) {
		names[count++] = options->values[i].option->key;
	}
	for (; own_keys != NULL && *own_keys != NULL && count < NAMES_LIMIT; own_keys++) {
		names[count++] = *own_keys;
	}
	const char *nearest = suggest_nearest(key, names, count);
	if (nearest != NULL) {
		osp_error(job, place, "plugin/unknown-option", "%s has no option \"%s\"; did you mean \"%s\"?", options->plugin, key, nearest);
		return;
	}
	osp_error(job, place, "plugin/unknown-option", "%s has no option \"%s\"; \"ospopress plugins %s\" lists them", options->plugin, key,
		options->plugin);
}

osp_options *options_make(osp_job *job, const char *plugin, const osp_option *table, const struct yaml_value *values,
	const char *const *own_keys, const char *folder, osp_place place)
{
	struct check check = { .job = job, .plugin = plugin, .folder = folder, .place = place };
	osp_options *options = make_defaults(&check, table);
	bool is_good = true;
	if (values == NULL || values->kind == YAML_NULL) {
		return options;
	}
	if (values->kind != YAML_MAP) {
		osp_error(job, values->place, "plugin/option-value", "the options of %s must be a map: \"key: value\"", plugin);
		return NULL;
	}
	for (size_t i = 0; i < values->count; i++) {
		const struct yaml_pair *pair = &values->pairs[i];
		if (is_listed(own_keys, pair->key)) {
			continue;
		}
		struct option_value *value = find_value(options, pair->key);
		if (value == NULL) {
			report_unknown(job, options, own_keys, pair->key, pair->key_place);
			is_good = false;
		} else if (pair->value->kind != YAML_NULL) {
			is_good = take_value(&check, value->option, pair->value, value) && is_good;
		}
	}
	return is_good ? options : NULL;
}

osp_status options_set(osp_job *job, osp_options *options, const char *key, const char *text, const char *folder)
{
	struct check check = { .job = job, .plugin = options->plugin, .folder = folder };
	struct yaml_value given = { .kind = YAML_SCALAR, .scalar = osp_job_strdup(job, text) };
	struct option_value *value = find_value(options, key);
	if (value == NULL) {
		report_unknown(job, options, NULL, key, OSP_NOWHERE);
		return OSP_FAIL;
	}
	if (value->option->type == OSP_OPTION_LIST) {
		value->is_given = true;
		value->count = 0;
		split_list(job, given.scalar, value);
		return OSP_OK;
	}
	return take_value(&check, value->option, &given, value) ? OSP_OK : OSP_FAIL;
}

static bool is_good_key(const char *key)
{
	size_t len = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return len > 0 && len <= 64 && key[len] == '\0';
}

static bool is_good_type(const osp_option *option)
{
	int64_t low = 0, high = 0;
	switch (option->type) {
	case OSP_OPTION_INT:
		return option->choices == NULL || parse_range(option->choices, &low, &high);
	case OSP_OPTION_CHOICE:
		return option->choices != NULL && option->choices[0] != '\0';
	case OSP_OPTION_FILE:
		return option->fallback == NULL;
	default:
		return option->type > OSP_OPTION_END && option->type <= OSP_OPTION_FILE;
	}
}

bool options_check_table(osp_job *job, const osp_option *table, size_t *ret_count, osp_buf *why)
{
	struct check check = { .job = job, .plugin = "", .is_quiet = true };
	struct option_value value;
	size_t count = count_table(table);
	*ret_count = count;
	if (count == OPTIONS_LIMIT) {
		osp_buf_puts(why, job_translate(job, "its table of options does not end"));
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		const char *problem = NULL;
		if (!is_good_key(table[i].key)) {
			problem = "its option \"%s\" has a bad name";
		} else if (!is_good_type(&table[i])) {
			problem = "its option \"%s\" has a type or choices that make no sense";
		} else if (!set_default(&check, &table[i], &value)) {
			problem = "its option \"%s\" has a default that it would not take";
		}
		if (problem != NULL) {
			osp_buf_printf(why, job_translate(job, problem), table[i].key);
			return false;
		}
	}
	return true;
}
