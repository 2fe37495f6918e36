/* index.c - which file of the book an id stands in. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a */
static size_t hash(const char *text)
{
	uint64_t h = 14695981039346656037u;
	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static struct id_entry *slot(const struct id_table *table, const char *id)
{
	size_t at = hash(id) & (table->size - 1);
	while (table->entries[at].id != NULL && strcmp(table->entries[at].id, id) != 0)
		at = (at + 1) & (table->size - 1);
	return &table->entries[at];
}

static void grow(struct id_table *table)
{
	struct id_table larger = { .size = table->size == 0 ? 1024 : table->size * 2, .count = table->count };
	larger.entries = calloc(larger.size, sizeof *larger.entries);
	if (larger.entries == NULL)
		abort();
	for (size_t i = 0; i < table->size; i++) {
		if (table->entries[i].id != NULL)
			*slot(&larger, table->entries[i].id) = table->entries[i];
	}
	free(table->entries);
	*table = larger;
}

/* The first of two equal ids wins, as in a browser. */
static void add(struct id_table *table, const char *id, size_t chapter)
{
	if (table->count * 2 >= table->size)
		grow(table);
	struct id_entry *entry = slot(table, id);
	if (entry->id != NULL)
		return;
	*entry = (struct id_entry){ id, chapter };
	table->count++;
}

void index_ids(struct book *book)
{
	grow(&book->ids);
	for (size_t i = 0; i < book->chapter_count; i++) {
		const osp_node *root = book->chapters[i].piece->root;
		for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
			const char *id = osp_node_is_text(n) ? NULL : osp_node_attr(n, "id");
			if (id != NULL && id[0] != '\0')
				add(&book->ids, id, i);
			if (osp_node_tag(n) == OSP_TABLE)
				book->chapters[i].has_table = true;
		}
	}
}

const struct chapter *index_find(const struct book *book, const char *id)
{
	const struct id_entry *entry = slot(&book->ids, id);
	return entry->id != NULL ? &book->chapters[entry->chapter] : NULL;
}

void index_done(struct book *book)
{
	free(book->ids.entries);
	book->ids = (struct id_table){ 0 };
}
