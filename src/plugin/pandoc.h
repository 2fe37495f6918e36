/* pandoc.h - an article as Pandoc's document, and back, so that Pandoc's filters run on it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_PANDOC_H
#define PLUGIN_PANDOC_H

#include <ospopress/volume.h>
#include "plugin/options.h"

/*
 * The types are those of pandoc-types 1.23 (pandoc 3), which are written as JSON:
 * {"pandoc-api-version": ..., "meta": {...}, "blocks": [...]}. What Pandoc has no
 * type for is a Div or Span that says in `data-osp-tag` which element it was, so
 * it comes back whole. The plugin's options are metadata, beside title, date and
 * the like. `is_old` writes pandoc-types 1.22, for filters in Haskell of that time.
 *
 * An article whose notes have no numbers yet, as after reading, has Notes at their
 * marks, as Pandoc has; they come back as marks and notes of the reader's shape.
 */
void pandoc_write(const osp_article *article, const osp_options *options, bool is_old, osp_buf *out);

/* Writes what a filter made of it as XML (xml.h), and its title into `fresh` if that was changed. False with `why` when it is no such document. */
bool pandoc_read(osp_job *job, osp_article *fresh, const char *bytes, size_t len, osp_buf *xml, osp_buf *why);

/* In `data-osp-tag`: the element that a Div or Span stands for. */
#define PANDOC_TAG "data-osp-tag"

#endif
