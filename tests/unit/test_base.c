/* test_base.c - the ground: memory, text, maps, paths, dates, report. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"
#include "base/blocks.h"
#include "base/catalogue.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/job.h"
#include "base/map.h"
#include "base/suggest.h"

#include <stdio.h>
#include <string.h>

static void test_arena(void)
{
	struct arena *arena = arena_new();
	struct arena_mark mark = arena_mark(arena);
	char *large = arena_alloc(arena, 1000000);
	memset(large, 'x', 1000000);
	arena_rewind(arena, mark);
	char *again = arena_alloc(arena, 100);
	ok(again[0] == 0 && again[99] == 0, "memory is zeroed after a rewind");
	for (int i = 0; i < 1000; i++) {
		struct arena_mark inner = arena_mark(arena);
		arena_alloc(arena, 5000);
		arena_rewind(arena, inner);
	}
	ok(arena_bytes(arena) < 3000000, "rewinding reuses blocks");
	is_str(arena_printf(arena, "%s-%d", "a", 7), "a-7", "arena_printf");
	arena_free(arena);
}

/* What all threads have in common: blocks are of one thread at a time, and what is given back is lent again. */
enum { LENT = 300 };

static void *borrow(void *closure)
{
	unsigned char *blocks[LENT], mark = *(unsigned char *)closure;
	size_t sizes[LENT], wrong = 0;
	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < LENT; i++) {
			sizes[i] = 1 + i * 397 % (3 * BLOCK_LEAST);
			blocks[i] = block_take(&sizes[i]);
			memset(blocks[i], mark, sizes[i]);
		}
		for (size_t i = 0; i < LENT; i++) {
			wrong += blocks[i][0] != mark || blocks[i][sizes[i] - 1] != mark;
			block_give_back(blocks[i], sizes[i]);
		}
	}
	return wrong == 0 ? closure : NULL;
}

static void test_blocks(void)
{
	unsigned char marks[3] = { 1, 2, 3 };
	pthread_t threads[3];
	void *is_good = NULL;
	for (size_t i = 0; i < 3; i++) {
		pthread_create(&threads[i], NULL, borrow, &marks[i]);
	}
	for (size_t i = 0; i < 3; i++) {
		pthread_join(threads[i], &is_good);
		ok(is_good != NULL, "blocks belong to one thread at a time");
	}
	size_t size = BLOCK_MOST + 1;
	char *large = block_take(&size);
	ok(size == BLOCK_MOST + 1 && memset(large, 'x', size) == large, "a large block has the size that was asked for");
	block_give_back(large, size);
	block_give_back(NULL, BLOCK_LEAST);
	struct arena *arena = arena_new();
	memset(arena_alloc(arena, 3000), 'x', 3000);
	arena_free(arena);
	arena = arena_new();
	const char *again = arena_alloc(arena, 3000), *text = arena_strndup(arena, "abcdef", 3);
	ok(again[0] == 0 && again[2999] == 0, "a block that was used before is zeroed when it is handed out");
	is_str(text, "abc", "a text in it ends where it should");
	arena_free(arena);
}

static void test_utf8(void)
{
	const char bad[] = "a\xC0\xAF\xED\xA0\x80z\xF0\x9F";
	const char *at = bad;
	int replaced = 0;
	while (at < bad + sizeof(bad) - 1) {
		replaced += osp_utf8_next(&at, bad + sizeof(bad) - 1) == 0xFFFD;
	}
	is_int(replaced, 7, "overlong forms, surrogates and cut sequences are U+FFFD, byte by byte");
	const char *han = "𠮷";
	const char *p = han;
	is_int(osp_utf8_next(&p, han + 4), 0x20BB7, "four bytes");
	ok(osp_char_is_han(0x4E2D) && osp_char_is_han(0x3007) && !osp_char_is_han(0x3002), "Han and marks differ");
	ok(osp_char_is_cjk_mark(0x3002) && osp_char_is_cjk_mark(0xFF08) && !osp_char_is_cjk_mark('.'), "full-width marks");
	is_int(osp_char_columns(0x4E2D), 2, "Han are two columns");
	is_int(osp_char_columns('a'), 1, "Latin is one");
}

static void test_map(void)
{
	struct arena *arena = arena_new();
	struct map map;
	int values[1000];
	map_init(&map, arena);
	for (int i = 0; i < 1000; i++) {
		char key[16];
		snprintf(key, sizeof(key), "key%d", i);
		map_put(&map, key, strlen(key), &values[i]);
	}
	ok(map_find(&map, "key777", 6) == &values[777], "finds what was put");
	ok(map_find(&map, "key77", 5) == &values[77], "keys are whole");
	ok(map_find(&map, "none", 4) == NULL, "absent is NULL");
	is_int((long long)map.count, 1000, "counts");
	is_str(map.entries[5].key, "key5", "keeps the order");
	arena_free(arena);
}

static void test_names(void)
{
	static const char *const keys[] = { "title", "subtitle", "articles", "front-matter" };
	is_str(suggest_nearest("titel", keys, 4), "title", "swapped letters");
	is_str(suggest_nearest("front_matter", keys, 4), "front-matter", "- and _");
	ok(suggest_nearest("zebra", keys, 4) == NULL, "nothing is near");
	struct arena *arena = arena_new();
	is_str(path_absolute(arena, "/a/b/../../../c/./d"), "/c/d", "dots are folded");
	is_str(path_folder(arena, "/a"), "/", "the root is a folder");
	is_str(path_suffix("x/.hidden"), "", "a hidden file has no suffix");
	is_str(path_join(arena, "a/", "b"), "a/b", "join");
	ok(!path_is_beneath(arena, "/usr/bin", "/usr"), "above is not beneath");
	ok(path_is_beneath(arena, "/usr", "/usr/bin/.."), "links and dots are followed");
	arena_free(arena);
}

static void test_clock(void)
{
	int64_t seconds = 0;
	char text[32];
	ok(clock_parse_date("2022-12-10T08:30:00+08:00", &seconds), "a date with a zone");
	clock_format(seconds, text);
	is_str(text, "2022-12-10T00:30:00Z", "is shown in UTC");
	ok(clock_parse_date("2000-02-29", &seconds) && seconds == 951782400, "a leap day");
	ok(!clock_parse_date("soon", &seconds), "no date");
}

static void test_report(void)
{
	osp_job *job = job_new("en");
	static const char text[] = "one\n中文 x\n";
	uint32_t file = osp_job_add_file(job, "a.md", text, sizeof(text) - 1);
	osp_warn(job, (osp_place){ file, 2, 4 }, "test/here", "what is %s", "this");
	osp_buf out = OSP_BUF_INIT;
	report_format(job, job->diagnostics[0], &out);
	is_str(out.data, "a.md:2:4: warning: what is this [test/here]\n    2 | 中文 x\n      |      ^\n", "line and caret, double width");
	osp_buf packed = OSP_BUF_INIT;
	report_pack(job, 0, &packed);
	is_int(report_unpack(job, packed.data, packed.len), OSP_OK, "crosses a pipe");
	is_int((long long)report_count(job, SEVERITY_WARNING), 2, "and is counted there");
	is_int(report_unpack(job, packed.data, packed.len - 1), OSP_FAIL, "half a message is refused");
	osp_buf_done(&packed);
	osp_buf_done(&out);
	job_free(job);
}

static void test_catalogue(void)
{
	is_str(catalogue_find("zh", "warning"), "警告", "Chinese");
	is_str(catalogue_find("en", "warning"), "warning", "English");
	is_str(catalogue_find("zh", "never translated"), "never translated", "falls back");
	for (size_t i = 1; i < catalogue_zh_count; i++) {
		if (strcmp(catalogue_zh[i - 1].english, catalogue_zh[i].english) >= 0) {
			ok(false, "sorted: %s", catalogue_zh[i].english);
		}
	}
	is_str(catalogue_language("zh_CN.UTF-8"), "zh", "language of a locale");
}

static bool letter_is(const char *text, size_t wanted_begin, size_t wanted_end, bool wanted_whole)
{
	size_t begin;
	bool is_whole;
	size_t end = osp_utf8_first_letter(text, strlen(text), &begin, &is_whole);
	return begin == wanted_begin && end == wanted_end && is_whole == wanted_whole;
}

static void test_first_letter(void)
{
	static const struct { const char *text; size_t begin, end; } cases[] = {
		{ "The", 0, 1 }, { " \n\tThe", 3, 4 }, { "一二", 0, 3 }, { "　一", 3, 6 }, { "“W”x", 0, 7 }, { "(a) b", 0, 3 }, { "好，的", 0, 6 }, { "我“你", 0, 3 },
		{ "e\xCC\x81t", 0, 3 }, { "👩‍💻是", 0, 11 }, { "3rd", 0, 1 }, { "—a", 0, 4 }, { "a—b", 0, 1 }, { "“ W", 0, 5 }, { "• 一项", 0, 7 }, { "甲（乙", 0, 3 }, { "《红》", 0, 9 }, { "\xE2\x80\x8B" "a", 3, 4 }, { "\xFF", 0, 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ok(letter_is(cases[i].text, cases[i].begin, cases[i].end, true), "the first letter, %zu", i);
	}
	ok(letter_is("", 0, 0, false) && letter_is(" \n", 2, 0, false), "white space has none");
	ok(letter_is("“", 0, 3, false) && letter_is(" “(", 1, 5, false), "marks wait for it");
	ok(letter_is("• ", 0, 3, false), "without the space behind them");
}

int main(void)
{
	test_arena();
	test_blocks();
	test_utf8();
	test_first_letter();
	test_map();
	test_names();
	test_clock();
	test_report();
	test_catalogue();
	return tap_done();
}
