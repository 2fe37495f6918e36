/* test_style_syntax.c - tokens, blocks, declarations, An+B. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/selector.h"
#include "style/syntax.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static struct span scan(struct arena *arena, const char *text, size_t len)
{
	size_t clean_len;
	char *clean = token_preprocess(arena, text, len, &clean_len);
	return token_scan(arena, clean, clean_len);
}

/* Scans and writes again. */
static void round_trip(const char *text, const char *wanted)
{
	struct arena *arena = arena_new();
	osp_buf out = OSP_BUF_INIT;
	span_write(scan(arena, text, strlen(text)), &out);
	is_str(out.data != NULL ? out.data : "", wanted, wanted);
	osp_buf_done(&out);
	arena_free(arena);
}

static void types(const char *text, const char *wanted)
{
	static const char letters[] = "IFAHSsUudnp#_<>:;,[](){}";
	struct arena *arena = arena_new();
	char out[64] = "";
	size_t len = 0;
	struct span span = scan(arena, text, strlen(text));
	for (; span.at < span.end && len + 1 < sizeof out; span.at++) {
		out[len++] = letters[span.at->type];
	}
	out[len] = '\0';
	is_str(out, wanted, wanted);
	arena_free(arena);
}

static void tokens(void)
{
	types("a b-c --d -e \\31 x", "I_I_I_I_I");
	types("f( @at #id #1a", "F_A_H_H");
	types("'a' \"b\" 'c\nd", "S_S_s_I");
	types("url(a) url( 'a' ) url(a b) url(", "U_F_S_)_u_U");
	types("1 +2 -3.5 .5 1e3 5% 2em 3e 1.", "n_n_n_n_n_p_#_#_nd");
	types("<!-- --> -- -->", "<_>_I_>");
	types("/* x */a/**/b/*", "II");
	types("{ [ ( ) ] } : ; , * ~= |=", "{_[_(_)_]_}_:_;_,_d_dd_dd");
	types("@ # -", "d_d_d");
	round_trip("a /* x */ , b{c:d}", "a , b{c:d}");
	round_trip("\\62 old \"a\\\nb\" 'it\\'s'", "bold \"ab\" \"it's\"");
	round_trip("f(1.50, -0.25em", "f(1.5, -0.25em)");
	round_trip("[a={b", "[a={b}]");
	round_trip("\\{x #\\31", "\\{x #1");
	round_trip("a/**/b", "a b");
	round_trip("li:nth-child(2n+1)", "li:nth-child(2n+1)");
	round_trip("1e/**/+1 -2 +3%", "1e +1 -2 +3%");
}

static void numbers(void)
{
	static const struct { const char *text; long long micro; } cases[] = {
		{ "0", 0 }, { "1", 1000000 }, { "-1.5", -1500000 }, { "+.25", 250000 }, { "1e3", 1000000000 }, { "1E-3", 1000 }, { "12345678", 12345678000000 },
		{ "0.0000005", 1 }, { "0.00000049", 0 }, { "1e999999999999", 9000000000000000000 }, { "-1e40", -9000000000000000000 }, { "1e-40", 0 },
		{ "99999999999999999999999", 9000000000000000000 }, { "0.1234567", 123457 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		is_int(token_micro(cases[i].text, strlen(cases[i].text)), cases[i].micro, cases[i].text);
	}
}

static void preprocessing(void)
{
	struct arena *arena = arena_new();
	size_t len;
	is_str(token_preprocess(arena, "\xEF\xBB\xBF" "a\r\nb\rc\fd\0e\xFF", 14, &len), "a\nb\nc\nd\xEF\xBF\xBD" "e\xEF\xBF\xBD", "line ends, NUL, bad bytes");
	arena_free(arena);
}

static void rules(void)
{
	struct arena *arena = arena_new();
	const char *css = "<!-- a { b: c; d } @import 'x'; @media y { z { } } p (;{) q";
	struct span span = scan(arena, css, strlen(css));
	static const enum part_kind wanted[] = { PART_RULE, PART_AT, PART_AT, PART_ERROR, PART_END };
	for (size_t i = 0; i < 5; i++) {
		is_int(syntax_next_rule(&span, true).kind, wanted[i], "rule");
	}
	css = "a: b; ; c: d ! IMPORTANT; e f; @g h; --i:{;}; j:; k: (;";
	span = scan(arena, css, strlen(css));
	static const struct { enum part_kind kind; bool important; } parts[] = {
		{ PART_DECLARATION, false }, { PART_DECLARATION, true }, { PART_ERROR, false }, { PART_AT, false }, { PART_DECLARATION, false },
		{ PART_DECLARATION, false }, { PART_DECLARATION, false }, { PART_END, false },
	};
	for (size_t i = 0; i < 8; i++) {
		struct part part = syntax_next_declaration(&span);
		is_int(part.kind, parts[i].kind, "declaration");
		is_int(part.important, parts[i].important, "important");
	}
	arena_free(arena);
}

/* A million open brackets are a flat range like any other. */
static void depth(void)
{
	struct arena *arena = arena_new();
	size_t count = 1000000;
	char *text = arena_alloc(arena, count + 1);
	memset(text, '(', count);
	struct span span = token_scan(arena, text, count);
	is_int(span.end - span.at, (long long)count, "tokens");
	ok(token_next(span.at) == span.end, "the first is closed by the end");
	memset(text, '{', count / 2);
	memset(text + count / 2, '}', count / 2);
	span = token_scan(arena, text, count);
	ok(token_next(span.at) == span.end && !span.at->is_unclosed, "nested braces are linked");
	arena_free(arena);
}

static void nth(void)
{
	static const struct { const char *text; bool valid; int a, b; } cases[] = {
		{ "odd", true, 2, 1 }, { "EVEN", true, 2, 0 }, { "3", true, 0, 3 }, { "+5", true, 0, 5 }, { "n", true, 1, 0 }, { "-n", true, -1, 0 },
		{ "2n", true, 2, 0 }, { "2n+1", true, 2, 1 }, { "2n + 1", true, 2, 1 }, { "2n- 1", true, 2, -1 }, { "2n-1", true, 2, -1 },
		{ "n-3", true, 1, -3 }, { "-n+3", true, -1, 3 }, { "+n", true, 1, 0 }, { "+ n", false, 0, 0 }, { "2 n", false, 0, 0 }, { "2n + -1", false, 0, 0 },
		{ "2.0n", false, 0, 0 }, { "n1", false, 0, 0 }, { "", false, 0, 0 }, { "2n+", false, 0, 0 }, { "-n-5", true, -1, -5 },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t a = 0, b = 0;
		bool valid = selector_nth(scan(arena, cases[i].text, strlen(cases[i].text)), &a, &b);
		ok(valid == cases[i].valid && (!valid || (a == cases[i].a && b == cases[i].b)), "An+B: %s", cases[i].text);
	}
	arena_free(arena);
}

int main(void)
{
	tokens();
	numbers();
	preprocessing();
	rules();
	depth();
	nth();
	return tap_done();
}
