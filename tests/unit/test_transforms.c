/* test_transforms.c - what transforms share, and the row of pieces that `matter` makes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"
#include "tree/picture.h"
#include "base/job.h"
#include "document/volume.h"

#include <ospopress/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static osp_node *text_to(osp_node *parent, const char *text)
{
	osp_node_append(parent, osp_text_new(osp_node_tree(parent), text, strlen(text)));
	return parent;
}

static osp_node *child(osp_node *parent, osp_tag tag, const char *text)
{
	osp_node *element = osp_element_new(osp_node_tree(parent), tag);
	osp_node_append(parent, element);
	return text != NULL ? text_to(element, text) : element;
}

static void test_letters(void)
{
	ok(tree_same_letters("为什么？ Why—ME", "为什么why me!"), "marks, spaces and case do not matter");
	ok(!tree_same_letters("甲", "乙"), "letters do");
	ok(!tree_same_letters("？", "！"), "two texts without letters are not the same");
	const char *words[] = { "参考", "References", NULL };
	bool exact = false;
	ok(tree_text_begins("七、参考资料（References）：", strlen("七、参考资料（References）："), words, &exact) && exact, "a heading of references, numbered, in two languages");
	ok(tree_text_begins("参考架构", strlen("参考架构"), words, &exact) && !exact, "one that only begins so");
	ok(!tree_text_begins("性能参考", strlen("性能参考"), words, &exact), "one that ends so");
}

static void test_names(void)
{
	struct names names = { NULL, 0, 0 };
	osp_buf out = OSP_BUF_INIT;
	for (int i = 0; i < 20000; i++) {
		osp_buf_clear(&out);
		names_claim_like(&names, "a", &out);
	}
	is_str(out.data, "a-20000", "twenty thousand equal names part quickly");
	ok(!names_claim(&names, "a-17"), "a name that was given is taken");
	osp_buf_done(&out);
	names_done(&names);
}

static void test_run(osp_job *job)
{
	osp_tree *tree = tree_new(job);
	osp_node *root = osp_element_new(tree, OSP_ARTICLE), *p = child(root, OSP_P, "甲"), *code;
	text_to(child(p, OSP_EM, NULL), "乙");
	code = child(p, OSP_CODE, "x");
	text_to(p, "丙");
	child(child(root, OSP_PRE, NULL), OSP_CODE, "no prose");
	osp_node_set_place(osp_node_last(p), (osp_place){ 1, 7, 4 });
	struct run run = { .pieces = NULL };
	osp_node *cursor = root;
	ok(run_next(&run, &cursor, root), "a paragraph is a run");
	is_str(run.text.data, "甲乙\xEF\xBF\xBC丙", "elements do not cut it, code is an object");
	ok(run_piece_at(&run, 6)->node == code, "a byte leads to its node");
	is_int(run_place(&run, 9).column, 4, "and to its place");
	ok(!run_next(&run, &cursor, root), "code blocks are no runs");
	run_done(&run);
}

static void touch(const char *folder, const char *name)
{
	osp_buf path = OSP_BUF_INIT;
	osp_buf_printf(&path, "%s/%s", folder, name);
	FILE *file = fopen(path.data, "w");
	if (file != NULL) {
		fputs("x", file);
		fclose(file);
	}
	osp_buf_done(&path);
}

static void test_picture(osp_job *job)
{
	char folder[] = "/tmp/osp-picture-XXXXXX";
	ok(mkdtemp(folder) != NULL, "a folder");
	osp_buf link = OSP_BUF_INIT, path = OSP_BUF_INIT;
	osp_buf_printf(&link, "%s/out.png", folder);
	touch(folder, "a b.png");
	ok(symlink("/etc/passwd", link.data) == 0, "a link out of it");
	osp_volume *volume = osp_job_volume(job);
	volume->folder = folder;
	const struct picture_home home = { folder, folder };
	is_int(picture_find(volume, &home, "a%20b.png?v=1", &path), PICTURE_FOUND, "percent and query are understood");
	is_int(picture_find(volume, &home, "out.png", &path), PICTURE_OUTSIDE, "a symbolic link does not lead out");
	is_int(picture_find(volume, &home, "../x/../../y.png", &path), PICTURE_OUTSIDE, "dots neither");
	is_int(picture_find(volume, &home, "none.png", &path), PICTURE_NOTHING, "what is not there is missing");
	unlink(link.data);
	osp_buf_clear(&link);
	osp_buf_printf(&link, "%s/a b.png", folder);
	unlink(link.data);
	rmdir(folder);
	osp_buf_done(&link);
	osp_buf_done(&path);
	volume->folder = "";
}

static osp_article *add_article(osp_job *job, const char *id, const char *title)
{
	osp_article *article = volume_article_new(job);
	article->id = id;
	article->title = title;
	article->lang = "zh-CN";
	article->tree = tree_new(job);
	article->root = osp_element_new(article->tree, OSP_ARTICLE);
	child(child(article->root, OSP_HEADER, NULL), OSP_H1, title);
	VOLUME_ADD(job, job->volume, articles, article_count, article);
	return article;
}

static void add_front(osp_job *job, const char *kind)
{
	osp_matter *entry = osp_job_alloc(job, sizeof(*entry));
	*entry = (osp_matter){ .kind = kind, .path = "" };
	VOLUME_ADD(job, job->volume, front, front_count, entry);
}

static void test_matter(osp_job *job)
{
	osp_volume *volume = osp_job_volume(job);
	volume->title = "灯塔论文集";
	volume->lang = "zh-CN";
	volume->license = "CC-BY-4.0";
	add_front(job, "cover");
	add_front(job, "colophon");
	add_front(job, "toc");
	osp_matter *back = osp_job_alloc(job, sizeof(*back));
	*back = (osp_matter){ .kind = "contributors", .path = "" };
	VOLUME_ADD(job, volume, back, back_count, back);
	add_article(job, "cover", "甲"); /* an id that a page would like to have */
	add_article(job, "two", "乙")->state = OSP_ARTICLE_DRAFT;
	osp_article *third = add_article(job, "three", "丙");
	osp_person *person = volume_person_new(job);
	person->name = "守灯人";
	VOLUME_ADD(job, third, authors, author_count, person);
	osp_part *part = osp_job_alloc(job, sizeof(*part));
	*part = (osp_part){ .title = "第一部分", .first = 1, .count = 2 };
	VOLUME_ADD(job, volume, parts, part_count, part);

	is_int(osp_plugin_entry.transform->volume(job, NULL, volume), OSP_OK, "matter runs");
	osp_buf row = OSP_BUF_INIT, text = OSP_BUF_INIT;
	for (size_t i = 0; i < volume->piece_count; i++) {
		osp_buf_printf(&row, "%s ", volume->pieces[i]->id);
	}
	is_str(row.data, "cover-2 colophon contents cover part three contributors ", "the row of pieces, without the draft");
	is_int(volume->pieces[4]->part, 1, "a part knows its number");
	osp_node_text_content(volume->pieces[2]->root, &text);
	is_str(text.data, "目录甲第一部分丙 守灯人作者介绍", "the contents list what follows, with authors");
	ok(osp_node_find_id(volume->pieces[3]->root, "cover") == volume->pieces[3]->root, "an article's root has its id");
	osp_buf_clear(&text);
	osp_node_text_content(volume->pieces[6]->root, &text);
	is_str(text.data, "作者介绍守灯人丙", "contributors name their articles");
	osp_buf_done(&row);
	osp_buf_done(&text);
}

int main(void)
{
	osp_job *job = job_new("en");
	job->volume = volume_new(job);
	test_letters();
	test_names();
	test_run(job);
	test_picture(job);
	test_matter(job);
	is_str(osp_label("zh-TW", "references"), "參考文獻", "a label in traditional characters");
	is_str(osp_label("zh-Hans-HK", "contents"), "目录", "the script subtag decides");
	is_str(osp_label("fr", "contents"), "Contents", "other languages get English");
	is_str(osp_label("zh", "no-such-word"), "no-such-word", "an unknown word comes back");
	job_free(job);
	return tap_done();
}
