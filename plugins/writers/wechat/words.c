/* words.c - the words of the preview pages, in the volume's language. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>

static const struct { const char *key, *en, *zh; } words[] = {
	{ "copy", "Copy article", "复制文章" },
	{ "copied", "Copied: paste it into the WeChat editor", "已复制，可粘贴到公众号编辑器" },
	{ "failed", "Select the text and copy it by hand", "复制失败，请手动选择正文复制" },
	{ "failed-here", "Not copied: open the article and copy it there", "复制失败，请打开文章再复制" },
	{ "dark", "Dark", "深色" },
	{ "phone", "Phone width", "手机宽度" },
	{ "all", "All articles", "全部文章" },
	{ "ready", "ready", "可发布" },
	{ "held", "held", "待修改" },
	{ "long", "too long", "超出长度" },
	{ "chars", "characters", "字符" },
	{ "article", "Article", "篇" },
};

const char *words_find(const char *lang, const char *key)
{
	bool chinese = strncmp(lang, "zh", 2) == 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].key, key) == 0)
			return chinese ? words[i].zh : words[i].en;
	}
	return key;
}
