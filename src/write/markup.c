/* markup.c - write XML and HTML: escaped text, balanced tags, whole trees. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/markup.h>

#include <string.h>

/* A walk over a tree. Depth has no limit here, so what must be remembered for the way back up is on the heap. */
struct markup {
	osp_buf *out;
	osp_markup_dialect dialect;
	osp_markup_visit visit;
	void *closure;
	osp_buf open; /* for each element that is open: 1 if its tags are written */
};

/* ---- Text ---- */

/* What a byte becomes; NULL for itself. */
static const char *escaped(unsigned char c, bool in_quotes)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return in_quotes ? "&quot;" : NULL;
	case '\t':
	case '\n':
	case '\r':
		/* XML normalises bare ones in attributes to spaces, and carriage returns everywhere (XML 1.0, 2.11, 3.3.3). */
		return c == '\r' ? "&#13;" : !in_quotes ? NULL : c == '\n' ? "&#10;" : "&#9;";
	default:
		return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
	}
}

/* U+FFFE and U+FFFF, which XML has no way to write. */
static bool is_forbidden(const char *at, size_t left)
{
	return left >= 3 && memcmp(at, "\xEF\xBF", 2) == 0 && (unsigned char)at[2] >= 0xBE;
}

/* How many bytes stand for themselves wherever they stand: all but these, and behind an EF may be what is forbidden. */
static size_t plain_length(const char *text, size_t len)
{
	static const bool is_special[256] = {
		true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
		true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
		['"'] = true, ['&'] = true, ['<'] = true, ['>'] = true, [0xEF] = true,
	};
	const unsigned char *at = (const unsigned char *)text;
	size_t i = 0;
	/* Eight at once: every byte of an output comes by here. */
	while (i + 8 <= len && !(is_special[at[i]] | is_special[at[i + 1]] | is_special[at[i + 2]] | is_special[at[i + 3]] |
		is_special[at[i + 4]] | is_special[at[i + 5]] | is_special[at[i + 6]] | is_special[at[i + 7]])) {
		i += 8;
	}
	while (i < len && !is_special[at[i]]) {
		i++;
	}
	return i;
}

static void put_escaped(osp_buf *out, const char *text, size_t len, bool in_quotes)
{
	size_t from = 0;
	for (size_t i = plain_length(text, len); i < len; i += 1 + plain_length(text + i + 1, len - i - 1)) {
		const char *instead = escaped((unsigned char)text[i], in_quotes);
		size_t width = 1;
		if (is_forbidden(text + i, len - i)) {
			instead = "\xEF\xBF\xBD";
			width = 3;
		}
		if (instead == NULL) {
			continue;
		}
		osp_buf_add(out, text + from, i - from);
		osp_buf_puts(out, instead);
		i += width - 1;
		from = i + 1;
	}
	if (from < len) {
		osp_buf_add(out, text + from, len - from);
	}
}

void osp_markup_text(osp_buf *out, const char *text, size_t len)
{
	put_escaped(out, text, len, false);
}

void osp_markup_attr(osp_buf *out, const char *name, const char *value)
{
	osp_buf_putc(out, ' ');
	osp_buf_puts(out, name);
	osp_buf_puts(out, "=\"");
	put_escaped(out, value, strlen(value), true);
	osp_buf_putc(out, '"');
}

/* A name that XML and HTML both take: names of unknown elements come from authors and plugins. */
static bool is_good_name(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-.:");
	return *name != '\0' && strchr(letters, *name) != NULL && name[len] == '\0' && name[len - 1] != ':';
}

/* ---- The dialect of the CommonMark and GFM test suites ---- */

/* An address as cmark writes it: whatever may not stand in one is %XX. */
static void put_address(osp_buf *out, const char *name, const char *value)
{
	static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+!*'(),%#@?=;:/&$~";
	osp_buf address = OSP_BUF_INIT;
	for (const char *at = value; *at != '\0'; at++) {
		if (strchr(safe, *at) != NULL) {
			osp_buf_putc(&address, *at);
		} else {
			osp_buf_printf(&address, "%%%02X", (unsigned)(unsigned char)*at);
		}
	}
	osp_markup_attr(out, name, address.data != NULL ? address.data : "");
	osp_buf_done(&address);
}

/* Our own classes have no place there, and alignment is an attribute. */
static void put_class(osp_buf *out, const char *value)
{
	osp_buf rest = OSP_BUF_INIT;
	for (const char *at = value; *at != '\0';) {
		size_t n = strcspn(at, " ");
		bool is_ours = (n == 5 && memcmp(at, "tight", n) == 0) || (n == 8 && memcmp(at, "autolink", n) == 0) ||
			(n == 14 && memcmp(at, "task-list-item", n) == 0);
		if (n > 6 && memcmp(at, "align-", 6) == 0) {
			osp_buf_printf(out, " align=\"%.*s\"", (int)(n - 6), at + 6);
		} else if (n > 0 && !is_ours) {
			osp_buf_printf(&rest, "%s%.*s", rest.len > 0 ? " " : "", (int)n, at);
		}
		at += n + (at[n] == ' ');
	}
	if (rest.len > 0) {
		osp_markup_attr(out, "class", rest.data);
	}
	osp_buf_done(&rest);
}

/* GFM's task items: our span.checkbox is its input element. */
static bool put_checkbox(osp_buf *out, const osp_node *node)
{
	if (osp_node_tag(node) != OSP_SPAN || !osp_node_has_class(node, "checkbox")) {
		return false;
	}
	bool is_checked = strcmp(osp_node_text(osp_node_first(node), NULL), "☑") == 0;
	osp_buf_puts(out, is_checked ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" />" : "<input type=\"checkbox\" disabled=\"\" />");
	return true;
}

static void start_line(osp_buf *out)
{
	if (out->len > 0 && out->data[out->len - 1] != '\n') {
		osp_buf_putc(out, '\n');
	}
}

/* ---- Elements ---- */

static void put_attributes(struct markup *markup, const osp_node *node)
{
	bool is_plain = markup->dialect == OSP_HTML_COMMONMARK, is_xml = markup->dialect == OSP_XHTML;
	for (size_t i = 0; i < osp_node_attr_count(node); i++) {
		const char *name = NULL, *value = NULL;
		osp_node_attr_at(node, i, &name, &value);
		if (strncmp(name, "data-", 5) == 0 || strcmp(name, "xml:lang") == 0 || !is_good_name(name)) {
			continue;
		}
		if (is_plain && strcmp(name, "class") == 0) {
			put_class(markup->out, value);
		} else if (is_plain && (strcmp(name, "href") == 0 || strcmp(name, "src") == 0)) {
			put_address(markup->out, name, value);
		} else {
			osp_markup_attr(markup->out, name, value);
		}
		if (is_xml && strcmp(name, "lang") == 0) {
			osp_markup_attr(markup->out, "xml:lang", value);
		}
	}
}

/* HTML's parsers drop a newline right behind <pre>. */
static bool loses_newline(const struct markup *markup, const osp_node *node)
{
	const char *text = osp_node_text(osp_node_first(node) != NULL ? osp_node_first(node) : node, NULL);
	return markup->dialect != OSP_XHTML && osp_node_tag(node) == OSP_PRE && *text == '\n';
}

static void put_start(struct markup *markup, const osp_node *node)
{
	osp_buf *out = markup->out;
	if (markup->dialect == OSP_HTML_COMMONMARK && osp_tag_is_block(osp_node_tag(node))) {
		start_line(out);
	}
	osp_buf_putc(out, '<');
	osp_buf_puts(out, osp_node_name(node));
	put_attributes(markup, node);
	if (osp_tag_is_void(osp_node_tag(node))) {
		osp_buf_puts(out, markup->dialect == OSP_HTML ? ">" : markup->dialect == OSP_XHTML ? "/>" : " />");
	} else {
		osp_buf_puts(out, loses_newline(markup, node) ? ">\n" : ">");
	}
	if (markup->dialect == OSP_HTML_COMMONMARK && (osp_node_tag(node) == OSP_HR || osp_node_tag(node) == OSP_BR)) {
		osp_buf_putc(out, '\n');
	}
}

static void put_end(struct markup *markup, const osp_node *node)
{
	osp_buf_puts(markup->out, "</");
	osp_buf_puts(markup->out, osp_node_name(node));
	osp_buf_putc(markup->out, '>');
	if (markup->dialect == OSP_HTML_COMMONMARK && osp_tag_is_block(osp_node_tag(node))) {
		osp_buf_putc(markup->out, '\n');
	}
}

static void put_text(const struct markup *markup, const char *text, size_t len)
{
	if (markup->dialect != OSP_HTML_COMMONMARK) {
		put_escaped(markup->out, text, len, false);
		return;
	}
	/* cmark escapes quotes in text, too; nothing else differs. */
	for (const char *end = text + len; text < end;) {
		const char *quote = memchr(text, '"', (size_t)(end - text));
		size_t n = quote != NULL ? (size_t)(quote - text) : (size_t)(end - text);
		put_escaped(markup->out, text, n, false);
		osp_buf_puts(markup->out, quote != NULL ? "&quot;" : "");
		text += n + (quote != NULL);
	}
}

/* Lines of a tight list's item have no tags of their own in CommonMark's HTML (5.3). */
static bool is_bare_line(const struct markup *markup, const osp_node *node)
{
	const osp_node *item = osp_node_parent(node);
	return markup->dialect == OSP_HTML_COMMONMARK && osp_node_tag(node) == OSP_P && osp_node_tag(item) == OSP_LI &&
		osp_node_parent(item) != NULL && osp_node_has_class(osp_node_parent(item), "tight");
}

/* Writes what stands before a node's children. True when it is open now, and its children are to come. */
static bool enter(struct markup *markup, const osp_node *node)
{
	osp_markup_answer answer = OSP_MARKUP_GO_ON;
	if (osp_node_is_text(node)) {
		size_t len = 0;
		const char *text = osp_node_text(node, &len);
		put_text(markup, text, len);
		return false;
	}
	if (markup->visit != NULL) {
		answer = markup->visit(markup->closure, markup->out, node);
	}
	if (answer == OSP_MARKUP_DONE || (markup->dialect == OSP_HTML_COMMONMARK && put_checkbox(markup->out, node))) {
		return false;
	}
	bool has_tags = answer != OSP_MARKUP_SKIP_TAGS && is_good_name(osp_node_name(node)) && !is_bare_line(markup, node);
	if (has_tags) {
		put_start(markup, node);
	}
	if (osp_tag_is_void(osp_node_tag(node))) {
		return false;
	}
	osp_buf_putc(&markup->open, has_tags ? 1 : 0);
	return true;
}

static void leave(struct markup *markup, const osp_node *node)
{
	if (markup->open.data[markup->open.len - 1] == 1) {
		put_end(markup, node);
	}
	osp_buf_truncate(&markup->open, markup->open.len - 1);
}

void osp_markup_node(osp_buf *out, const osp_node *node, osp_markup_dialect dialect, osp_markup_visit visit, void *closure)
{
	struct markup markup = { .out = out, .dialect = dialect, .visit = visit, .closure = closure, .open = OSP_BUF_INIT };
	const osp_node *at = node;
	while (at != NULL) {
		const osp_node *first = NULL;
		if (enter(&markup, at)) {
			first = osp_node_first(at);
			if (first == NULL) {
				leave(&markup, at);
			}
		}
		if (first != NULL) {
			at = first;
			continue;
		}
		while (at != node && osp_node_next(at) == NULL) {
			at = osp_node_parent(at);
			leave(&markup, at);
		}
		at = at == node ? NULL : osp_node_next(at);
	}
	osp_buf_done(&markup.open);
}
