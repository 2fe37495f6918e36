/* caption.c - find the words that belong under a picture. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "figures.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 120, LONGEST_NUMBERED = 60 };

static bool starts(const char *text, const char *token)
{
	return strncasecmp(text, token, strlen(token)) == 0;
}

static bool ends_sentence(const char *text, size_t len)
{
	static const char *const ends[] = { "。", "：", ":", "；", "，", "？", NULL };
	for (size_t i = 0; ends[i] != NULL; i++) {
		size_t tail = strlen(ends[i]);
		if (len >= tail && memcmp(text + len - tail, ends[i], tail) == 0) {
			return true;
		}
	}
	return false;
}

/* "图 1：架构", "Figure 2. Overview", "▲ 现场"; but not "图 1 展示了整个流程。", which is running text. */
static bool reads_like_caption(const char *text, size_t len)
{
	static const char *const words[] = { "图", "圖", "Figure", "Fig.", "Fig", NULL };
	if (starts(text, "▲") || starts(text, "△")) {
		return osp_utf8_count(text, len) <= LONGEST;
	}
	const char *at = NULL;
	for (size_t i = 0; words[i] != NULL && at == NULL; i++) {
		at = starts(text, words[i]) ? text + strlen(words[i]) : NULL;
	}
	if (at == NULL) {
		return false;
	}
	while (*at == ' ') {
		at++;
	}
	bool labelled = starts(at, "：") || starts(at, ":"); /* 图：…… */
	const char *digits = at;
	while (tree_is_digit((unsigned char)*at) || ((*at == '.' || *at == '-') && tree_is_digit((unsigned char)at[1]))) {
		at++;
	}
	if (at == digits && !labelled) {
		return false;
	}
	if (labelled || starts(at, "：") || starts(at, ":") || starts(at, ".") || starts(at, "、") || *at == '\0') {
		return osp_utf8_count(text, len) <= LONGEST;
	}
	return osp_utf8_count(text, len) <= LONGEST_NUMBERED && !ends_sentence(text, len);
}

static bool has_picture(osp_node *block)
{
	for (osp_node *node = block; node != NULL; node = osp_node_after(node, block)) {
		if (osp_node_tag(node) == OSP_IMG) {
			return true;
		}
	}
	return false;
}

static bool is_centred(const osp_node *node)
{
	return osp_node_has_class(node, "center") || osp_node_has_class(node, "align-center");
}

/* As authors centre what belongs to a picture: by `<center>`, by `align="center"`, or in one `<div>` with it, of which it is the end. */
static bool stands_centred(const osp_node *block)
{
	const osp_node *around = osp_node_parent(block);
	return is_centred(block) || (osp_node_tag(around) == OSP_DIV && is_centred(around) && osp_node_next(block) == NULL);
}

bool figures_is_caption(osp_node *words, const osp_node *block)
{
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(words, &text);
	const char *start = text.len > 0 ? text.data : "";
	size_t len = text.len;
	tree_trim(&start, &len);
	bool fits = len > 0 && osp_utf8_count(start, len) <= LONGEST && !has_picture(words);
	osp_tag only = osp_node_tag(tree_only_child(words));
	if (osp_tag_is_block(only) && only != OSP_P) {
		fits = false;
	}
	bool slanted = (only == OSP_EM || only == OSP_I) && (osp_utf8_count(start, len) <= LONGEST_NUMBERED / 2 || !ends_sentence(start, len));
	fits = fits && (stands_centred(block) || slanted || reads_like_caption(start, len));
	osp_buf_done(&text);
	return fits;
}

/* A caption is one line of text: a paragraph inside `<center>` goes. */
static osp_node *take_following(osp_node *figure)
{
	osp_node *block = osp_node_next(figure);
	osp_tag tag = osp_node_tag(block);
	bool simple = tag == OSP_P || (tag == OSP_DIV && (!osp_tag_is_block(osp_node_tag(osp_node_first(block))) ||
		(osp_node_tag(osp_node_first(block)) == OSP_P && tree_only_child(block) != NULL)));
	if (!simple || !figures_is_caption(block, block)) {
		return NULL;
	}
	osp_node *from = osp_node_tag(osp_node_first(block)) == OSP_P ? osp_node_first(block) : block;
	osp_node *caption = tree_element(osp_node_tree(figure), OSP_FIGCAPTION, NULL, NULL, block);
	osp_node_take_children(caption, from);
	osp_node_unlink(block);
	tree_trim_front(caption);
	tree_trim_back(caption);
	return caption;
}

bool figures_is_junk(const char *alt)
{
	static const char *const words[] = { "image", "img", "picture", "pic", "photo", "screenshot", "alt", "alttext", "图片", "图", "截图", "屏幕截图",
		"图片描述", "在这里插入图片描述", "微信图片", "截屏", "untitled", "imagedescription", NULL };
	static const char *const suffixes[] = { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", NULL };
	osp_buf letters = OSP_BUF_INIT;
	size_t len = strlen(alt);
	tree_letters(&letters, alt, len);
	size_t kept = letters.len;
	while (kept > 0 && tree_is_digit((unsigned char)letters.data[kept - 1])) {
		kept--;
	}
	bool junk = kept == 0;
	for (size_t i = 0; words[i] != NULL && !junk; i++) {
		junk = strlen(words[i]) == kept && memcmp(words[i], letters.data, kept) == 0;
	}
	for (size_t i = 0; suffixes[i] != NULL && !junk; i++) {
		size_t tail = strlen(suffixes[i]);
		junk = len > tail && strcasecmp(alt + len - tail, suffixes[i]) == 0;
	}
	osp_buf_done(&letters);
	return junk;
}

/* "sche_framework-v2", "groupphoto" and "https://…" are names of files, not sentences. */
static bool is_name_like(const char *alt)
{
	if (strstr(alt, "://") != NULL) {
		return true;
	}
	const char *end = alt + strlen(alt);
	bool joined = false, capital = false;
	for (const char *at = alt; at < end;) {
		uint32_t c = osp_utf8_next(&at, end);
		if (c >= 0x80 || c == ' ') {
			return false;
		}
		capital = capital || (c >= 'A' && c <= 'Z');
		joined = joined || c == '-' || c == '_' || c == '/' || tree_is_digit(c);
	}
	return joined || !capital;
}

static osp_node *words_to_caption(const char *words, const osp_node *picture)
{
	return tree_element(osp_node_tree(picture), OSP_FIGCAPTION, NULL, words, picture);
}

void figures_add_caption(osp_node *figure, osp_node *picture)
{
	if (osp_node_tag(osp_node_last(figure)) == OSP_FIGCAPTION) {
		return;
	}
	const char *title = osp_node_attr(picture, "title"), *alt = osp_node_attr(picture, "alt");
	osp_node *caption = take_following(figure);
	if (caption == NULL && title != NULL && title[0] != '\0') {
		caption = words_to_caption(title, picture);
		osp_node_set_attr(picture, "title", NULL);
	} else if (caption == NULL && alt != NULL && alt[0] != '\0' && !figures_is_junk(alt) && !is_name_like(alt) &&
		osp_utf8_count(alt, strlen(alt)) <= LONGEST) {
		caption = words_to_caption(alt, picture);
	}
	if (caption != NULL) {
		osp_node_append(figure, caption);
	}
}
