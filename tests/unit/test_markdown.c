/* test_markdown.c - what the two Markdown readers make of an article. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/job.h"
#include "document/node.h"
#include "plugin/api.h"

#include <ospopress/ospopress.h>

struct result { osp_job *job; osp_article *article; osp_buf out; };

static const osp_reader *reader(const char *name)
{
	osp_buf path = OSP_BUF_INIT;
	osp_buf_printf(&path, OSP_BUILDDIR "/plugins/readers/%s/.libs/%s.so", name, name);
	void *handle = dlopen(path.data, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const osp_plugin *plugin = handle != NULL ? dlsym(handle, "osp_plugin_entry") : NULL;
	if (plugin == NULL) {
		ok(false, "%s can be loaded: %s", path.data, dlerror());
		exit(tap_done());
	}
	osp_buf_done(&path);
	return plugin->reader;
}

static struct result run(const osp_reader *verb, const char *text)
{
	struct result result = { .job = job_new("en") };
	result.article = osp_job_alloc(result.job, sizeof *result.article);
	result.article->tree = tree_new(result.job);
	result.article->root = osp_element_new(result.article->tree, OSP_ARTICLE);
	osp_source source = { text, strlen(text), 1, 11 };
	verb->read(result.job, NULL, &source, result.article);
	document_normalise(result.article->root);
	osp_buf why = OSP_BUF_INIT;
	ok(document_check(result.article->root, &why), "the shape is as promised%s%s", why.len > 0 ? ": " : "", why.len > 0 ? why.data : "");
	osp_buf_done(&why);
	return result;
}

static void done(struct result *result)
{
	osp_buf_done(&result->out);
	job_free(result->job);
}

/* The blocks as HTML. */
static void gives(const osp_reader *verb, const char *text, const char *wanted, const char *what)
{
	struct result result = run(verb, text);
	for (osp_node *node = osp_node_first(result.article->root); node != NULL; node = osp_node_next(node)) {
		osp_markup_node(&result.out, node, OSP_HTML, NULL, NULL);
	}
	is_str(result.out.data != NULL ? result.out.data : "", wanted, what);
	done(&result);
}

/* The codes of what was said, with places. */
static void says(const osp_reader *verb, const char *text, const char *wanted, const char *what)
{
	struct result result = run(verb, text);
	for (size_t i = 0; i < result.job->diagnostic_count; i++) {
		const struct diagnostic *said = result.job->diagnostics[i];
		osp_buf_printf(&result.out, "%s%s@%u:%u", i > 0 ? " " : "", said->code, (unsigned)said->place.line, (unsigned)said->place.column);
	}
	is_str(result.out.data != NULL ? result.out.data : "", wanted, what);
	done(&result);
}

static void dumps(const osp_reader *verb, const char *text, const char *wanted, const char *what)
{
	struct result result = run(verb, text);
	document_dump(result.article->root, true, &result.out);
	is_str(result.out.data, wanted, what);
	done(&result);
}

static void test_chinese(const osp_reader *md)
{
	gives(md, "**重要。**然后", "<p><strong>重要。</strong>然后</p>", "** closes behind a full stop");
	gives(md, "他说**“你好”**说", "<p>他说<strong>“你好”</strong>说</p>", "** opens before a quote");
	gives(md, "~~旧（的）~~新", "<p><del>旧（的）</del>新</p>", "~~ too");
	gives(md, "甲：~100 乙，~50 丙", "<p>甲：~100 乙，~50 丙</p>", "a lone ~ is about, not away");
	gives(md, "**`code`**是**（注）**的", "<p><strong><code>code</code></strong>是<strong>（注）</strong>的</p>", "beside code and brackets");
	gives(md, "a**.**b, 2**8", "<p>a**.<strong>b, 2</strong>8</p>", "English is left as CommonMark has it");
	gives(md, "`**。**字` \\**。", "<p><code>**。**字</code> **。</p>", "nothing is put into code");
	gives(md, "一\n二", "<p>一\n二</p>", "a line break stays");
}

static void test_addresses(const osp_reader *md)
{
	gives(md, "见https://a.com/b，再 http://c.cn/x ,好", "<p>见<a href=\"https://a.com/b\" class=\"autolink\">https://a.com/b</a>，再 "
		"<a href=\"http://c.cn/x\" class=\"autolink\">http://c.cn/x</a> ,好</p>", "an address ends before Chinese");
	gives(md, "OSPOlogy.live 与 www.x.cn。", "<p>OSPOlogy.live 与 <a href=\"http://www.x.cn\" class=\"autolink\">www.x.cn</a>。</p>",
		"a name with a dot is no link");
	gives(md, "(https://a.b/c_(d)) **https://e.f/**", "<p>(<a href=\"https://a.b/c_(d)\" class=\"autolink\">https://a.b/c_(d)</a>) "
		"<strong><a href=\"https://e.f/\" class=\"autolink\">https://e.f/</a></strong></p>", "brackets and delimiters around it");
	gives(md, "https://a.b/s?__biz=M&mid=2&amp;x__ y", "<p><a href=\"https://a.b/s?__biz=M&amp;mid=2&amp;x\" "
		"class=\"autolink\">https://a.b/s?__biz=M&amp;mid=2&amp;x</a>__ y</p>", "nothing in it is emphasis");
	gives(md, "写信给ada@example.org。git@github.com:a/b", "<p>写信给<a href=\"mailto:ada@example.org\" class=\"autolink\">ada@example.org</a>。"
		"git@github.com:a/b</p>", "mail");
	gives(md, "[https://a.b](https://a.b) <https://c.d/e> `https://f.g`", "<p><a href=\"https://a.b\">https://a.b</a> "
		"<a href=\"https://c.d/e\">https://c.d/e</a> <code>https://f.g</code></p>", "links within links and code are none");
	gives(md, "[甲](https://a.b/c d) [乙](https://a.b \"t\")", "<p><a href=\"https://a.b/c%20d\">甲</a> <a href=\"https://a.b\" title=\"t\">乙</a></p>",
		"a space in a destination");
	gives(md, "[x]: https://a.b/c_d_e \"t\"\n\n[x]", "<p><a href=\"https://a.b/c_d_e\" title=\"t\">x</a></p>", "reference definitions");
}

static void test_math(const osp_reader *md)
{
	gives(md, "设 $a_1*b_2*c$ 则", "<p>设 <code class=\"math\">$a_1*b_2*c$</code> 则</p>", "mathematics keeps its source");
	gives(md, "$$\na\\\\b\n$$", "<pre class=\"math\"><code>$$\na\\\\b\n$$\n</code></pre>", "on lines of its own it is a block");
	gives(md, "> $$\n> x\n> $$", "<blockquote><pre class=\"math\"><code>$$\nx\n$$\n</code></pre></blockquote>", "in a quotation");
	gives(md, "$ 56,286美元, $5 and $6, 100$或200$", "<p>$ 56,286美元, $5 and $6, 100$或200$</p>", "money is none");
	gives(md, "见 [@ada2020; see @b, p. 5] [@x](y)", "<p>见 <code class=\"citekey\">[@ada2020; see @b, p. 5]</code> <a href=\"y\">@x</a></p>",
		"citation keys");
	says(md, "$a_1$ `$b$`\n[@k] $c_2$", "markdown/math@11:1 markdown/citekey@12:1", "each is said once, where it is");
}

static void test_shortcodes(const osp_reader *md)
{
	gives(md, "{{< figure src=\"a_b_.png\" title=\"题\" caption=\"注\" alt=\"x \\\"y\\\"\" >}}",
		"<figure><img src=\"a_b_.png\" alt=\"x &quot;y&quot;\"><figcaption>题<br>注</figcaption></figure>", "figure");
	gives(md, "[甲]({{< ref \"b c.md\" >}}) [乙]({{% relref `d.md` %}}#e)", "<p><a href=\"b c.md\" class=\"relref\">甲</a> "
		"<a href=\"d.md#e\" class=\"relref\">乙</a></p>", "ref in a destination");
	gives(md, "{{% notice tip %}}\n**内**\n{{% /notice %}}\n\n后", "<p><strong>内</strong></p><p>后</p>", "the text within an unknown one stays");
	says(md, "前\n{{% notice tip %}}内{{% /notice %}}", "markdown/shortcode@12:1", "and it is reported");
	gives(md, "`{{< x >}}` {{</* y */>}}\n\n    {{< z >}}\n", "<p><code>{{&lt; x &gt;}}</code> {{&lt; y &gt;}}</p><pre><code>{{&lt; z &gt;}}\n</code></pre>",
		"in code, and commented out, it is shown");
	gives(md, "`{{</* y */>}}`\n\n    {{%/* z */%}}\n", "<p><code>{{&lt; y &gt;}}</code></p><pre><code>{{% z %}}\n</code></pre>", "also both");
}

static void test_html(const osp_reader *md)
{
	gives(md, "H<sub>2</sub>O<br>\n<kbd>x</kbd> <mark onclick=\"x()\">y</mark>", "<p>H<sub>2</sub>O<br><kbd>x</kbd> <mark>y</mark></p>", "inline");
	gives(md, "<div align=\"center\">\n\n**中**\n\n</div>\n\n后", "<div class=\"align-center\"><p><strong>中</strong></p></div><p>后</p>",
		"tags spread over blocks");
	gives(md, "![](a.png)\n<center>图 1</center>", "<p><img src=\"a.png\" alt=\"\"></p><div class=\"center\">图 1</div>", "center");
	gives(md, "a <script>alert(1)</script> b\n\n<script>\nx\n</script>\n\n<iframe src=\"https://v.qq.com/x\"></iframe>",
		"<p>a  b</p><p><a href=\"https://v.qq.com/x\" class=\"iframe\">https://v.qq.com/x</a></p>", "scripts never pass, frames are links");
	gives(md, "<a href=\"java\nscript:x\">a</a> [b](javascript:x) <img src=x onerror=y>", "<p>a b <img src=\"x\" alt=\"\"></p>", "nor do their addresses");
	gives(md, "<!-- c -->\n\n文<!-- d -->字", "<p>文字</p>", "comments are dropped");
	gives(md, "<details>\n<summary>要 <b>点</b></summary>\n\n- a\n\n</details>", "<details><summary>要 <b>点</b></summary><ul class=\"tight\"><li>a</li></ul></details>",
		"details");
	gives(md, "<table><tr><td align=right>a<td>b</table>", "<table><tbody><tr><td class=\"align-right\">a</td><td>b</td></tr></tbody></table>", "a table without end tags");
	gives(md, "<table><tr><th><h2>a</h2>b</th></tr></table>", "<table><tbody><tr><th><p>a</p><p>b</p></th></tr></tbody></table>", "a column's heading is none of the article's");
	gives(md, "<details>\n<summary>a</summary>\n<summary>b</summary>\n</details>", "<details><summary>a</summary><p>b</p></details>", "one summary, in front");
	gives(md, "<details><p>a</p><summary>b</summary></details>", "<div><p>a</p><p>b</p></div>", "behind the text it is a line of it");
	gives(md, "<dl><dd>a</dd><dt>b</dt><dd>c</dd><dt>d</dt></dl>", "<div>a</div><dl><dt>b</dt><dd>c</dd></dl><p>d</p>", "terms have their meanings");
	gives(md, "<time datetime=\"2024-02-29\">元宵</time> <time datetime=\"2023-02-29\">b</time> <time>2024 年</time> <time datetime=\"2024\">c</time> "
		"<time datetime=\"2024-05-31T08:30\">d</time> <time datetime=\"2024-13\">e</time>",
		"<p><time datetime=\"2024-02-29\">元宵</time> <span>b</span> <span>2024 年</span> <time datetime=\"2024\">c</time> "
		"<time datetime=\"2024-05-31T08:30\">d</time> <span>e</span></p>", "times with a date");
	gives(md, "<table><tr><td colspan=5>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
		"<table><tbody><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>", "a cell spans as many columns as there are");
	gives(md, "<table><colgroup><col><col></colgroup><tr><td colspan=2 rowspan=3>a</td></tr></table>",
		"<table><colgroup><col></colgroup><tbody><tr><td>a</td></tr></tbody></table>", "one in which no cell begins is none");
	gives(md, "<table><tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
		"<table><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>", "and as many rows as its group has");
	gives(md, "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr></table>",
		"<table><tbody><tr><td>a</td><td rowspan=\"2\">b</td></tr><tr><td>c</td></tr></tbody></table>", "and none that another reaches down into");
	gives(md, "<table><tbody>{{ for }}<tr><td>a</td></tr></tbody></table>", "<table><tbody><tr><td>{{ for }}</td></tr><tr><td>a</td></tr></tbody></table>",
		"words between rows get a row and a cell");
	gives(md, "<table><thead><blockquote>a</blockquote></thead></table>", "<table><thead><tr><td><blockquote>a</blockquote></td></tr></thead></table>",
		"and so do blocks");
	gives(md, "<figure><a href=\"https://a.cn\">\n<img src=\"a.png\" alt=\"b\">\n</a><figcaption>c</figcaption></figure>",
		"<figure><a href=\"https://a.cn\"><img src=\"a.png\" alt=\"b\"></a><figcaption>c</figcaption></figure>", "a picture that is a link, in lines");
	gives(md, "<b>\n\n一\n\n二\n\n</b>\n\n三", "<p><b>一</b></p><p><b>二</b></p><p>三</p>", "an inline element around paragraphs");
	gives(md, "> <div>\n> a\n\nb", "<blockquote><div>a</div></blockquote><p>b</p>", "nothing stays open behind its container");
	gives(md, "<li>a</li></ul></div></p>\n\n<td>b", "<ul><li>a</li></ul><div>b</div>", "stray parts");
	gives(md, "<p align=center>\n\n![x](y.png)\n\n</p>", "<div class=\"align-center\"><p><img src=\"y.png\" alt=\"x\"></p></div>", "a paragraph of paragraphs");
	gives(md, "<![CDATA[a < b]]>\n\n<?php x ?>\n\n<!DOCTYPE html>\n\nc", "<p>a &lt; b</p><p>c</p>", "declarations");
	gives(md, "a <video src=\"v.mp4\">no</video> <font color=red>r</font>", "<p>a <a href=\"v.mp4\" class=\"video\">v.mp4</a>no <span class=\"font\">r</span></p>",
		"videos are links");
	says(md, "a\n\n<script>x</script>\n<style>y</style>", "markdown/html-dropped@13:1", "what is dropped is said once");
}

static void test_blocks(const osp_reader *md)
{
	gives(md, "# 题 {#id .c}\n## {x}", "<h1 id=\"id\">题</h1><h2>{x}</h2>", "heading attributes");
	gives(md, "- [ ] a\n- [x] b\n  - c", "<ul class=\"tight\"><li class=\"task-list-item\"><span class=\"checkbox\">☐</span> a</li>"
		"<li class=\"task-list-item\"><span class=\"checkbox\">☑</span> b<ul class=\"tight\"><li>c</li></ul></li></ul>", "tasks");
	gives(md, "| a | b |\n|:--|--:|\n| `x|` | **y** |\n| z |", "<table><thead><tr><th class=\"align-left\">a</th><th class=\"align-right\">b</th></tr></thead>"
		"<tbody><tr><td class=\"align-left\">`x</td><td class=\"align-right\">`</td></tr><tr><td class=\"align-left\">z</td>"
		"<td class=\"align-right\"></td></tr></tbody></table>", "tables");
	gives(md, "a[^n]。\n\n[^u]: 无\n[^n]: 注\n[^n]: 又", "<p>a<a href=\"#fn-n\" role=\"doc-noteref\" class=\"noteref\">1</a>。</p>"
		"<section class=\"footnotes\" role=\"doc-endnotes\"><aside role=\"doc-footnote\" id=\"fn-n\"><p>注</p></aside>"
		"<aside role=\"doc-footnote\" id=\"fn-u\"><p>无</p></aside><aside role=\"doc-footnote\" id=\"fn-n-3\"><p>又</p></aside></section>",
		"notes: in order of their marks, then those without, also two of one name");
	gives(md, "> [!NOTE]\n> 注意", "<blockquote class=\"alert\"><p class=\"alert-title\">NOTE</p><p>注意</p></blockquote>", "alerts");
	gives(md, "3. a\n\n   b\n4. c", "<ol start=\"3\"><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>", "a loose list");
	gives(md, "```{r, echo=F}\nx\n```", "<pre><code class=\"language-r\">x\n</code></pre>", "the language of code");
	gives(md, ":smile: ::: x", "<p>:smile: ::: x</p>", "text stays text");
}

static void test_leftovers(const osp_reader *md)
{
	gives(md, "到**700+**\xE2\x80\x8B。", "<p>到<strong>700+</strong>\xE2\x80\x8B。</p>", "an invisible space behind ** lets it close");
	gives(md, "**一！**二！****", "<p><strong>一！</strong>二！</p>", "asterisks that surround nothing go");
	says(md, "**一！**二！****", "markdown/empty-emphasis@11:9", "and it is said");
	gives(md, "****一！****", "<p><strong><strong>一！</strong></strong></p>", "but not those that close");
	gives(md, "**号**码 138****5678 ****", "<p><strong>号</strong>码 138****5678 ****</p>", "nor those that hide something");
	gives(md, "见[^1]，\\[^2]，`[^3]`。", "<p>见[^1]，[^2]，<code>[^3]</code>。</p>", "a mark without a note stays");
	says(md, "见[^1]，\\[^2]，`[^3]`。", "markdown/note-missing@11:2", "and it is said");
}

static void test_jsx(const osp_reader *md)
{
	gives(md, "<img src=\"/a_b.png\" style={{height:\"200px\",margin:\"auto\"}}/>", "<p><img src=\"/a_b.png\" alt=\"\"></p>", "a style in braces goes");
	gives(md, "<img src={require('./a.png').default} width={200} alt={`溪`} />", "<p><img src=\"./a.png\" width=\"200\" alt=\"溪\"></p>",
		"values are read without being run");
	gives(md, "一<Chart data={[1, 2]}/>二", "<p>一&lt;Chart data={[1, 2]}/&gt;二</p>", "a component's data stay");
	gives(md, "<a b={c", "<p>&lt;a b={c</p>", "what never ends is text");
	gives(md, "1 <a b={2 < 3}>", "<p>1 &lt;a b={2 &lt; 3}&gt;</p>", "and what holds <");
	gives(md, "`<img a={b}/>`", "<p><code>&lt;img a={b}/&gt;</code></p>", "and code is code");
	gives(md, "<img src={`x`} onerror={'y'}/>[a](<javascript:x>)", "<p><img src=\"x\" alt=\"\">a</p>", "no script passes");
}

static void test_places(const osp_reader *md)
{
	dumps(md, "中**文 $x_1$** &amp; [链](u) `c`\n> - ![图](p.png \"t)\")\n>   续 *e*\n",
		"article\n"
		"  p @11:1\n"
		"    \"中\" @11:1\n"
		"    strong @11:2\n"
		"      \"文 \" @11:4\n"
		"      code class=\"math\" @11:6\n"
		"        \"$x_1$\" @11:6\n"
		"    \" & \" @11:13\n"
		"    a href=\"u\" @11:20\n"
		"      \"链\" @11:21\n"
		"    \" \" @11:26\n"
		"    code @11:27\n"
		"      \"c\" @11:28\n"
		"  blockquote @12:1\n"
		"    ul class=\"tight\" @12:3\n"
		"      li @12:3\n"
		"        img src=\"p.png\" alt=\"图\" title=\"t)\" @12:5\n"
		"        \"\\n续 \" @12:21\n"
		"        em @13:7\n"
		"          \"e\" @13:8\n", "lines and columns are the author's");
}

static void test_strict(const osp_reader *commonmark)
{
	gives(commonmark, "---\ntitle: a\n---\n", "<hr><h2>title: a</h2>", "CommonMark knows no front matter");
	gives(commonmark, "**重要。**然后 $a_1$ https://a.b ~~x~~ {{< y >}}\n\n| a |\n|---|", "<p>**重要。**然后 $a_1$ https://a.b ~~x~~ {{&lt; y &gt;}}</p>"
		"<p>| a |\n|---|</p>", "and no manners");
	gives(commonmark, "<script>x</script>\n\n[a](javascript:x)", "<p>a</p>", "but it is as safe");
}

/* Depth and size: everything comes back, and soon. */
static void test_hostile(const osp_reader *md)
{
	static const char *const pieces[] = { "> ", "- ", "<div>\n\n", "**a ", "[", "![", "`a``", "<b>", "$", "{{< ", "[^a]: x\n\n", "**“", "a@b", "<!-", "~~。", "&#" };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		osp_buf text = OSP_BUF_INIT;
		for (int n = 0; n < 3000; n++) {
			osp_buf_puts(&text, pieces[i]);
		}
		osp_buf_puts(&text, "end");
		struct result result = run(md, text.data);
		osp_node_text_content(result.article->root, &result.out);
		ok(strstr(result.out.data != NULL ? result.out.data : "", "end") != NULL, "3000 times \"%.3s\"", pieces[i]);
		done(&result);
		osp_buf_done(&text);
	}
}

int main(void)
{
	const osp_reader *md = reader("markdown"), *commonmark = reader("commonmark");
	ok(plugin_api_count > 0, "the API is there for plugins");
	test_chinese(md);
	test_addresses(md);
	test_math(md);
	test_shortcodes(md);
	test_html(md);
	test_blocks(md);
	test_leftovers(md);
	test_jsx(md);
	test_places(md);
	test_strict(commonmark);
	test_hostile(md);
	return tap_done();
}
