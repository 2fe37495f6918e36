/* transform.h - put the transforms in order and run them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRANSFORM_TRANSFORM_H
#define TRANSFORM_TRANSFORM_H

#include "plugin/run.h"

/*
 * Sorts in place so that every `after` and `before` holds; names that are not in
 * the list don't matter. What stays free is settled by the plugins' names, bytewise,
 * so the order never depends on where they were found. A cycle is an error that
 * names its members one behind the other; OSP_FAIL then, and the order is unchanged.
 */
osp_status transform_order(osp_job *job, struct plugin_use **uses, size_t count);

/*
 * Runs ordered transforms; the editors' own pages go the way of articles. Neighbours
 * with the article verb run article by article (all of them on the first, then all
 * on the second), but one that runs in a child runs over all articles alone.
 * `after_articles` is called behind them. A transform with the volume verb waits for
 * all articles. Trees are normalised after every verb, and checked against
 * docs/tree.md in debug builds and with OSPOPRESS_CHECK_TREE=1.
 *
 * An article whose transform fails is held (OSP_ARTICLE_HELD): the rest of the row
 * passes it by. Returns the exit status that it asks for: 0, 1 when an
 * article or the volume failed, 3 when a plugin crashed. *ret_volume_ok
 * becomes false when a volume verb failed: then there is nothing that could be written.
 */
int transform_run(osp_job *job, struct plugin_use **uses, size_t count, osp_volume *volume,
	void (*after_articles)(void *closure), void *closure, bool *ret_volume_ok);

#endif
