/* rules.c - rules of the volume's style sheets, made relative, resolved and rid of what only pages have. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
#include "rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VARIABLES = 256, MAX_DEPTH = 8, MAX_VALUE = 4096 };

struct piece { const char *at; size_t len; };
struct variable { struct piece name, value; };

struct rewriting {
	osp_buf *out;
	int64_t root;
	bool keeps_families;
	struct variable variables[MAX_VARIABLES];
	size_t variable_count;
};

/* ---- reading ---- */

static struct piece trim(const char *at, const char *end)
{
	while (at < end && isspace((unsigned char)*at))
		at++;
	while (end > at && isspace((unsigned char)end[-1]))
		end--;
	return (struct piece){ at, (size_t)(end - at) };
}

static bool is(struct piece piece, const char *text)
{
	return piece.len == strlen(text) && memcmp(piece.at, text, piece.len) == 0;
}

static bool has(struct piece piece, const char *text)
{
	return memmem(piece.at, piece.len, text, strlen(text)) != NULL;
}

/* The next of `stops` outside strings and brackets, `end` if none. */
static const char *find(const char *at, const char *end, const char *stops)
{
	int depth = 0;
	for (; at < end; at++) {
		if (*at == '"' || *at == '\'') {
			char quote = *at++;
			while (at < end && *at != quote)
				at += *at == '\\' && at + 1 < end ? 2 : 1;
			if (at >= end)
				return end;
		} else if (*at == '\\' && at + 1 < end) {
			at++;
		} else if (depth == 0 && strchr(stops, *at) != NULL) {
			return at;
		} else if (*at == '(' || *at == '[') {
			depth++;
		} else if ((*at == ')' || *at == ']') && depth > 0) {
			depth--;
		}
	}
	return end;
}

typedef void (*each_declaration)(struct rewriting *r, struct piece selector, struct piece name, struct piece value);

static void read_body(struct rewriting *r, struct piece selector, struct piece body, each_declaration each)
{
	const char *end = body.at + body.len;
	for (const char *at = body.at; at < end;) {
		const char *stop = find(at, end, ";"), *colon = find(at, stop, ":");
		if (colon < stop) {
			struct piece name = trim(at, colon), value = trim(colon + 1, stop);
			if (name.len != 0 && value.len != 0 && value.len <= MAX_VALUE)
				each(r, selector, name, value);
		}
		at = stop < end ? stop + 1 : end;
	}
}

/* ---- variables ---- */

static bool is_root(struct piece selector)
{
	static const char *const roots[] = { ":root", "html", "body", "article", "*", "html, body", ".article", ":root, html" };
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (is(selector, roots[i]))
			return true;
	}
	return false;
}

static void note_variable(struct rewriting *r, struct piece selector, struct piece name, struct piece value)
{
	if (name.len < 3 || memcmp(name.at, "--", 2) != 0 || !is_root(selector))
		return;
	for (size_t i = 0; i < r->variable_count; i++) {
		if (r->variables[i].name.len == name.len && memcmp(r->variables[i].name.at, name.at, name.len) == 0) {
			r->variables[i].value = value;
			return;
		}
	}
	if (r->variable_count < MAX_VARIABLES)
		r->variables[r->variable_count++] = (struct variable){ name, value };
}

static const struct piece *find_variable(const struct rewriting *r, struct piece name)
{
	for (size_t i = 0; i < r->variable_count; i++) {
		if (r->variables[i].name.len == name.len && memcmp(r->variables[i].name.at, name.at, name.len) == 0)
			return &r->variables[i].value;
	}
	return NULL;
}

/* False when a variable has neither value nor fallback, or they lead in a circle. */
static bool resolve(const struct rewriting *r, struct piece value, int depth, osp_buf *out)
{
	const char *end = value.at + value.len;
	for (const char *at = value.at; at < end;) {
		const char *call = memmem(at, (size_t)(end - at), "var(", 4);
		if (call == NULL || depth >= MAX_DEPTH || out->len > MAX_VALUE) {
			osp_buf_add(out, at, (size_t)(end - at));
			return call == NULL;
		}
		osp_buf_add(out, at, (size_t)(call - at));
		const char *open = call + 4, *comma = find(open, end, ",)"), *close = find(open, end, ")");
		const struct piece *known = find_variable(r, trim(open, comma));
		struct piece fallback = trim(comma < close ? comma + 1 : close, close);
		if (known == NULL && fallback.len == 0)
			return false;
		if (!resolve(r, known != NULL ? *known : fallback, depth + 1, out))
			return false;
		at = close < end ? close + 1 : end;
	}
	return true;
}

/* ---- what suits an e-book ---- */

static bool is_known(struct piece name)
{
	static const char *const names[] = {
		"background", "background-color", "border-collapse", "border-radius", "border-spacing", "break-after", "break-before", "break-inside",
		"clear", "color", "column-gap", "content", "display", "float", "font", "font-family", "font-size", "font-style", "font-variant",
		"font-weight", "height", "hyphens", "letter-spacing", "line-height", "list-style", "list-style-position", "list-style-type",
		"max-height", "max-width", "min-height", "min-width", "orphans", "overflow-wrap", "text-align", "text-decoration",
		"text-decoration-line", "text-emphasis", "text-emphasis-position", "text-indent", "text-transform", "vertical-align", "white-space", "widows", "width", "word-break", "word-spacing",
	};
	static const char *const families[] = { "border", "margin", "padding", "counter-" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (is(name, names[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		size_t len = strlen(families[i]);
		if (name.len >= len && memcmp(name.at, families[i], len) == 0)
			return true;
	}
	return false;
}

/* What would take the reader's choice of font, size, paper and ink away. */
static bool takes_choice(const struct rewriting *r, struct piece selector, struct piece name, struct piece value)
{
	if (is(name, "font-family") || is(name, "font"))
		return !r->keeps_families && !has(value, "monospace");
	if (!is_root(selector))
		return false;
	return is(name, "font-size") || is(name, "color") || is(name, "background") || is(name, "background-color") || is(name, "line-height") ||
		is(name, "width") || is(name, "max-width");
}

static bool is_of_pages(struct piece name, struct piece value)
{
	static const char *const functions[] = { "string(", "target-counter(", "target-text(", "leader(", "element(", "running(", "footnote",
		"inset", "url(", "var(", "break-spaces" };
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (has(value, functions[i]))
			return true;
	}
	if (is(name, "break-before") || is(name, "break-after"))
		return !is(value, "auto") && !is(value, "avoid") && !is(value, "page") && !is(value, "always");
	return is(name, "content") && has(value, "content(");
}

/* ---- lengths ---- */

int64_t rules_thousandths(const char *value)
{
	int64_t whole = 0, unit = 1000;
	bool negative = *value == '-';
	if (*value == '-' || *value == '+')
		value++;
	for (; isdigit((unsigned char)*value); value++) {
		if (whole < 1000000000)
			whole = whole * 10 + (*value - '0') * 1000;
	}
	if (*value == '.') {
		for (value++; isdigit((unsigned char)*value); value++) {
			unit /= 10;
			whole += (*value - '0') * unit;
		}
	}
	return negative ? -whole : whole;
}

static void put_thousandths(osp_buf *out, int64_t value, const char *unit)
{
	osp_buf_printf(out, "%s%lld", value < 0 ? "-" : "", (long long)(llabs(value) / 1000));
	int rest = (int)(llabs(value) % 1000);
	if (rest != 0) {
		osp_buf_printf(out, ".%03d", rest);
		while (out->data[out->len - 1] == '0')
			osp_buf_truncate(out, out->len - 1);
	}
	osp_buf_puts(out, unit);
}

/* Thousandths of a point of one of this unit, 0 if it is not absolute. */
static int64_t points_of(const char *unit, size_t len)
{
	static const struct { const char *name; int64_t points; } units[] = {
		{ "pt", 1000 }, { "px", 750 }, { "mm", 2835 }, { "cm", 28346 }, { "in", 72000 }, { "pc", 12000 }, { "q", 709 }, { "Q", 709 },
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (len == strlen(units[i].name) && memcmp(unit, units[i].name, len) == 0)
			return units[i].points;
	}
	return 0;
}

/* Absolute lengths grow and shrink with the reader's size of text; thin rules stay thin. */
static void put_length(const struct rewriting *r, int64_t number, int64_t points, bool is_border)
{
	int64_t length = number * points / 1000;
	if (is_border || llabs(length) < 1500)
		put_thousandths(r->out, length == 0 ? 0 : length * 4 / 3 < 1000 && length > 0 ? 1000 : length * 4 / 3, length == 0 ? "" : "px");
	else
		put_thousandths(r->out, length * 1000 / r->root, "rem");
}

static void put_value(const struct rewriting *r, struct piece value, bool is_border)
{
	const char *end = value.at + value.len;
	bool in_word = false;
	for (const char *p = value.at; p < end;) {
		if (*p == '"' || *p == '\'') {
			const char *close = find(p, end, "");
			const char *stop = memchr(p + 1, *p, (size_t)(end - p - 1));
			close = stop != NULL ? stop + 1 : close;
			osp_buf_add(r->out, p, (size_t)(close - p));
			p = close;
			continue;
		}
		bool number = !in_word && (isdigit((unsigned char)*p) || (*p == '.' && p + 1 < end && isdigit((unsigned char)p[1])));
		if (!number) {
			in_word = isalnum((unsigned char)*p) || *p == '-' || *p == '_' || *p == '#';
			if (*p == '-' && p + 1 < end && (isdigit((unsigned char)p[1]) || p[1] == '.'))
				in_word = false;
			osp_buf_putc(r->out, *p++);
			continue;
		}
		const char *from = p;
		while (p < end && (isdigit((unsigned char)*p) || *p == '.'))
			p++;
		const char *unit = p;
		while (p < end && isalpha((unsigned char)*p))
			p++;
		int64_t points = points_of(unit, (size_t)(p - unit));
		if (points != 0)
			put_length(r, rules_thousandths(from), points, is_border);
		else
			osp_buf_add(r->out, from, (size_t)(p - from));
		in_word = true;
	}
}

/* ---- writing ---- */

static void put_declaration(struct rewriting *r, struct piece selector, struct piece name, struct piece value)
{
	osp_buf resolved = OSP_BUF_INIT;
	bool wanted = is_known(name) && resolve(r, value, 0, &resolved);
	struct piece text = { resolved.data, resolved.len };
	if (wanted && resolved.len != 0 && !takes_choice(r, selector, name, text) && !is_of_pages(name, text)) {
		osp_buf_putc(r->out, ' ');
		osp_buf_add(r->out, name.at, name.len);
		osp_buf_puts(r->out, ": ");
		put_value(r, text, memmem(name.at, name.len, "border", 6) != NULL);
		osp_buf_putc(r->out, ';');
	}
	osp_buf_done(&resolved);
}

/* The root of an article is a section in the book, for role="doc-chapter" may not stand on `article`. */
static void put_selector(osp_buf *out, struct piece selector)
{
	static const char word[] = "article";
	const char *end = selector.at + selector.len;
	for (const char *p = selector.at; p < end;) {
		size_t len = sizeof word - 1;
		bool begins = p == selector.at || (!isalnum((unsigned char)p[-1]) && strchr("-_.#:\"'=[", p[-1]) == NULL);
		bool ends = p + len <= end && (p + len == end || (!isalnum((unsigned char)p[len]) && strchr("-_", p[len]) == NULL));
		if (begins && ends && memcmp(p, word, len) == 0) {
			osp_buf_puts(out, ".article");
			p += len;
			continue;
		}
		osp_buf_putc(out, *p++);
	}
}

static void put_rule(struct rewriting *r, struct piece selector, struct piece body)
{
	size_t before = r->out->len;
	put_selector(r->out, selector);
	osp_buf_puts(r->out, " {");
	size_t empty = r->out->len;
	read_body(r, selector, body, put_declaration);
	if (r->out->len == empty)
		osp_buf_truncate(r->out, before);
	else
		osp_buf_puts(r->out, " }\n");
}

static void read_rules(struct rewriting *r, const char *css, bool writing)
{
	const char *end = css + strlen(css);
	for (const char *at = css; at < end;) {
		const char *open = find(at, end, "{;");
		if (open < end && *open == ';') { /* an at-rule without a block */
			at = open + 1;
			continue;
		}
		const char *close = open < end ? find(open + 1, end, "}") : end;
		if (open == end || close == end)
			return;
		struct piece selector = trim(at, open), body = { open + 1, (size_t)(close - open - 1) };
		if (selector.len != 0 && selector.at[0] != '@' && memchr(selector.at, '<', selector.len) == NULL) {
			if (writing)
				put_rule(r, selector, body);
			else
				read_body(r, selector, body, note_variable);
		}
		at = close + 1;
	}
}

void rules_rewrite(const char *css, int64_t root, bool keeps_families, osp_buf *out)
{
	struct rewriting r = { .out = out, .root = root, .keeps_families = keeps_families };
	read_rules(&r, css, false);
	read_rules(&r, css, true);
}
