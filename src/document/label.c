/* label.c - the words that ospopress itself puts into a text, in the text's language. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/volume.h>

#include <string.h>
#include <strings.h>

/* Sorted by use: front matter, article, back matter, things that stand in a line. */
static const struct label {
	const char *word, *hans, *hant, *english;
} labels[] = {
	{ "title", "书名", "書名", "Title" },
	{ "cover", "封面", "封面", "Cover" },
	{ "title-page", "书名页", "書名頁", "Title page" },
	{ "colophon", "版权信息", "版權資訊", "Colophon" },
	{ "contents", "目录", "目錄", "Contents" },
	{ "preface", "前言", "前言", "Preface" },
	{ "foreword", "序", "序", "Foreword" },
	{ "afterword", "后记", "後記", "Afterword" },
	{ "acknowledgements", "致谢", "致謝", "Acknowledgements" },
	{ "committee", "组织委员会", "組織委員會", "Committee" },
	{ "part", "部分", "部分", "Part" },
	{ "abstract", "摘要", "摘要", "Abstract" },
	{ "keywords", "关键词", "關鍵詞", "Keywords" },
	{ "references", "参考文献", "參考文獻", "References" },
	{ "notes", "注释", "註釋", "Notes" },
	{ "links", "链接", "連結", "Links" },
	{ "about-author", "关于作者", "關於作者", "About the author" },
	{ "about-authors", "关于作者", "關於作者", "About the authors" },
	{ "contributors", "作者介绍", "作者介紹", "Contributors" },
	{ "author-index", "作者索引", "作者索引", "Author index" },
	{ "author", "作者", "作者", "Author" },
	{ "translator", "译者", "譯者", "Translator" },
	{ "editor", "主编", "主編", "Editor" },
	{ "publisher", "出版", "出版", "Publisher" },
	{ "date", "日期", "日期", "Date" },
	{ "version", "版本", "版本", "Version" },
	{ "license", "许可协议", "授權條款", "Licence" },
	{ "copyright", "版权", "版權", "Copyright" },
	{ "book-format", "开本", "開本", "Format" },
	{ "sheets", "印张", "印張", "Sheets" },
	{ "words", "字数", "字數", "Words" },
	{ "edition", "版次", "版次", "Edition" },
	{ "impression", "印次", "印次", "Impression" },
	{ "price", "定价", "定價", "Price" },
	{ "permit", "准印证号", "准印證號", "Permit" },
	{ "printer", "印刷", "印刷", "Printed by" },
	{ "distributor", "发行", "發行", "Distributed by" },
	{ "event", "活动", "活動", "Event" },
	{ "cite-as", "引用格式", "引用格式", "Cite as" },
	{ "figure", "图", "圖", "Figure" },
	{ "table", "表", "表", "Table" },
	{ "continued", "（续）", "（續）", "(continued)" },
	{ "page", "页", "頁", "page" },
	{ "see-page", "见第 %s 页", "見第 %s 頁", "see page %s" },
	{ "placeholder", "本文暂缺", "本文暫缺", "This article is held back" },
	{ "not-found", "图片缺失", "圖片缺失", "Picture not found" },
	{ "back-to-text", "返回正文", "返回正文", "Back to the text" },
	{ "name-separator", "、", "、", ", " },
	{ "name-separator-last", "、", "、", " and " },
	{ "index-separator", "，", "，", ", " },
	{ "colon", "：", "：", ": " },
	{ "from-pages", "选自《%s》，第 %s–%s 页", "選自《%s》，第 %s–%s 頁", "From %s, pp. %s–%s" },
	{ "on-the-web", "网上原文", "網上原文", "On the web" },
	{ "signature", "书帖", "書帖", "signature" },
	{ "sheet", "印张", "印張", "sheet" },
	{ "front", "正面", "正面", "front" },
	{ "back", "背面", "背面", "back" },
	{ "test-front", "请用默认的双面设置打印这张纸。", "請用預設的雙面設定列印這張紙。", "Print this sheet on both sides, with the printer's own settings." },
	{ "test-back", "像翻书页一样把纸翻过来。这行字是正的？", "像翻書頁一樣把紙翻過來。這行字是正的？",
		"Turn the sheet over like the page of a book. Is this text upright?" },
	{ "test-upright", "是：打印机沿长边翻转，写 flip: long", "是：印表機沿長邊翻轉，寫 flip: long", "Yes: the printer flips on the long edge. Write flip: long" },
	{ "test-turned", "否（倒立）：打印机沿短边翻转，写 flip: short", "否（倒立）：印表機沿短邊翻轉，寫 flip: short",
		"No, upside down: it flips on the short edge. Write flip: short" },
};

static bool is_subtag(const char *lang, const char *subtag)
{
	size_t len = strlen(subtag);
	for (const char *at = strchr(lang, '-'); at != NULL; at = strchr(at + 1, '-')) {
		if (strncasecmp(at + 1, subtag, len) == 0 && (at[1 + len] == '\0' || at[1 + len] == '-')) {
			return true;
		}
	}
	return false;
}

/* BCP 47: a script subtag decides, else the region; `zh` alone is simplified. */
static bool is_traditional(const char *lang)
{
	if (is_subtag(lang, "Hans")) {
		return false;
	}
	return is_subtag(lang, "Hant") || is_subtag(lang, "TW") || is_subtag(lang, "HK") || is_subtag(lang, "MO");
}

static bool is_chinese(const char *lang)
{
	return (strncasecmp(lang, "zh", 2) == 0 || strncasecmp(lang, "yue", 3) == 0) &&
		(lang[2] == '\0' || lang[2] == '-' || lang[2] == '_' || strncasecmp(lang, "yue", 3) == 0);
}

const char *osp_label(const char *lang, const char *word)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		const struct label *label = &labels[i];
		if (strcmp(label->word, word) != 0) {
			continue;
		}
		if (lang == NULL || !is_chinese(lang)) {
			return label->english;
		}
		return is_traditional(lang) ? label->hant : label->hans;
	}
	return word;
}
