/* xml.h - a tree as XML that other languages read, and back. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLUGIN_XML_H
#define PLUGIN_XML_H

#include "document/node.h"

/*
 * Writes a node and all below it, all attributes included. Each element that has a
 * place says it in `data-place="LINE:COLUMN"`.
 */
void xml_write(const osp_node *root, osp_buf *out);

/*
 * Reads one element into the tree: well-formed XML without a document type, names
 * with or without a namespace prefix, the five entities and numbers. Takes
 * data-place off again. NULL, with `why`, for anything else, for more than 200
 * levels, and for bytes that are not UTF-8.
 */
osp_node *xml_read(osp_tree *tree, const char *bytes, size_t len, uint32_t file, osp_buf *why);

/*
 * What came back has no places where it was made by another program: a text takes
 * that of the same text in the old tree, an element that of the first text in it
 * or of what stands around it.
 */
void xml_find_places(osp_job *job, osp_node *fresh, const osp_node *old);

#endif
