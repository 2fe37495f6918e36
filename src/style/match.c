/* match.c - does a selector hold for an element? */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/selector.h"
#include "document/node.h"

#include <string.h>

/* An element to be asked; `style` is its prepared names, NULL for siblings, whose names are compared as text. */
struct subject { const osp_node *node; const struct node_style *style; };

/* Why a match failed, so that no combination is tried twice (what WebKit calls FailsLocally and FailsCompletely):
 * with it, matching is linear in the depth of the tree for chains of descendant combinators. */
enum outcome { OUTCOME_MATCH, OUTCOME_FAIL_HERE, OUTCOME_FAIL_SIBLINGS, OUTCOME_FAIL_ALL };

static bool list_matches(const struct selector *list, struct subject subject);

static bool is_element(const osp_node *node)
{
	return node->name != NULL;
}

static const osp_node *sibling(const osp_node *node, bool forward)
{
	do {
		node = forward ? node->next : node->previous;
	} while (node != NULL && !is_element(node));
	return node;
}

/* The place among the siblings (of its type), from 1; counting stops behind `enough`. */
static int32_t position(const osp_node *node, bool from_end, bool of_type, int32_t enough)
{
	int32_t place = 1;
	for (const osp_node *other = sibling(node, from_end); other != NULL && place <= enough; other = sibling(other, from_end)) {
		place += !of_type || strcmp(other->name, node->name) == 0;
	}
	return place;
}

/* Long lists are counted once: a sibling that knows its place ends the way back. */
static int32_t place_of(struct subject subject, bool of_type)
{
	struct node_style *own = (struct node_style *)(uintptr_t)subject.style; /* the place is a cache like the rest of it */
	if (own == NULL) {
		return position(subject.node, false, of_type, INT32_MAX);
	}
	int32_t *kept = of_type ? &own->place_of_type : &own->place;
	int32_t steps = 1;
	const osp_node *other = *kept == 0 ? sibling(subject.node, false) : NULL;
	for (; other != NULL; other = sibling(other, false)) {
		const struct node_style *style = node_style_find(other, own->stamp);
		bool same_type = !of_type || strcmp(other->name, subject.node->name) == 0;
		int32_t known = style == NULL || !same_type ? 0 : of_type ? style->place_of_type : style->place;
		if (known != 0) {
			steps += known;
			break;
		}
		steps += same_type;
	}
	*kept = *kept == 0 ? steps : *kept;
	return *kept;
}

static bool is_nth(const struct simple *simple, struct subject subject, bool from_end, bool of_type)
{
	bool counted = simple->a != 0 && !from_end;
	int32_t place = counted ? place_of(subject, of_type) : position(subject.node, from_end, of_type, simple->a == 0 ? simple->b : INT32_MAX);
	int32_t rest = place - simple->b;
	if (simple->a == 0) {
		return rest == 0;
	}
	return rest % simple->a == 0 && rest / simple->a >= 0;
}

static int folded(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool same(const char *a, const char *b, size_t len, bool ignore_case)
{
	for (size_t i = 0; i < len; i++) {
		if (ignore_case ? folded(a[i]) != folded(b[i]) : a[i] != b[i]) {
			return false;
		}
	}
	return true;
}

static bool has_word(const char *text, const char *word, size_t len, bool ignore_case)
{
	while (*text != '\0') {
		size_t part = strcspn(text, " \t\n\f\r");
		if (part == len && len > 0 && same(text, word, len, ignore_case)) {
			return true;
		}
		text += part;
		text += strspn(text, " \t\n\f\r");
	}
	return false;
}

static bool contains(const char *text, size_t len, const char *value, size_t wanted, bool ignore_case)
{
	for (size_t i = 0; i + wanted <= len; i++) {
		if (same(text + i, value, wanted, ignore_case)) {
			return true;
		}
	}
	return false;
}

static bool attribute_matches(const struct simple *simple, const osp_node *node)
{
	const char *value = osp_node_attr(node, simple->name);
	if (value == NULL || simple->test == TEST_EXISTS) {
		return value != NULL;
	}
	size_t len = strlen(value), wanted = strlen(simple->value);
	bool fold = simple->ignore_case;
	switch (simple->test) {
	case TEST_EQUALS: return len == wanted && same(value, simple->value, len, fold);
	case TEST_WORD: return has_word(value, simple->value, wanted, fold);
	case TEST_DASH: return len >= wanted && same(value, simple->value, wanted, fold) && (len == wanted || value[wanted] == '-');
	case TEST_PREFIX: return wanted > 0 && len >= wanted && same(value, simple->value, wanted, fold);
	case TEST_SUFFIX: return wanted > 0 && len >= wanted && same(value + len - wanted, simple->value, wanted, fold);
	default: return wanted > 0 && contains(value, len, simple->value, wanted, fold);
	}
}

/* RFC 4647 extended filtering would also match zh-Hans-CN by zh-CN; prefixes are what sheets use. */
static bool lang_matches(const char *range, const osp_node *node)
{
	const char *lang = osp_node_lang(node);
	size_t len = strlen(range);
	if (len == 0 || strcmp(range, "*") == 0) {
		return *lang != '\0' || len == 0;
	}
	return strlen(lang) >= len && same(lang, range, len, true) && (lang[len] == '\0' || lang[len] == '-');
}

static bool type_matches(const struct simple *simple, struct subject subject)
{
	if (subject.style != NULL ? subject.style->type == simple->atom : strcmp(subject.node->name, simple->name) == 0) {
		return true;
	}
	/* A piece has no html or body around it: its root stands for both. */
	return subject.node->parent == NULL && (strcmp(simple->name, "html") == 0 || strcmp(simple->name, "body") == 0);
}

static bool class_matches(const struct simple *simple, struct subject subject)
{
	if (subject.style == NULL) {
		return osp_node_has_class(subject.node, simple->name);
	}
	for (uint32_t i = 0; i < subject.style->class_count; i++) {
		if (subject.style->classes[i] == simple->atom) {
			return true;
		}
	}
	return false;
}

static bool id_matches(const struct simple *simple, struct subject subject)
{
	if (subject.style != NULL) {
		return subject.style->id == simple->atom;
	}
	const char *id = osp_node_attr(subject.node, "id");
	return id != NULL && strcmp(id, simple->name) == 0;
}

static bool simple_matches(const struct simple *simple, struct subject subject)
{
	const osp_node *node = subject.node;
	switch (simple->kind) {
	case SIMPLE_TYPE: return type_matches(simple, subject);
	case SIMPLE_CLASS: return class_matches(simple, subject);
	case SIMPLE_ID: return id_matches(simple, subject);
	case SIMPLE_ATTRIBUTE: return attribute_matches(simple, node);
	case SIMPLE_ROOT: return node->parent == NULL;
	case SIMPLE_EMPTY: return node->first == NULL;
	case SIMPLE_NTH_CHILD: return is_nth(simple, subject, false, false);
	case SIMPLE_NTH_LAST_CHILD: return is_nth(simple, subject, true, false);
	case SIMPLE_NTH_OF_TYPE: return is_nth(simple, subject, false, true);
	case SIMPLE_NTH_LAST_OF_TYPE: return is_nth(simple, subject, true, true);
	case SIMPLE_ONLY_CHILD: return sibling(node, true) == NULL && sibling(node, false) == NULL;
	case SIMPLE_ONLY_OF_TYPE: return position(node, false, true, 1) == 1 && position(node, true, true, 1) == 1;
	case SIMPLE_NOT: return !list_matches(simple->list, subject);
	case SIMPLE_IS: return list_matches(simple->list, subject);
	case SIMPLE_LANG: return lang_matches(simple->name, node);
	case SIMPLE_LINK: return strcmp(node->name, "a") == 0 && osp_node_attr(node, "href") != NULL;
	default: return false;
	}
}

static bool compound_matches(const struct compound *compound, struct subject subject)
{
	for (size_t i = 0; i < compound->count; i++) {
		if (!simple_matches(&compound->simples[i], subject)) {
			return false;
		}
	}
	return true;
}

static struct subject parent_of(struct subject subject)
{
	if (subject.style != NULL) {
		const struct node_style *above = subject.style->parent;
		return (struct subject){ above != NULL ? above->node : NULL, above };
	}
	return (struct subject){ subject.node->parent, NULL };
}

static struct subject before(struct subject subject)
{
	return (struct subject){ sibling(subject.node, false), NULL };
}

/* Depth of recursion: one level a compound, at most 64. */
static enum outcome matches_from(const struct selector *selector, size_t index, struct subject subject)
{
	const struct compound *compound = &selector->compounds[index];
	if (!compound_matches(compound, subject)) {
		return OUTCOME_FAIL_HERE;
	}
	if (index + 1 == selector->count) {
		return OUTCOME_MATCH;
	}
	bool along = compound->combinator == COMBINATOR_NEXT || compound->combinator == COMBINATOR_LATER;
	bool far = compound->combinator == COMBINATOR_DESCENDANT || compound->combinator == COMBINATOR_LATER;
	for (subject = along ? before(subject) : parent_of(subject); subject.node != NULL;
	     subject = along ? before(subject) : parent_of(subject)) {
		enum outcome outcome = matches_from(selector, index + 1, subject);
		bool final = outcome == OUTCOME_MATCH || outcome == OUTCOME_FAIL_ALL || (along && outcome == OUTCOME_FAIL_SIBLINGS);
		if (final) {
			return outcome;
		}
		if (!far) {
			return OUTCOME_FAIL_HERE;
		}
	}
	/* Nothing farther up (or back) will do for what is to the left, so a farther subject need not be tried either. */
	return along ? OUTCOME_FAIL_SIBLINGS : OUTCOME_FAIL_ALL;
}

static bool list_matches(const struct selector *list, struct subject subject)
{
	for (; list != NULL; list = list->next) {
		if (list->pseudo == 0 && matches_from(list, 0, subject) == OUTCOME_MATCH) {
			return true;
		}
	}
	return false;
}

bool selector_matches(const struct selector *selector, const struct node_style *node)
{
	return matches_from(selector, 0, (struct subject){ node->node, node }) == OUTCOME_MATCH;
}
