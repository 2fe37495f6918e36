/* names.c - give out names once, however many want the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

struct name_slot {
	char *name;
	uint32_t tried;  /* the last -N that was given out for this base: keeps ten thousand equal headings linear */
};

static uint64_t hash(const char *name)
{
	uint64_t value = 1469598103934665603u; /* FNV-1a */
	for (; *name != '\0'; name++) {
		value = (value ^ (unsigned char)*name) * 1099511628211u;
	}
	return value;
}

static struct name_slot *find(const struct names *names, const char *name)
{
	size_t mask = names->capacity - 1;
	for (size_t i = (size_t)hash(name) & mask;; i = (i + 1) & mask) {
		struct name_slot *slot = &names->slots[i];
		if (slot->name == NULL || strcmp(slot->name, name) == 0) {
			return slot;
		}
	}
}

static void grow(struct names *names)
{
	struct names bigger = { NULL, names->count, names->capacity == 0 ? 64 : names->capacity * 2 };
	bigger.slots = calloc(bigger.capacity, sizeof(*bigger.slots));
	if (bigger.slots == NULL) {
		abort();
	}
	for (size_t i = 0; i < names->capacity; i++) {
		if (names->slots[i].name != NULL) {
			*find(&bigger, names->slots[i].name) = names->slots[i];
		}
	}
	free(names->slots);
	*names = bigger;
}

static struct name_slot *claim(struct names *names, const char *name, bool *ret_fresh)
{
	if (names->count * 2 >= names->capacity) {
		grow(names);
	}
	struct name_slot *slot = find(names, name);
	*ret_fresh = slot->name == NULL;
	if (slot->name == NULL) {
		slot->name = strdup(name);
		if (slot->name == NULL) {
			abort();
		}
		slot->tried = 1;
		names->count++;
	}
	return slot;
}

bool names_has(const struct names *names, const char *name)
{
	return names->capacity > 0 && find(names, name)->name != NULL;
}

bool names_claim(struct names *names, const char *name)
{
	bool fresh;
	claim(names, name, &fresh);
	return fresh;
}

void names_claim_like(struct names *names, const char *base, osp_buf *out)
{
	bool fresh;
	struct name_slot *slot = claim(names, base, &fresh);
	if (fresh) {
		osp_buf_puts(out, base);
		return;
	}
	uint32_t tried = slot->tried;
	osp_buf name = OSP_BUF_INIT;
	do {
		osp_buf_clear(&name);
		osp_buf_printf(&name, "%s-%u", base, ++tried);
	} while (!names_claim(names, name.data));
	find(names, base)->tried = tried;
	osp_buf_puts(out, name.data);
	osp_buf_done(&name);
}

void names_done(struct names *names)
{
	for (size_t i = 0; i < names->capacity; i++) {
		free(names->slots[i].name);
	}
	free(names->slots);
	*names = (struct names){ NULL, 0, 0 };
}
