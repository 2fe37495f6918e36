/* find.c - which article, and which place in it, a link means. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "links.h"

#include <stdlib.h>
#include <string.h>

/* The path without what Hugo leaves out of URLs: "/index.md", "/_index.zh.md", ".md". */
static void bare_path(const char *path, osp_buf *out)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t len = strcspn(name, ".");
	bool index = (len == 5 && strncmp(name, "index", 5) == 0) || (len == 6 && (strncmp(name, "_index", 6) == 0 || strncmp(name, "README", 6) == 0));
	osp_buf_puts(out, "");
	if (index && slash != NULL) {
		osp_buf_add(out, path, (size_t)(slash - path));
		return;
	}
	const char *dot = strrchr(name, '.');
	size_t suffix = dot != NULL ? strlen(dot) : 0;
	bool text = dot > name && (strcmp(dot, ".md") == 0 || strcmp(dot, ".markdown") == 0 || strcmp(dot, ".html") == 0 || strcmp(dot, ".htm") == 0);
	osp_buf_add(out, path, strlen(path) - (text ? suffix : 0));
	while (out->len > 1 && out->data[out->len - 1] == '/') {
		osp_buf_truncate(out, out->len - 1);
	}
}

static bool is_same_path(const osp_article *article, const char *bare)
{
	osp_buf own = OSP_BUF_INIT;
	bare_path(article->path, &own);
	bool same = strcmp(own.data, bare) == 0;
	osp_buf_done(&own);
	return same;
}

/* True when `bare` ends with the parts of `tail`, and what is before is a content root, or `anywhere` is allowed. */
static bool ends_with(const osp_volume *volume, const osp_article *article, const char *tail, bool anywhere)
{
	osp_buf own = OSP_BUF_INIT;
	bare_path(article->path, &own);
	size_t len = strlen(tail);
	bool ends = own.len > len && own.data[own.len - len - 1] == '/' && memcmp(own.data + own.len - len, tail, len) == 0;
	if (ends && !anywhere && strchr(tail, '/') == NULL) {
		osp_buf_truncate(&own, own.len - len - 1);
		const char *content = strstr(own.data, "/content");
		ends = strcmp(own.data, volume->folder) == 0 || (content != NULL && strlen(content) <= strlen("/content/zh-Hans"));
	}
	osp_buf_done(&own);
	return ends;
}

struct place_of *links_place_of(struct links *links, const osp_article *article)
{
	for (size_t i = 0; i < links->count; i++) {
		if (links->places[i].article == article) {
			return &links->places[i];
		}
	}
	return NULL;
}

/* Beside the file, as on the site (where "post.md" is the folder "post/"), or from a content root. */
struct place_of *links_find_article(struct links *links, const osp_article *from, const char *path, bool anywhere)
{
	osp_buf beside = OSP_BUF_INIT, inside = OSP_BUF_INIT, own = OSP_BUF_INIT, bare = OSP_BUF_INIT, tail = OSP_BUF_INIT;
	struct place_of *found = NULL;
	bare_path(from->path, &own);
	url_join(from->folder, path, strlen(path), &bare);
	bare_path(bare.data != NULL ? bare.data : "", &beside);
	osp_buf_clear(&bare);
	url_join(own.data, path, strlen(path), &bare);
	bare_path(bare.data != NULL ? bare.data : "", &inside);
	const char *start = path + strspn(path, "./");
	bare_path(start, &tail);
	for (size_t i = 0; i < links->count && found == NULL; i++) {
		const osp_article *article = links->places[i].article;
		if (path[0] != '/' && (is_same_path(article, beside.data) || is_same_path(article, inside.data))) {
			found = &links->places[i];
		}
	}
	for (size_t i = 0; i < links->count && found == NULL && tail.len > 0; i++) {
		if (ends_with(links->volume, links->places[i].article, tail.data, anywhere)) {
			found = &links->places[i];
		}
	}
	osp_buf_done(&beside);
	osp_buf_done(&inside);
	osp_buf_done(&own);
	osp_buf_done(&bare);
	osp_buf_done(&tail);
	return found;
}

void url_plain(const char *url, const char **ret_start, size_t *ret_len)
{
	const char *host = strstr(url, "//");
	const char *start = host != NULL ? host + 2 : url;
	size_t len = strcspn(start, "?#");
	while (len > 0 && start[len - 1] == '/') {
		len--;
	}
	*ret_start = start;
	*ret_len = len;
}

struct place_of *links_find_published(struct links *links, const char *url)
{
	const char *wanted;
	size_t wanted_len;
	url_plain(url, &wanted, &wanted_len);
	for (size_t i = 0; i < links->count && wanted_len > 0; i++) {
		if (links->places[i].url_len == wanted_len && memcmp(links->places[i].url, wanted, wanted_len) == 0) {
			return &links->places[i];
		}
	}
	return NULL;
}

static char *letters_of(const char *text, size_t len)
{
	osp_buf letters = OSP_BUF_INIT;
	tree_letters(&letters, text, len);
	osp_buf_puts(&letters, "");
	return letters.data;
}

static int by_key(const void *one, const void *other)
{
	const struct anchor *a = one, *b = other;
	int order = strcmp(a->key, b->key);
	return order != 0 ? order : a->order < b->order ? -1 : 1;
}

static void add_anchor(struct place_of *place, size_t *capacity, char *key, const char *id)
{
	if (place->count == *capacity) {
		*capacity = *capacity == 0 ? 32 : *capacity * 2;
		struct anchor *grown = realloc(place->anchors, *capacity * sizeof(*grown));
		if (grown == NULL) {
			abort();
		}
		place->anchors = grown;
	}
	place->anchors[place->count] = (struct anchor){ key, id, place->count };
	place->count++;
}

/* Sites make anchors of headings in many ways; all keep the letters in order. */
static void look(struct place_of *place)
{
	size_t capacity = 0;
	const osp_node *root = place->article->root;
	osp_buf text = OSP_BUF_INIT;
	place->looked = true;
	for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
		const char *id = osp_node_attr(node, "id"), *given = osp_node_attr(node, "data-id");
		if (id != NULL && given != NULL) {
			add_anchor(place, &capacity, letters_of(given, strlen(given)), id);
		}
		osp_node *heading = id != NULL && osp_node_tag(node) == OSP_SECTION ? tree_heading_of(node) : NULL;
		if (heading != NULL) {
			osp_buf_clear(&text);
			osp_node_text_content(heading, &text);
			add_anchor(place, &capacity, letters_of(text.data != NULL ? text.data : "", text.len), id);
		}
	}
	osp_buf_done(&text);
	if (place->count > 0) {
		qsort(place->anchors, place->count, sizeof(*place->anchors), by_key);
	}
}

const char *links_find_anchor(struct place_of *place, const char *fragment)
{
	if (!place->looked) {
		look(place);
	}
	osp_buf decoded = OSP_BUF_INIT;
	url_decode(fragment, strlen(fragment), &decoded);
	char *key = letters_of(decoded.data, decoded.len);
	size_t low = 0, high = place->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(place->anchors[middle].key, key) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	const char *id = low < place->count && key[0] != '\0' && strcmp(place->anchors[low].key, key) == 0 ? place->anchors[low].id : NULL;
	osp_buf_done(&decoded);
	free(key);
	return id;
}
