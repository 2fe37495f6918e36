/* hoist.c - say inherited values where the fewest characters say them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include <stdlib.h>
#include <string.h>

/*
 * An element that holds no text of its own may have any colour: only what stands in lines shows it. So for each
 * inherited property the elements that show it have a value that they need, the others are free, and where a
 * declaration stands is a matter of cost: a theme that colours every paragraph alike says it once, on the wrapper.
 *
 * This is the small parsimony problem on a tree (Sankoff 1975): from the leaves up, what each subtree costs for
 * each value that may come in from above; then from the root down, the choice. Both are exact, in time items x values.
 */
enum { UNKNOWN = 0, VALUES_MAX = 128 };

struct problem {
	struct dress *dress;
	enum look_property property;
	const char *values[VALUES_MAX];
	unsigned lengths[VALUES_MAX];
	size_t value_count;
	unsigned *costs;       /* [item][value]: of what is inside, when the item has the value */
	uint8_t *needs, *own;  /* [item]: the value that it must have, that it is given by itself; UNKNOWN + 1 ... */
};

static uint8_t number_of(struct problem *p, const char *value)
{
	for (size_t i = 1; i < p->value_count; i++) {
		if (look_is_same(p->values[i], value))
			return (uint8_t)i;
	}
	if (p->value_count == VALUES_MAX)
		return UNKNOWN;
	p->values[p->value_count] = value;
	p->lengths[p->value_count] = (unsigned)(strlen(look_infos[p->property].name) + strlen(value) + 2);
	return (uint8_t)p->value_count++;
}

enum { FREE = 0xFF, NOTHING = 0xFF };

/* Marks above and below the line are a sixth smaller by themselves (CSS Fonts 4, 2.5: `smaller`). */
static bool is_smaller_by_itself(const struct problem *p, const struct item *item)
{
	if (p->property != LOOK_FONT_SIZE || (item->tag != OSP_SUP && item->tag != OSP_SUB))
		return false;
	long size, around;
	return look_length(look_value(&item->look, LOOK_FONT_SIZE), &size) &&
		look_length(look_value(&p->dress->items[item->parent].look, LOOK_FONT_SIZE), &around) && labs(size * 6 - around * 5) < 30;
}

/* False when every value is the initial one and nothing else comes from anywhere. */
static bool pose(struct problem *p)
{
	const struct dress *dress = p->dress;
	bool any = false;
	p->value_count = 1;
	uint8_t initial = number_of(p, look_infos[p->property].initial);
	for (size_t i = 0; i < dress->count; i++) {
		const struct item *item = &dress->items[i];
		if (item->tag == OSP_TAG_NONE)
			continue;
		const char *given = ua_value(item->tag, p->property);
		if (given != NULL && is_smaller_by_itself(p, item))
			given = item->look.values[LOOK_FONT_SIZE];
		p->own[i] = given == NULL ? NOTHING : strcmp(given, UA_UNKNOWN) == 0 ? UNKNOWN : number_of(p, given);
		p->needs[i] = dress_shows(item, p->property) ? number_of(p, look_value(&item->look, p->property)) : FREE;
		any |= given != NULL || (p->needs[i] != FREE && p->needs[i] != initial);
	}
	return any;
}

static size_t cheapest(const struct problem *p, const unsigned *inside)
{
	size_t best = 1;
	for (size_t v = 2; v < p->value_count; v++) {
		if (inside[v] + p->lengths[v] < inside[best] + p->lengths[best])
			best = v;
	}
	return best;
}

static unsigned cost_of(const struct problem *p, size_t i, size_t coming, size_t best)
{
	const unsigned *inside = p->costs + i * VALUES_MAX;
	size_t has = p->own[i] != NOTHING ? p->own[i] : coming, needed = p->needs[i];
	if (needed != FREE)
		return inside[needed] + (has == needed && has != UNKNOWN ? 0 : p->lengths[needed]);
	unsigned said = inside[best] + p->lengths[best];
	return inside[has] <= said ? inside[has] : said;
}

static void climb(struct problem *p)
{
	for (size_t i = p->dress->count; i-- > 1;) {
		const struct item *item = &p->dress->items[i];
		if (item->tag == OSP_TAG_NONE)
			continue;
		size_t best = cheapest(p, p->costs + i * VALUES_MAX);
		for (size_t v = 0; v < p->value_count; v++)
			p->costs[item->parent * VALUES_MAX + v] += cost_of(p, i, v, best);
	}
}

/* What comes in from outside of the article: WeChat's own sheet says these, and says them now so, now so. */
static size_t incoming(struct problem *p)
{
	enum look_property property = p->property;
	bool is_said = property == LOOK_COLOR || property == LOOK_FONT_SIZE || property == LOOK_LINE_HEIGHT || property == LOOK_TEXT_ALIGN;
	return is_said ? UNKNOWN : number_of(p, look_infos[property].initial);
}

static void descend(struct problem *p, uint8_t *has)
{
	for (size_t i = 0; i < p->dress->count; i++) {
		struct item *item = &p->dress->items[i];
		if (item->tag == OSP_TAG_NONE)
			continue;
		size_t coming = i == 0 ? incoming(p) : has[item->parent];
		size_t value = p->own[i] != NOTHING ? p->own[i] : coming, needed = p->needs[i];
		const unsigned *inside = p->costs + i * VALUES_MAX;
		size_t best = cheapest(p, inside);
		if (needed == FREE)
			needed = inside[best] + p->lengths[best] < inside[value] ? best : value;
		item->look.is_said[p->property] = needed != UNKNOWN && needed != value;
		has[i] = (uint8_t)needed;
		if (needed != UNKNOWN)
			item->look.values[p->property] = p->values[needed];
	}
}

void hoist(struct dress *dress)
{
	struct problem problem = { .dress = dress };
	size_t count = dress->count;
	problem.costs = malloc(count * VALUES_MAX * sizeof *problem.costs);
	problem.needs = malloc(3 * count);
	if (problem.costs == NULL || problem.needs == NULL)
		abort();
	problem.own = problem.needs + count;
	for (int property = 0; property < LOOK_COUNT; property++) {
		problem.property = (enum look_property)property;
		if (!look_infos[property].is_inherited || !pose(&problem))
			continue;
		memset(problem.costs, 0, count * VALUES_MAX * sizeof *problem.costs);
		climb(&problem);
		descend(&problem, problem.needs + 2 * count);
	}
	free(problem.costs);
	free(problem.needs);
}
