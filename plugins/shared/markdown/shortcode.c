/* shortcode.c - Hugo's shortcodes: figures and references become what they mean, of others the inner text stays. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/build.h"

#include <string.h>

enum { ARGUMENTS = 24 };

struct argument { const char *key, *value; size_t key_len, value_len; };

struct shortcode {
	const char *name;
	size_t name_len;
	bool closing, escaped;
	struct argument arguments[ARGUMENTS];
	size_t count;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static const char *skip_blank(const char *at, const char *end)
{
	while (at < end && is_blank(*at)) {
		at++;
	}
	return at;
}

/* A value: "with \" escapes", `raw`, or a word. */
static const char *read_value(const char *at, const char *end, const char **ret, size_t *ret_len)
{
	if (at < end && (*at == '"' || *at == '`')) {
		char quote = *at++;
		const char *from = at;
		while (at < end && *at != quote) {
			at += *at == '\\' && quote == '"' && at + 1 < end ? 2 : 1;
		}
		*ret = from;
		*ret_len = (size_t)((at < end ? at : end) - from);
		return at < end ? at + 1 : end;
	}
	*ret = at;
	while (at < end && !is_blank(*at)) {
		at++;
	}
	*ret_len = (size_t)(at - *ret);
	return at;
}

static void parse(struct shortcode *code, const char *text, size_t len)
{
	const char *at = text + 3, *end = text + len - 3;
	*code = (struct shortcode){ 0 };
	if (end > at && end[-1] == '/') {
		end--; /* {{< name />}} */
	}
	code->escaped = end - at >= 4 && at[0] == '/' && at[1] == '*';
	at = skip_blank(at, end);
	if (at < end && *at == '/') {
		code->closing = true;
		at = skip_blank(at + 1, end);
	}
	code->name = at;
	while (at < end && !is_blank(*at)) {
		at++;
	}
	code->name_len = (size_t)(at - code->name);
	while ((at = skip_blank(at, end)) < end && code->count < ARGUMENTS) {
		struct argument *argument = &code->arguments[code->count++];
		const char *equals = at;
		while (equals < end && !is_blank(*equals) && *equals != '=' && *equals != '"' && *equals != '`') {
			equals++;
		}
		if (equals < end && *equals == '=') {
			argument->key = at;
			argument->key_len = (size_t)(equals - at);
			at = equals + 1;
		}
		at = read_value(at, end, &argument->value, &argument->value_len);
	}
}

static bool is(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(text, word, len) == 0;
}

/* The value of a named argument, or of the first unnamed one when `key` is NULL; NULL if there is none. Belongs to the job. */
static char *find(const struct build *build, const struct shortcode *code, const char *key)
{
	for (size_t i = 0; i < code->count; i++) {
		const struct argument *argument = &code->arguments[i];
		if (key == NULL ? argument->key != NULL : argument->key == NULL || !is(argument->key, argument->key_len, key)) {
			continue;
		}
		char *value = osp_job_strndup(build->job, argument->value, argument->value_len);
		char *to = value;
		for (char *from = value; *from != '\0'; from++) {
			from += *from == '\\' && (from[1] == '"' || from[1] == '\\') ? 1 : 0;
			*to++ = *from;
		}
		*to = '\0';
		return value;
	}
	return NULL;
}

static bool is_reference(const struct shortcode *code)
{
	return is(code->name, code->name_len, "ref") || is(code->name, code->name_len, "relref");
}

static char *target(const struct build *build, const struct shortcode *code)
{
	char *path = find(build, code, NULL);
	return path != NULL ? path : find(build, code, "path");
}

char *shortcode_target(const struct build *build, const struct mark_span *span)
{
	struct shortcode code;
	parse(&code, build->text.source->text + span->at, span->len);
	return is_reference(&code) ? target(build, &code) : NULL;
}

static void add_text(struct build *build, osp_node *parent, const char *text, osp_place place)
{
	if (text != NULL && *text != '\0') {
		osp_node *node = osp_text_new(build->tree, text, strlen(text));
		osp_node_set_place(node, place);
		osp_node_append(parent, node);
	}
}

static void add_caption(struct build *build, osp_node *figure, const struct shortcode *code, osp_place place)
{
	char *title = find(build, code, "title"), *caption = find(build, code, "caption"), *attr = find(build, code, "attr");
	const char *const lines[] = { title, caption, attr };
	osp_node *node = build_element(build, OSP_FIGCAPTION, place);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (lines[i] == NULL || *lines[i] == '\0') {
			continue;
		}
		if (osp_node_last(node) != NULL) {
			osp_node_append(node, build_element(build, OSP_BR, place));
		}
		add_text(build, node, lines[i], place);
	}
	if (osp_node_first(node) != NULL) {
		osp_node_append(figure, node);
	}
}

/* Hugo's `figure`, and the `image` that themes have beside it. */
static bool add_figure(struct build *build, const struct shortcode *code, osp_place place)
{
	char *src = find(build, code, "src");
	if (src == NULL) {
		src = find(build, code, NULL);
	}
	if (src == NULL || !build_allows(build, src, true, place)) {
		return false;
	}
	osp_node *figure = build_element(build, OSP_FIGURE, place);
	osp_node *picture = build_element(build, OSP_IMG, place);
	char *alt = find(build, code, "alt"), *link = find(build, code, "link");
	osp_node_set_attr(picture, "src", src);
	osp_node_set_attr(picture, "alt", alt != NULL ? alt : "");
	if (link != NULL && build_allows(build, link, false, place)) {
		osp_node *around = build_element(build, OSP_A, place);
		osp_node_set_attr(around, "href", link);
		osp_node_append(around, picture);
		picture = around;
	}
	osp_node_append(figure, picture);
	add_caption(build, figure, code, place);
	build_put(build, figure);
	return true;
}

static void add_reference(struct build *build, const struct shortcode *code, osp_place place)
{
	char *path = target(build, code);
	if (path == NULL) {
		return;
	}
	if (build->links > 0) {
		build_text(build, path, strlen(path), place);
		return;
	}
	osp_node *link = build_element(build, OSP_A, place);
	osp_node_set_attr(link, "href", path);
	osp_node_add_class(link, "relref");
	add_text(build, link, path, place);
	build_put(build, link);
}

/* A shortcode whose inside is commented out is one to show: its comment marks go. */
static void add_escaped(struct build *build, const char *text, size_t len, osp_place place)
{
	osp_buf shown = OSP_BUF_INIT;
	const char *stop = text + len - 3;
	while (stop > text + 5 && stop[-1] != '*') {
		stop--;
	}
	osp_buf_add(&shown, text, 3);
	osp_buf_add(&shown, text + 5, stop > text + 5 ? (size_t)(stop - 1 - text - 5) : 0);
	osp_buf_add(&shown, text + len - 3, 3);
	build_text(build, shown.data, shown.len, place);
	osp_buf_done(&shown);
}

void shortcode_show(const struct build *build, char *text)
{
	char *to = text;
	if (!build->manners || strstr(text, "/*") == NULL) {
		return;
	}
	for (const char *from = text; *from != '\0';) {
		bool opens = strncmp(from, "{{</*", 5) == 0 || strncmp(from, "{{%/*", 5) == 0;
		bool closes = strncmp(from, "*/>}}", 5) == 0 || strncmp(from, "*/%}}", 5) == 0;
		memmove(to, from + (closes ? 2 : 0), opens || closes ? 3 : 1);
		to += opens || closes ? 3 : 1;
		from += opens || closes ? 5 : 1;
	}
	*to = '\0';
}

void shortcode_build(struct build *build, const struct mark_span *span, osp_place place)
{
	const char *text = build->text.source->text + span->at;
	struct shortcode code;
	parse(&code, text, span->len);
	if (code.escaped) {
		add_escaped(build, text, span->len, place);
		return;
	}
	if (code.closing) {
		return;
	}
	if (is_reference(&code)) {
		add_reference(build, &code, place);
		return;
	}
	bool figure = is(code.name, code.name_len, "figure") || is(code.name, code.name_len, "image");
	if (figure && add_figure(build, &code, place)) {
		return;
	}
	osp_warn(build->job, place, "markdown/shortcode", "the shortcode \"%.*s\" is not known; it was left out, the text within it stays",
		(int)(code.name_len < 60 ? code.name_len : 60), code.name);
}
