/* atoms.c - names to small numbers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "style/selector.h"

struct atoms { struct map map; };

struct atoms *atoms_new(struct arena *arena)
{
	struct atoms *atoms = ARENA_NEW(arena, struct atoms);
	map_init(&atoms->map, arena);
	return atoms;
}

uint32_t atoms_find(const struct atoms *atoms, const char *text, size_t len)
{
	return (uint32_t)(uintptr_t)map_find(&atoms->map, text, len);
}

uint32_t atoms_add(struct atoms *atoms, const char *text, size_t len)
{
	uint32_t atom = atoms_find(atoms, text, len);
	if (atom == 0) {
		atom = (uint32_t)atoms->map.count + 1;
		map_put(&atoms->map, text, len, (void *)(uintptr_t)atom);
	}
	return atom;
}

uint32_t atoms_count(const struct atoms *atoms)
{
	return (uint32_t)atoms->map.count;
}
