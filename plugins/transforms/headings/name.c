/* name.c - ids: unique in the volume, the same in every build, safe in a URL. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 60

/* Latin words joined by hyphens; false when the text has letters of other scripts, which would need a transcription that
 * no two people agree on: such a section is called by its number. */
static bool slug(const char *text, size_t len, osp_buf *out)
{
	const char *end = text + len;
	bool gap = false, foreign = false;
	for (const char *at = text; at < end;) {
		uint32_t c = osp_utf8_next(&at, end);
		if (c >= 'A' && c <= 'Z') {
			c += 'a' - 'A';
		}
		if ((c >= 'a' && c <= 'z') || tree_is_digit(c)) {
			if (gap && out->len > 0 && out->len < LONGEST) {
				osp_buf_putc(out, '-');
			}
			gap = false;
			if (out->len < LONGEST) {
				osp_buf_putc(out, (char)c);
			}
			continue;
		}
		gap = true;
		foreign = foreign || !tree_is_mark(c);
	}
	return out->len > 0 && !foreign;
}

/* Other transforms name notes, references and figures: "ref-3", "fn-1". */
static bool is_reserved(const char *name)
{
	static const char *const prefixes[] = { "ref-", "cite-", "fn-", "fnref-", "fig-", NULL };
	for (size_t i = 0; prefixes[i] != NULL; i++) {
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0) {
			return true;
		}
	}
	return false;
}

struct namer {
	const osp_article *article;
	const osp_volume *volume;
	struct names names;
	unsigned counters[8];
	const char **rests; /* what the ids of other articles have behind this one's and a hyphen */
	size_t rest_count;
};

static void find_rests(struct namer *namer)
{
	const osp_volume *volume = namer->volume;
	size_t len = strlen(namer->article->id), room = 0;
	for (size_t i = 0; volume != NULL && i < volume->article_count; i++) {
		const char *other = volume->articles[i]->id;
		if (strncmp(other, namer->article->id, len) != 0 || other[len] != '-') {
			continue;
		}
		if (namer->rest_count == room) {
			room = room == 0 ? 8 : room * 2;
			namer->rests = realloc(namer->rests, room * sizeof(*namer->rests));
			if (namer->rests == NULL) {
				abort();
			}
		}
		namer->rests[namer->rest_count++] = other + len + 1;
	}
}

/* Article "ospo" with a section "summit" beside an article "ospo-summit": both would be called the same. */
static bool is_another_article(const struct namer *namer, const char *wanted)
{
	for (size_t i = 0; i < namer->rest_count; i++) {
		size_t rest = strlen(namer->rests[i]);
		if (strncmp(wanted, namer->rests[i], rest) == 0 && (wanted[rest] == '\0' || wanted[rest] == '-')) {
			return true;
		}
	}
	return false;
}

static void give(struct namer *namer, osp_node *node, const char *wanted)
{
	osp_buf id = OSP_BUF_INIT, base = OSP_BUF_INIT;
	bool taken = is_reserved(wanted) || is_another_article(namer, wanted);
	osp_buf_printf(&base, "%s-%s%s", namer->article->id, taken ? "x-" : "", wanted);
	names_claim_like(&namer->names, base.data, &id);
	osp_node_set_attr(node, "id", id.data);
	osp_buf_done(&id);
	osp_buf_done(&base);
}

/* The id that the author gave is kept in data-id, so that links to it resolve. */
static void rename_id(struct namer *namer, osp_node *from, osp_node *to)
{
	osp_buf wanted = OSP_BUF_INIT;
	const char *id = osp_node_attr(from, "id");
	osp_node_set_attr(to, "data-id", id);
	id = osp_node_attr(to, "data-id");
	if (from != to) {
		osp_node_set_attr(from, "id", NULL);
	}
	if (!slug(id, strlen(id), &wanted) && wanted.len == 0) {
		osp_buf_puts(&wanted, "anchor");
	}
	give(namer, to, wanted.data);
	osp_buf_done(&wanted);
}

static void number(const struct namer *namer, size_t depth, osp_buf *out)
{
	for (size_t i = 0; i < depth; i++) {
		osp_buf_printf(out, i == 0 ? "s%u" : "-%u", namer->counters[i]);
	}
}

static size_t depth_of(const osp_node *section, const osp_node *root)
{
	size_t depth = 0;
	for (; section != root; section = osp_node_parent(section)) {
		depth++;
	}
	return depth < 8 ? depth : 8;
}

static void name_section(struct namer *namer, osp_node *section, osp_node *heading)
{
	size_t depth = depth_of(section, namer->article->root);
	namer->counters[depth - 1]++;
	for (size_t i = depth; i < 8; i++) {
		namer->counters[i] = 0;
	}
	if (osp_node_attr(heading, "id") != NULL) {
		rename_id(namer, heading, section);
		return;
	}
	osp_buf text = OSP_BUF_INIT, wanted = OSP_BUF_INIT;
	osp_node_text_content(heading, &text);
	if (text.len == 0 || !slug(text.data, text.len, &wanted)) {
		osp_buf_clear(&wanted);
		number(namer, depth, &wanted);
	}
	give(namer, section, wanted.data);
	osp_buf_done(&text);
	osp_buf_done(&wanted);
}

void headings_name(osp_job *job, osp_article *article)
{
	struct namer namer = { .article = article, .volume = osp_job_volume(job) };
	osp_node *root = article->root;
	find_rests(&namer);
	names_claim(&namer.names, article->id);
	for (osp_node *node = osp_node_after(root, root); node != NULL; node = osp_node_after(node, root)) {
		osp_node *heading = osp_node_tag(node) == OSP_SECTION ? tree_heading_of(node) : NULL;
		if (heading != NULL && !osp_node_has_class(node, "footnotes")) {
			name_section(&namer, node, heading);
		} else if (osp_node_attr(node, "id") != NULL && !osp_node_has_role(node, "doc-footnote")) {
			rename_id(&namer, node, node);
		}
	}
	names_done(&namer.names);
	free(namer.rests);
}
