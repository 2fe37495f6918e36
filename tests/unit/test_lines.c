/* test_lines.c - marks, gaps, breaks and justification of lines, measured. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "no_letters.h"
#include "tap.h"
#include "base/job.h"
#include "document/node.h"
#include "typeset/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static osp_job *job;
static struct font_set *fonts;
static struct computed base;
static struct layout layout;
static const char *const serif[] = { "serif", NULL };
enum { EM = 10 * OSP_POINT };

/* A tree's own style, for tests that have none: em and code as base sheets have them. */
__attribute__((weak)) const struct computed *style_computed(osp_style *style, const osp_node *node, osp_pseudo pseudo)
{
	static struct computed italic, code;
	(void)style;
	if (pseudo != OSP_PSEUDO_NONE)
		return NULL;
	italic = base;
	italic.italic = true;
	code = base;
	return osp_node_tag(node) == OSP_EM ? &italic : osp_node_tag(node) == OSP_CODE ? &code : &base;
}

static void set_base(void)
{
	base = (struct computed){ .display = DISPLAY_BLOCK, .families = serif, .font_size = EM, .weight = 400, .color = 0xFF, .line_height = EM * 17 / 10,
	                          .align = ALIGN_JUSTIFY, .hyphenate = true, .cjk_latin_gap = true, .lang = "zh-CN", .orphans = 2, .widows = 2 };
}

/* ---- a paragraph, broken, as one string with | at line ends and positions in thousandths of an em ---- */

struct seen { char text[4096]; struct paragraph_lines lines; struct item_list items; struct arena *arena; };
static struct seen seen;

static osp_node *tree_of(const char *text)
{
	osp_tree *tree = tree_new(job);
	osp_node *p = osp_element_new(tree, OSP_P);
	osp_node_append(p, osp_text_new(tree, text, strlen(text)));
	return p;
}

static void set_node(osp_node *block, int width_in_tenths)
{
	struct paragraph *p = paragraph_new(&layout, seen.arena, block, &base, osp_node_first(block), osp_node_last(block), NULL);
	struct break_options options = { .width = EM / 10 * width_in_tenths };
	osp_buf text = OSP_BUF_INIT;
	seen.items = (struct item_list){ .arena = seen.arena };
	seen.lines = (struct paragraph_lines){ 0 };
	if (p != NULL)
		seen.lines = paragraph_break(p, seen.arena, &options);
	for (size_t i = 0; i < seen.lines.count; i++) {
		size_t first = seen.items.count;
		if (i > 0)
			osp_buf_putc(&text, '|');
		line_draw(&seen.lines.lines[i], 0, (osp_len)i * base.line_height, &seen.items);
		for (size_t k = first; k < seen.items.count; k++) {
			if (seen.items.items[k].kind == OSP_ITEM_GLYPHS)
				osp_buf_add(&text, seen.items.items[k].as.glyphs.text, seen.items.items[k].as.glyphs.text_len);
			if (seen.items.items[k].kind == OSP_ITEM_GLYPHS && seen.items.items[k].as.glyphs.hyphen)
				osp_buf_putc(&text, '-');
		}
	}
	snprintf(seen.text, sizeof(seen.text), "%s", text.data != NULL ? text.data : "");
	osp_buf_done(&text);
}

static const char *set(const char *text, int width_in_tenths)
{
	osp_node *p = tree_of(text);
	set_node(p, width_in_tenths);
	return seen.text;
}

/* The pen position of the first glyph whose text begins with `what`, in 1/1000 em from the left edge; -9999 if none. */
static int at(const char *what)
{
	for (size_t i = 0; i < seen.items.count; i++) {
		const osp_item *item = &seen.items.items[i];
		for (uint32_t k = 0; item->kind == OSP_ITEM_GLYPHS && k < item->as.glyphs.count; k++) {
			const osp_glyph *glyph = &item->as.glyphs.glyphs[k];
			if (glyph->text_at < item->as.glyphs.text_len && strncmp(item->as.glyphs.text + glyph->text_at, what, strlen(what)) == 0)
				return (int)((int64_t)(item->x + glyph->x) * 1000 / EM);
		}
	}
	return -9999;
}

static const char *family_of(const char *what)
{
	for (size_t i = 0; i < seen.items.count; i++) {
		const osp_item *item = &seen.items.items[i];
		if (item->kind == OSP_ITEM_GLYPHS && strncmp(item->as.glyphs.text, what, strlen(what)) == 0)
			return font_set_at(fonts, item->as.glyphs.font)->info.family;
	}
	return "none";
}

static bool is_about(int is, int wanted)
{
	if (abs(is - wanted) <= 3)
		return true;
	printf("# is %d, wanted %d in: %s\n", is, wanted, seen.text);
	return false;
}

#define DISTANCE(text, a, b, wanted) do { set(text, 400); ok(is_about(at(b) - at(a), wanted), "%s: %s to %s", text, a, b); } while (0)

static void test_pairs(void)
{
	base.align = ALIGN_LEFT;
	DISTANCE("甲（乙），丙丁", "）", "，", 500);
	DISTANCE("甲乙。”丙丁", "。", "”", 500);
	DISTANCE("甲乙：“丙”丁", "：", "“", 500);
	DISTANCE("乙」「丙丁", "」", "「", 500);
	DISTANCE("甲乙（《丙》丁", "（", "《", 500);
	DISTANCE("甲（！）乙", "（", "！", 1000);
	DISTANCE("甲。乙，丙", "。", "乙", 1000);
	DISTANCE("甲。乙，丙", "，", "丙", 1000);
	DISTANCE("“‘内层’外层”", "“", "‘", 500);
	base.spacing = SPACING_KAIMING;
	DISTANCE("甲。乙，丙", "。", "乙", 1000);
	DISTANCE("甲。乙，丙", "，", "丙", 500);
	base.spacing = SPACING_BANJIAO;
	DISTANCE("甲。乙，丙", "。", "乙", 500);
	base.spacing = SPACING_PLAIN;
	DISTANCE("甲（乙），丙丁", "）", "，", 1000);
	set_base();
}

static void test_dashes(void)
{
	base.align = ALIGN_LEFT;
	DISTANCE("中——国", "——", "国", 2000);
	DISTANCE("中……国", "…", "国", 2000);
	DISTANCE("北京—上海", "—", "上", 1000);
	DISTANCE("中⸺国", "⸺", "国", 2000);
	ok(strcmp(set("Wait… what — happened", 400), "Wait… what — happened") == 0 && strcmp(family_of("Wait"), "Noto Serif") == 0, "Western dots and dashes stay in the Latin font");
	set_base();
}

static void test_gaps(void)
{
	base.align = ALIGN_LEFT;
	set("文A中", 400);
	int tight = at("中") - at("A");
	set("文 A  中", 400);
	ok(is_about(at("中") - at("A"), tight), "a typed space makes no difference");
	is_str(seen.text, "文A中", "and is not in the text");
	ok(is_about(at("A"), 1250), "a quarter em");
	DISTANCE("中（A）文", "（", "A", 1000);
	DISTANCE("中“A”文", "“", "A", 1000);
	DISTANCE("他提到“open source”这个词", "“", "o", 1000);
	set("今日是7+3隔离、C++语言和.NET平台", 400);
	ok(is_about(at(".NET"), at("和") + 1250), "a dot that begins a name keeps its gap");
	base.cjk_latin_gap = false;
	DISTANCE("文A中", "文", "A", 1000);
	set_base();
	set("你好\n世界 is\nhere", 400);
	is_str(seen.text, "你好世界is here", "a soft line break is nothing between Han, a space between words");
}

static void test_edges(void)
{
	set("开源项目办公室的峰会需要大家共同建设社，践经验分享交流研究报告论文集出版排版印刷质量", 200);
	ok(strstr(seen.text, "设社，|") != NULL, "a comma ends the line at half width");
	ok(is_about(at("，"), 19500), "and stands at the edge");
	set("开源项目办公室的峰会需要大家共同建设社区《践经验分享交》质量标准文字图表参考文献作者读者编辑审稿", 200);
	ok(strstr(seen.text, "|《") != NULL && is_about(at("《"), -500), "an opening mark's blank is cut at the line's start");
	set("开源项目办公，室的峰会需要，大家共同建设。治理与协作方法企业实践经验分享交流研究报告论", 200);
	ok(strstr(seen.text, "建设。|") != NULL, "commas give way so that the stop stays");
	set("开源项目办公室的峰会需要大家共同建设社区，理与协作方法企业实践经验分享交流研究报告论文集出版", 200);
	ok(strstr(seen.text, "|，") == NULL && seen.lines.count == 3, "a comma never opens a line");
	set("开源项目办公室的峰会需要大家共同建设社——区治理与协作方法企业实践经验分享交流研究", 200);
	ok(strstr(seen.text, "—|—") == NULL, "a dash stays whole");
	set("开源项目办公室的峰会需要大家共同建设社区治", 200);
	ok(seen.lines.count == 2 && strstr(seen.text, "|治") == NULL, "no character is alone on the last line");
	base.align = ALIGN_LEFT;
	set("容器编排的事实标准啊哈", 28);
	ok(strncmp(seen.text, "容器|", strlen("容器|")) == 0, "but in a column of a few characters lines are full: %s", seen.text);
	base.align = ALIGN_JUSTIFY;
	set("的峰会需要大家共同建设社区治理与协作方法·治理与协作方法企业实践经验分享交流研究报告论文集", 200);
	ok(strstr(seen.text, "|·") == NULL, "a middle dot never opens a line");
}

/* A line opens with a dash, an ellipsis or a mark behind a space only when it must. */
static void test_late_breaks(void)
{
	static const char *const openings[] = { "|——", "|……", "|—", "|…", "|.NET", "|:::", "| · ", "$|" };
	static const char text[] = "开源项目办公室的峰会需要大家共同建设——社区治理与协作方法企业实践……经验分享交流研究报告论文集出版排版印刷——质量标准文字图表参考文献"
		"作者读者编辑……审稿会议日程和 .NET 平台的事";
	static const char english[] = "The dash — with room around it—or without—ends a line, it does not open one … and ::: stays with what is before it, as .NET and A · B "
		"and the price in $ do; the quick brown fox jumps over the lazy dog.";
	for (int width = 160; width <= 300; width += 5) {
		for (size_t i = 0; i < 16; i++) {
			base.lang = i < 8 ? "zh-CN" : "en";
			set(i < 8 ? text : english, width);
			if (strstr(seen.text, openings[i % 8]) != NULL)
				ok(false, "at %d tenths: %s in %s", width, openings[i % 8], seen.text);
		}
	}
	set_base();
	set("开源项目办公室的峰会需要大家共同建设社区治理——社区治理与协作方法企业实践经验", 200);
	ok(strstr(seen.text, "|——") == NULL, "a dash does not open a line: %s", seen.text);
	base.line_break = LINE_BREAK_LOOSE;
	set("开源项目办公室的峰会需要大家共同建设社区——社区治理与协作方法企业实践经验", 200);
	ok(strstr(seen.text, "|——") != NULL, "but with line-break: loose it may: %s", seen.text);
	set_base();
}

/* A number and its unit, an abbreviation and its name stay on one line as long as no line is torn apart. */
static void test_ties(void)
{
	static const char *const ties[] = { "25 km/h", "10 GB", "Fig. 3", "Dr. Li" };
	static const char han[] = "开源项目办公室的峰会需要大家共同建设社区治理与协作方法企业实践";
	for (size_t i = 0; i < sizeof(ties) / sizeof(*ties); i++) {
		for (size_t before = 14; before <= 19; before++) {
			char text[200], cut[40];
			snprintf(text, sizeof(text), "%.*s%s%s", (int)(3 * before), han, ties[i], han);
			snprintf(cut, sizeof(cut), "%s", ties[i]);
			*strchr(cut, ' ') = '\0';
			set(text, 200);
			const char *end = strstr(seen.text, cut);
			if (end == NULL || strncmp(end, ties[i], strlen(ties[i])) != 0)
				ok(false, "%s behind %zu Han: %s", ties[i], before, seen.text);
		}
	}
	set("共25 km/h", 20);
	ok(seen.lines.count > 1, "where nothing else fits they part: %s", seen.text);
}

static void test_names(void)
{
	set("得益于年度开源软件生态数据分析挖掘平台挑战赛OpenSODA获奖作品", 262);
	ok(strstr(seen.text, "Open-|SODA") != NULL, "a name is parted at its hump before a line is torn: %s", seen.text);
	osp_node *p = tree_of("个对象的序列化因此类型的对象进行序列化支持的是");
	osp_tree *tree = osp_node_tree(p);
	osp_node *code = osp_element_new(tree, OSP_CODE);
	osp_node_append(code, osp_text_new(tree, "SofaTracerThreadLocalTraceContext", 33));
	osp_node_append(p, code);
	osp_node_append(p, osp_text_new(tree, "数组中的首个元素对象", strlen("数组中的首个元素对象")));
	set_node(p, 300);
	ok(strchr(seen.text, '-') == NULL && strstr(seen.text, "r|Thread") != NULL, "in code without a hyphen: %s", seen.text);
}

/* Addresses part at their joints as long as no line is torn apart, and never so that two letters of a word are left. */
static void test_addresses(void)
{
	static const char text[] = "参见https://openinventionnetwork.com/media/oin-resources/cyber-resilience-act/readme.html?page=index&lang=en以及后来的说明";
	static const char *const bad[] = { "ac|t", "a|ct", "rea|dme", "r|eadme", "re|adme", "readm|e", "me|dia", "med|ia", "re|s", "e|n以", "lan|g", "l|ang", "pag|e" };
	for (int width = 150; width <= 400; width += 5) {
		set(text, width);
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			if (strstr(seen.text, bad[i]) != NULL)
				ok(false, "at %d tenths: %s in %s", width, bad[i], seen.text);
		}
	}
	set("项目在https://gitlab.com/resilience-act/cyberresiliencestandard/stagingrepository以及", 180);
	ok(strstr(seen.text, "standard/|staging") != NULL, "an address parts at its joints, the line stays short: %s", seen.text);
	set("生成Span的最后一步是com.alipay.common.tracer.core.SofaTracer.SofaTracerSpanBuilder#start", 380);
	ok(strstr(seen.text, "SofaTracer.|") != NULL && is_about(at("后") - at("最"), 1000), "and is not torn apart besides: %s", seen.text);
	set("用https://a.org/internationalisationandlocalisation", 80);
	ok(seen.lines.count == 4, "where it has no joint it parts all the same: %s", seen.text);
	set("自2022-11-16起", 45);
	ok(strstr(seen.text, "2022-|11-16") != NULL, "a date that has no room parts behind a hyphen: %s", seen.text);
	set("开源项目办公室的峰会需要大家共同建设e-mail治理与协作方法企业实践经验", 200);
	ok(strstr(seen.text, "e-|mail") == NULL, "one letter is not left before a hyphen: %s", seen.text);
}

/* A link's last word, the space behind the link, the line's end: the space is in the text, or two words become one when it is copied. */
static void test_space_behind_link(void)
{
	osp_node *p = tree_of("We have a long ");
	osp_tree *tree = osp_node_tree(p);
	osp_node *em = osp_element_new(tree, OSP_EM);
	osp_node_append(em, osp_text_new(tree, "plan", 4));
	osp_node_append(p, em);
	osp_node_append(p, osp_text_new(tree, " is what it is", 14));
	set_node(p, 95);
	ok(strstr(seen.text, "plan |is") != NULL, "the space behind an element is drawn at the line's end: %s", seen.text);
}

static void test_ways_to_justify(void)
{
	static const char text[] = "开源项目办公室的峰会需要大家共同OSPO建设社区治理与协作方法企业实践经验分享交流研究报告";
	base.text_justify = JUSTIFY_NONE;
	set(text, 205);
	ok(seen.lines.lines[0].width < 205 * (EM / 10), "text-justify: none leaves the line short");
	base.text_justify = JUSTIFY_WORDS;
	set(text, 205);
	ok(is_about(at("源") - at("开"), 1000), "inter-word leaves Han alone");
	base.text_justify = JUSTIFY_CHARACTERS;
	set(text, 205);
	int han = at("源") - at("开") - 1000;
	ok(is_about(at("O") - at("同") - 1250, han), "inter-character gives to all alike");
	set_base();
	base.align = ALIGN_LEFT;
	base.cjk_latin = CJK_LATIN_EIGHTH;
	DISTANCE("文A中", "文", "A", 1125);
	base.cjk_latin = CJK_LATIN_SPACE;
	set("文A中", 400);
	ok(at("A") > 1200 && at("A") < 1300, "a word space");
	set_base();
}

/* Centred marks keep their cell's right quarter at a line's end; corner brackets are cut as everywhere. */
static void test_traditional(void)
{
	base.lang = "zh-Hant";
	set("開源項目辦公室的峰會需要大家共同建設社，踐經驗分享交流研究報告論文集出版排版印刷品質", 200);
	ok(strstr(seen.text, "，|") != NULL && is_about(at("，"), 19000), "the cell of a comma at the line's end is whole: %s", seen.text);
	set("開源項目辦公室的峰會需要「大家共同建設社」踐經驗分享交流研究報告論文集出版排版印刷品質", 205);
	ok(strstr(seen.text, "」|") != NULL && is_about(at("」"), 20000), "a bracket's is cut: %s", seen.text);
	set_base();
}

static void test_western(void)
{
	base.lang = "en";
	set("Open source program offices coordinate compliance, community engagement and internationalisation strategies across large organisations.", 140);
	ok(strchr(seen.text, '-') != NULL, "long words are hyphenated: %s", seen.text);
	base.hyphenate = false;
	set("Open source program offices coordinate compliance, community engagement and internationalisation strategies.", 300);
	ok(strchr(seen.text, '-') == NULL, "but not against the style's will");
	set("The term “开源” means open source.", 400);
	is_str(family_of("The"), "Noto Serif", "quotes of English stay Western");
	set_base();
	set("参见https://openinventionnetwork.com/media/oin-resources/benefits-of-open-source/这个网址", 180);
	ok(seen.lines.count >= 3, "an address is broken");
	for (size_t i = 0; i < seen.lines.count; i++)
		ok(seen.lines.lines[i].width <= 180 * (EM / 10), "and no line is too long");
	set("开源项目办公室的峰会需要大家共A very long LatinwordLatinwordLatinword开源项目办公室的峰会需要大家共同建设社区", 160);
	for (size_t i = 0; i < seen.lines.count; i++)
		ok(seen.lines.lines[i].width <= 160 * (EM / 10), "a long word neither");
}

static void test_fonts(void)
{
	osp_node *p = tree_of("这是");
	osp_tree *tree = osp_node_tree(p);
	osp_node *em = osp_element_new(tree, OSP_EM);
	osp_node_append(em, osp_text_new(tree, "强调“Linux”", strlen("强调“Linux”")));
	osp_node_append(p, em);
	set_node(p, 400);
	is_str(family_of("这"), "Noto Serif CJK SC", "Song");
	is_str(family_of("强"), "LXGW WenKai", "emphasis is Kai");
	is_str(family_of("“"), "Noto Serif CJK SC", "with quotes a full em wide");
	is_str(family_of("Linux"), "Noto Serif", "and Western italics");
	set("表情\xF0\x9F\x98\x80结束\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", 400);
	ok(strstr(family_of("\xF0\x9F\x98\x80"), "Symbola") != NULL, "emoji have outlines");
	set("㐀㐁与𠮷野家", 400);
	is_str(seen.text, "㐀㐁与𠮷野家", "rare Han");
	size_t before = report_count(job, SEVERITY_WARNING);
	set("缺\xF4\x80\x80\x81字\xF4\x80\x80\x81", 400);
	is_int((long long)(report_count(job, SEVERITY_WARNING) - before), 1, "a character that no font has is said once");
	is_int(seen.items.items[1].kind, OSP_ITEM_PLACEHOLDER, "and stands as a box");
}

/* Whatever the width: no line begins or ends with what may not. */
static void test_all_widths(void)
{
	static const char text[] = "增长5%的“A与B”，@user 说：C++、C#语言，中 A（B）C，《A》与B；价格￥100或$100、约3.5‰，温度30℃，角度30°以内，1,000,000人，第 12 页，“他说：‘好！’”"
		"（注：见图 3）。后文……——前后，“引”和「引」『引』，A/B测试，和/或，v1.2.3版，100 km/h，GB/T 25100—2010标准，3–5天，1～2月，哈里森·沃尔德伦，"
		"见https://example.org/a_b/c.html?x=1&y=%20frag。结束";
	static const char *const bad[] = { "|，", "|。", "|、", "|：", "|；", "|”", "|’", "|）", "|》", "|」", "|』", "|·", "|～", "|–", "|/", "|%", "|‰", "|℃", "|°", "|.", "|?",
		"“|", "‘|", "（|", "《|", "「|", "『|", "￥|", "$|", "GB/|", "km/|", "A/|", "和/|", "|/或", "1,|", "1.|", "v1|" };
	for (int width = 60; width <= 400; width += 5) {
		set(text, width);
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			if (strstr(seen.text, bad[i]) != NULL)
				ok(false, "at %d tenths: %s in %s", width, bad[i], seen.text);
		}
		for (size_t i = 0; i < seen.lines.count; i++) {
			if (seen.lines.lines[i].x + seen.lines.lines[i].width > EM / 10 * width)
				ok(false, "at %d tenths: line %zu is too long in %s", width, i, seen.text);
		}
	}
	ok(true, "no width brings a mark where it may not stand");
}

static void test_code(void)
{
	base.white_space = WS_PRE;
	osp_tree *tree = tree_new(job);
	osp_node *pre = osp_element_new(tree, OSP_PRE);
	static const char text[] = "if (x) {\n\n    call(alpha, beta, gamma, delta, epsilon, zeta, eta, theta);\n}\n";
	osp_node_append(pre, osp_text_new(tree, text, strlen(text)));
	set_node(pre, 150);
	ok(seen.lines.count >= 5, "code keeps its lines and its empty line, and wraps: %s", seen.text);
	ok(seen.lines.lines[3].x > EM, "what wraps keeps the indent");
	size_t hooks = 0;
	for (size_t i = 0; i < seen.items.count; i++)
		hooks += seen.items.items[i].kind == OSP_ITEM_ARTIFACT;
	is_int(hooks, seen.lines.count - 4, "and is marked, where the author's own lines are not");
	ok(strstr(seen.text, "    call") != NULL, "spaces are in the text");
	set_base();
}

static void test_flush(void)
{
	set("OSPO 的倡导者和领导者TODO Group 在北美和欧洲都开了线下的 OSPOCon 大会，而且也开展有OSPOlogy.live活动。基于开源项目办公室的论文也有发表，"
	    "如《开源项目办公室的崛起》即是总结性的文献。要知道所有的这一切都是建立在企业对开源的不断上升的需求之上的。", 300);
	for (size_t i = 0; i + 1 < seen.lines.count; i++)
		is_int(seen.lines.lines[i].x + seen.lines.lines[i].width, 300 * (EM / 10), "a justified line is exactly full");
}

int main(void)
{
	job = job_new("en");
	seen.arena = arena_new();
	fonts = font_set_new(job, NULL, 0);
	layout = (struct layout){ .job = job, .fonts = fonts };
	set_base();
	if (font_for(fonts, &base, FONT_HAN, "zh-CN", 0x4E00) == NULL) {
		tap_skip("the fonts of the catalogue are not installed");
	} else {
		test_pairs();
		test_dashes();
		test_gaps();
		test_edges();
		test_late_breaks();
		test_ties();
		test_names();
		test_addresses();
		test_space_behind_link();
		test_ways_to_justify();
		test_traditional();
		test_western();
		test_fonts();
		test_flush();
		test_all_widths();
		test_code();
	}
	font_set_free(fonts);
	arena_free(seen.arena);
	job_free(job);
	return tap_done();
}
