/* ids.c - which page of the site an id stands in. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "site.h"

#include <stdlib.h>
#include <string.h>

/* Of equal ids the one on the earlier page comes first; leaves stand in a row. */
static int compare(const void *one, const void *other)
{
	const struct id_entry *a = one, *b = other;
	int order = strcmp(a->id, b->id);
	return order != 0 ? order : (a->leaf > b->leaf) - (a->leaf < b->leaf);
}

static int compare_id(const void *id, const void *entry)
{
	return strcmp(id, ((const struct id_entry *)entry)->id);
}

void ids_index(struct site *site)
{
	osp_buf found = OSP_BUF_INIT;
	for (size_t i = 0; i < site->leaf_count; i++) {
		for (size_t r = 0; site->leaves[i].roots[r] != NULL; r++) {
			const osp_node *root = site->leaves[i].roots[r];
			for (const osp_node *node = root; node != NULL; node = osp_node_after(node, root)) {
				const char *id = osp_node_is_text(node) ? NULL : osp_node_attr(node, "id");
				struct id_entry entry = { id, &site->leaves[i] };
				if (id != NULL && id[0] != '\0')
					osp_buf_add(&found, &entry, sizeof entry);
			}
		}
	}
	site->ids = (struct id_entry *)(void *)found.data;
	site->id_count = found.len / sizeof *site->ids;
	if (site->id_count > 0)
		qsort(site->ids, site->id_count, sizeof *site->ids, compare);
}

const struct leaf *ids_find(const struct site *site, const char *id)
{
	const struct id_entry *entry = NULL;
	if (site->id_count > 0)
		entry = bsearch(id, site->ids, site->id_count, sizeof *site->ids, compare_id);
	return entry != NULL ? entry->leaf : NULL;
}

void ids_done(struct site *site)
{
	free(site->ids);
	site->ids = NULL;
	site->id_count = 0;
}
