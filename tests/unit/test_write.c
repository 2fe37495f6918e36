/* test_write.c - outputs that stand whole or not at all; markup. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "tap.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ospopress/markup.h>

#include "base/file.h"
#include "document/node.h"
#include "plugin/leftovers.h"
#include "write/output.h"

struct place { osp_job *job; const char *folder; };

static const char *in(const struct place *place, const char *name)
{
	return osp_job_printf(place->job, "%s/%s", place->folder, name);
}

static const char *content(const struct place *place, const char *name)
{
	char *text = NULL;
	size_t len = 0;
	return file_load(place->job->arena, in(place, name), 1 << 20, &text, &len) == FILE_OK ? text : "(missing)";
}

static void put(const struct place *place, const char *name, const char *text)
{
	int fd = open(in(place, name), O_WRONLY | O_CREAT | O_TRUNC, 0666);
	ok(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), "(%s made)", name);
	close(fd);
}

/* How many entries a folder has, hidden ones too. */
static int count_entries(const char *folder)
{
	DIR *dir = opendir(folder);
	int count = -2;
	for (struct dirent *entry = dir != NULL ? readdir(dir) : NULL; entry != NULL; entry = readdir(dir)) {
		count++;
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return count;
}

static osp_output *output_at(const struct place *place, const char *name, bool is_folder)
{
	return output_new(place->job, "test", in(place, name), is_folder, OSP_NOWHERE);
}

static void test_file(const struct place *place)
{
	osp_output *output = output_at(place, "sub/dir/a.pdf", false);
	ok(output != NULL, "an output begins, folders above it are made");
	is_int(osp_output_put(output, NULL, "first", 5), OSP_OK, "it is written");
	is_str(content(place, "sub/dir/a.pdf"), "(missing)", "nothing is at the target meanwhile");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "it is put in place");
	is_str(content(place, "sub/dir/a.pdf"), "first", "and is there");
	output = output_at(place, "sub/dir/a.pdf", false);
	osp_output_put(output, NULL, "second", 6);
	is_str(content(place, "sub/dir/a.pdf"), "first", "the old one stands while the new one is written");
	output_discard(output);
	is_str(content(place, "sub/dir/a.pdf"), "first", "and after the new one failed");
	is_int(count_entries(in(place, "sub/dir")), 1, "and nothing else is left");
	output = output_at(place, "sub/dir/a.pdf", false);
	ok(output_finish(output) == OSP_FAIL, "a writer that wrote nothing has failed");
	output_discard(output);
	output = output_at(place, "sub/dir/a.pdf", false);
	ok(osp_output_put(output, "name", "x", 1) == OSP_FAIL, "an output of one file has no names");
	output_discard(output);
	ok(output_at(place, "sub/dir", false) == NULL, "a folder is not overwritten by a file");
	ok(output_at(place, "sub/dir/a.pdf", true) == NULL, "nor a file by a folder");
	ok(output_at(place, "sub/dir/a.pdf/b.pdf", false) == NULL, "nor is a file a folder on the way");
	is_int(count_entries(in(place, "sub/dir")), 1, "still nothing else is left");
}

static void test_links(const struct place *place)
{
	put(place, "real.pdf", "old");
	ok(symlink("real.pdf", in(place, "link.pdf")) == 0, "(a link)");
	osp_output *output = output_at(place, "link.pdf", false);
	osp_output_put(output, NULL, "new", 3);
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "an output through a link");
	struct stat info;
	ok(lstat(in(place, "link.pdf"), &info) == 0 && S_ISLNK(info.st_mode), "leaves the link");
	is_str(content(place, "real.pdf"), "new", "and replaces what it leads to");
}

static osp_output *folder_with(const struct place *place, const char *name, const char *a, const char *b)
{
	osp_output *output = output_at(place, name, true);
	if (output != NULL && osp_output_put(output, "index.html", a, strlen(a)) == OSP_OK &&
		osp_output_put(output, "images/x.png", b, strlen(b)) == OSP_OK) {
		return output;
	}
	return NULL;
}

static void test_folder(const struct place *place)
{
	osp_output *output = folder_with(place, "web", "one", "picture");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a folder is put in place");
	is_str(content(place, "web/images/x.png"), "picture", "with what is in it");
	is_str(content(place, "web/.ospopress"), "images/x.png\nindex.html\n", "and the list of it");
	put(place, "web/notes.txt", "mine");
	put(place, "web/images/mine.png", "mine too");
	mkdir(in(place, "web/drafts"), 0777);
	output = output_at(place, "web", true);
	osp_output_put(output, "index.html", "two", 3);
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a second one takes its place");
	is_str(content(place, "web/index.html"), "two", "with its own files");
	is_str(content(place, "web/images/x.png"), "(missing)", "without those of the first");
	is_str(content(place, "web/notes.txt"), "mine", "with the files of others");
	is_str(content(place, "web/images/mine.png"), "mine too", "wherever they are");
	ok(file_is_folder(in(place, "web/drafts")), "with the empty folders of others");
	output = folder_with(place, "web", "three", "p");
	output_discard(output);
	is_str(content(place, "web/index.html"), "two", "one that failed changes nothing");
	put(place, "web/images/x.png", "not ospopress's");
	output = folder_with(place, "web", "four", "p");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_FAIL, "a file of others in the way is not overwritten");
	is_str(content(place, "web/images/x.png"), "not ospopress's", "but stays");
	is_str(content(place, "web/index.html"), "two", "and the old output with it");
	is_int(count_entries(in(place, "")), 4, "nothing else is left beside it");
}

static ino_t number_of(const struct place *place, const char *name)
{
	struct stat info;
	return stat(in(place, name), &info) == 0 ? info.st_ino : 0;
}

static nlink_t names_of(const struct place *place, const char *name)
{
	struct stat info;
	return stat(in(place, name), &info) == 0 ? info.st_nlink : 0;
}

static void test_unchanged(const struct place *place)
{
	osp_output *output = folder_with(place, "again", "one", "picture");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "(a folder)");
	ino_t page = number_of(place, "again/index.html"), picture = number_of(place, "again/images/x.png");
	const struct timespec past[2] = { { 1, 0 }, { 1, 0 } };
	utimensat(AT_FDCWD, in(place, "again/images/x.png"), past, 0);
	output = folder_with(place, "again", "two", "picture");
	is_str(content(place, "again/index.html"), "one", "the old one stands while the new one is written");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a folder of which one file is as before");
	ok(number_of(place, "again/images/x.png") == picture, "that file is the same one");
	is_str(content(place, "again/images/x.png"), "picture", "and whole");
	is_int((long long)names_of(place, "again/images/x.png"), 1, "its old name is gone");
	struct stat info;
	ok(stat(in(place, "again/images/x.png"), &info) == 0 && info.st_mtime > 1, "its time is that of this build");
	ok(number_of(place, "again/index.html") != page, "the other one is a new one");
	is_str(content(place, "again/index.html"), "two", "with its new bytes");
	output = folder_with(place, "again", "two", "picture");
	output_discard(output);
	is_str(content(place, "again/images/x.png"), "picture", "a build that failed takes nothing away");
	chmod(in(place, "again/images/x.png"), 0400);
	output = folder_with(place, "again", "two", "picture");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "(a folder with a file of other rights)");
	ok(number_of(place, "again/images/x.png") != picture, "a file of other rights is written anew");
	output = output_at(place, "again", true);
	osp_output_put(output, "index.html", "two", 3);
	int fd = open(osp_output_path(output, "index.html"), O_WRONLY | O_APPEND);
	ok(fd >= 0 && write(fd, " and more", 9) == 9, "(a library writes into it)");
	close(fd);
	is_str(content(place, "again/index.html"), "two", "who writes into a file as a library does has one of its own");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "(it is put in place)");
	is_str(content(place, "again/index.html"), "two and more", "with what was in it");
}

/* Built again, and nothing is another: the folder itself stays. */
static void test_same(const struct place *place)
{
	const struct timespec past[2] = { { 1, 0 }, { 1, 0 } };
	osp_output *output = folder_with(place, "same", "one", "picture");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "(a folder)");
	ino_t folder = number_of(place, "same");
	put(place, "same/notes.txt", "mine");
	utimensat(AT_FDCWD, in(place, "same/index.html"), past, 0);
	size_t beside = (size_t)count_entries(in(place, ""));
	output = folder_with(place, "same", "one", "picture");
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "the same folder once more");
	ok(number_of(place, "same") == folder, "it is the same one");
	is_str(content(place, "same/images/x.png"), "picture", "with what is in it");
	is_str(content(place, "same/notes.txt"), "mine", "and what others put there");
	is_str(content(place, "same/.ospopress"), "images/x.png\nindex.html\n", "and its list");
	is_int(count_entries(in(place, "same")), 4, "and nothing else");
	is_int(count_entries(in(place, "")), (long long)beside, "nothing is left beside it");
	struct stat info;
	ok(stat(in(place, "same/index.html"), &info) == 0 && info.st_mtime > 1, "its files have the time of this build");
	put(place, "source.png", "picture");
	output = output_at(place, "same", true);
	ok(osp_output_put(output, "index.html", "one", 3) == OSP_OK && osp_output_copy(output, "images/x.png", in(place, "source.png")) == OSP_OK &&
	   output_finish(output) == OSP_OK && output_commit(output) == OSP_OK && number_of(place, "same") == folder, "so it does when a file is copied");
	put(place, "source.png", "PICTURE");
	output = output_at(place, "same", true);
	osp_output_copy(output, "images/x.png", in(place, "source.png"));
	osp_output_put(output, "index.html", "one", 3);
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a folder with another copy is another");
	is_str(content(place, "same/images/x.png"), "PICTURE", "with what was copied");
	is_str(content(place, "same/index.html"), "one", "and the rest");
	output = output_at(place, "same", true);
	osp_output_put(output, "index.html", "one", 3);
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a folder that lacks a file is another");
	is_str(content(place, "same/images/x.png"), "(missing)", "the file is gone");
	is_str(content(place, "same/index.html"), "one", "the others are there");
	output = folder_with(place, "same", "one", "picture");
	osp_output_put(output, "index.html", "one", 3);
	ok(output_finish(output) == OSP_FAIL, "a file that is written twice is wrong here, too");
	output_discard(output);
	unlink(in(place, "same/.ospopress"));
	output = output_at(place, "same", true);
	osp_output_put(output, "index.html", "one", 3);
	ok(output_finish(output) == OSP_OK && output_commit(output) == OSP_FAIL, "a folder without a list has no files of ours");
	is_str(content(place, "same/index.html"), "one", "and keeps what it has");
}

static void test_names(const struct place *place)
{
	static const char *const bad[] = {
		"", "/etc/passwd", "..", "../x", "a/../b", "a//b", "./a", "a/", "a\nb", ".ospopress", ".ospopress-new",
	};
	static const char *const good[] = { "a", "a/b/c.html", "..a", "a..b", "第一篇/图.png" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		ok(!output_name_is_good(bad[i]), "bad name %zu", i);
	}
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ok(output_name_is_good(good[i]), "good name %s", good[i]);
	}
	osp_output *output = output_at(place, "names", true);
	ok(osp_output_put(output, "../escaped", "x", 1) == OSP_FAIL, "a name that leaves the folder is not written");
	ok(osp_output_put(output, "twice", "x", 1) == OSP_OK && osp_output_put(output, "twice", "y", 1) == OSP_FAIL, "nor one twice");
	ok(osp_output_path(output, "a/b.zip") != NULL && osp_output_path(output, "/b.zip") == NULL, "paths for libraries, the same rules");
	ok(output_finish(output) == OSP_FAIL, "an output with a failed file has failed, whatever the writer says");
	output_discard(output);
	is_str(content(place, "escaped"), "(missing)", "nothing escaped");
}

/* Large enough to be flushed on its way (flusher.c). */
static void test_large(const struct place *place)
{
	enum { PIECE = 1 << 20, PIECES = 40 };
	static char piece[PIECE];
	struct stat info = { 0 };
	osp_output *output = output_at(place, "large.bin", false);
	osp_sink *sink = osp_output_open(output, NULL);
	bool is_good = sink != NULL;
	for (int i = 0; i < PIECES && is_good; i++) {
		memset(piece, i, sizeof(piece));
		is_good = osp_sink_write(sink, piece, sizeof(piece)) == OSP_OK;
	}
	ok(is_good && osp_sink_close(sink) == OSP_OK && output_finish(output) == OSP_OK && output_commit(output) == OSP_OK, "a large file is written");
	FILE *file = fopen(in(place, "large.bin"), "rb");
	ok(file != NULL && fstat(fileno(file), &info) == 0 && info.st_size == (off_t)PIECE * PIECES, "it has all its bytes");
	ok(file != NULL && fseek(file, -1, SEEK_END) == 0 && fgetc(file) == PIECES - 1, "up to the last");
	if (file != NULL) {
		fclose(file);
	}
}

static void test_disk_full(const struct place *place)
{
	osp_output *output = output_at(place, "full.bin", false);
	const char *temporary = output->temporary;
	unlink(temporary);
	if (symlink("/dev/full", temporary) != 0) {
		tap_skip("no /dev/full");
		return;
	}
	ok(osp_output_open(output, NULL) == NULL, "a temporary that was swapped for a link is not followed");
	unlink(temporary);
	output_discard(output);
	/* A limit on the size of files fails as a full disk does: in the middle of a write. */
	struct rlimit small = { 1000, RLIM_INFINITY }, large = { RLIM_INFINITY, RLIM_INFINITY };
	static char bytes[100000];
	signal(SIGXFSZ, SIG_IGN);
	output = output_at(place, "full.bin", false);
	setrlimit(RLIMIT_FSIZE, &small);
	osp_sink *sink = osp_output_open(output, NULL);
	osp_sink_write(sink, bytes, 500);
	osp_sink_write(sink, bytes, 1000);
	ok(osp_sink_close(sink) == OSP_FAIL, "a write that did not fit is noticed, at the latest when the file is closed");
	setrlimit(RLIMIT_FSIZE, &large);
	ok(output_finish(output) == OSP_FAIL && output->is_failed, "and such an output does not finish");
	output_discard(output);
	is_str(content(place, "full.bin"), "(missing)", "nothing of it is at the target");
}

static void test_leftovers(const struct place *place)
{
	struct leftovers *leftovers = leftovers_new();
	place->job->leftovers = leftovers;
	osp_output *file = output_at(place, "left.pdf", false), *folder = folder_with(place, "left", "a", "b");
	osp_output_put(file, NULL, "half", 4);
	ok(folder != NULL && !file_exists(in(place, "left")), "two outputs are on their way");
	leftovers_note(leftovers, in(place, "real.pdf"));
	leftovers_clear(leftovers);
	ok(!file_exists(file->temporary) && !file_exists(folder->temporary), "the session clears them away when the worker died");
	is_str(content(place, "real.pdf"), "new", "and nothing that is no temporary");
	place->job->leftovers = NULL;
	leftovers_free(leftovers);
}

/* ---- Markup ---- */

static osp_node *add(osp_node *parent, osp_tag tag, const char *text)
{
	osp_node *node = osp_element_new(osp_node_tree(parent), tag);
	osp_node_append(parent, node);
	if (text != NULL) {
		osp_node_append(node, osp_text_new(osp_node_tree(parent), text, strlen(text)));
	}
	return node;
}

static const char *written(osp_job *job, const osp_node *node, osp_markup_dialect dialect, osp_markup_visit visit)
{
	osp_buf out = OSP_BUF_INIT;
	osp_markup_node(&out, node, dialect, visit, NULL);
	const char *text = osp_job_strdup(job, out.data);
	osp_buf_done(&out);
	return text;
}

static osp_markup_answer rename_em(void *closure, osp_buf *out, const osp_node *element)
{
	(void)closure;
	if (osp_node_tag(element) == OSP_EM) {
		return OSP_MARKUP_SKIP_TAGS;
	}
	if (osp_node_tag(element) == OSP_CODE) {
		osp_buf_puts(out, "<tt/>");
		return OSP_MARKUP_DONE;
	}
	return OSP_MARKUP_GO_ON;
}

static void test_markup(osp_job *job)
{
	osp_tree *tree = tree_new(job);
	osp_node *root = osp_element_new(tree, OSP_DIV);
	osp_node *p = add(root, OSP_P, "a < b & \"c\"");
	osp_node_set_attr(p, "lang", "zh");
	osp_node_set_attr(p, "title", "\"x\"\n&");
	osp_node_set_attr(p, "data-asset", "1");
	osp_node_set_attr(p, "on click", "bad");
	add(p, OSP_BR, NULL);
	add(p, OSP_EM, "e");
	add(p, OSP_CODE, "k");
	is_str(written(job, root, OSP_XHTML, NULL),
		"<div><p lang=\"zh\" xml:lang=\"zh\" title=\"&quot;x&quot;&#10;&amp;\">a &lt; b &amp; \"c\"<br/>"
		"<em>e</em><code>k</code></p></div>", "XHTML");
	is_str(written(job, p, OSP_HTML, rename_em), "<p lang=\"zh\" title=\"&quot;x&quot;&#10;&amp;\">a &lt; b &amp; \"c\"<br>e<tt/></p>",
		"HTML, with a visitor");
	osp_node *pre = add(root, OSP_PRE, "\n\x01 \xEF\xBF\xBF");
	is_str(written(job, pre, OSP_HTML, NULL), "<pre>\n\n\xEF\xBF\xBD \xEF\xBF\xBD</pre>",
		"a first newline in pre survives HTML; no forbidden characters");
}

static void test_markup_commonmark(osp_job *job)
{
	osp_tree *tree = tree_new(job);
	osp_node *root = osp_element_new(tree, OSP_DIV);
	osp_node *ul = add(root, OSP_UL, NULL);
	osp_node_add_class(ul, "tight");
	osp_node *li = add(ul, OSP_LI, "a");
	osp_node *link = add(li, OSP_A, "l");
	osp_node_set_attr(link, "href", "/ü b");
	osp_node_set_attr(link, "class", "autolink");
	osp_node *inner = add(li, OSP_OL, NULL);
	osp_node_set_attr(inner, "start", "3");
	add(add(inner, OSP_LI, NULL), OSP_P, "\"q\"");
	osp_node *cell = add(add(add(add(root, OSP_TABLE, NULL), OSP_TBODY, NULL), OSP_TR, NULL), OSP_TD, "x");
	osp_node_add_class(cell, "align-right");
	is_str(written(job, root, OSP_HTML_COMMONMARK, NULL),
		"<div>\n<ul>\n<li>a<a href=\"/%C3%BC%20b\">l</a>\n<ol start=\"3\">\n<li>\n<p>&quot;q&quot;</p>\n</li>\n</ol>\n</li>\n</ul>\n"
		"<table>\n<tbody>\n<tr>\n<td align=\"right\">x</td>\n</tr>\n</tbody>\n</table>\n</div>\n",
		"as the CommonMark suite writes it");
}

static void test_markup_depth(osp_job *job)
{
	osp_tree *tree = tree_new(job);
	osp_node *root = osp_element_new(tree, OSP_DIV), *at = root;
	for (int i = 0; i < 100000; i++) {
		at = add(at, OSP_SPAN, NULL);
	}
	is_int((long long)strlen(written(job, root, OSP_XHTML, NULL)), 100000 * 13 + 11, "a deep tree needs no stack");
}

int main(void)
{
	char folder[] = "/tmp/ospopress-test-XXXXXX";
	osp_job *job = job_new("en");
	struct place place = { job, mkdtemp(folder) };
	test_file(&place);
	test_links(&place);
	test_folder(&place);
	test_unchanged(&place);
	test_same(&place);
	test_names(&place);
	test_large(&place);
	test_disk_full(&place);
	test_leftovers(&place);
	test_markup(job);
	test_markup_commonmark(job);
	test_markup_depth(job);
	const char *command = osp_job_printf(job, "rm -rf '%s'", folder);
	ok(system(command) == 0, "(cleared away)");
	job_free(job);
	return tap_done();
}
