/* order.c - put transforms in an order in which every "after" and "before" holds. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "transform/transform.h"

#include <string.h>

/* Who must run before whom, as a square of bits; a volume has a dozen or two of transforms. */
struct order {
	osp_job *job;
	struct plugin_use **uses;
	size_t count;
	bool *edges;       /* edges[a * count + b]: a runs before b */
	bool *is_placed;
};

static const char *name_of(const struct plugin_use *use)
{
	return use->plugin->about.name;
}

static bool lists(const char *names, const char *name)
{
	size_t len = strlen(name);
	while (names != NULL && *names != '\0') {
		names += strspn(names, " ,");
		size_t n = strcspn(names, " ,");
		if (n == len && n > 0 && memcmp(names, name, n) == 0) {
			return true;
		}
		names += n;
	}
	return false;
}

static void draw_edges(struct order *order)
{
	for (size_t a = 0; a < order->count; a++) {
		const osp_transform *transform = order->uses[a]->plugin->about.transform;
		for (size_t b = 0; b < order->count; b++) {
			const char *name = name_of(order->uses[b]);
			if (a != b && lists(transform->before, name)) {
				order->edges[a * order->count + b] = true;
			}
			if (a != b && lists(transform->after, name)) {
				order->edges[b * order->count + a] = true;
			}
		}
	}
}

/* Somebody that has to run before `at` and was not placed yet; `count` when nobody has to. */
static size_t find_blocker(const struct order *order, size_t at)
{
	for (size_t a = 0; a < order->count; a++) {
		if (!order->is_placed[a] && order->edges[a * order->count + at]) {
			return a;
		}
	}
	return order->count;
}

/* The one with the smallest name among those that nobody blocks; `count` when all are blocked. */
static size_t find_next(const struct order *order)
{
	size_t best = order->count;
	for (size_t at = 0; at < order->count; at++) {
		if (order->is_placed[at] || find_blocker(order, at) < order->count) {
			continue;
		}
		if (best == order->count || strcmp(name_of(order->uses[at]), name_of(order->uses[best])) < 0) {
			best = at;
		}
	}
	return best;
}

/* All that are left are blocked: going from blocker to blocker must come round. */
static void report_cycle(const struct order *order)
{
	size_t at = 0;
	osp_buf names = OSP_BUF_INIT;
	size_t *trail = osp_job_alloc(order->job, (order->count + 1) * sizeof(*trail));
	size_t *step = osp_job_alloc(order->job, order->count * sizeof(*step)); /* 1 + when it was met */
	while (order->is_placed[at]) {
		at++;
	}
	size_t length = 0;
	while (step[at] == 0) {
		trail[length++] = at;
		step[at] = length;
		at = find_blocker(order, at);
	}
	/* The trail leads backwards. */
	osp_buf_puts(&names, name_of(order->uses[at]));
	for (size_t i = length; i-- > step[at] - 1;) {
		osp_buf_printf(&names, " -> %s", name_of(order->uses[trail[i]]));
	}
	osp_error(order->job, order->uses[at]->place, "transform/cycle",
		"the transforms can't be put in order, each wants to run before the next: %s", names.data);
	osp_buf_done(&names);
}

osp_status transform_order(osp_job *job, struct plugin_use **uses, size_t count)
{
	struct order order = { .job = job, .uses = uses, .count = count };
	if (count < 2) {
		return OSP_OK;
	}
	struct plugin_use **sorted = osp_job_alloc(job, count * sizeof(*sorted));
	order.edges = osp_job_alloc(job, count * count * sizeof(*order.edges));
	order.is_placed = osp_job_alloc(job, count * sizeof(*order.is_placed));
	draw_edges(&order);
	for (size_t i = 0; i < count; i++) {
		size_t next = find_next(&order);
		if (next == count) {
			report_cycle(&order);
			return OSP_FAIL;
		}
		sorted[i] = uses[next];
		order.is_placed[next] = true;
	}
	memcpy(uses, sorted, count * sizeof(*uses));
	return OSP_OK;
}
