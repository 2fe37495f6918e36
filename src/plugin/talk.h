/* talk.h - what host and program say to each other: docs/plugin-protocol.md. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_TALK_H
#define PLUGIN_TALK_H

#include <ospopress/output.h>
#include "plugin/run.h"

/*
 * A program is started at the first article and serves all of them; when it
 * failed, the next article has a new one. Everything it says is checked before it
 * is believed: an article changes only when a whole, good tree came back. All but
 * SUPERVISE_DONE was reported.
 */
enum supervise_end talk_transform(osp_job *job, struct plugin_use *use, osp_article *article);
enum supervise_end talk_read(osp_job *job, struct plugin_use *use, const osp_source *source, osp_article *article);
/* In the child of an output. */
enum supervise_end talk_write(osp_job *job, struct plugin_use *use, const osp_volume *volume, osp_output *output);
/* Ends the program, if one runs; it may have last messages, about all articles. */
void talk_end(struct plugin_use *use);

#endif
