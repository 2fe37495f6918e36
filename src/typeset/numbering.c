/* numbering.c - which page is which: sides, labels, blank pages, and what stands where. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/piece.h"

#include <string.h>

struct numbering {
	struct volume_layout *volume;
	struct slot *slots;
	size_t count, capacity;
	uint32_t number;               /* of the last page in this series */
	osp_region region;
};

static void add(struct numbering *numbering, uint32_t piece, uint32_t cut)
{
	struct arena *arena = numbering->volume->arena;
	if (numbering->count == numbering->capacity) {
		size_t capacity = numbering->capacity == 0 ? 64 : numbering->capacity * 2;
		struct slot *slots = ARENA_ARRAY(arena, capacity, struct slot);
		if (numbering->count > 0) {
			memcpy(slots, numbering->slots, numbering->count * sizeof(*slots));
		}
		numbering->slots = slots;
		numbering->capacity = capacity;
	}
	struct slot *slot = &numbering->slots[numbering->count];
	*slot = (struct slot){ .piece = piece, .cut = cut, .number = ++numbering->number, .is_left = numbering->count % 2 == 1 };
	slot->is_front = numbering->region == OSP_FRONT;
	osp_buf label = OSP_BUF_INIT;
	counter_format(&label, (int)slot->number, slot->is_front ? "lower-roman" : "decimal");
	slot->label = arena_strndup(arena, label.data, label.len);
	osp_buf_done(&label);
	numbering->count++;
}

/* Blank pages until the next one is on the wanted side. They belong to the piece before, if there is one. */
static void fill(struct numbering *numbering, uint32_t piece, enum page_break side)
{
	bool is_left_next = numbering->count % 2 == 1;
	if ((side == BREAK_RIGHT && is_left_next) || (side == BREAK_LEFT && !is_left_next)) {
		add(numbering, piece, BLANK_PAGE);
	}
}

/* Page 1 of the body is a right-hand page, as in every bound book. */
static void number_piece(struct numbering *numbering, uint32_t index)
{
	const struct piece_layout *piece = numbering->volume->pieces[index];
	bool begins_body = numbering->region == OSP_FRONT && piece->piece->region != OSP_FRONT;
	enum page_break side = begins_body && numbering->count > 0 ? BREAK_RIGHT : piece->style->break_before;
	if (side == BREAK_RIGHT || side == BREAK_LEFT) {
		fill(numbering, index == 0 ? 0 : index - 1, side);
	}
	if (begins_body || index == 0) {
		numbering->number = 0;
	}
	numbering->region = piece->piece->region;
	for (const struct counter_change *change = piece->style->counter_reset; change != NULL && change->name != NULL; change++) {
		if (strcmp(change->name, "page") == 0 && change->value > 0) {
			numbering->number = (uint32_t)change->value - 1;
		}
	}
	numbering->volume->first_slots[index] = (uint32_t)numbering->count;
	for (uint32_t page = 0; page < piece->page_count; page++) {
		if (page > 0) {
			fill(numbering, index, piece->cuts[piece->page_cuts[page]].force);
		}
		add(numbering, index, page);
	}
}

static uint32_t slot_of(const struct volume_layout *volume, uint32_t piece, uint32_t cut)
{
	for (size_t at = volume->first_slots[piece]; at < volume->slot_count && volume->slots[at].piece == piece; at++) {
		if (volume->slots[at].cut == cut) {
			return (uint32_t)at;
		}
	}
	return volume->first_slots[piece];
}

/* ids come in the order of the pages, but for pictures that moved. `slot` is where the last one was found. */
static uint32_t slot_from(const struct volume_layout *volume, uint32_t piece, uint32_t slot, uint32_t cut)
{
	while (slot + 1 < volume->slot_count && volume->slots[slot].piece == piece && volume->slots[slot].cut < cut) {
		slot++;
	}
	return volume->slots[slot].cut == cut && volume->slots[slot].piece == piece ? slot : slot_of(volume, piece, cut);
}

static void put_target(struct volume_layout *volume, const struct named_box *named, uint32_t first, uint32_t last)
{
	struct target *target = ARENA_NEW(volume->arena, struct target);
	const struct slot *slot = &volume->slots[first];
	*target = (struct target){ slot->label, volume->slots[last].label, slot->number, named->node, counters_copy(&named->counters, volume->arena) };
	map_put(&volume->targets, named->id, strlen(named->id), target);
	volume->targets_sum = (volume->targets_sum ^ first) * 0x100000001b3u;
	volume->targets_sum = (volume->targets_sum ^ last) * 0x100000001b3u;
}

static void find_targets(struct volume_layout *volume)
{
	map_init(&volume->targets, volume->arena);
	volume->targets_sum = 0xcbf29ce484222325u;
	for (uint32_t i = 0; i < volume->piece_count; i++) {
		const struct piece_layout *piece = volume->pieces[i];
		uint32_t slot = volume->first_slots[i];
		for (size_t k = 0; k < piece->id_count; k++) {
			const struct named_box *named = &piece->ids[k];
			if (map_find(&volume->targets, named->id, strlen(named->id)) != NULL) {
				continue;
			}
			uint32_t end = named->box->end > named->box->first ? named->box->end - 1 : named->box->first;
			slot = slot_from(volume, i, slot, piece_page_of(piece, named->box->first));
			put_target(volume, named, slot, slot_from(volume, i, slot, piece_page_of(piece, end)));
		}
	}
}

const struct target *numbering_target(void *closure, const char *id)
{
	static const struct target unknown = { .label = "000", .last_label = "000" }, nowhere = { .label = "", .last_label = "" };
	struct volume_layout *volume = closure;
	if (volume->targets.arena == NULL) {
		return &unknown;
	}
	const struct target *target = map_find(&volume->targets, id, strlen(id));
	return target != NULL ? target : &nowhere;
}

static bool is_same(const struct volume_layout *volume, const struct numbering *numbering)
{
	if (volume->slot_count != numbering->count) {
		return false;
	}
	for (size_t i = 0; i < numbering->count; i++) {
		if (volume->slots[i].piece != numbering->slots[i].piece || volume->slots[i].cut != numbering->slots[i].cut) {
			return false;
		}
	}
	return true;
}

bool numbering_run(struct volume_layout *volume)
{
	struct numbering numbering = { .volume = volume, .region = OSP_FRONT };
	for (uint32_t i = 0; i < volume->piece_count; i++) {
		number_piece(&numbering, i);
	}
	bool has_changed = !is_same(volume, &numbering);
	uint64_t sum = volume->targets_sum;
	volume->slots = numbering.slots;
	volume->slot_count = numbering.count;
	find_targets(volume);
	return has_changed || volume->targets_sum != sum;
}

void numbering_strings(struct volume_layout *volume)
{
	size_t total = 0, done = 0;
	for (size_t i = 0; i < volume->piece_count; i++) {
		total += volume->pieces[i]->string_count;
	}
	volume->strings = ARENA_ARRAY(volume->arena, total + 1, struct string_value);
	size_t at = 0;
	for (uint32_t i = 0; i < volume->piece_count; i++) {
		const struct piece_layout *piece = volume->pieces[i];
		size_t own = 0;
		for (; at < volume->first_slots[i]; at++) {
			volume->slots[at].strings_before = done;
		}
		for (; at < volume->slot_count && volume->slots[at].piece == i; at++) {
			struct slot *slot = &volume->slots[at];
			slot->strings_before = done;
			while (slot->cut != BLANK_PAGE && own < piece->string_count && piece_page_of(piece, piece->strings[own].box->first) <= slot->cut) {
				volume->strings[done] = piece->strings[own++];
				volume->strings[done].text = arena_strdup(volume->arena, volume->strings[done].text);
				done++;
				slot->strings_own++;
			}
		}
	}
}
