/* words.c - the headings under which authors put their references and themselves. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/tree.h"

#include <string.h>

static const char *const reference_words[] = {
	"参考资料", "参考文献", "参考材料", "参考", "參考資料", "參考文獻", "參考", "引用文献", "References", "Reference", "Bibliography", "Works cited", NULL
};
static const char *const bio_words[] = {
	"关于作者", "作者简介", "作者介绍", "關於作者", "作者簡介", "作者介紹", "关于译者", "译者简介", "译者介绍", "About the author", "About author", NULL
};

const char *const *tree_reference_words(const osp_volume *volume)
{
	const char **given = volume != NULL ? volume->reference_headings : NULL;
	return given != NULL && given[0] != NULL ? (const char *const *)given : reference_words;
}

const char *const *tree_bio_words(const osp_volume *volume)
{
	const char **given = volume != NULL ? volume->bio_headings : NULL;
	return given != NULL && given[0] != NULL ? (const char *const *)given : bio_words;
}

/* What may follow the word in a heading that means just it: 参考资料（References）, 参考文献与链接, References and notes. */
static bool is_only_more_of_it(const char *rest, size_t len)
{
	static const char *const more[] = {
		"references", "reference", "资料", "文献", "材料", "文档", "链接", "阅读", "书目", "網址", "网址", "来源", "資料", "文獻", "連結", "閱讀",
		"与链接", "和链接", "与注释", "和注释", "s", "andnotes", "andlinks", "bibliography", "介绍", "简介", "abouttheauthor", "abouttheauthors",
		"和译者", "与译者", "们", NULL
	};
	while (len > 0) {
		size_t word = 0;
		for (size_t i = 0; more[i] != NULL; i++) {
			size_t size = strlen(more[i]);
			word = size > word && size <= len && memcmp(more[i], rest, size) == 0 ? size : word;
		}
		if (word == 0) {
			return false;
		}
		rest += word;
		len -= word;
	}
	return true;
}

/* Numbers and 附录-like prefixes before the word: "7. 参考资料", "七、参考资料". */
static const char *skip_numbering(const char *text, const char *end)
{
	static const char numerals[] = "一二三四五六七八九十";
	const char *at = text, *start = text;
	while (at < end && (tree_is_digit((unsigned char)*at) || *at == '.')) {
		at++;
	}
	while (at + 3 <= end) {
		bool found = false;
		for (size_t i = 0; i + 3 < sizeof(numerals); i += 3) {
			found = found || memcmp(at, numerals + i, 3) == 0;
		}
		if (!found) {
			break;
		}
		at += 3;
	}
	return at > start ? at : text;
}

/* Whether the letters of a word may be those that a text begins with: most words can't, and need not be made letters of. */
static bool may_begin(const char *letters, const char *word)
{
	char first = word[0];
	if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) {
		return letters[0] == (first | 0x20);
	}
	bool is_han = (unsigned char)first >= 0xE5 && (unsigned char)first <= 0xE9;
	return !is_han || strncmp(letters, word, 3) == 0;
}

bool tree_text_begins(const char *text, size_t len, const char *const *words, bool *ret_exact)
{
	osp_buf letters = OSP_BUF_INIT, word = OSP_BUF_INIT;
	tree_letters(&letters, text, len);
	bool begins = false, exact = false;
	const char *start = letters.len > 0 ? skip_numbering(letters.data, letters.data + letters.len) : NULL;
	size_t left = letters.len > 0 ? letters.len - (size_t)(start - letters.data) : 0;
	for (size_t i = 0; left > 0 && words[i] != NULL; i++) {
		if (!may_begin(start, words[i])) {
			continue;
		}
		osp_buf_clear(&word);
		tree_letters(&word, words[i], strlen(words[i]));
		if (word.len == 0 || word.len > left || memcmp(start, word.data, word.len) != 0) {
			continue;
		}
		begins = true;
		exact = exact || is_only_more_of_it(start + word.len, left - word.len);
	}
	osp_buf_done(&letters);
	osp_buf_done(&word);
	if (ret_exact != NULL) {
		*ret_exact = exact;
	}
	return begins;
}

bool tree_heading_begins(const osp_node *heading, const char *const *words, bool *ret_exact)
{
	if (ret_exact != NULL) {
		*ret_exact = false;
	}
	if (heading == NULL) {
		return false;
	}
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(heading, &text);
	bool begins = text.len > 0 && tree_text_begins(text.data, text.len, words, ret_exact);
	osp_buf_done(&text);
	return begins;
}
