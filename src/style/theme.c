/* theme.c - tell whose tree a style sheet is made for by the names that it selects. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/theme.h"
#include "style/builtin.h"

#include <string.h>

/*
 * The editors for WeChat articles each have a tree of their own, and their themes select on it. What tells them apart
 * is the name of the container that (nearly) every selector begins with; doocs has none, but its own words.
 */
static const struct dialect { const char *name, *container; bool is_id; const char *base; const size_t *base_len; } dialects[] = {
	{ "mdnice", "nice", true, style_mdnice_css, &style_mdnice_css_len },
	{ "wenyan", "wenyan", true, style_wenyan_css, &style_wenyan_css_len },
	{ "wemd", "wemd", true, style_wemd_css, &style_wemd_css_len },
	{ "note-to-mp", "note-to-mp", false, style_note_to_mp_css, &style_note_to_mp_css_len },
	{ "doocs", "output", true, style_doocs_css, &style_doocs_css_len },
};
enum { DIALECT_COUNT = sizeof dialects / sizeof *dialects, DOOCS = DIALECT_COUNT - 1 };

/* Classes that only doocs gives, in all their endings. */
static const char *const doocs_words[] = { "markdown-alert", "md-figcaption", "code__pre", "codespan", "alert-title-", "alert-icon-", "md-blockquote" };

struct seen { size_t containers[DIALECT_COUNT]; };

static bool begins_with(const char *text, const char *head)
{
	return strncmp(text, head, strlen(head)) == 0;
}

static void see_simple(struct seen *seen, const struct simple *simple)
{
	if (simple->kind != SIMPLE_ID && simple->kind != SIMPLE_CLASS) {
		return;
	}
	for (size_t i = 0; i < DIALECT_COUNT; i++) {
		seen->containers[i] += (simple->kind == SIMPLE_ID) == dialects[i].is_id && strcmp(simple->name, dialects[i].container) == 0;
	}
	for (size_t i = 0; i < sizeof doocs_words / sizeof *doocs_words; i++) {
		seen->containers[DOOCS] += simple->kind == SIMPLE_CLASS && begins_with(simple->name, doocs_words[i]);
	}
}

static void see_selector(struct seen *seen, const struct selector *selector)
{
	for (size_t i = 0; i < selector->count; i++) {
		for (size_t k = 0; k < selector->compounds[i].count; k++) {
			see_simple(seen, &selector->compounds[i].simples[k]);
		}
	}
}

/* Some themes of doocs select nothing but elements; its variables give them away. */
static bool uses_variables(const struct sheet *sheet)
{
	return strstr(sheet->text, "var(--md-") != NULL || strstr(sheet->text, "var(--blockquote-background") != NULL;
}

const char *theme_recognise(const struct rules *rules, const struct sheet *sheet)
{
	struct seen seen = { .containers = { 0 } };
	size_t best = 0;
	for (size_t i = sheet->first_rule; i < rules->rule_count; i++) {
		for (const struct selector *s = rules->rules[i]->selectors; s != NULL; s = s->next) {
			see_selector(&seen, s);
		}
	}
	for (size_t i = 1; i < DIALECT_COUNT; i++) {
		best = seen.containers[i] > seen.containers[best] ? i : best;
	}
	if (seen.containers[best] > 0) {
		return dialects[best].name;
	}
	return uses_variables(sheet) ? dialects[DOOCS].name : NULL;
}

static bool is_of_code(const struct selector *selector)
{
	for (size_t i = 0; i < selector->count; i++) {
		for (size_t k = 0; k < selector->compounds[i].count; k++) {
			const struct simple *simple = &selector->compounds[i].simples[k];
			if (simple->kind == SIMPLE_CLASS && begins_with(simple->name, "hljs")) {
				return true;
			}
		}
	}
	return false;
}

bool theme_only_colours_code(const struct rules *rules, const struct sheet *sheet)
{
	size_t count = 0;
	for (size_t i = 0; i < rules->rule_count; i++) {
		for (const struct selector *s = rules->rules[i]->selectors; s != NULL && rules->rules[i]->sheet == sheet; s = s->next) {
			count++;
			if (!is_of_code(s)) {
				return false;
			}
		}
	}
	return count > 0;
}

const char *theme_base(const char *dialect, size_t *ret_len)
{
	for (size_t i = 0; i < DIALECT_COUNT; i++) {
		if (strcmp(dialects[i].name, dialect) == 0) {
			*ret_len = *dialects[i].base_len;
			return dialects[i].base;
		}
	}
	return NULL;
}
