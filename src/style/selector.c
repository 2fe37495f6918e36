/* selector.c - read selectors (Selectors 4). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/selector.h"

#include <string.h>

enum { COMPOUNDS_MAX = 64, SIMPLES_MAX = 64, DEPTH_MAX = 8 };

struct reader {
	struct arena *arena;
	struct atoms *atoms;
	struct selector_error *error;
	int depth;
};

/* One selector while it is read, compounds from left to right. */
struct draft {
	struct compound compounds[COMPOUNDS_MAX];
	size_t count;
	struct simple simples[SIMPLES_MAX];
	size_t simple_count;
	uint32_t a, b, c;
	uint8_t pseudo;
};

/* Pseudo-elements that are known and never generated here: the rule is kept from matching without a word. */
enum { PSEUDO_NEVER = 255 };

static const struct selector *read_list(struct reader *reader, struct span span);

static bool fail(struct reader *reader, const struct token *at, const char *what)
{
	if (reader->error->what == NULL) {
		*reader->error = (struct selector_error){ at, what };
	}
	return false;
}

static char *lower_copy(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_strndup(arena, text, len);
	for (char *c = copy; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z') {
			*c = (char)(*c + 32);
		}
	}
	return copy;
}

static struct simple *add_simple(struct reader *reader, struct draft *draft, enum simple_kind kind, const struct token *at)
{
	if (draft->simple_count == SIMPLES_MAX) {
		fail(reader, at, "too many parts");
		return NULL;
	}
	struct simple *simple = &draft->simples[draft->simple_count++];
	*simple = (struct simple){ .kind = (uint8_t)kind };
	return simple;
}

static bool add_named(struct reader *reader, struct draft *draft, enum simple_kind kind, const struct token *token)
{
	struct simple *simple = add_simple(reader, draft, kind, token);
	if (simple == NULL) {
		return false;
	}
	/* Our tree's element names are lower case, as HTML's are. */
	simple->name = kind == SIMPLE_TYPE ? lower_copy(reader->arena, token->text, token->text_len) : token->text;
	simple->atom = atoms_add(reader->atoms, simple->name, token->text_len);
	return true;
}

static bool attribute_operator(struct span *span, uint8_t *ret_test)
{
	static const char marks[] = "~|^$*";
	static const uint8_t tests[] = { TEST_WORD, TEST_DASH, TEST_PREFIX, TEST_SUFFIX, TEST_CONTAINS };
	if (span->at < span->end && token_is_delim(span->at, '=')) {
		*ret_test = TEST_EQUALS;
		span->at++;
		return true;
	}
	if (span->end - span->at < 2 || span->at->type != TOKEN_DELIM || span->at->delim >= 0x80 || !token_is_delim(span->at + 1, '=')) {
		return false;
	}
	const char *found = strchr(marks, (int)span->at->delim);
	if (found == NULL || *found == '\0') {
		return false;
	}
	*ret_test = tests[found - marks];
	span->at += 2;
	return true;
}

static bool read_attribute(struct reader *reader, struct draft *draft, const struct token *opener)
{
	struct span span = span_trim(token_inside(opener));
	struct simple *simple = add_simple(reader, draft, SIMPLE_ATTRIBUTE, opener);
	if (simple == NULL) {
		return false;
	}
	draft->b++;
	if (span.at == span.end || span.at->type != TOKEN_IDENT) {
		return fail(reader, opener, "an attribute name is expected behind [");
	}
	simple->name = lower_copy(reader->arena, span.at->text, span.at->text_len);
	span.at++;
	span = span_skip_space(span);
	if (span.at == span.end) {
		simple->test = TEST_EXISTS;
		return true;
	}
	if (!attribute_operator(&span, &simple->test)) {
		return fail(reader, opener, "unknown comparison of an attribute");
	}
	span = span_skip_space(span);
	if (span.at == span.end || (span.at->type != TOKEN_IDENT && span.at->type != TOKEN_STRING)) {
		return fail(reader, opener, "an attribute's value is expected");
	}
	simple->value = span.at->text;
	span.at++;
	span = span_skip_space(span);
	if (span.at < span.end && (token_is_ident(span.at, "i") || token_is_ident(span.at, "s"))) {
		simple->ignore_case = token_is_ident(span.at, "i");
		span.at++;
	}
	return span.at == span.end || fail(reader, opener, "too much in an attribute selector");
}

/* The specificity of the strongest selector of a list. */
static uint32_t strongest(const struct selector *list)
{
	uint32_t best = 0;
	for (; list != NULL; list = list->next) {
		best = list->specificity > best ? list->specificity : best;
	}
	return best;
}

static bool read_nested(struct reader *reader, struct draft *draft, const struct token *function)
{
	bool is_not = token_is_function(function, "not");
	if (reader->depth >= DEPTH_MAX) {
		return fail(reader, function, "selectors are nested too deeply");
	}
	struct simple *simple = add_simple(reader, draft, is_not ? SIMPLE_NOT : SIMPLE_IS, function);
	if (simple == NULL) {
		return false;
	}
	reader->depth++;
	simple->list = read_list(reader, token_inside(function));
	reader->depth--;
	if (simple->list == NULL) {
		return fail(reader, function, "empty list of selectors");
	}
	if (!token_is_function(function, "where")) {
		uint32_t best = strongest(simple->list);
		draft->a += best >> 16;
		draft->b += best >> 8 & 0xFF;
		draft->c += best & 0xFF;
	}
	return true;
}

static bool read_nth(struct reader *reader, struct draft *draft, const struct token *function, enum simple_kind kind)
{
	struct simple *simple = add_simple(reader, draft, kind, function);
	if (simple == NULL) {
		return false;
	}
	draft->b++;
	return selector_nth(token_inside(function), &simple->a, &simple->b) || fail(reader, function, "an expression like 2n+1 is expected");
}

static bool read_lang(struct reader *reader, struct draft *draft, const struct token *function)
{
	struct span span = span_trim(token_inside(function));
	struct simple *simple = add_simple(reader, draft, SIMPLE_LANG, function);
	if (simple == NULL) {
		return false;
	}
	draft->b++;
	bool one = span.end - span.at == 1 && (span.at->type == TOKEN_IDENT || span.at->type == TOKEN_STRING);
	if (!one) {
		return fail(reader, function, "one language is expected");
	}
	simple->name = lower_copy(reader->arena, span.at->text, span.at->text_len);
	return true;
}

static bool read_pseudo_function(struct reader *reader, struct draft *draft, const struct token *function)
{
	static const struct { const char *name; uint8_t kind; } nths[] = {
		{ "nth-child", SIMPLE_NTH_CHILD }, { "nth-last-child", SIMPLE_NTH_LAST_CHILD },
		{ "nth-of-type", SIMPLE_NTH_OF_TYPE }, { "nth-last-of-type", SIMPLE_NTH_LAST_OF_TYPE },
	};
	for (size_t i = 0; i < sizeof nths / sizeof *nths; i++) {
		if (token_text_is(function, nths[i].name)) {
			return read_nth(reader, draft, function, nths[i].kind);
		}
	}
	if (token_text_is(function, "lang")) {
		return read_lang(reader, draft, function);
	}
	bool nested = token_text_is(function, "not") || token_text_is(function, "is") || token_text_is(function, "where")
	              || token_text_is(function, "matches") || token_text_is(function, "any");
	return nested ? read_nested(reader, draft, function) : fail(reader, function, "unknown pseudo-class");
}

struct pseudo_class { const char *name; uint8_t kind; int8_t a, b; };

/* The dynamic ones never hold on paper or in an article that is read. */
static const struct pseudo_class pseudo_classes[] = {
	{ "root", SIMPLE_ROOT, 0, 0 }, { "empty", SIMPLE_EMPTY, 0, 0 },
	{ "first-child", SIMPLE_NTH_CHILD, 0, 1 }, { "last-child", SIMPLE_NTH_LAST_CHILD, 0, 1 },
	{ "first-of-type", SIMPLE_NTH_OF_TYPE, 0, 1 }, { "last-of-type", SIMPLE_NTH_LAST_OF_TYPE, 0, 1 },
	{ "only-child", SIMPLE_ONLY_CHILD, 0, 0 }, { "only-of-type", SIMPLE_ONLY_OF_TYPE, 0, 0 },
	{ "link", SIMPLE_LINK, 0, 0 }, { "any-link", SIMPLE_LINK, 0, 0 },
	{ "hover", SIMPLE_NEVER, 0, 0 }, { "active", SIMPLE_NEVER, 0, 0 }, { "focus", SIMPLE_NEVER, 0, 0 },
	{ "focus-within", SIMPLE_NEVER, 0, 0 }, { "focus-visible", SIMPLE_NEVER, 0, 0 }, { "visited", SIMPLE_NEVER, 0, 0 },
	{ "checked", SIMPLE_NEVER, 0, 0 }, { "disabled", SIMPLE_NEVER, 0, 0 }, { "enabled", SIMPLE_NEVER, 0, 0 },
	{ "target", SIMPLE_NEVER, 0, 0 }, { "placeholder-shown", SIMPLE_NEVER, 0, 0 }, { "host", SIMPLE_NEVER, 0, 0 },
};

static bool read_element(struct reader *reader, struct draft *draft, const struct token *token)
{
	static const struct { const char *name; uint8_t pseudo; } known[] = {
		{ "before", OSP_PSEUDO_BEFORE }, { "after", OSP_PSEUDO_AFTER }, { "marker", OSP_PSEUDO_MARKER },
		{ "first-letter", OSP_PSEUDO_FIRST_LETTER }, { "first-line", PSEUDO_NEVER }, { "selection", PSEUDO_NEVER },
		{ "placeholder", PSEUDO_NEVER }, { "backdrop", PSEUDO_NEVER },
	};
	if (draft->pseudo != 0) {
		return fail(reader, token, "a selector has one pseudo-element");
	}
	draft->c++;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (token_text_is(token, known[i].name)) {
			draft->pseudo = known[i].pseudo;
			return true;
		}
	}
	if (token->text_len > 0 && token->text[0] == '-') {
		draft->pseudo = PSEUDO_NEVER;
		return true;
	}
	return fail(reader, token, "unknown pseudo-element");
}

/* `token` is the colon; returns what follows, NULL on failure. */
static const struct token *read_pseudo(struct reader *reader, struct draft *draft, const struct token *token, const struct token *end)
{
	const struct token *name = token + 1;
	bool is_element = name < end && name->type == TOKEN_COLON;
	name += is_element;
	if (name >= end || (name->type != TOKEN_IDENT && name->type != TOKEN_FUNCTION)) {
		fail(reader, token, "a name is expected behind :");
		return NULL;
	}
	if (name->type == TOKEN_FUNCTION) {
		bool fine = is_element ? fail(reader, name, "unknown pseudo-element") : read_pseudo_function(reader, draft, name);
		return fine ? token_next(name) : NULL;
	}
	for (size_t i = 0; !is_element && i < sizeof pseudo_classes / sizeof *pseudo_classes; i++) {
		const struct pseudo_class *class = &pseudo_classes[i];
		if (!token_text_is(name, class->name)) {
			continue;
		}
		struct simple *simple = add_simple(reader, draft, class->kind, name);
		if (simple == NULL) {
			return NULL;
		}
		simple->a = class->a;
		simple->b = class->b;
		draft->b++;
		return name + 1;
	}
	bool one_colon = token_text_is(name, "before") || token_text_is(name, "after") || token_text_is(name, "first-line")
	                 || token_text_is(name, "first-letter");
	if (!is_element && !one_colon && name->text[0] != '-') {
		fail(reader, name, "unknown pseudo-class");
		return NULL;
	}
	return read_element(reader, draft, name) ? name + 1 : NULL;
}

/* One simple selector; returns what follows, NULL on failure. */
static const struct token *read_simple(struct reader *reader, struct draft *draft, const struct token *token, const struct token *end)
{
	bool fine = true;
	if (draft->pseudo != 0 && token->type != TOKEN_COLON) {
		fail(reader, token, "nothing may follow a pseudo-element");
		return NULL;
	}
	switch (token->type) {
	case TOKEN_IDENT:
		draft->c++;
		fine = add_named(reader, draft, SIMPLE_TYPE, token);
		break;
	case TOKEN_HASH:
		draft->a++;
		fine = token->is_id ? add_named(reader, draft, SIMPLE_ID, token) : fail(reader, token, "this is no id");
		break;
	case TOKEN_OPEN_SQUARE:
		return read_attribute(reader, draft, token) ? token_next(token) : NULL;
	case TOKEN_COLON:
		return read_pseudo(reader, draft, token, end);
	case TOKEN_DELIM:
		if (token->delim == '*') {
			break;
		}
		if (token->delim == '.' && token + 1 < end && token[1].type == TOKEN_IDENT) {
			draft->b++;
			return add_named(reader, draft, SIMPLE_CLASS, token + 1) ? token + 2 : NULL;
		}
		fail(reader, token, "unexpected character");
		return NULL;
	default:
		fail(reader, token, "unexpected token");
		return NULL;
	}
	return fine ? token + 1 : NULL;
}

static bool is_combinator(const struct token *token)
{
	return token->type == TOKEN_SPACE || token_is_delim(token, '>') || token_is_delim(token, '+') || token_is_delim(token, '~');
}

static const struct token *read_compound(struct reader *reader, struct draft *draft, const struct token *token, const struct token *end)
{
	const struct token *begin = token;
	draft->simple_count = 0;
	while (token != NULL && token < end && !is_combinator(token)) {
		bool type_late = token > begin && (token->type == TOKEN_IDENT || token_is_delim(token, '*'));
		if (type_late) {
			fail(reader, token, "an element's name stands first");
			return NULL;
		}
		token = read_simple(reader, draft, token, end);
	}
	if (token == begin) {
		fail(reader, token < end ? token : token - 1, "a selector is expected");
		return NULL;
	}
	if (token == NULL) {
		return NULL;
	}
	if (draft->count == COMPOUNDS_MAX) {
		fail(reader, begin, "too many parts");
		return NULL;
	}
	struct simple *simples = ARENA_ARRAY(reader->arena, draft->simple_count + 1, struct simple);
	memcpy(simples, draft->simples, draft->simple_count * sizeof *simples);
	struct compound *compound = &draft->compounds[draft->count++];
	*compound = (struct compound){ .simples = simples, .count = (uint16_t)draft->simple_count };
	return token;
}

static const struct token *read_combinator(const struct token *token, const struct token *end, uint8_t *ret)
{
	*ret = COMBINATOR_DESCENDANT;
	for (; token < end && is_combinator(token); token++) {
		if (token->type == TOKEN_SPACE) {
			continue;
		}
		if (*ret != COMBINATOR_DESCENDANT) {
			break; /* two in a row: the compound that is missing is reported */
		}
		*ret = token->delim == '>' ? COMBINATOR_CHILD : token->delim == '+' ? COMBINATOR_NEXT : COMBINATOR_LATER;
	}
	return token;
}

uint64_t selector_filter_bits(uint32_t atom)
{
	uint32_t hash = atom * 2654435761u;
	return (UINT64_C(1) << (hash >> 26)) | (UINT64_C(1) << (hash >> 20 & 63));
}

static uint64_t compound_bits(const struct compound *compound)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < compound->count; i++) {
		if (compound->simples[i].kind <= SIMPLE_ID) {
			bits |= compound->simples[i].kind == SIMPLE_ATTRIBUTE ? 0 : selector_filter_bits(compound->simples[i].atom);
		}
	}
	return bits;
}

/* html and body stand for the root of a piece, which has another name: they can't be asked of the filter. */
static bool is_page_element(const struct compound *compound)
{
	for (size_t i = 0; i < compound->count; i++) {
		const struct simple *simple = &compound->simples[i];
		if (simple->kind == SIMPLE_TYPE && (strcmp(simple->name, "html") == 0 || strcmp(simple->name, "body") == 0)) {
			return true;
		}
	}
	return false;
}

static uint32_t saturate(uint32_t a, uint32_t b, uint32_t c)
{
	return (a > 255 ? 255 : a) << 16 | (b > 255 ? 255 : b) << 8 | (c > 255 ? 255 : c);
}

static struct selector *finish(struct reader *reader, const struct draft *draft)
{
	struct selector *selector = ARENA_NEW(reader->arena, struct selector);
	struct compound *compounds = ARENA_ARRAY(reader->arena, draft->count, struct compound);
	bool above = false;
	for (size_t i = 0; i < draft->count; i++) {
		compounds[i] = draft->compounds[draft->count - 1 - i];
		if (above && !is_page_element(&compounds[i])) {
			selector->ancestors |= compound_bits(&compounds[i]);
		}
		above = compounds[i].combinator == COMBINATOR_DESCENDANT || compounds[i].combinator == COMBINATOR_CHILD;
	}
	selector->compounds = compounds;
	selector->count = (uint16_t)draft->count;
	selector->pseudo = draft->pseudo;
	selector->specificity = saturate(draft->a, draft->b, draft->c);
	return selector;
}

static struct selector *read_selector(struct reader *reader, struct span span)
{
	struct draft draft = { .count = 0 };
	span = span_trim(span);
	const struct token *token = span.at;
	uint8_t combinator = COMBINATOR_NONE;
	if (token == span.end) {
		fail(reader, span.at, "a selector is expected");
		return NULL;
	}
	for (;;) {
		token = read_compound(reader, &draft, token, span.end);
		if (token == NULL) {
			return NULL;
		}
		draft.compounds[draft.count - 1].combinator = combinator;
		if (token >= span.end) {
			return finish(reader, &draft);
		}
		if (draft.pseudo != 0) {
			fail(reader, token, "nothing may follow a pseudo-element");
			return NULL;
		}
		token = read_combinator(token, span.end, &combinator);
	}
}

static const struct selector *read_list(struct reader *reader, struct span span)
{
	struct selector *first = NULL, **tail = &first;
	for (;;) {
		struct span one = { span.at, span.at };
		while (one.end < span.end && one.end->type != TOKEN_COMMA) {
			one.end = token_next(one.end);
		}
		struct selector *selector = read_selector(reader, one);
		if (selector == NULL) {
			return NULL;
		}
		*tail = selector;
		tail = (struct selector **)&selector->next;
		if (one.end >= span.end) {
			return first;
		}
		span.at = one.end + 1;
	}
}

const struct selector *selector_parse(struct arena *arena, struct atoms *atoms, struct span span, struct selector_error *error)
{
	struct reader reader = { .arena = arena, .atoms = atoms, .error = error };
	*error = (struct selector_error){ span.at, NULL };
	return read_list(&reader, span);
}
