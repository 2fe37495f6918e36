/* test_read.c - files, encodings, front matter: what an article's file says before its reader runs. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/job.h"
#include "document/volume.h"
#include "read/read.h"

struct read { osp_job *job; osp_article *article; osp_source source; osp_status status; };

static osp_article *new_article(osp_job *job)
{
	osp_article *article = osp_job_alloc(job, sizeof *article);
	const char **texts[] = { &article->id, &article->path, &article->folder, &article->title, &article->subtitle, &article->short_title,
		&article->lang, &article->date, &article->description, &article->digest, &article->license, &article->doi,
		&article->original_url, &article->cover, &article->reader };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		*texts[i] = "";
	}
	return article;
}

/* Reads bytes as if they stood in a file. `title` is what the manifest gave. */
static struct read load(const char *bytes, size_t len, const char *title)
{
	char path[] = "/tmp/ospopress-test-XXXXXX";
	struct read read = { .job = job_new("en") };
	read.article = new_article(read.job);
	int file = mkstemp(path);
	if (file < 0 || write(file, bytes, len) != (ssize_t)len) {
		ok(false, "a temporary file can be written");
	}
	close(file);
	read.article->path = osp_job_strdup(read.job, path);
	read.article->title = title;
	read.status = read_load(read.job, read.article, true, &read.source);
	unlink(path);
	return read;
}

static struct read load_text(const char *text)
{
	return load(text, strlen(text), "");
}

static bool said(const struct read *read, const char *code, uint32_t line)
{
	for (size_t i = 0; i < read->job->diagnostic_count; i++) {
		const struct diagnostic *diagnostic = read->job->diagnostics[i];
		if (strcmp(diagnostic->code, code) == 0 && diagnostic->place.line == line) {
			return true;
		}
	}
	return false;
}

static void done(struct read *read)
{
	job_free(read->job);
}

static void test_encodings(void)
{
	struct read read = load_text("\xEF\xBB\xBFone\r\ntwo\rthree\n");
	is_str(read.source.text, "one\ntwo\nthree\n", "a byte order mark goes, line ends are one");
	done(&read);

	static const char gb[] = "---\ntitle: \xBF\xAA\xD4\xB4\xD6\xAE\xB5\xC0\n---\n\xCE\xD2\xC3\xC7\xBF\xAA\xCA\xBC\xA1\xA3\n";
	read = load(gb, sizeof gb - 1, "");
	is_str(read.article->title, "开源之道", "GB18030 is found out");
	is_str(read.source.text, "我们开始。\n", "and converted");
	ok(said(&read, "read/encoding", 1), "and noted");
	done(&read);

	static const char utf16[] = "\xFF\xFE\x2D\x4E\x87\x65\n\0";
	read = load(utf16, sizeof utf16 - 1, "");
	is_str(read.source.text, "中文\n", "UTF-16 with a mark");
	done(&read);

	static const char broken[] = "\xE4\xB8\xAD\xE6\x96\x87\nab\xFF" "c\0d\n\xE4\xB8";
	read = load(broken, sizeof broken - 1, "");
	is_str(read.source.text, "中文\nab\xEF\xBF\xBD" "c\xEF\xBF\xBD" "d\n\xEF\xBF\xBD\xEF\xBF\xBD", "broken bytes and zeros are replaced");
	ok(said(&read, "read/bytes", 2) && read.job->diagnostic_count == 1, "once, where the first is");
	done(&read);

	read = load_text("a\x07" "b\x1b[31m\fc\n");
	is_str(read.source.text, "ab[31m c\n", "control characters are left out");
	done(&read);
}

static void test_yaml(void)
{
	struct read read = load_text("---\ntitle: \"一 题\"\nauthor: 甲、乙 & Ada <ada@example.org>\ndate: 2022-11-16T21:48:52+08:00\n"
		"tags: [开源, OSPO]\ndraft: true\nlang: zh_cn\nheroHeading: ''\ncover: {image: c.png}\nurl: /local/\n---\n\n正文\n");
	is_str(read.article->title, "一 题", "title");
	is_int(read.article->title_place.line, 2, "the place of the title");
	is_int((long long)read.article->author_count, 3, "three authors in one text");
	is_str(read.article->authors[2]->name, "Ada", "the last one");
	is_str(read.article->authors[2]->email, "ada@example.org", "with an address");
	is_str(read.article->date, "2022-11-16", "date");
	is_int((long long)read.article->keyword_count, 2, "keywords");
	is_int(read.article->state, OSP_ARTICLE_DRAFT, "draft");
	is_str(read.article->lang, "zh-CN", "language");
	is_str(read.article->cover, "c.png", "a cover in a map");
	is_str(read.article->original_url, "", "a path is no address");
	is_int(read.source.first_line, 12, "the line at which the text begins");
	is_str(read.source.text, "\n正文\n", "the text");
	is_int((long long)read.job->diagnostic_count, 0, "keys of themes are passed over silently");
	done(&read);

	static const char title[] = "---\ntitle: front\n---\nx\n";
	read = load(title, sizeof title - 1, "manifest");
	is_str(read.article->title, "manifest", "the manifest's value wins");
	done(&read);

	read = load_text("---\nauthors:\n- name: Ada Lovelace\n  affiliation: \"1, 2\"\n  orcid: 0000-0001\n- \"Hopper, Grace\"\n- 姜宁，适兕\naffiliations:\n"
		"- {name: One, index: 1}\n- {name: Two, index: 2}\n---\n");
	is_int((long long)read.article->author_count, 4, "a list of authors");
	is_int((long long)read.article->authors[0]->affiliation_count, 2, "with affiliations by number");
	is_str(read.article->authors[0]->affiliations[1]->name, "Two", "the second");
	is_str(read.article->authors[1]->name, "Hopper, Grace", "in a list a comma parts no names");
	is_str(read.article->authors[3]->name, "适兕", "but a full-width one does");
	done(&read);
}

static void test_mending(void)
{
	struct read read = load_text("---\ntitle: \"It\\'s\"\ndate:\t2022/1/2\n---\nx\n");
	is_str(read.article->title, "It's", "\\' within double quotes");
	is_str(read.article->date, "2022-01-02", "a tab behind a colon");
	ok(said(&read, "read/front-matter", 2), "is mended with a warning");
	done(&read);

	read = load_text("----\ntitle: a\n-----\nx\n");
	is_str(read.article->title, "a", "a fence of four dashes");
	ok(said(&read, "read/fence", 1), "is a fence with a warning");
	done(&read);

	read = load_text("---\ntitle: \"a\nauthor：乙\ntags:\n  - 一\n  - 二\n---\nx\n");
	is_str(read.article->title, "a", "a quote without its partner");
	is_str(read.article->author_count == 1 ? read.article->authors[0]->name : "", "乙", "a full-width colon");
	is_int((long long)read.article->keyword_count, 2, "a list, line by line");
	is_str(read.source.text, "x\n", "the text is what is left");
	done(&read);

	read = load_text("---\ntitle: a\n\n# b\n");
	is_str(read.article->title, "a", "front matter that is never closed");
	is_str(read.source.text, "\n# b\n", "ends at the first empty line");
	ok(said(&read, "read/fence", 1), "with a warning");
	done(&read);

	read = load_text("---\n\nprose\n");
	is_str(read.source.text, "---\n\nprose\n", "a rule is no front matter");
	done(&read);
}

static void test_description(void)
{
	struct read read = load_text("---\ndescription: \"见[《一[1]》](https://example.org/a_(b))，**重要**：`x`，a[1](no end 与 ![图](b.png)。\"\n---\nx\n");
	is_str(read.article->description, "见《一[1]》，重要：x，a[1](no end 与 图。", "Markdown in a description is for the theme");
	job_free(read.job);
	read = load_text("---\ndescription: 2 ** 3, f(**kw) and 姓**\n---\nx\n");
	is_str(read.article->description, "2 ** 3, f(**kw) and 姓**", "stars that pair with nothing stay");
	job_free(read.job);
}

static void test_toml(void)
{
	struct read read = load_text("+++\ntitle = \"甲\\u4e59\" # comment\ndate = 2022-11-16T21:48:52+08:00\ntags = [\n \"a\", # one\n 'b',\n]\n"
		"[params]\ndescription = '''\nd\\n'''\n[[authors]]\nname = \"One\"\n[[authors]]\nname = \"Two\"\n+++\nx\n");
	is_str(read.article->title, "甲乙", "a string with an escape");
	is_str(read.article->date, "2022-11-16", "a date");
	is_int((long long)read.article->keyword_count, 2, "an array over lines");
	is_str(read.article->description, "d\\n", "a literal string, in params");
	is_int((long long)read.article->author_count, 2, "an array of tables");
	is_int((long long)read.job->diagnostic_count, 0, "all of it sound");
	done(&read);

	read = load_text("+++\ntitle = \"a\nx = 1\n+++\nbody\n");
	is_str(read.article->title, "a", "broken TOML is read line by line");
	ok(said(&read, "read/front-matter", 2), "with a warning where it breaks");
	done(&read);
}

static void test_json(void)
{
	struct read read = load_text("{\n\"title\": \"a \\\"}\\\" b\", \"tags\": [\"x\"]\n}\n\nbody\n");
	is_str(read.article->title, "a \"}\" b", "JSON");
	is_str(read.source.text, "\nbody\n", "its end");
	is_int(read.source.first_line, 4, "and line");
	done(&read);

	read = load_text("{{< figure src=\"a.png\" >}}\n");
	is_str(read.source.text, "{{< figure src=\"a.png\" >}}\n", "a shortcode is no front matter");
	done(&read);
}

static void test_language(void)
{
	static const char *const texts[][2] = {
		{ "开源项目办公室 (Open Source Program Office) 是一个部门", "zh-CN" }, { "開源專案辦公室與學習，這個國家的經驗", "zh-TW" },
		{ "An office for open source, 开源", "en" }, { "オープンソースの日本語の文章です", "ja" }, { "오픈 소스 프로그램 오피스", "ko" }, { "Open source", "en" },
		/* Code and markup are nobody's language. */
		{ "注册代码：\n\n<div class=\"code\"><span style=\"color: #000000; font-weight: bold;\">if</span>&nbsp;<span style=\"color: #0000ff\">x</span></div>", "zh-CN" },
		{ "例子：\n\n<pre lang=\"c\">\nstatic const char *const names[] = { one, two, three, four };\n</pre>\n", "zh-CN" },
		{ "例子：\n\n    static const char *const names[] = { one, two, three, four };\n", "zh-CN" },
		{ "调用 `osp_document_transform_everything()` 和 `osp_document_write_everything()`", "zh-CN" },
		{ "If a < b then `c` & d; <em>the sum of 三</em> is > e.", "en" },
		{ "（……） 2022", "" }, { "", "" }, /* the volume's */
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		is_str(read_guess_language(texts[i][0], strlen(texts[i][0])), texts[i][1], texts[i][1]);
	}
}

static void test_files(void)
{
	static const char *const paths[] = { "/nonexistent/article.md", "/tmp", "/dev/zero" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct read read = { .job = job_new("en") };
		read.article = new_article(read.job);
		read.article->path = paths[i];
		read.status = read_load(read.job, read.article, true, &read.source);
		ok(read.status == OSP_FAIL && report_count(read.job, SEVERITY_ERROR) == 1, "%s is refused", paths[i]);
		done(&read);
	}
}

int main(void)
{
	test_encodings();
	test_yaml();
	test_mending();
	test_description();
	test_toml();
	test_json();
	test_language();
	test_files();
	return tap_done();
}
