/* parts.c - a long article as several, divided at its headings. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/*
 * The units of an article are its blocks that are no section: they stay whole and in order, and where one begins a part can begin. Parts
 * are as equal as headings allow. The references go with each part that cites one, a footnote with its mark, the authors' lives with
 * the last part.
 */

static bool is_tail(const osp_node *node)
{
	return osp_node_has_role(node, "doc-bibliography") || osp_node_has_role(node, "doc-endnotes") || osp_node_has_class(node, "bios");
}

/* The next unit after `node`, which is one or the root. */
static osp_node *next_unit(const osp_node *node, const osp_node *root)
{
	osp_node *n = node == root ? osp_node_first(root) : osp_node_after_all(node, root);
	while (n != NULL) {
		if (is_tail(n))
			n = osp_node_after_all(n, root);
		else if (osp_node_tag(n) == OSP_SECTION && osp_node_first(n) != NULL)
			n = osp_node_first(n);
		else
			break;
	}
	return n;
}

/* How badly a part begins here, in hundredths of a part: an h2's section is the best place, the middle of one the last resort. */
static unsigned reluctance(const osp_node *unit, const osp_node *root)
{
	const osp_node *n = unit;
	while (osp_node_previous(n) == NULL && osp_node_parent(n) != root)
		n = osp_node_parent(n);
	if (osp_node_tag(n) != OSP_SECTION)
		return 60;
	unsigned depth = 0;
	for (const osp_node *above = osp_node_parent(n); above != root; above = osp_node_parent(above))
		depth++;
	return depth < 2 ? depth * 25 : 50;
}

static bool is_heading(const osp_node *node)
{
	osp_tag tag = osp_node_tag(node);
	return tag >= OSP_H1 && tag <= OSP_H6;
}

/* Characters and what markup adds to them, roughly: only the proportions matter. */
static size_t weight_of(const osp_node *unit)
{
	size_t weight = 0;
	for (const osp_node *n = unit; n != NULL; n = osp_node_after(n, unit)) {
		size_t len;
		const char *text = osp_node_text(n, &len);
		weight += osp_node_is_text(n) ? osp_utf8_count(text, len) : 40;
	}
	return weight;
}

struct plan {
	struct unit { size_t before; unsigned reluctance; bool follows_heading; } *units;
	size_t count, weight;
};

static struct plan plan_of(const osp_node *root)
{
	struct plan plan = { 0 };
	for (const osp_node *n = next_unit(root, root); n != NULL; n = next_unit(n, root))
		plan.count++;
	plan.units = calloc(plan.count + 1, sizeof *plan.units);
	if (plan.units == NULL)
		abort();
	size_t i = 0;
	bool heading = false;
	for (const osp_node *n = next_unit(root, root); n != NULL; n = next_unit(n, root)) {
		plan.units[i++] = (struct unit){ plan.weight, reluctance(n, root), heading };
		plan.weight += weight_of(n);
		heading = is_heading(n);
	}
	return plan;
}

/* The unit that begins part `part` of `count`: the one with the least harm near to where equal parts would begin. */
static size_t choose(const struct plan *plan, size_t part, size_t count, size_t after)
{
	size_t best = plan->count, size = plan->weight / count + 1, wanted = plan->weight * part / count;
	size_t least = SIZE_MAX;
	for (size_t i = after + 1; i < plan->count; i++) {
		const struct unit *unit = &plan->units[i];
		size_t far = unit->before > wanted ? unit->before - wanted : wanted - unit->before;
		size_t harm = far * 100 / size + unit->reluctance;
		if (!unit->follows_heading && harm < least) {
			least = harm;
			best = i;
		}
	}
	return best;
}

bool parts_divide(const osp_node *root, size_t count, size_t *begins)
{
	struct plan plan = plan_of(root);
	bool fits = count <= plan.count;
	begins[0] = 0;
	for (size_t part = 1; part < count && fits; part++) {
		begins[part] = choose(&plan, part, count, begins[part - 1]);
		fits = begins[part] < plan.count;
	}
	begins[count] = plan.count;
	free(plan.units);
	return fits;
}

/* ---- the tree of a part ---- */

static void remove_node(osp_node *node, const osp_node *root)
{
	while (node != root) {
		osp_node *parent = osp_node_parent(node);
		osp_node_unlink(node);
		if (osp_node_first(parent) != NULL)
			return;
		node = parent;
	}
}

static bool cites(const osp_node *root)
{
	for (const osp_node *n = root; n != NULL; n = osp_node_after(n, root)) {
		if (osp_node_tag(n) == OSP_A && osp_node_has_role(n, "doc-biblioref"))
			return true;
	}
	return false;
}

static bool has_mark_of(const osp_node *root, const osp_node *note)
{
	const char *id = osp_node_attr(note, "id");
	for (const osp_node *n = root; n != NULL && id != NULL; n = osp_node_after(n, root)) {
		const char *href = osp_node_has_role(n, "doc-noteref") ? osp_node_attr(n, "href") : NULL;
		if (href != NULL && href[0] == '#' && strcmp(href + 1, id) == 0)
			return true;
	}
	return false;
}

static void trim_tail(osp_node *root, bool is_last)
{
	bool citing = is_last || cites(root);
	for (osp_node *n = osp_node_first(root); n != NULL;) {
		osp_node *next = osp_node_after(n, root), *past = osp_node_after_all(n, root);
		bool is_gone = (osp_node_has_role(n, "doc-bibliography") && !citing) || (osp_node_has_class(n, "bios") && !is_last) ||
			(osp_node_has_role(n, "doc-footnote") && !has_mark_of(root, n));
		if (is_gone)
			remove_node(n, root);
		n = is_gone ? past : next;
	}
}

osp_node *parts_tree(const osp_node *root, size_t from, size_t to, bool is_last)
{
	osp_node *part = osp_node_clone(osp_node_tree(root), root);
	size_t index = 0;
	for (osp_node *n = next_unit(part, part); n != NULL; index++) {
		osp_node *next = next_unit(n, part);
		if (index < from || index >= to)
			remove_node(n, part);
		n = next;
	}
	trim_tail(part, is_last);
	return part;
}
