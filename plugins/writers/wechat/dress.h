/* dress.h - a tree's looks on their way into `style` attributes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WECHAT_DRESS_H
#define WECHAT_DRESS_H

#include "look.h"
#include "wechat.h"

/* An element, a pseudo-element that became one, or a text. Items stand in document order. */
struct item {
	const osp_node *node;      /* pseudo-elements: the one that they belong to */
	osp_pseudo pseudo;
	osp_tag tag;               /* as it is written; OSP_TAG_NONE: a text */
	const char *text;          /* of texts */
	size_t text_len;
	size_t parent, end;        /* the root is its own parent; `end` is past all that is inside */
	const char *display;
	bool has_line;             /* it holds text or what stands in a line, or stands in a line itself: it must look as computed */
	bool has_marker;           /* a list item that shows one */
	bool is_empty;
	struct look look;
};

struct dress {
	struct page *page;
	struct item *items;
	size_t count, capacity;
	struct letter letter;
};

/* ua.c: what an element is given without being told. NULL: nothing; UA_UNKNOWN: browsers and WeChat do not agree. */
#define UA_UNKNOWN "?"
const char *ua_value(osp_tag tag, enum look_property property);
const char *ua_display(osp_tag tag);

/* displays */
bool dress_is_inline(const char *display);
bool dress_is_flex(const char *display);
/* Whether the property's inherited value shows at the item. */
bool dress_shows(const struct item *item, enum look_property property);

/* hoist.c: says what is inherited where the fewest characters say it. */
void hoist(struct dress *dress);

/* generated.c: counters while the tree is walked, and what `content` comes to. */
struct generated;
struct generated *generated_new(struct page *page);
void generated_free(struct generated *generated);
/* The element's (or pseudo-element's) own resets and increments; `depth` is that of the element. */
void generated_count(struct generated *generated, const osp_node *node, osp_pseudo pseudo, unsigned depth);
/* Counters that were begun within an element of this depth end with it. */
void generated_leave(struct generated *generated, unsigned depth);
/* Strings, attr(), counter() and counters(); `generated` may be NULL where nothing is counted. */
void generated_text(struct generated *generated, const osp_node *node, const char *content, osp_buf *text);

/* place.c: boxes that are moved out of their place, which WeChat forbids, as far as the same can be had in another way. */
void place_settle(struct dress *dress, struct item *item);
/* For what is taken out of the flow, once all that is inside has been collected. False when nothing of it stays in the flow. */
bool place_lay(struct dress *dress, size_t index);

#endif
