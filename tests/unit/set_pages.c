/* set_pages.c - volumes from a few lines of markup, set to pages, and what stands on them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "set_pages.h"
#include "tap.h"
#include "base/job.h"
#include "document/node.h"
#include "document/volume.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

osp_job *job;
struct arena *texts;
const osp_pages *pages;
osp_len bleed;

/* <p class="x">text</p>: tags, one kind of quotes, no entities. */
static void parse(osp_tree *tree, osp_node *root, const char *at)
{
	osp_node *open = root;
	while (*at != '\0') {
		size_t len = strcspn(at, "<");
		if (len > 0) {
			osp_node_append(open, osp_text_new(tree, at, len));
			at += len;
			continue;
		}
		if (at[1] == '/') {
			open = osp_node_parent(open);
			at += strcspn(at, ">") + 1;
			continue;
		}
		char name[32], key[32], value[64];
		size_t end = strcspn(++at, " >");
		snprintf(name, sizeof(name), "%.*s", (int)end, at);
		osp_node *node = osp_element_new(tree, osp_tag_from_name(name));
		osp_node_append(open, node);
		for (at += end; *at == ' '; at += end) {
			at++;
			if (sscanf(at, "%31[^=]=\"%63[^\"]\"", key, value) == 2) {
				osp_node_set_attr(node, key, value);
			}
			end = strcspn(at, "\"");
			end += strcspn(at + end + 1, "\"") + 2;
		}
		at++;
		open = osp_tag_is_void(osp_node_tag(node)) ? open : node;
	}
}

void begin(void)
{
	job = job_new("en");
	job->volume = volume_new(job);
	job->volume->lang = "zh-CN";
}

osp_piece *piece(osp_piece_kind kind, osp_region region, const char *id, osp_tag tag, const char *markup)
{
	osp_piece *made = osp_volume_add_piece(job, kind, region, id, id);
	made->root = osp_element_new(made->tree, tag);
	osp_node_set_attr(made->root, "lang", "zh-CN");
	osp_node_set_attr(made->root, "id", id);
	if (tag == OSP_ARTICLE) {
		osp_node_set_attr(made->root, "class", "article");
	}
	parse(made->tree, made->root, markup);
	return made;
}

/* Sets what was added with the plain style and these rules on top. */
void set(const char *css)
{
	char name[] = "/tmp/test_pages_XXXXXX.css";
	int fd = mkstemps(name, 4);
	FILE *file = fdopen(fd, "w");
	fputs(css, file);
	fclose(file);
	const char *names[] = { "plain", name };
	style_load(job, names, 2);
	struct typeset_options options = { .paper = "", .threads = 2, .bleed = bleed };
	ok(typeset_volume(job, osp_job_style(job, "print"), &options, &pages) == OSP_OK, "the volume is set");
	remove(name);
}

void end(void)
{
	style_free(job);
	job_free(job);
}

/* An article on pages of this many lines of 20 Han at 10 pt, 17 pt apart. */
void article(const char *markup, int lines, const char *css)
{
	char sheet[1024];
	begin();
	piece(OSP_PIECE_ARTICLE, OSP_BODY, "a", OSP_ARTICLE, markup);
	snprintf(sheet, sizeof(sheet),
	         "@page { size: 272pt %dpt; margin: 36pt } :root { font-size: 10pt; line-height: 17pt } p { text-indent: 0; margin: 0 } %s",
	         lines * 17 + 72, css);
	set(sheet);
}

/* ---- what stands on a page ---- */

void text_of(const osp_page *page, osp_buf *out, bool with_artifacts)
{
	int artifact = 0, depth = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		if (item->kind == OSP_ITEM_ARTIFACT) {
			artifact = ++depth;
		} else if (item->kind == OSP_ITEM_BEGIN) {
			depth++;
		} else if (item->kind == OSP_ITEM_END) {
			artifact = artifact == depth ? 0 : artifact;
			depth--;
		} else if (item->kind == OSP_ITEM_GLYPHS && (artifact == 0 || with_artifacts)) {
			osp_buf_add(out, item->as.glyphs.text, item->as.glyphs.text_len);
		}
	}
}

bool has(size_t page, const char *what)
{
	osp_buf text = OSP_BUF_INIT;
	if (page < pages->page_count) {
		text_of(pages->pages[page], &text, true);
	}
	bool found = text.data != NULL && strstr(text.data, what) != NULL;
	osp_buf_done(&text);
	return found;
}

size_t page_of(const char *what)
{
	for (size_t i = 0; i < pages->page_count; i++) {
		if (has(i, what)) {
			return i;
		}
	}
	return SIZE_MAX;
}

const osp_item *run_of(size_t page, const char *what, int n)
{
	for (size_t i = 0; page < pages->page_count && i < pages->pages[page]->item_count; i++) {
		const osp_item *item = &pages->pages[page]->items[i];
		size_t len = strlen(what);
		bool is_it = item->kind == OSP_ITEM_GLYPHS && item->as.glyphs.text_len >= len && memcmp(item->as.glyphs.text, what, len) == 0;
		if (is_it && n-- == 0) {
			return item;
		}
	}
	return NULL;
}

/* Every item of structure ends on its page, in order; a node begins anew only as continued. */
bool is_balanced(void)
{
	for (size_t i = 0; i < pages->page_count; i++) {
		int depth = 0;
		for (size_t k = 0; k < pages->pages[i]->item_count; k++) {
			osp_item_kind kind = pages->pages[i]->items[k].kind;
			depth += kind == OSP_ITEM_BEGIN || kind == OSP_ITEM_ARTIFACT;
			depth -= kind == OSP_ITEM_END;
			if (depth < 0) {
				return false;
			}
		}
		if (depth != 0) {
			return false;
		}
	}
	return true;
}

static void put_words(osp_buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!isspace((unsigned char)text[i])) {
			osp_buf_putc(out, text[i]);
		}
	}
}

/* Text without the numbers that the typesetter sets before notes and items. */
static void real_text(const osp_page *page, osp_buf *out)
{
	int skip = 0, depth = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const osp_item *item = &page->items[i];
		bool begins = item->kind == OSP_ITEM_ARTIFACT || item->kind == OSP_ITEM_BEGIN;
		depth += begins;
		if (begins && skip == 0 && (item->kind == OSP_ITEM_ARTIFACT || item->as.structure.is_marker)) {
			skip = depth;
		} else if (item->kind == OSP_ITEM_END) {
			skip = skip == depth ? 0 : skip;
			depth--;
		} else if (item->kind == OSP_ITEM_GLYPHS && skip == 0) {
			osp_buf_add(out, item->as.glyphs.text, item->as.glyphs.text_len);
		}
	}
}

/* All text of the tree is on the pages once, in order (notes and figures aside, which the caller leaves out). */
bool is_whole(void)
{
	osp_buf wanted = OSP_BUF_INIT, raw = OSP_BUF_INIT, is = OSP_BUF_INIT;
	for (size_t i = 0; i < job->volume->piece_count; i++) {
		osp_buf_clear(&raw);
		osp_node_text_content(job->volume->pieces[i]->root, &raw);
		put_words(&wanted, raw.data, raw.len);
	}
	osp_buf_clear(&raw);
	for (size_t i = 0; i < pages->page_count; i++) {
		real_text(pages->pages[i], &raw);
	}
	put_words(&is, raw.data, raw.len);
	bool same = is.len == wanted.len && memcmp(is.data, wanted.data, is.len) == 0;
	if (!same) {
		printf("# wanted %s\n# is     %s\n", wanted.data, is.data == NULL ? "" : is.data);
	}
	osp_buf_done(&wanted);
	osp_buf_done(&raw);
	osp_buf_done(&is);
	return same;
}

/* n lines of 20 Han, the first of each paragraph's told apart by its head. */
char *lines(const char *head, int count)
{
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, head);
	for (size_t i = osp_utf8_count(head, strlen(head)); i < (size_t)count * 20; i++) {
		osp_buf_puts(&out, "文");
	}
	char *kept = arena_strndup(texts, out.data, out.len);
	osp_buf_done(&out);
	return kept;
}

char *join(const char *format, const char *a, const char *b, const char *c)
{
	size_t size = strlen(format) + strlen(a) + strlen(b) + strlen(c) + 1;
	char *out = arena_alloc(texts, size);
	const char *parts[] = { a, b, c };
	size_t at = 0, part = 0;
	for (; *format != '\0'; format++) {
		if (*format == '%') {
			memcpy(out + at, parts[part], strlen(parts[part]));
			at += strlen(parts[part++]);
		} else {
			out[at++] = *format;
		}
	}
	out[at] = '\0';
	return out;
}
