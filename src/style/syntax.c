/* syntax.c - CSS Syntax 3, section 5: tokens to rules and declarations. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/syntax.h"

#include <string.h>

/* 5.4.2: up to a semicolon or through a block. */
static struct part at_rule(struct span *at)
{
	struct part part = { .kind = PART_AT, .first = at->at, .name = at->at };
	at->at++;
	part.prelude.at = at->at;
	while (at->at < at->end && at->at->type != TOKEN_SEMICOLON && at->at->type != TOKEN_OPEN_CURLY) {
		at->at = token_next(at->at);
	}
	part.prelude.end = at->at;
	if (at->at == at->end) {
		return part;
	}
	if (at->at->type == TOKEN_OPEN_CURLY) {
		part.has_block = true;
		part.block = token_inside(at->at);
	}
	at->at = token_next(at->at);
	return part;
}

/* 5.4.3: a prelude without a block is an error that eats the rest. */
static struct part qualified_rule(struct span *at)
{
	struct part part = { .kind = PART_RULE, .first = at->at, .prelude = { at->at, at->at } };
	while (at->at < at->end && at->at->type != TOKEN_OPEN_CURLY) {
		at->at = token_next(at->at);
	}
	part.prelude.end = at->at;
	if (at->at == at->end) {
		part.kind = PART_ERROR;
		return part;
	}
	part.has_block = true;
	part.block = token_inside(at->at);
	at->at = token_next(at->at);
	return part;
}

struct part syntax_next_rule(struct span *at, bool is_top)
{
	while (at->at < at->end) {
		uint8_t type = at->at->type;
		if (type != TOKEN_SPACE && !(is_top && (type == TOKEN_CDO || type == TOKEN_CDC))) {
			return type == TOKEN_AT ? at_rule(at) : qualified_rule(at);
		}
		at->at++;
	}
	return (struct part){ .kind = PART_END, .first = at->at };
}

/* Cuts `! important` off the end of a value; true if it was there. */
static bool cut_important(struct span *value)
{
	struct span span = span_trim(*value);
	if (span.end - span.at < 2 || !token_is_ident(span.end - 1, "important")) {
		return false;
	}
	span.end--;
	while (span.at < span.end && span.end[-1].type == TOKEN_SPACE) {
		span.end--;
	}
	if (span.at == span.end || !token_is_delim(span.end - 1, '!')) {
		return false;
	}
	value->end = span.end - 1;
	return true;
}

struct part syntax_declaration(struct span span)
{
	struct part part = { .kind = PART_ERROR };
	span = span_skip_space(span);
	part.first = span.at;
	if (span.at == span.end || span.at->type != TOKEN_IDENT) {
		return part;
	}
	part.name = span.at++;
	span = span_skip_space(span);
	if (span.at == span.end || span.at->type != TOKEN_COLON) {
		return part;
	}
	span.at++;
	part.kind = PART_DECLARATION;
	part.value = span;
	part.important = cut_important(&part.value);
	return part;
}

struct part syntax_next_declaration(struct span *at)
{
	while (at->at < at->end && (at->at->type == TOKEN_SPACE || at->at->type == TOKEN_SEMICOLON)) {
		at->at++;
	}
	if (at->at == at->end) {
		return (struct part){ .kind = PART_END, .first = at->at };
	}
	if (at->at->type == TOKEN_AT) {
		return at_rule(at);
	}
	struct span own = { at->at, at->at }, behind_block = { NULL, NULL };
	while (at->at < at->end && at->at->type != TOKEN_SEMICOLON) {
		bool first_block = behind_block.at == NULL && at->at->type == TOKEN_OPEN_CURLY;
		at->at = token_next(at->at);
		behind_block.at = first_block ? at->at : behind_block.at;
	}
	own.end = at->at;
	struct part part = syntax_declaration(own);
	/* What has braces and is no variable is a rule within the rule to those who read CSS Syntax 3 of today (5.4.4): it ends with them. */
	bool variable = part.kind == PART_DECLARATION && part.name->text_len > 2 && memcmp(part.name->text, "--", 2) == 0;
	if (behind_block.at != NULL && !variable) {
		at->at = behind_block.at;
		part.kind = PART_ERROR;
	}
	return part;
}
