/* test_plugin.c - options, order, packets, children. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/node.h"
#include "document/volume.h"
#include "plugin/carry.h"
#include "plugin/options.h"
#include "plugin/packet.h"
#include "plugin/supervise.h"
#include "transform/transform.h"

static const osp_option table[] = {
	{ "links", OSP_OPTION_BOOL, "true", NULL, "whether links are kept" },
	{ "max-chars", OSP_OPTION_INT, "20000", "1000..1000000", "limit" },
	{ "title", OSP_OPTION_STRING, NULL, NULL, "title" },
	{ "page-list", OSP_OPTION_CHOICE, "pdf", "pdf|none", "page numbers" },
	{ "bleed", OSP_OPTION_LENGTH, "3mm", NULL, "bleed" },
	{ "tags", OSP_OPTION_LIST, "a, b", NULL, "tags" },
	{ "logo", OSP_OPTION_FILE, NULL, NULL, "logo" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

static struct yaml_value scalar(const char *text)
{
	return (struct yaml_value){ .kind = YAML_SCALAR, .place = { 1, 2, 3 }, .scalar = text };
}

static const char *last_text(const osp_job *job)
{
	return job->diagnostic_count > 0 ? job->diagnostics[job->diagnostic_count - 1]->text : "";
}

static osp_options *make_one(osp_job *job, const char *key, struct yaml_value *value)
{
	struct yaml_pair pair = { key, { 1, 2, 1 }, value };
	struct yaml_value map = { .kind = YAML_MAP, .pairs = &pair, .count = 1 };
	static const char *const own[] = { "format", "file", NULL };
	return options_make(job, "epub", table, &map, own, "/usr", OSP_NOWHERE);
}

static bool is_refused(osp_job *job, const char *key, const char *text, const char *message_part)
{
	struct yaml_value value = scalar(text);
	size_t before = report_count(job, SEVERITY_ERROR);
	bool answer = make_one(job, key, &value) == NULL && report_count(job, SEVERITY_ERROR) == before + 1 &&
		strstr(last_text(job), message_part) != NULL;
	if (!answer) {
		osp_note(job, OSP_NOWHERE, "test", "%s", last_text(job));
	}
	return answer;
}

static void test_defaults(osp_job *job)
{
	osp_options *options = options_make(job, "epub", table, NULL, NULL, "/usr", (osp_place){ 1, 9, 1 });
	ok(osp_option_bool(options, "links"), "default: true");
	is_int(osp_option_int(options, "max-chars"), 20000, "default: a number");
	is_str(osp_option_string(options, "title"), "", "default: nothing is an empty text");
	is_str(osp_option_string(options, "page-list"), "pdf", "default: a choice");
	is_int(osp_option_length(options, "bleed"), 8708, "default: 3mm in 1/1024 pt");
	is_int((long long)osp_option_count(options, "tags"), 2, "default: a list");
	is_str(osp_option_item(options, "tags", 1), "b", "default: second item, without its space");
	is_str(osp_option_string(options, "logo"), "", "default: no file");
	ok(!osp_option_is_given(options, "links"), "a default is not given");
	is_int(osp_option_place(options, "links").line, 9, "a default's place is the plugin's");
}

static void test_values(osp_job *job)
{
	struct yaml_value value = scalar("off");
	osp_options *options = make_one(job, "links", &value);
	ok(options != NULL && !osp_option_bool(options, "links"), "off is false");
	ok(osp_option_is_given(options, "links"), "given is given");
	is_int(osp_option_place(options, "links").column, 3, "a given value has its place");
	value = scalar("one, two");
	options = make_one(job, "tags", &value);
	is_str(osp_option_item(options, "tags", 0), "one, two", "one text is a list of one, commas and all");
	value = scalar("share");
	ok(is_refused(job, "logo", "share/../../etc/passwd", "outside"), "a file that leaves the folder is refused");
	ok(is_refused(job, "logo", "no-such-file", "there is no file"), "a missing file is refused");
	value = scalar("anything");
	ok(make_one(job, "format", &value) != NULL, "the host's own keys are passed over");
	value = (struct yaml_value){ .kind = YAML_NULL };
	options = make_one(job, "max-chars", &value);
	is_int(osp_option_int(options, "max-chars"), 20000, "a key with nothing behind it keeps its default");
}

static void test_refusals(osp_job *job)
{
	struct yaml_value item = scalar("x");
	struct yaml_value *items[] = { &item };
	struct yaml_value list = { .kind = YAML_LIST, .items = items, .count = 1 };
	ok(is_refused(job, "links", "maybe", "takes true or false, not \"maybe\""), "no boolean");
	ok(is_refused(job, "max-chars", "999", "1000..1000000"), "below the range");
	ok(is_refused(job, "max-chars", "2000x", "a whole number"), "no number");
	ok(is_refused(job, "max-chars", "99999999999999999999", "a whole number"), "a number that no machine holds");
	ok(is_refused(job, "page-list", "pd", "one of pdf|none"), "no choice");
	ok(is_refused(job, "page-list", "pdf|none", "one of pdf|none"), "the table's own notation is no choice");
	ok(is_refused(job, "bleed", "3 mm", "a length"), "no length");
	ok(is_refused(job, "page-lists", "pdf", "did you mean \"page-list\"?"), "a misspelt key has its neighbour named");
	ok(is_refused(job, "formta", "pdf", "did you mean \"format\"?"), "the host's keys are proposed, too");
	ok(is_refused(job, "zzzzzzzz", "pdf", "lists them"), "a far-off key is only refused");
	ok(make_one(job, "title", &list) == NULL, "a list where a text is wanted");
	ok(make_one(job, "tags", &list) != NULL, "a list where one is wanted");
}

static void test_tables(osp_job *job)
{
	static const osp_option bad[][2] = {
		{ { "Key", OSP_OPTION_BOOL, NULL, NULL, NULL }, { NULL, 0, NULL, NULL, NULL } },
		{ { "key", 99, NULL, NULL, NULL }, { NULL, 0, NULL, NULL, NULL } },
		{ { "key", OSP_OPTION_INT, "1", "5..9", NULL }, { NULL, 0, NULL, NULL, NULL } },
		{ { "key", OSP_OPTION_CHOICE, NULL, "a|b", NULL }, { NULL, 0, NULL, NULL, NULL } },
		{ { "key", OSP_OPTION_INT, "6", "9..5", NULL }, { NULL, 0, NULL, NULL, NULL } },
	};
	size_t count = 0;
	osp_buf why = OSP_BUF_INIT;
	ok(options_check_table(job, table, &count, &why) && count == 7, "a good table is counted");
	ok(options_check_table(job, NULL, &count, &why) && count == 0, "no table is a good table");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		ok(!options_check_table(job, bad[i], &count, &why), "bad table %zu is refused", i);
	}
	osp_buf_done(&why);
}

static void test_lengths(void)
{
	static const struct { const char *text; int32_t length; } good[] = {
		{ "0", 0 }, { "1pt", 1024 }, { "10.5pt", 10752 }, { "1in", 73728 }, { "25.4mm", 73728 }, { "2.54cm", 73728 }, { "96px", 73728 },
		{ "6pc", 73728 }, { "-1pt", -1024 }, { ".5pt", 512 }, { "0.0mm", 0 },
	};
	static const char *const bad[] = { "", "1", "pt", "1 pt", "1e3pt", "99999999pt", "1.2.3pt", "1ptx", "-", "NaN" };
	int32_t length = 0;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ok(options_parse_length(good[i].text, &length) && length == good[i].length, "%s is %d", good[i].text, (int)good[i].length);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		ok(!options_parse_length(bad[i], &length), "\"%s\" is no length", bad[i]);
	}
}

/* ---- Order ---- */

static struct plugin_use *transform_named(osp_job *job, const char *name, const char *after, const char *before)
{
	osp_transform *transform = osp_job_alloc(job, sizeof(*transform));
	struct plugin *plugin = osp_job_alloc(job, sizeof(*plugin));
	struct plugin_use *use = osp_job_alloc(job, sizeof(*use));
	transform->after = after;
	transform->before = before;
	plugin->about.kind = OSP_TRANSFORM;
	plugin->about.name = name;
	plugin->about.transform = transform;
	use->plugin = plugin;
	return use;
}

static const char *names_of(osp_job *job, struct plugin_use **uses, size_t count)
{
	osp_buf names = OSP_BUF_INIT;
	for (size_t i = 0; i < count; i++) {
		osp_buf_printf(&names, "%s%s", i > 0 ? " " : "", uses[i]->plugin->about.name);
	}
	const char *text = osp_job_strdup(job, names.data);
	osp_buf_done(&names);
	return text;
}

static void test_order(osp_job *job)
{
	struct plugin_use *uses[] = {
		transform_named(job, "matter", "links,nobody", NULL), transform_named(job, "links", "headings", NULL),
		transform_named(job, "headings", NULL, "figures, citations"), transform_named(job, "figures", NULL, NULL),
		transform_named(job, "citations", NULL, "links"),
	};
	is_int(transform_order(job, uses, 5), OSP_OK, "an order is found");
	is_str(names_of(job, uses, 5), "headings citations figures links matter", "after, before, then by name");
	struct plugin_use *cycle[] = {
		transform_named(job, "first", NULL, NULL), transform_named(job, "a", "c", NULL), transform_named(job, "b", "a", NULL),
		transform_named(job, "c", "b", NULL), transform_named(job, "d", "a", NULL),
	};
	is_int(transform_order(job, cycle, 5), OSP_FAIL, "a cycle is refused");
	ok(strstr(last_text(job), ": a -> b -> c -> a") != NULL || strstr(last_text(job), ": b -> c -> a -> b") != NULL ||
		strstr(last_text(job), ": c -> a -> b -> c") != NULL, "its members are named in order: %s", last_text(job));
	is_str(names_of(job, cycle, 5), "first a b c d", "and the order is as before");
	struct plugin_use *self[] = { transform_named(job, "x", "x", NULL), transform_named(job, "y", NULL, NULL) };
	is_int(transform_order(job, self, 2), OSP_OK, "to be after oneself means nothing");
}

/* ---- Packets ---- */

static void test_packets(osp_job *job)
{
	osp_buf out = OSP_BUF_INIT;
	packet_put_u32(&out, 7);
	packet_put_text(&out, "text");
	packet_put_text(&out, NULL);
	packet_put_bytes(&out, "\0b", 2);
	struct packet_reader reader = { out.data, out.data + out.len, false };
	size_t len = 0;
	is_int(packet_u32(&reader), 7, "a number crosses");
	is_str(packet_text(&reader, job), "text", "a text crosses");
	ok(packet_text_or_null(&reader, job) == NULL, "no text crosses as none");
	ok(memcmp(packet_bytes(&reader, &len), "\0b", 2) == 0 && len == 2, "bytes cross");
	ok(!reader.is_bad && reader.at == reader.end, "nothing is left");
	packet_u32(&reader);
	ok(reader.is_bad, "there is no reading over the end");
	for (size_t cut = 0; cut < out.len; cut++) {
		struct packet_reader short_reader = { out.data, out.data + cut, false };
		packet_u32(&short_reader);
		packet_text(&short_reader, job);
		packet_text_or_null(&short_reader, job);
		packet_bytes(&short_reader, &len);
		if (!short_reader.is_bad) {
			ok(false, "cut at %zu is noticed", cut);
		}
	}
	osp_buf_done(&out);
}

/* ---- Children ---- */

static osp_status work(osp_job *job, void *closure, osp_buf *ret_result)
{
	const char *what = closure;
	if (strcmp(what, "good") == 0) {
		uint32_t file = osp_job_add_file(job, "from-child.md", "line\n", 5);
		osp_warn(job, (osp_place){ file, 1, 1 }, "test/warn", "said in the child");
		osp_buf_puts(ret_result, "answer");
		return OSP_OK;
	}
	if (strcmp(what, "large") == 0) {
		for (int i = 0; i < 1000000; i++) {
			osp_buf_puts(ret_result, "12345678");
		}
		return OSP_OK;
	}
	if (strcmp(what, "crash") == 0) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	} else if (strcmp(what, "abort") == 0) {
		signal(SIGABRT, SIG_DFL);
		abort();
	} else if (strcmp(what, "exit") == 0) {
		_exit(0);
	} else if (strcmp(what, "hang") == 0) {
		for (;;) {
			pause();
		}
	} else if (strcmp(what, "hog") == 0) {
		for (;;) {
			char *bytes = malloc(1 << 20);
			memset(bytes, 1, 1 << 20);
			if (bytes[77] == 0) {
				break;
			}
		}
	} else if (strcmp(what, "said") == 0) {
		osp_error(job, OSP_NOWHERE, "test/error", "said why");
	}
	return OSP_FAIL;
}

static enum supervise_end run(osp_job *job, const char *what)
{
	/* Only what is meant to run into the limit of time has little of it: machines that test may be busy. */
	struct supervise_task task = {
		.plugin = "bad", .subject = "output pdf", .run = work, .closure = (void *)(uintptr_t)what,
		.limits = { .seconds = strcmp(what, "hang") == 0 ? 1 : 60, .bytes = (uint64_t)256 << 20 },
	};
	supervise_run(job, &task);
	osp_buf_done(&task.result);
	return task.end;
}

static void test_children(osp_job *job)
{
	struct supervise_task good = { .plugin = "good", .subject = "x", .run = work, .closure = (void *)(uintptr_t)"good",
		.limits = supervise_limits() };
	size_t warnings = report_count(job, SEVERITY_WARNING);
	is_int(supervise_run(job, &good), OSP_OK, "a good child is done");
	is_str(good.result.data, "answer", "its result comes back");
	is_int((long long)(report_count(job, SEVERITY_WARNING) - warnings), 1, "its warning comes back");
	is_str(osp_job_file_path(job, job->diagnostics[job->diagnostic_count - 1]->place.file), "from-child.md", "with its file");
	osp_buf_done(&good.result);
	is_int(run(job, "large"), SUPERVISE_DONE, "eight megabytes come through the pipe");
	is_int(run(job, "crash"), SUPERVISE_CRASHED, "a crash is seen");
	ok(strstr(last_text(job), "plugin bad crashed on output pdf: signal SIGSEGV") != NULL, "and named: %s", last_text(job));
	is_int(run(job, "abort"), SUPERVISE_CRASHED, "so is an abort");
	is_int(run(job, "exit"), SUPERVISE_EXITED, "an exit is no answer");
	is_int(run(job, "hang"), SUPERVISE_HUNG, "a hanging child is stopped");
	is_int(run(job, "hog"), SUPERVISE_MEMORY, "a hungry child is stopped");
	is_int(run(job, "silent"), SUPERVISE_FAILED, "a failure is a failure");
	ok(strstr(last_text(job), "without saying why") != NULL, "one that says nothing is reported");
	is_int(run(job, "said"), SUPERVISE_FAILED, "a failure that was explained");
	is_str(last_text(job), "said why", "is left as explained");
}

static void test_crew(osp_job *job)
{
	static const char *const kinds[] = { "good", "crash", "large", "exit", "good", "said" };
	struct supervise_task tasks[6];
	struct supervise_crew *crew = supervise_crew_new(job, 3, NULL, NULL);
	for (size_t i = 0; i < 6; i++) {
		tasks[i] = (struct supervise_task){ .plugin = "p", .subject = "x", .run = work, .closure = (void *)(uintptr_t)kinds[i],
			.limits = supervise_limits() };
		supervise_start(crew, &tasks[i]);
	}
	is_int(supervise_wait(crew), OSP_FAIL, "a crew fails when one fails");
	ok(tasks[0].end == SUPERVISE_DONE && tasks[2].end == SUPERVISE_DONE && tasks[4].end == SUPERVISE_DONE, "the good ones are done");
	ok(tasks[1].end == SUPERVISE_CRASHED && tasks[3].end == SUPERVISE_EXITED && tasks[5].end == SUPERVISE_FAILED,
		"the others are told apart");
	is_int((long long)tasks[2].result.len, 8000000, "a large result is whole");
	for (size_t i = 0; i < 6; i++) {
		osp_buf_done(&tasks[i].result);
	}
}

/* ---- Carrying an article ---- */

static void test_carry(osp_job *job)
{
	osp_volume *volume = volume_new(job);
	osp_article *article = volume_article_new(job);
	osp_person *known = volume_person_new(job);
	osp_buf bytes = OSP_BUF_INIT, why = OSP_BUF_INIT;
	job->volume = volume;
	VOLUME_ADD(job, volume, articles, article_count, article);
	VOLUME_ADD(job, volume, people, people_count, known);
	article->tree = tree_new(job);
	article->root = osp_element_new(article->tree, OSP_ARTICLE);
	osp_node_append(article->root, osp_element_new(article->tree, OSP_P));
	article->title = "Title";
	known->name = "适兕";
	VOLUME_ADD(job, article, authors, author_count, known);
	VOLUME_ADD(job, article, keywords, keyword_count, "open source");
	carry_pack_article(volume, article, 0, &bytes);
	article->title = "";
	article->author_count = article->keyword_count = 0;
	known->name = "";
	ok(carry_unpack_article(job, article, NULL, &bytes, &why), "an article comes back");
	is_str(article->title, "Title", "with its title");
	ok(article->author_count == 1 && article->authors[0] == known, "with its author, who is the volume's");
	is_str(known->name, "适兕", "who is as the child saw them");
	is_str(article->keywords[0], "open source", "with its keywords");
	ok(osp_node_tag(osp_node_first(article->root)) == OSP_P, "with its tree");
	for (size_t cut = 0; cut < bytes.len; cut++) {
		osp_buf part = { bytes.data, cut, bytes.capacity };
		if (carry_unpack_article(job, article, NULL, &part, &why)) {
			ok(false, "bytes cut at %zu are refused", cut);
		}
	}
	osp_buf_clear(&bytes);
	carry_pack_volume(volume, 0, &bytes);
	ok(carry_unpack_volume(job, volume, NULL, &bytes, &why), "a volume comes back");
	osp_buf_done(&bytes);
	osp_buf_done(&why);
	job->volume = NULL;
}

int main(void)
{
	osp_job *job = job_new("en");
	osp_job_add_file(job, "proceedings.yml", NULL, 0);
	test_defaults(job);
	test_values(job);
	test_refusals(job);
	test_tables(job);
	test_lengths();
	test_order(job);
	test_packets(job);
	test_children(job);
	test_crew(job);
	test_carry(job);
	job_free(job);
	return tap_done();
}
