/* entry.c - the computed style of a node: match, share, keep. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"

#include <stdlib.h>
#include <string.h>

/* Above the pseudo-elements: styles of anonymous boxes, one for each display. */
enum { KEY_ANONYMOUS = 16 };

struct matches { const struct candidate **items; size_t count, capacity; };

static void add(struct matches *matches, const struct candidate *candidate)
{
	if (matches->count == matches->capacity) {
		matches->items = job_grown(matches->items, &matches->capacity, sizeof *matches->items);
	}
	matches->items[matches->count++] = candidate;
}

static void try_bucket(const struct bucket *bucket, const struct node_style *node, struct matches *matches)
{
	uint64_t above = node->parent != NULL ? node->parent->filter : 0;
	for (size_t i = 0; i < bucket->count; i++) {
		const struct candidate *candidate = &bucket->items[i];
		bool holds = candidate->type != 0 ? candidate->type == node->type :
			(candidate->selector->ancestors & ~above) == 0 && selector_matches(candidate->selector, node);
		if (holds) {
			add(matches, candidate);
		}
	}
}

static int by_order(const void *a, const void *b)
{
	uint64_t first = (*(const struct candidate *const *)a)->order, second = (*(const struct candidate *const *)b)->order;
	return (first > second) - (first < second);
}

/* What matches comes in a few rows that are in order already, and there is little of it: nearly always this is done with few moves. */
static void sort(struct matches *matches)
{
	enum { MANY = 32 };
	if (matches->count > MANY) {
		qsort(matches->items, matches->count, sizeof *matches->items, by_order);
		return;
	}
	for (size_t i = 1; i < matches->count; i++) {
		const struct candidate *item = matches->items[i];
		size_t at = i;
		for (; at > 0 && matches->items[at - 1]->order > item->order; at--) {
			matches->items[at] = matches->items[at - 1];
		}
		matches->items[at] = item;
	}
}

static void match(const osp_style *style, const struct node_style *node, osp_pseudo pseudo, struct matches *matches)
{
	const struct bucket *buckets = style->by_name[pseudo];
	matches->count = 0;
	try_bucket(&buckets[0], node, matches);
	if (node->type != 0) {
		try_bucket(&buckets[node->type], node, matches);
	}
	if (node->id != 0 && node->id != node->type) {
		try_bucket(&buckets[node->id], node, matches);
	}
	for (uint32_t i = 0; i < node->class_count; i++) {
		if (node->classes[i] != node->type && node->classes[i] != node->id) {
			try_bucket(&buckets[node->classes[i]], node, matches);
		}
	}
	sort(matches);
}

/* ---- sharing ---- */

static uint64_t hash_of(const struct style_entry *parent, uint8_t pseudo, const char *lang, const struct matches *matches)
{
	uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)(uintptr_t)parent ^ pseudo;
	hash *= UINT64_C(1099511628211);
	for (; *lang != '\0'; lang++) {
		hash = (hash ^ (unsigned char)*lang) * UINT64_C(1099511628211);
	}
	for (size_t i = 0; i < matches->count; i++) {
		hash = (hash ^ (uint64_t)(uintptr_t)matches->items[i]->rule) * UINT64_C(1099511628211);
	}
	return hash ^ hash >> 32;
}

static bool is_same(const struct style_entry *entry, const struct style_entry *parent, uint8_t pseudo, const char *lang,
                    const struct matches *matches)
{
	if (entry->parent != parent || entry->pseudo != pseudo || entry->rule_count != matches->count || strcmp(entry->lang, lang) != 0) {
		return false;
	}
	for (size_t i = 0; i < matches->count; i++) {
		if (entry->rules[i] != matches->items[i]->rule) {
			return false;
		}
	}
	return true;
}

static void grow_table(osp_style *style)
{
	size_t slots = style->entry_slots * 2;
	struct style_entry **fresh = ARENA_ARRAY(style->arena, slots, struct style_entry *);
	for (size_t i = 0; i < style->entry_slots; i++) {
		for (struct style_entry *entry = style->entries[i], *next; entry != NULL; entry = next) {
			next = entry->next;
			entry->next = fresh[entry->hash & (slots - 1)];
			fresh[entry->hash & (slots - 1)] = entry;
		}
	}
	style->entries = fresh;
	style->entry_slots = slots;
}

static struct style_entry *new_entry(osp_style *style, const struct style_entry *parent, uint8_t pseudo, const char *lang,
                                     const struct matches *matches, uint64_t hash)
{
	struct style_entry *entry = ARENA_NEW(style->arena, struct style_entry);
	const struct rule **rules = ARENA_ARRAY(style->arena, matches->count + 1, const struct rule *);
	for (size_t i = 0; i < matches->count; i++) {
		rules[i] = matches->items[i]->rule;
	}
	entry->parent = parent;
	entry->pseudo = pseudo;
	entry->lang = strcmp(lang, parent->lang) == 0 ? parent->lang : arena_strdup(style->arena, lang);
	entry->rules = rules;
	entry->rule_count = matches->count;
	entry->hash = hash;
	struct cascade cascade = { .variable_count = 0 };
	cascade_rules(&cascade, style->arena, entry);
	compute_entry(style, entry, &cascade);
	entry->number = (uint32_t)++style->entry_count;
	if (style->entry_count > style->entry_slots) {
		grow_table(style);
	}
	entry->next = style->entries[hash & (style->entry_slots - 1)];
	style->entries[hash & (style->entry_slots - 1)] = entry;
	return entry;
}

static const struct style_entry *share(osp_style *style, const struct style_entry *parent, uint8_t pseudo, const char *lang,
                                       const struct matches *matches)
{
	uint64_t hash = hash_of(parent, pseudo, lang, matches);
	pthread_mutex_lock(&style->lock);
	struct style_entry *entry = style->entries[hash & (style->entry_slots - 1)];
	while (entry != NULL && !(entry->hash == hash && is_same(entry, parent, pseudo, lang, matches))) {
		entry = entry->next;
	}
	if (entry == NULL) {
		entry = new_entry(style, parent, pseudo, lang, matches, hash);
		entry->computed.display = pseudo >= KEY_ANONYMOUS ? (enum display)(pseudo - KEY_ANONYMOUS) : entry->computed.display;
	}
	pthread_mutex_unlock(&style->lock);
	return entry;
}

/* ---- nodes ---- */

static size_t count_words(const char *text)
{
	size_t count = 0;
	for (text += strspn(text, " \t\n\f\r"); *text != '\0'; text += strspn(text, " \t\n\f\r")) {
		count++;
		text += strcspn(text, " \t\n\f\r");
	}
	return count;
}

static void add_classes(const osp_style *style, struct node_style *own, const char *text)
{
	for (text += strspn(text, " \t\n\f\r"); *text != '\0'; text += strspn(text, " \t\n\f\r")) {
		size_t len = strcspn(text, " \t\n\f\r");
		uint32_t atom = atoms_find(style->atoms, text, len);
		text += len;
		bool known = atom == 0 || atom > style->atom_count;
		for (uint32_t i = 0; i < own->class_count && !known; i++) {
			known = own->classes[i] == atom;
		}
		if (!known) {
			own->classes[own->class_count++] = atom;
			own->filter |= selector_filter_bits(atom);
		}
	}
}

/* Sheets that were loaded for another set later may have added names: they are none of ours. */
static uint32_t atom_of(const osp_style *style, const char *text)
{
	uint32_t atom = atoms_find(style->atoms, text, strlen(text));
	return atom <= style->atom_count ? atom : 0;
}

static struct arena *memory_of(osp_tree *tree)
{
	if (tree->styles->arena == NULL) {
		tree->styles->arena = job_arena_new(tree->job);
	}
	return tree->styles->arena;
}

static struct node_style *prepare(osp_style *style, const osp_node *node, const struct node_style *parent)
{
	const char *classes = osp_node_attr(node, "class"), *id = osp_node_attr(node, "id");
	size_t words = classes != NULL ? count_words(classes) : 0;
	struct node_style *own = arena_alloc(memory_of(node->tree), sizeof *own + words * sizeof own->classes[0]);
	own->node = node;
	own->stamp = style->stamp;
	own->parent = parent;
	own->filter = parent != NULL ? parent->filter : 0;
	own->type = atom_of(style, node->name);
	own->id = id != NULL ? atom_of(style, id) : 0;
	own->filter |= own->type != 0 ? selector_filter_bits(own->type) : 0;
	own->filter |= own->id != 0 ? selector_filter_bits(own->id) : 0;
	if (classes != NULL) {
		add_classes(style, own, classes);
	}
	return own;
}

struct node_style *node_style_find(const osp_node *node, uint32_t stamp)
{
	const struct tree_styles *styles = node->tree->styles;
	struct node_style *own = node->number < styles->capacity ? styles->of_node[node->number] : NULL;
	return own != NULL && own->stamp == stamp ? own : NULL;
}

static struct node_style *cached(const osp_style *style, const osp_node *node)
{
	return node_style_find(node, style->stamp);
}

static void keep(const osp_node *node, struct node_style *own)
{
	osp_tree *tree = node->tree;
	struct tree_styles *styles = tree->styles;
	if (node->number >= styles->capacity) {
		uint32_t capacity = styles->capacity * 2 > tree->node_count ? styles->capacity * 2 : tree->node_count + 1;
		struct node_style **of_node = ARENA_ARRAY(memory_of(tree), capacity, struct node_style *);
		if (styles->capacity > 0) {
			memcpy(of_node, styles->of_node, styles->capacity * sizeof *of_node);
		}
		styles->of_node = of_node;
		styles->capacity = capacity;
	}
	styles->of_node[node->number] = own;
}

static void work_out(osp_style *style, const osp_node *node)
{
	const struct node_style *parent = node->parent != NULL ? cached(style, node->parent) : NULL;
	struct node_style *own = prepare(style, node, parent);
	const struct style_entry *above = parent != NULL ? parent->entry : &style->initial;
	const char *lang = osp_node_attr(node, "lang");
	struct matches matches = { .count = 0 };
	match(style, own, OSP_PSEUDO_NONE, &matches);
	own->entry = share(style, above, 0, lang != NULL ? lang : above->lang, &matches);
	free(matches.items);
	keep(node, own);
}

/* Trees are walked from the top, so mostly the parent is known; else the uncached ancestors are worked out first. */
static struct node_style *node_style(osp_style *style, const osp_node *node)
{
	struct node_style *own = cached(style, node);
	while (own == NULL) {
		const osp_node *top = node;
		while (top->parent != NULL && cached(style, top->parent) == NULL) {
			top = top->parent;
		}
		work_out(style, top);
		own = cached(style, node);
	}
	return own;
}

const struct style_entry *style_entry(osp_style *style, const osp_node *node)
{
	node = node->name == NULL ? node->parent : node;
	return node != NULL ? node_style(style, node)->entry : &style->initial;
}

static bool is_generated(const struct style_entry *entry, const struct style_entry *owner, osp_pseudo pseudo)
{
	const struct value *content = entry->values[PROPERTY_CONTENT];
	if (pseudo == OSP_PSEUDO_MARKER) {
		bool hidden = content != NULL && content->as.content->is_none && content->number == 1;
		return owner->computed.display == DISPLAY_LIST_ITEM && !hidden;
	}
	if (pseudo == OSP_PSEUDO_FIRST_LETTER) {
		return letter_is_of(owner) && entry->winner_count > 0;
	}
	return !entry->computed.content.is_none && entry->computed.display != DISPLAY_NONE;
}

const struct style_entry *style_entry_pseudo(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	if (pseudo == OSP_PSEUDO_NONE) {
		return style_entry(style, node);
	}
	if (node->name == NULL || (pseudo == OSP_PSEUDO_FIRST_LETTER && !style_has_letters(style))) {
		return NULL;
	}
	struct node_style *own = node_style(style, node);
	unsigned bit = 1u << pseudo;
	if ((own->pseudo_known & bit) == 0) {
		struct matches matches = { .count = 0 };
		match(style, own, pseudo, &matches);
		bool possible = matches.count > 0 || pseudo == OSP_PSEUDO_MARKER;
		const struct style_entry *entry = possible ? share(style, own->entry, (uint8_t)pseudo, own->entry->lang, &matches) : NULL;
		free(matches.items);
		own->pseudo[pseudo - 1] = entry != NULL && is_generated(entry, own->entry, pseudo) ? entry : NULL;
		own->pseudo_known = (uint8_t)(own->pseudo_known | bit);
	}
	return own->pseudo[pseudo - 1];
}

const struct computed *style_computed(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	const struct style_entry *entry = style_entry_pseudo(style, node, pseudo);
	return entry != NULL ? &entry->computed : NULL;
}

const struct computed *style_letter(osp_style *style, const osp_node *block, const osp_node *around)
{
	if (around == block) {
		return style_computed(style, block, OSP_PSEUDO_FIRST_LETTER);
	}
	const struct style_entry *above = style_entry(style, around);
	struct matches matches = { .count = 0 };
	match(style, node_style(style, block), OSP_PSEUDO_FIRST_LETTER, &matches);
	const struct style_entry *entry = share(style, above, OSP_PSEUDO_FIRST_LETTER, above->lang, &matches);
	free(matches.items);
	return &entry->computed;
}

const struct computed *style_anonymous(osp_style *style, const osp_node *node, enum display display)
{
	const struct style_entry *entry = style_entry(style, node);
	struct matches none = { .count = 0 };
	return &share(style, entry, (uint8_t)(KEY_ANONYMOUS + display), entry->lang, &none)->computed;
}
