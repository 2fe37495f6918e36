/* links.h - what the files of this plugin share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINKS_H
#define LINKS_H

#include "tree/tree.h"

/* Where a link can lead inside one article: letters of a heading, or the id that the author gave -> the id in the volume. */
struct anchor { char *key; const char *id; size_t order; };

struct place_of { /* an article, with its anchors once somebody asked */
	const osp_article *article;
	const char *url;         /* where it was published, as url_plain() has it */
	size_t url_len;
	struct anchor *anchors;
	size_t count;
	bool looked;
};

struct links {
	osp_job *job;
	const osp_volume *volume;
	struct place_of *places;
	size_t count;
};

/* ---- url.c ---- */

enum url_kind { URL_RELATIVE = 0, URL_WEB = 1, URL_MAIL = 2, URL_OTHER = 3 };

/* Control characters and spaces around are not part of a URL (WHATWG URL 4.4): they hide "java\nscript:". */
void url_clean(const char *href, osp_buf *out);
enum url_kind url_kind_of(const char *url);
/* Appends the URL with everything percent-encoded that a URI may not hold; false when it has no host that could exist. */
bool url_encode(const char *url, osp_buf *out);
void url_decode(const char *text, size_t len, osp_buf *out);
/* Appends `path` as seen from a site: "/a" from its root, "a" from `base`. */
void url_resolve(const char *base, const char *path, osp_buf *out);
/* Appends folder/path with "." and ".." worked out. */
void url_join(const char *folder, const char *path, size_t len, osp_buf *out);

/* ---- find.c ---- */

/* The article that a relative link means, NULL if none; `path` has no query and no fragment and is decoded. */
struct place_of *links_find_article(struct links *links, const osp_article *from, const char *path, bool anywhere);
/* The URL without scheme, query, fragment and the slash at the end. */
void url_plain(const char *url, const char **ret_start, size_t *ret_len);
/* The article that was published at this URL. */
struct place_of *links_find_published(struct links *links, const char *url);
struct place_of *links_place_of(struct links *links, const osp_article *article);
/* The id that a fragment means in an article, NULL if none. */
const char *links_find_anchor(struct place_of *place, const char *fragment);

#endif
