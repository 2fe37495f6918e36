/* ua.c - what elements look like by themselves, in a browser and in WeChat. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "dress.h"

#include <string.h>

/*
 * WeChat's own sheet takes away margins, headings' sizes and weights, and lists' indents; browsers have them. Where the two
 * differ, an element says what it looks like in any case, so that the article looks the same in an editor, in a feed
 * reader and on a phone.
 */
static const struct { osp_tag first, last; enum look_property property; const char *value; } rows[] = {
	{ OSP_H1, OSP_H6, LOOK_FONT_SIZE, UA_UNKNOWN },
	{ OSP_H1, OSP_H6, LOOK_FONT_WEIGHT, UA_UNKNOWN },
	{ OSP_H1, OSP_H6, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_H1, OSP_H6, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_P, OSP_P, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_P, OSP_P, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_UL, OSP_UL, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_UL, OSP_UL, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_UL, OSP_UL, LOOK_PADDING_LEFT, UA_UNKNOWN },
	{ OSP_UL, OSP_UL, LOOK_LIST_STYLE_TYPE, UA_UNKNOWN },
	{ OSP_OL, OSP_OL, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_OL, OSP_OL, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_OL, OSP_OL, LOOK_PADDING_LEFT, UA_UNKNOWN },
	{ OSP_OL, OSP_OL, LOOK_LIST_STYLE_TYPE, "decimal" },
	{ OSP_BLOCKQUOTE, OSP_BLOCKQUOTE, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_BLOCKQUOTE, OSP_BLOCKQUOTE, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_BLOCKQUOTE, OSP_BLOCKQUOTE, LOOK_MARGIN_LEFT, UA_UNKNOWN },
	{ OSP_BLOCKQUOTE, OSP_BLOCKQUOTE, LOOK_MARGIN_RIGHT, UA_UNKNOWN },
	{ OSP_FIGURE, OSP_FIGURE, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_FIGURE, OSP_FIGURE, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_FIGURE, OSP_FIGURE, LOOK_MARGIN_LEFT, UA_UNKNOWN },
	{ OSP_FIGURE, OSP_FIGURE, LOOK_MARGIN_RIGHT, UA_UNKNOWN },
	{ OSP_PRE, OSP_PRE, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_PRE, OSP_PRE, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_PRE, OSP_PRE, LOOK_FONT_FAMILY, "monospace" },
	{ OSP_PRE, OSP_PRE, LOOK_WHITE_SPACE, "pre" },
	{ OSP_CODE, OSP_CODE, LOOK_FONT_FAMILY, "monospace" },
	{ OSP_STRONG, OSP_STRONG, LOOK_FONT_WEIGHT, "bold" },
	{ OSP_B, OSP_B, LOOK_FONT_WEIGHT, "bold" },
	{ OSP_EM, OSP_EM, LOOK_FONT_STYLE, "italic" },
	{ OSP_I, OSP_I, LOOK_FONT_STYLE, "italic" },
	{ OSP_DEL, OSP_DEL, LOOK_TEXT_DECORATION_LINE, "line-through" },
	{ OSP_S, OSP_S, LOOK_TEXT_DECORATION_LINE, "line-through" },
	{ OSP_U, OSP_U, LOOK_TEXT_DECORATION_LINE, "underline" },
	{ OSP_SUP, OSP_SUP, LOOK_VERTICAL_ALIGN, "super" },
	{ OSP_SUP, OSP_SUP, LOOK_FONT_SIZE, UA_UNKNOWN },
	{ OSP_SUB, OSP_SUB, LOOK_VERTICAL_ALIGN, "sub" },
	{ OSP_SUB, OSP_SUB, LOOK_FONT_SIZE, UA_UNKNOWN },
	{ OSP_RT, OSP_RT, LOOK_FONT_SIZE, UA_UNKNOWN },
	{ OSP_A, OSP_A, LOOK_COLOR, UA_UNKNOWN },
	{ OSP_A, OSP_A, LOOK_TEXT_DECORATION_LINE, UA_UNKNOWN },
	{ OSP_TABLE, OSP_TABLE, LOOK_BORDER_COLLAPSE, UA_UNKNOWN },
	{ OSP_TABLE, OSP_TABLE, LOOK_BORDER_SPACING, "1.5pt" },
	{ OSP_TABLE, OSP_TABLE, LOOK_TEXT_INDENT, "0" },
	{ OSP_CAPTION, OSP_CAPTION, LOOK_TEXT_ALIGN, "center" },
	{ OSP_THEAD, OSP_THEAD, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TBODY, OSP_TBODY, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TFOOT, OSP_TFOOT, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TR, OSP_TR, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TH, OSP_TH, LOOK_FONT_WEIGHT, "bold" },
	/* The editor does not hand an alignment down to cells; and what is between them it sets itself. */
	{ OSP_TH, OSP_TH, LOOK_TEXT_ALIGN, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_TEXT_ALIGN, UA_UNKNOWN },
	{ OSP_TH, OSP_TH, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TD, OSP_TD, LOOK_VERTICAL_ALIGN, "middle" },
	{ OSP_TH, OSP_TH, LOOK_PADDING_TOP, UA_UNKNOWN },
	{ OSP_TH, OSP_TH, LOOK_PADDING_RIGHT, UA_UNKNOWN },
	{ OSP_TH, OSP_TH, LOOK_PADDING_BOTTOM, UA_UNKNOWN },
	{ OSP_TH, OSP_TH, LOOK_PADDING_LEFT, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_PADDING_TOP, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_PADDING_RIGHT, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_PADDING_BOTTOM, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_PADDING_LEFT, UA_UNKNOWN },
	{ OSP_TH, OSP_TH, LOOK_BORDER_TOP_STYLE, UA_UNKNOWN },
	{ OSP_TD, OSP_TD, LOOK_BORDER_TOP_STYLE, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_COLOR, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_BORDER_TOP_STYLE, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_BORDER_RIGHT_STYLE, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_BORDER_BOTTOM_STYLE, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_BORDER_LEFT_STYLE, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_MARGIN_TOP, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_MARGIN_RIGHT, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_MARGIN_BOTTOM, UA_UNKNOWN },
	{ OSP_HR, OSP_HR, LOOK_MARGIN_LEFT, UA_UNKNOWN },
};

const char *ua_value(osp_tag tag, enum look_property property)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (tag >= rows[i].first && tag <= rows[i].last && property == rows[i].property)
			return rows[i].value;
	}
	return NULL;
}

const char *ua_display(osp_tag tag)
{
	switch (tag) {
	case OSP_LI: return "list-item";
	case OSP_TABLE: return "table";
	case OSP_THEAD: return "table-header-group";
	case OSP_TBODY: return "table-row-group";
	case OSP_TFOOT: return "table-footer-group";
	case OSP_TR: return "table-row";
	case OSP_TD: case OSP_TH: return "table-cell";
	case OSP_CAPTION: return "table-caption";
	case OSP_RUBY: return "ruby";
	case OSP_RT: return "ruby-text";
	default: return osp_tag_is_block(tag) ? "block" : "inline";
	}
}
