/* style.h - asking the style sheets: which sheets there are, what a node computes to. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_STYLE_H
#define OSPOPRESS_STYLE_H

#include <ospopress/volume.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Styles are CSS. A style set is the cascade of the sheets that apply to one
 * medium ("print", "epub", "wechat": a writer's descriptor names it): ospopress'
 * own base sheet, the sheets of `style:` in order, then those of the output's
 * `style:` option. Computing is lazy and cached per node; a node that was
 * changed after it was asked for gives an old answer, so ask when the tree is finished.
 */
typedef struct osp_style osp_style;

typedef enum osp_pseudo {
	OSP_PSEUDO_NONE = 0,
	OSP_PSEUDO_BEFORE = 1,
	OSP_PSEUDO_AFTER = 2,
	OSP_PSEUDO_MARKER = 3,
	OSP_PSEUDO_FIRST_LETTER = 4 /* since 1.2; there where a block has rules for it. What it takes: CSS Pseudo-Elements 4, 2.2 */
} osp_pseudo;

/* The style set for a medium, made once per job and medium. Belongs to the job. */
OSP_API osp_style *osp_job_style(osp_job *job, const char *medium);

/*
 * Themes. A sheet that is made for another editor's tree (an mdnice theme begins each selector with #nice) means nothing
 * to ours; sets of osp_job_style() leave it out. A writer that can make such a tree asks for the set of the theme: what
 * browsers know of HTML, what that editor lays beneath its themes, then the sheets from the first of its kind on.
 * `dialect` is "mdnice", "wenyan", "doocs", "wemd" or "note-to-mp", or "" for that of the first theme; with a name, the
 * output's own sheets (else the last of the volume's) are taken for one of it where none is known as a theme. NULL when there is no theme.
 */
OSP_API osp_style *osp_job_theme(osp_job *job, const char *medium, const char *dialect);
/* Whose tree the set is for; "" = ours. */
OSP_API const char *osp_style_dialect(const osp_style *style);
/* The text of a sheet as it was read, in the order of the cascade, without the two built-in ones and those that it
 * imports; for a theme the editor's own sheet is the first. False after the last. */
OSP_API bool osp_style_sheet(const osp_style *style, size_t index, const char **ret_name, const char **ret_text);

/*
 * The computed value of a property as CSS text ("12pt", "#333333", "bold"),
 * NULL where no rule and no inheritance sets it (the initial value holds).
 * Lengths are absolute (pt) unless they are percentages; colours #rrggbb or
 * #rrggbbaa. Custom properties may be asked for too ("--label").
 */
OSP_API const char *osp_style_value(osp_style *style, const osp_node *node, osp_pseudo pseudo, const char *property);

/* Calls `each` for every longhand property that a rule sets on this very node (not inherited ones), with its computed
 * value, in alphabetical order. False when a pseudo-element is asked for that is not there: one that has no `content`. */
typedef void (*osp_style_each_fn)(void *closure, const char *property, const char *value);
OSP_API bool osp_style_each(osp_style *style, const osp_node *node, osp_pseudo pseudo, osp_style_each_fn each, void *closure);

/* Since 1.1. The number of the node's computed style in its set, from 1; 0 for a pseudo-element that has no `content`. Nodes with one
 * number have the same values, by the same rules, and so have their parents, up to the root: what a writer made of one of them
 * holds for all. There are a few hundred in a volume of any size. */
OSP_API uint32_t osp_style_number(osp_style *style, const osp_node *node, osp_pseudo pseudo);

/* Since 1.2. Where the first letter of a block stands that has a style of its own (OSP_PSEUDO_FIRST_LETTER): in this text below it, or in
 * the ::before of this element; osp_utf8_first_letter() says which bytes it is. Texts of the block before that one are white space, or
 * marks that have this style, too. NULL when the block has no such style or begins with something else (a picture, a line break, a table),
 * or when a block in it, whose first letter is the same one, has it. */
OSP_API const osp_node *osp_style_first_letter(osp_style *style, const osp_node *block);

/* True when the property is passed on to children. */
OSP_API bool osp_property_is_inherited(const char *property);

/* The rules of all sheets that apply to the medium as one CSS text with @media resolved and @page left out:
 * what an EPUB links to. Belongs to the job. */
OSP_API const char *osp_style_text(osp_style *style, size_t *ret_len);

#ifdef __cplusplus
}
#endif
#endif
