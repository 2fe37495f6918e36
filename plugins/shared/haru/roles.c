/* roles.c - map HTML's elements to PDF's structure types. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/roles.h"

static const struct { const char *name; enum haru_role wrapper; } roles[HARU_ROLE_COUNT] = {
	[HARU_NONE] = { "NonStruct", HARU_NONE },
	[HARU_DOCUMENT] = { "Document", HARU_P },
	[HARU_ART] = { "Art", HARU_P },
	[HARU_SECT] = { "Sect", HARU_P },
	[HARU_DIV] = { "Div", HARU_P },
	[HARU_BLOCKQUOTE] = { "BlockQuote", HARU_P },
	[HARU_CAPTION] = { "Caption", HARU_NONE },
	[HARU_TOC] = { "TOC", HARU_ROLE_COUNT },
	[HARU_TOCI] = { "TOCI", HARU_NONE },
	[HARU_P] = { "P", HARU_NONE },
	[HARU_H1] = { "H1", HARU_NONE },
	[HARU_H2] = { "H2", HARU_NONE },
	[HARU_H3] = { "H3", HARU_NONE },
	[HARU_H4] = { "H4", HARU_NONE },
	[HARU_H5] = { "H5", HARU_NONE },
	[HARU_H6] = { "H6", HARU_NONE },
	[HARU_L] = { "L", HARU_ROLE_COUNT },
	[HARU_LI] = { "LI", HARU_LBODY },
	[HARU_LBL] = { "Lbl", HARU_NONE },
	[HARU_LBODY] = { "LBody", HARU_NONE },
	[HARU_TABLE] = { "Table", HARU_ROLE_COUNT },
	[HARU_THEAD] = { "THead", HARU_ROLE_COUNT },
	[HARU_TBODY] = { "TBody", HARU_ROLE_COUNT },
	[HARU_TFOOT] = { "TFoot", HARU_ROLE_COUNT },
	[HARU_TR] = { "TR", HARU_ROLE_COUNT },
	[HARU_TH] = { "TH", HARU_NONE },
	[HARU_TD] = { "TD", HARU_NONE },
	[HARU_SPAN] = { "Span", HARU_NONE },
	[HARU_LINK] = { "Link", HARU_NONE },
	[HARU_NOTE] = { "Note", HARU_NONE },
	[HARU_FIGURE] = { "Figure", HARU_NONE },
};

const char *haru_role_name(enum haru_role role) {
	return roles[role].name;
}

enum haru_role haru_role_wrapper(enum haru_role role) {
	return roles[role].wrapper;
}

static bool is_in_contents(const osp_node *node) {
	for (const osp_node *n = osp_node_parent(node); n != NULL; n = osp_node_parent(n)) {
		if (osp_node_tag(n) == OSP_NAV) {
			return osp_node_has_role(n, "doc-toc");
		}
	}
	return false;
}

/* What the name alone tells; the rest are HARU_NONE. */
static enum haru_role role_of_tag(osp_tag tag) {
	switch ((unsigned)tag) {
	case OSP_ARTICLE: return HARU_ART;
	case OSP_SECTION: case OSP_NAV: return HARU_SECT;
	case OSP_DIV: case OSP_HEADER: case OSP_FOOTER: case OSP_MAIN: case OSP_DETAILS: case OSP_FIGURE: case OSP_ASIDE:
	case OSP_DL: case OSP_DD: return HARU_DIV;
	case OSP_BLOCKQUOTE: return HARU_BLOCKQUOTE;
	case OSP_CAPTION: case OSP_FIGCAPTION: return HARU_CAPTION;
	case OSP_P: case OSP_PRE: case OSP_SUMMARY: case OSP_DT: return HARU_P;
	case OSP_H1: return HARU_H1;
	case OSP_H2: return HARU_H2;
	case OSP_H3: return HARU_H3;
	case OSP_H4: return HARU_H4;
	case OSP_H5: return HARU_H5;
	case OSP_H6: return HARU_H6;
	case OSP_UL: case OSP_OL: return HARU_L;
	case OSP_LI: return HARU_LI;
	case OSP_TABLE: return HARU_TABLE;
	case OSP_THEAD: return HARU_THEAD;
	case OSP_TBODY: return HARU_TBODY;
	case OSP_TFOOT: return HARU_TFOOT;
	case OSP_TR: return HARU_TR;
	case OSP_TH: return HARU_TH;
	case OSP_TD: return HARU_TD;
	case OSP_IMG: return HARU_FIGURE;
	default: return HARU_NONE;
	}
}

enum haru_role haru_role_of(const osp_node *node) {
	osp_tag tag = osp_node_tag(node);
	enum haru_role role = role_of_tag(tag);
	if (tag == OSP_A) {
		return osp_node_attr(node, "href") != NULL ? HARU_LINK : HARU_NONE;
	}
	if (tag == OSP_ASIDE && osp_node_has_role(node, "doc-footnote")) {
		return HARU_NOTE;
	}
	if (tag == OSP_SPAN && osp_node_has_class(node, "toc-authors")) { /* a line of its own beneath the title and its page (docs/tree.md) */
		return HARU_P;
	}
	if ((role == HARU_L || role == HARU_LI) && is_in_contents(node)) {
		return role == HARU_L ? HARU_TOC : HARU_TOCI;
	}
	return role;
}
