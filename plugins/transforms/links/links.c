/* links.c - the plugin: every link leads somewhere on paper too, or is no link any more. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "links.h"

#include <stdlib.h>
#include <string.h>

/* The words stay, the link goes. An anchor that others may point at stays as a span. */
static void drop(osp_node *link)
{
	osp_node_set_attr(link, "href", NULL);
	osp_node_set_attr(link, "title", NULL);
	if (osp_node_attr(link, "id") != NULL) {
		osp_node_rename(link, OSP_SPAN);
		return;
	}
	for (osp_node *child = osp_node_first(link); child != NULL; child = osp_node_first(link)) {
		osp_node_insert_before(link, child);
	}
	osp_node_unlink(link);
}

static void lead_to(osp_node *link, const char *id)
{
	tree_set_attr(link, "href", "#%s", id);
	osp_node_add_class(link, "xref");
}

/* What leads to another article is told apart, as a book says on which page that is. */
static void lead_to_article(osp_node *link, const osp_article *from, struct place_of *place, const char *fragment)
{
	const char *id = fragment[0] == '#' && place->article->state == OSP_ARTICLE_READY ? links_find_anchor(place, fragment + 1) : NULL;
	lead_to(link, id != NULL ? id : place->article->id);
	if (place->article != from) {
		osp_node_add_class(link, "elsewhere");
	}
}

static void lead_out(const struct links *links, osp_node *link, const char *url)
{
	osp_buf encoded = OSP_BUF_INIT;
	if (url_encode(url, &encoded)) {
		osp_node_set_attr(link, "href", encoded.data);
	} else {
		osp_warn(links->job, osp_node_place(link), "links/broken", "\"%s\" is no address that could exist; the link is left as text", url);
		drop(link);
	}
	osp_buf_done(&encoded);
}

/* Marks of citations and notes were made by other transforms and lead where they should. */
static bool is_made(const osp_node *link)
{
	return osp_node_has_role(link, "doc-biblioref") || osp_node_has_role(link, "doc-noteref") || osp_node_has_role(link, "doc-backlink");
}

static void resolve_fragment(struct links *links, const osp_article *article, osp_node *link, const char *url)
{
	struct place_of *place = links_place_of(links, article);
	if (url[1] == '\0' || strcmp(url, "#top") == 0) {
		drop(link);
		return;
	}
	const char *id = place != NULL ? links_find_anchor(place, url + 1) : NULL;
	if (id != NULL) {
		lead_to(link, id);
		return;
	}
	osp_warn(links->job, osp_node_place(link), "links/anchor", "nothing in this article is called \"%s\"; the link is left as text", url);
	drop(link);
}

/* From the article's own page when its URL is known, else from the site's root. */
static void resolve_on_site(struct links *links, const osp_article *article, osp_node *link, const char *url)
{
	const char *base = links->volume->base_url;
	if (base[0] == '\0' || (strncmp(url, "..", 2) == 0 && article->original_url[0] != '\0')) {
		base = article->original_url;
	}
	if (base[0] == '\0') {
		osp_warn(links->job, osp_node_place(link), "links/relative",
			"\"%s\" leads to no article of this volume, and base-url is not given; the link is left as text", url);
		drop(link);
		return;
	}
	osp_buf full = OSP_BUF_INIT;
	url_resolve(base, url, &full);
	size_t path = strcspn(full.data, "?#"), suffix = strlen(".md");
	if (path > suffix && strncmp(full.data + path - suffix, ".md", suffix) == 0) { /* Hugo publishes a.md as a/ */
		osp_buf site = OSP_BUF_INIT;
		osp_buf_add(&site, full.data, path - suffix);
		osp_buf_printf(&site, "/%s", full.data + path);
		lead_out(links, link, site.data);
		osp_buf_done(&site);
	} else {
		lead_out(links, link, full.data);
	}
	osp_buf_done(&full);
}

static void resolve_relative(struct links *links, const osp_article *article, osp_node *link, const char *url)
{
	osp_buf path = OSP_BUF_INIT;
	const char *hash = strchr(url, '#');
	url_decode(url, strcspn(url, "?#"), &path);
	struct place_of *place = path.len > 0 ? links_find_article(links, article, path.data, osp_node_has_class(link, "relref")) : NULL;
	if (place != NULL) {
		lead_to_article(link, article, place, hash != NULL ? hash : "");
	} else {
		resolve_on_site(links, article, link, url);
	}
	osp_buf_done(&path);
}

static void resolve(struct links *links, const osp_article *article, osp_node *link)
{
	const char *href = osp_node_attr(link, "href");
	osp_buf url = OSP_BUF_INIT;
	url_clean(href != NULL ? href : "", &url);
	enum url_kind kind = url_kind_of(url.data);
	if (url.len == 0) {
		drop(link);
	} else if (url.data[0] == '#') {
		resolve_fragment(links, article, link, url.data);
	} else if (kind == URL_WEB) {
		struct place_of *place = links_find_published(links, url.data);
		if (place != NULL) {
			lead_to_article(link, article, place, url.data + strcspn(url.data, "#"));
		} else {
			lead_out(links, link, url.data);
		}
	} else if (kind == URL_MAIL) {
		lead_out(links, link, url.data);
	} else if (kind == URL_OTHER) {
		osp_warn(links->job, osp_node_place(link), "links/scheme", "\"%s\" is neither http, https nor mailto; the link is left as text", url.data);
		drop(link);
	} else {
		resolve_relative(links, article, link, url.data);
	}
	osp_buf_done(&url);
}

static void resolve_all(struct links *links, const osp_article *article)
{
	osp_node *next, *root = article->root;
	for (osp_node *node = root; node != NULL; node = next) {
		next = osp_node_after(node, root);
		if (osp_node_tag(node) == OSP_A && !is_made(node)) {
			resolve(links, article, node);
		}
	}
}

static void add_place(struct links *links, const osp_article *article)
{
	if (article != NULL && article->root != NULL && article->state != OSP_ARTICLE_DRAFT) {
		struct place_of *place = &links->places[links->count++];
		place->article = article;
		url_plain(article->original_url, &place->url, &place->url_len);
	}
}

static void collect(struct links *links, const osp_volume *volume)
{
	size_t most = volume->article_count + volume->front_count + volume->back_count;
	links->places = osp_job_alloc(links->job, (most + 1) * sizeof(*links->places));
	for (size_t i = 0; i < volume->article_count; i++) {
		add_place(links, volume->articles[i]);
	}
	for (size_t i = 0; i < volume->front_count; i++) {
		add_place(links, volume->front[i]->article);
	}
	for (size_t i = 0; i < volume->back_count; i++) {
		add_place(links, volume->back[i]->article);
	}
}

/* For the whole volume: where a link into another article leads is known when all have their ids. */
static osp_status run(osp_job *job, void *state, osp_volume *volume)
{
	(void)state;
	struct links links = { .job = job, .volume = volume };
	collect(&links, volume);
	for (size_t i = 0; i < links.count; i++) {
		if (links.places[i].article->state == OSP_ARTICLE_READY) {
			resolve_all(&links, links.places[i].article);
		}
	}
	for (size_t i = 0; i < links.count; i++) {
		for (size_t k = 0; k < links.places[i].count; k++) {
			free(links.places[i].anchors[k].key);
		}
		free(links.places[i].anchors);
	}
	return OSP_OK;
}

static const osp_transform transform = { .after = "headings,citations,authors,figures,footnotes,typography", .before = "matter", .volume = run };

OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "links", .version = "1.0", .license = "Apache-2.0",
	.summary = "Leads links to articles of the volume or out to the web, and drops those that lead nowhere.", .transform = &transform);
