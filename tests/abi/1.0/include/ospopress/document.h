/* document.h - the tree that every reader makes, every transform changes and every writer writes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_DOCUMENT_H
#define OSPOPRESS_DOCUMENT_H

#include <ospopress/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A tree is made of elements and texts. Elements speak HTML's vocabulary, with
 * attributes, classes and DPUB-ARIA roles; which shape they have after which
 * stage is promised in docs/tree.md. An element may have any name: one that
 * ospopress does not know behaves as `span` where text stands around it and as
 * `div` elsewhere.
 *
 * Every node belongs to one tree from birth and lives as long as it; there is
 * nothing to free. "Remove" means osp_node_unlink(). Strings that are passed in
 * are copied; strings and nodes that come out are borrowed from the tree and
 * stay valid while it lives, also after the node was changed or unlinked.
 *
 * One tree is changed by one thread at a time. Different trees are independent.
 */
typedef struct osp_tree osp_tree;
typedef struct osp_node osp_node;

typedef enum osp_tag {
	OSP_TAG_NONE = 0,    /* a text */
	OSP_TAG_UNKNOWN = 1, /* an element whose name has no number */
#define OSP_TAG(identifier, name, class) OSP_##identifier,
#include <ospopress/tags.def>
#undef OSP_TAG
	OSP_TAG_COUNT
} osp_tag;

/* The number of an element name (lower case), OSP_TAG_UNKNOWN when it has none. */
OSP_API osp_tag osp_tag_from_name(const char *name);
/* "" for OSP_TAG_NONE and OSP_TAG_UNKNOWN. */
OSP_API const char *osp_tag_name(osp_tag tag);
/* True for elements that stand between blocks (p, ul, table, ...), false for those within a line and for texts. */
OSP_API bool osp_tag_is_block(osp_tag tag);
/* br, img, wbr, hr, col: elements that never have children. */
OSP_API bool osp_tag_is_void(osp_tag tag);

/* ---- Making. New nodes have no parent and no place. ---- */

OSP_API osp_node *osp_element_new(osp_tree *tree, osp_tag tag);
OSP_API osp_node *osp_element_new_named(osp_tree *tree, const char *name);
/* `len` bytes of UTF-8. */
OSP_API osp_node *osp_text_new(osp_tree *tree, const char *text, size_t len);
/* The node with all below it, into `tree` (which may be another one). Places come along. */
OSP_API osp_node *osp_node_clone(osp_tree *tree, const osp_node *node);
/* The tree that a node belongs to, to make neighbours for it. */
OSP_API osp_tree *osp_node_tree(const osp_node *node);

/* ---- Asking ---- */

OSP_API bool osp_node_is_text(const osp_node *node);
/* OSP_TAG_NONE for a text. NULL is allowed and is OSP_TAG_NONE, so tests on a neighbour need no guard. */
OSP_API osp_tag osp_node_tag(const osp_node *node);
/* The element's name; "" for a text. */
OSP_API const char *osp_node_name(const osp_node *node);
/* The bytes of a text; "" for an element. `ret_len` may be NULL. */
OSP_API const char *osp_node_text(const osp_node *node, size_t *ret_len);
/* Appends the text of the node and all below it. */
OSP_API void osp_node_text_content(const osp_node *node, osp_buf *buf);

OSP_API osp_node *osp_node_parent(const osp_node *node);
OSP_API osp_node *osp_node_first(const osp_node *node); /* first child */
OSP_API osp_node *osp_node_last(const osp_node *node);  /* last child */
OSP_API osp_node *osp_node_next(const osp_node *node);
OSP_API osp_node *osp_node_previous(const osp_node *node);

/*
 * Walking in document order. osp_node_after() goes to the first child if there
 * is one, osp_node_after_all() past the node's descendants; both end with NULL
 * when they would leave `root`.
 *
 *     for (osp_node *n = root; n != NULL; n = osp_node_after(n, root)) { ... }
 *
 * While walking you may change what lies before the node; before unlinking it,
 * ask for its successor (osp_node_after_all()).
 */
OSP_API osp_node *osp_node_after(const osp_node *node, const osp_node *root);
OSP_API osp_node *osp_node_after_all(const osp_node *node, const osp_node *root);

/* The place in the author's file where the node begins. Transforms that make a node for
 * another set the other's place, so that every message can point at the author's own line. */
OSP_API osp_place osp_node_place(const osp_node *node);
OSP_API void osp_node_set_place(osp_node *node, osp_place place);

/* ---- Attributes. At most one of a name; order is the order of setting. ---- */

/* NULL when absent. */
OSP_API const char *osp_node_attr(const osp_node *node, const char *name);
/* A NULL value removes it. */
OSP_API void osp_node_set_attr(osp_node *node, const char *name, const char *value);
OSP_API size_t osp_node_attr_count(const osp_node *node);
OSP_API void osp_node_attr_at(const osp_node *node, size_t index, const char **ret_name, const char **ret_value);
/* Words of the `class` attribute. Adding one that is there changes nothing. */
OSP_API bool osp_node_has_class(const osp_node *node, const char *word);
OSP_API void osp_node_add_class(osp_node *node, const char *word);
/* True when the `role` attribute has this word. */
OSP_API bool osp_node_has_role(const osp_node *node, const char *word);
/* The nearest `lang` on the node or above it, "" if none. */
OSP_API const char *osp_node_lang(const osp_node *node);
/* The element with this `id` at or below root, NULL if none. */
OSP_API osp_node *osp_node_find_id(const osp_node *root, const char *id);

/* ---- Changing. A node that stands somewhere is unlinked first; a node can't be put below itself. ---- */

OSP_API void osp_node_append(osp_node *parent, osp_node *child);
OSP_API void osp_node_prepend(osp_node *parent, osp_node *child);
OSP_API void osp_node_insert_before(osp_node *node, osp_node *fresh);
OSP_API void osp_node_insert_after(osp_node *node, osp_node *fresh);
OSP_API void osp_node_unlink(osp_node *node);
/* Puts `fresh` where `node` was. */
OSP_API void osp_node_replace(osp_node *node, osp_node *fresh);
/* Moves all children of `from` to the end of `to`. */
OSP_API void osp_node_take_children(osp_node *to, osp_node *from);
/* Changes the text of a text. */
OSP_API void osp_node_set_text(osp_node *node, const char *text, size_t len);
/* Changes an element's name and keeps all else. */
OSP_API void osp_node_rename(osp_node *node, osp_tag tag);
/* Cuts a text at a byte offset: the node keeps what is before, a new text behind it, which is
 * returned, gets the rest. Its place is computed from the first one's. */
OSP_API osp_node *osp_text_split(osp_node *text, size_t offset);

#ifdef __cplusplus
}
#endif
#endif
