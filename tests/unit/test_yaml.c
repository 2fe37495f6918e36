/* test_yaml.c - YAML with places, its limits, and the accidents of a Chinese keyboard. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"
#include "base/job.h"
#include "manifest/yaml.h"

#include <string.h>

static struct yaml_problem problem;

static struct yaml_value *parse(osp_job *job, const char *text)
{
	return yaml_parse(job, text, strlen(text), 0, 1, &problem);
}

static void test_values(osp_job *job)
{
	struct yaml_value *map = parse(job, "title: 论文集\nlist:\n  - a\n  - 'true'\nempty:\nbase: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}\n");
	ok(map != NULL && map->kind == YAML_MAP, "a map");
	is_str(yaml_find(map, "title")->scalar, "论文集", "a scalar");
	struct yaml_value *list = yaml_find(map, "list");
	is_int(list->items[1]->place.line, 4, "line of an item");
	is_int(list->items[1]->place.column, 5, "column of an item");
	ok(list->items[1]->quoted && !list->items[0]->quoted, "knows quotes");
	is_int(yaml_find(map, "empty")->kind, YAML_NULL, "nothing is null");
	is_str(yaml_find(yaml_find(map, "more"), "x")->scalar, "1", "merge brings");
	is_str(yaml_find(yaml_find(map, "more"), "y")->scalar, "3", "and does not overwrite");
}

static void refused(osp_job *job, const char *text, const char *code, unsigned line, unsigned column)
{
	ok(parse(job, text) == NULL, "refused: %s", code);
	is_str(problem.code, code, "with its code");
	is_int(problem.place.line, line, "at its line");
	is_int(problem.place.column, column, "at its column");
}

static void test_mistakes(osp_job *job)
{
	refused(job, "a: 1\na: 2\n", "yaml/duplicate-key", 2, 1);
	refused(job, "title: x\narticles：\n  - a.md\n", "yaml/full-width-colon", 2, 9);
	refused(job, "- 一句话：说完\n- 标题：x\n  y: z\n", "yaml/full-width-colon", 2, 5);
	refused(job, "articles:\n\t- a.md\n", "yaml/tab", 2, 1);
	refused(job, "a: *nothing\n", "yaml/alias", 1, 4);
	refused(job, "a: [1, 2\n", "yaml/syntax", 2, 1);
	refused(job, "a: 1\n---\nb: 2\n", "yaml/documents", 2, 1);
}

static void test_bombs(osp_job *job)
{
	osp_buf text = OSP_BUF_INIT;
	for (int i = 0; i < 100; i++) {
		osp_buf_putc(&text, '[');
	}
	ok(parse(job, text.data) == NULL && strcmp(problem.code, "yaml/depth") == 0, "depth");
	osp_buf_clear(&text);
	osp_buf_puts(&text, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 9; i++) {
		osp_buf_printf(&text, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i,
			i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	}
	ok(parse(job, text.data) == NULL && strcmp(problem.code, "yaml/size") == 0, "a billion laughs");
	osp_buf_done(&text);
}

int main(void)
{
	osp_job *job = job_new("en");
	test_values(job);
	test_mistakes(job);
	test_bombs(job);
	job_free(job);
	return tap_done();
}
