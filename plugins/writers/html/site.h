/* site.h - the state of writing a volume as a site. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTML_SITE_H
#define HTML_SITE_H

#include <ospopress/ospopress.h>

/* One page: a piece of the volume; the first one, index.html, has the title page and the contents. */
struct leaf {
	const char *file, *title, *lang;
	const osp_node *roots[3]; /* NULL behind the last */
	bool is_index;
};

struct id_entry { const char *id; const struct leaf *leaf; };

struct site {
	osp_job *job;
	const osp_volume *volume;
	struct leaf *leaves;
	size_t leaf_count;
	struct id_entry *ids; /* sorted; on the heap */
	size_t id_count;
	bool *used;           /* by the number of an asset: its file is to be copied */
};

/* ids.c */
void ids_index(struct site *site);
/* The page that an id stands in, NULL if none does. */
const struct leaf *ids_find(const struct site *site, const char *id);
void ids_done(struct site *site);

/* element.c: a node and all below it. */
void element_write(struct site *site, const struct leaf *leaf, const osp_node *root, osp_buf *out);

/* attribute.c: the attributes of an element that is written as `name`. */
void attribute_write(const struct site *site, const struct leaf *leaf, const osp_node *node, const char *name, osp_buf *out);
/* Whether an address leads to a place of the site or out of it by a scheme that is fine. */
bool attribute_leads(const struct site *site, const char *href);

/* page.c: a whole page. */
void page_write(struct site *site, size_t number, osp_buf *out);
/* The style sheet. */
void page_sheet(struct site *site, osp_buf *out);

#endif
