/* syntax.h - CSS Syntax 3, section 5: tokens to rules and declarations. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STYLE_SYNTAX_H
#define STYLE_SYNTAX_H

#include "style/token.h"

enum part_kind { PART_END, PART_RULE, PART_AT, PART_DECLARATION, PART_ERROR };

/* What an iterator found. Nothing is copied: all are ranges of the tokens. */
struct part {
	enum part_kind kind;
	const struct token *first; /* where it begins: for messages */
	const struct token *name;  /* AT: the at-keyword; DECLARATION: the property */
	struct span prelude;       /* RULE, AT */
	struct span value;         /* DECLARATION: as written, white space around it kept, without !important */
	struct span block;         /* RULE, AT with has_block */
	bool has_block, important;
};

/* The next rule of a list of rules (5.4.1); `is_top` also skips <!-- and -->. PART_END when there is none. */
struct part syntax_next_rule(struct span *at, bool is_top);
/* The next item of a list of declarations (5.4.4): a declaration, an at-rule, or an error up to the next semicolon. */
struct part syntax_next_declaration(struct span *at);
/* Reads `name: value` (5.4.5) from the whole range: a declaration or an error. */
struct part syntax_declaration(struct span span);

#endif
