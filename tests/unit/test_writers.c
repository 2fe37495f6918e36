/* test_writers.c - what the EPUB and the WeChat writer make of trees: written by hand as XHTML, looked at as text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "tap.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <zip.h>

#include "base/file.h"
#include "base/job.h"
#include "document/node.h"
#include "document/volume.h"
#include "plugin/api.h"
#include "style/style.h"
#include "write/output.h"

#include <ospopress/ospopress.h>

static const char article_one[] =
	"<article id='one' class='article' lang='zh-CN'><header><h1>第一篇</h1><p class='authors'><span class='author'>林风</span></p></header>"
	"<p>开头<strong>重点 </strong>之后，见<a class='citation' role='doc-biblioref' href='#one-ref-1' id='one-cite-1-1'>[1]</a>与"
	"<a href='https://example.org/a b'>示例</a>，又见<a href='https://example.org/a b'>同一处</a>、<a href='#two-x'>下一篇</a>"
	"和<a href='https://mp.weixin.qq.com/s/x'>旧文</a>。脚注<a class='noteref' role='doc-noteref' href='#one-fn-1' id='one-fnref-1'>1</a>。</p>"
	"<section id='one-s'><h2>小节<a class='noteref' role='doc-noteref' href='#one-fn-1'>1</a></h2><ul><li>甲<ul><li>乙</li></ul></li></ul>"
	"<pre><code>int a;\n\tb;\n</code></pre><ol></ol><p><img class='missing' src='x.png' alt='缺图'/></p>"
	"<table><thead><tr><th class='align-right'>数</th></tr></thead><tbody><tr><td>一</td></tr></tbody></table></section>"
	"<section class='bibliography' role='doc-bibliography'><h2>参考资料</h2><ol class='references'><li id='one-ref-1' value='1'>书名 "
	"<a href='https://example.com/'>站点</a> <span class='backlinks'><a class='backlink' role='doc-backlink' href='#one-cite-1-1'>↩</a></span></li></ol></section>"
	"<section class='footnotes' role='doc-endnotes'><aside class='footnote' role='doc-footnote' id='one-fn-1'><p>注文"
	"<a class='backlink' role='doc-backlink' href='#one-fnref-1' aria-label='返回'>↩</a></p></aside></section></article>";
static const char article_two[] =
	"<article id='two' class='article' lang='en'><header><h1>Second</h1></header><p id='two-x'>Plain\ntext &amp; more "
	"<a href='javascript:x'>nowhere</a>.</p></article>";
static const char cover[] = "<section class='cover'><h1 class='title'>文集</h1></section>";
static const char contents[] = "<nav class='contents' role='doc-toc'><h1>目录</h1><ol><li><a href='#one'>第一篇</a></li></ol></nav>";

/* ---- a volume ---- */

static void build(osp_tree *tree, osp_node *parent, const xmlNode *xml)
{
	for (; xml != NULL; xml = xml->next) {
		if (xml->type == XML_TEXT_NODE) {
			osp_node_append(parent, osp_text_new(tree, (const char *)xml->content, strlen((const char *)xml->content)));
			continue;
		}
		osp_node *node = osp_element_new_named(tree, (const char *)xml->name);
		for (const xmlAttr *attr = xml->properties; attr != NULL; attr = attr->next)
			osp_node_set_attr(node, (const char *)attr->name, (const char *)attr->children->content);
		osp_node_append(parent, node);
		build(tree, node, xml->children);
	}
}

static osp_piece *add_piece(osp_job *job, osp_piece_kind kind, const char *id, const char *title, const char *xhtml)
{
	osp_piece *piece = osp_volume_add_piece(job, kind, kind == OSP_PIECE_ARTICLE ? OSP_BODY : OSP_FRONT, id, title);
	xmlDoc *doc = xmlReadMemory(xhtml, (int)strlen(xhtml), "test", "UTF-8", XML_PARSE_NOBLANKS | XML_PARSE_NONET);
	osp_node *holder = osp_element_new(piece->tree, OSP_DIV);
	build(piece->tree, holder, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	piece->root = osp_node_first(holder);
	osp_node_unlink(piece->root);
	return piece;
}

static void add_article(osp_job *job, const char *id, const char *title, const char *lang, const char *xhtml)
{
	osp_article *article = volume_article_new(job);
	article->id = id;
	article->title = title;
	article->lang = lang;
	osp_piece *piece = add_piece(job, OSP_PIECE_ARTICLE, id, title, xhtml);
	piece->article = article;
	article->tree = piece->tree;
	article->root = piece->root;
	VOLUME_ADD(job, osp_job_volume(job), articles, article_count, article);
}

static osp_job *make_job(void)
{
	osp_job *job = job_new("en");
	osp_volume *volume = job->volume = volume_new(job);
	volume->id = "test";
	volume->title = "文集 <甲>";
	volume->lang = "zh-CN";
	volume->modified = 1700000000;
	add_piece(job, OSP_PIECE_COVER, "cover", "封面", cover);
	add_piece(job, OSP_PIECE_CONTENTS, "toc", "目录", contents);
	add_article(job, "one", "第一篇", "zh-CN", article_one);
	add_article(job, "two", "Second", "en", article_two);
	style_load(job, NULL, 0);
	return job;
}

static const osp_plugin *load(const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/plugins/writers/%s/.libs/%s.so", OSP_BUILDDIR, name, name);
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (handle == NULL)
		printf("# %s\n", dlerror());
	return handle != NULL ? dlsym(handle, "osp_plugin_entry") : NULL;
}

static bool write_with(osp_job *job, const char *name, void *state, const osp_pages *pages, const char *target)
{
	const osp_plugin *plugin = load(name);
	if (plugin == NULL)
		return false;
	osp_output *output = output_new(job, name, target, plugin->writer->suffix[0] == '\0', OSP_NOWHERE);
	bool written = output != NULL && plugin->writer->write_tree(job, state, job->volume, pages, output) == OSP_OK &&
		output_finish(output) == OSP_OK && output_commit(output) == OSP_OK;
	report_flush(job);
	return written;
}

/* ---- EPUB ---- */

static const char *entry(osp_job *job, zip_t *zip, const char *name)
{
	zip_stat_t stat;
	zip_file_t *file = zip_stat(zip, name, 0, &stat) == 0 ? zip_fopen(zip, name, 0) : NULL;
	if (file == NULL)
		return "(missing)";
	char *text = osp_job_alloc(job, stat.size + 1);
	zip_fread(file, text, stat.size);
	zip_fclose(file);
	return text;
}

static void has(const char *text, const char *wanted, const char *what)
{
	if (!ok(strstr(text, wanted) != NULL, "%s", what))
		printf("# wanted: %s\n# in: %.3000s\n", wanted, text);
}

static void has_not(const char *text, const char *unwanted, const char *what)
{
	if (!ok(strstr(text, unwanted) == NULL, "%s", what))
		printf("# unwanted: %s\n# in: %.3000s\n", unwanted, text);
}

static void look_at_chapters(osp_job *job, zip_t *zip)
{
	const char *one = entry(job, zip, "EPUB/003-one.xhtml"), *two = entry(job, zip, "EPUB/004-two.xhtml");
	has(one, "<section epub:type=\"chapter\" role=\"doc-chapter\" id=\"one\" class=\"article\" lang=\"zh-CN\" xml:lang=\"zh-CN\">", "an article is a chapter");
	has(one, "<title>第一篇</title>", "a file has its title");
	has(one, "href=\"004-two.xhtml#two-x\"", "links reach other files");
	has(one, "href=\"#one-ref-1\"", "and places in the same one");
	has(one, "href=\"https://example.org/a%20b\"", "addresses are made valid");
	has(one, "<aside epub:type=\"footnote\" role=\"doc-footnote\" class=\"footnote\" id=\"one-fn-1\"><p><a epub:type=\"backlink\"", "a note begins with the way back");
	has(one, ">1</a> 注文</p>", "which is its number");
	has_not(one, "<ol></ol>", "no empty list");
	has(one, "<span class=\"missing\">缺图</span>", "a missing picture is its text");
	has(one, "int a;\n\tb;\n", "code keeps its white space");
	has(two, "Plain text &amp; more nowhere.", "a link that leads nowhere is text");
}

static void look_at_book(osp_job *job, const char *path)
{
	zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
	zip_stat_t stat;
	ok(zip != NULL && zip_stat_index(zip, 0, 0, &stat) == 0 && strcmp(stat.name, "mimetype") == 0 && stat.comp_method == ZIP_CM_STORE,
	   "mimetype comes first and is stored");
	look_at_chapters(job, zip);
	const char *package = entry(job, zip, "EPUB/package.opf"), *nav = entry(job, zip, "EPUB/nav.xhtml");
	has(package, "<dc:title id=\"title\">文集 &lt;甲&gt;</dc:title>", "the title is escaped");
	has(package, "<dc:identifier id=\"id\">urn:uuid:", "the book has a name");
	has(package, "<meta property=\"dcterms:modified\">2023-11-14T22:13:20Z</meta>", "its time is the volume's");
	has(package, "<dc:language>en</dc:language>", "every language is listed");
	has(package, "properties=\"cover-image\"", "a cover is drawn");
	has(nav, "<a href=\"003-one.xhtml#one-s\">小节</a>", "the contents show sections, without note marks");
	has(nav, "<a href=\"003-one.xhtml#osp-page-1\">1</a>", "the page list has the printed pages");
	has(entry(job, zip, "EPUB/003-one.xhtml"), "开头<strong>重点 </strong>之<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"osp-page-2\" aria-label=\" ii. \"></span>后",
	    "a page begins within a text");
	zip_close(zip);
}

struct epub_settings { bool page_list, embeds_fonts; };

static void test_epub(const char *folder)
{
	osp_job *job = make_job();
	const osp_piece *piece = job->volume->pieces[2];
	const osp_node *p = osp_node_next(osp_node_first(piece->root));
	osp_page list[] = {
		{ .label = "1", .number = 1, .piece = piece, .first_node = piece->root },
		{ .label = "ii", .number = 2, .piece = piece, .first_node = osp_node_next(osp_node_next(osp_node_first(p))), .first_offset = 3 },
	};
	osp_page *row[] = { &list[0], &list[1] };
	osp_pages pages = { .pages = row, .page_count = 2, .volume = job->volume };
	struct epub_settings settings = { true, false };
	const char *first = osp_job_printf(job, "%s/a.epub", folder), *second = osp_job_printf(job, "%s/b.epub", folder);
	ok(write_with(job, "epub", &settings, &pages, first), "an e-book is written");
	look_at_book(job, first);
	ok(write_with(job, "epub", &settings, &pages, second), "and again");
	char *a = NULL, *b = NULL;
	size_t a_len = 0, b_len = 0;
	file_load(job->arena, first, 1 << 24, &a, &a_len);
	file_load(job->arena, second, 1 << 24, &b, &b_len);
	ok(a != NULL && b != NULL && a_len == b_len && memcmp(a, b, a_len) == 0, "the same volume gives the same bytes");
	style_free(job);
	job_free(job);
}

/* ---- WeChat ---- */

static const char *content(osp_job *job, const char *folder, const char *name)
{
	char *text = NULL;
	size_t len = 0;
	return file_load(job->arena, osp_job_printf(job, "%s/wechat/%s", folder, name), 1 << 24, &text, &len) == FILE_OK ? text : "(missing)";
}

struct wechat_settings { int64_t max_chars; const char *dialect; bool has_styled_page, divides; };

static void test_wechat(const char *folder)
{
	osp_job *job = make_job();
	struct wechat_settings settings = { 100, "", false, false };
	ok(write_with(job, "wechat", &settings, NULL, osp_job_printf(job, "%s/wechat", folder)), "WeChat's folder is written");
	const char *one = content(job, folder, "one/content.html"), *two = content(job, folder, "two/content.html");
	has(one, "<section style=\"", "one wrapper hands down what is inherited");
	has_not(one, "第一篇", "the title is not repeated");
	has_not(one, "href=\"#", "no links within the page");
	has_not(one, "<div", "no div");
	has_not(one, " class=", "no class");
	has_not(one, " id=", "no id");
	has(one, "<sup>[1]</sup>与示例<sup>[2]</sup>，又见同一处<sup>[2]</sup>、下一篇和<a href=\"https://mp.weixin.qq.com/s/x\"", "links are notes that go on after the references");
	has(one, "脚注<sup>①</sup>", "the mark of a note is no reference's");
	has(one, "① 注文", "and stands before the note");
	has(one, "[2] https://example.org/a b</p>", "the address is in the list");
	has(one, "[1] 书名 站点 https://example.com/<", "a reference shows its address");
	has_not(one, "↩", "no ways back");
	has(one, "<li><section>甲<section style=\"padding-left:1.2em;text-indent:-1.2em\">◦ 乙</section></section></li>", "lists in lists are sections");
	has(one, "int\xc2\xa0" "a;<br>\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0" "b;</code></pre>", "code has no plain space and no line break");
	has(one, "<section style=\"overflow-x:auto\"><table", "a table can be pushed aside");
	has(one, "text-align:right", "a cell is aligned");
	has(two, "Plain text &amp; more nowhere.", "a line break is a space");
	has(content(job, folder, "one/draft.json"), "\"title\":\"第一篇\"", "the draft has the title");
	has(content(job, folder, "index.html"), "one/article.html", "the index leads to every article");
	has(content(job, folder, "one/article.html"), "id=\"wechat-article\"", "a page to copy from");
	ok(report_count(job, SEVERITY_WARNING) >= 1, "what is too long is said");
	style_free(job);
	job_free(job);
}

int main(void)
{
	char folder[] = "/tmp/ospopress-writers-XXXXXX";
	if (mkdtemp(folder) == NULL)
		return 1;
	ok(plugin_api_count != 0, "the test has the whole interface in it");
	test_epub(folder);
	test_wechat(folder);
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	if (getenv("KEEP") == NULL && system(command) != 0)
		printf("# %s stays\n", folder);
	return tap_done();
}
