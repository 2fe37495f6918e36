/* yaml.c - YAML as values that remember where they were written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "manifest/yaml.h"
#include "manifest/hints.h"
#include "base/job.h"
#include "base/map.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST = 64, MOST_VALUES = 100000, LARGEST = 16 << 20 };

struct reader {
	osp_job *job;
	struct arena *arena;      /* scratch: anchors, growing lists */
	yaml_parser_t parser;
	uint32_t file, first_line;
	struct map anchors;       /* name -> struct yaml_value; aliased values share it */
	struct map weights;       /* name -> number of values below it */
	size_t values;            /* so far, aliases counted as often as they are used */
	struct yaml_problem problem;
};

struct list { void *items; size_t count, capacity; };

static osp_place place_of(const struct reader *reader, yaml_mark_t mark)
{
	return (osp_place){ reader->file, reader->first_line + (uint32_t)mark.line, (uint32_t)mark.column + 1 };
}

static struct yaml_value *refuse(struct reader *reader, yaml_mark_t mark, const char *code, const char *sentence)
{
	if (reader->problem.sentence == NULL) {
		reader->problem = (struct yaml_problem){ place_of(reader, mark), job_translate(reader->job, sentence), code };
	}
	return NULL;
}

static void *list_add(struct reader *reader, struct list *list, size_t size)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
		void *items = arena_array(reader->arena, capacity, size);
		if (list->count > 0) {
			memcpy(items, list->items, list->count * size);
		}
		list->items = items;
		list->capacity = capacity;
	}
	return (char *)list->items + list->count++ * size;
}

static void *list_keep(struct reader *reader, const struct list *list, size_t size)
{
	void *kept = osp_job_alloc(reader->job, list->count * size + 1);
	if (list->count > 0) {
		memcpy(kept, list->items, list->count * size);
	}
	return kept;
}

static bool next_event(struct reader *reader, yaml_event_t *event)
{
	if (yaml_parser_parse(&reader->parser, event)) {
		return true;
	}
	yaml_mark_t mark = reader->parser.problem_mark;
	if (reader->parser.error == YAML_READER_ERROR) {
		refuse(reader, mark, "yaml/encoding", "this is no UTF-8 text, or holds control characters that YAML does not allow");
	} else if (reader->problem.sentence == NULL) {
		const char *why = reader->parser.problem != NULL ? reader->parser.problem : "";
		reader->problem = (struct yaml_problem){ place_of(reader, mark),
			osp_job_printf(reader->job, job_translate(reader->job, "this is not YAML (%s); look at indentation, colons and quotes here and in the line before"),
				job_translate(reader->job, why)), "yaml/syntax" };
	}
	return false;
}

static struct yaml_value *read_value(struct reader *reader, yaml_event_t *event, unsigned depth);

static struct yaml_value *read_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct yaml_value *value = osp_job_alloc(reader->job, sizeof(*value));
	const char *text = (const char *)event->data.scalar.value;
	value->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	bool is_null = !value->quoted && (*text == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0);
	value->kind = is_null ? YAML_NULL : YAML_SCALAR;
	value->scalar = osp_job_strdup(reader->job, is_null ? "" : text);
	return value;
}

static struct yaml_value *read_list(struct reader *reader, unsigned depth)
{
	struct yaml_value *value = osp_job_alloc(reader->job, sizeof(*value));
	struct list items = { 0 };
	value->kind = YAML_LIST;
	value->scalar = "";
	while (true) {
		yaml_event_t event;
		if (!next_event(reader, &event)) {
			return NULL;
		}
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			break;
		}
		struct yaml_value *item = read_value(reader, &event, depth + 1);
		if (item == NULL) {
			return NULL;
		}
		*(struct yaml_value **)list_add(reader, &items, sizeof(item)) = item;
	}
	value->items = list_keep(reader, &items, sizeof(*value->items));
	value->count = items.count;
	return value;
}

/* `<<: *defaults`: pairs that the map does not have itself. */
static void merge(struct reader *reader, struct list *pairs, struct map *seen, const struct yaml_value *from)
{
	for (size_t i = 0; from->kind == YAML_LIST && i < from->count; i++) {
		if (from->items[i]->kind == YAML_MAP) {
			merge(reader, pairs, seen, from->items[i]);
		}
	}
	for (size_t i = 0; from->kind == YAML_MAP && i < from->count; i++) {
		const struct yaml_pair *pair = &from->pairs[i];
		if (map_find(seen, pair->key, strlen(pair->key)) == NULL) {
			map_put(seen, pair->key, strlen(pair->key), (void *)pair);
			*(struct yaml_pair *)list_add(reader, pairs, sizeof(*pair)) = *pair;
		}
	}
}

static bool read_pair(struct reader *reader, yaml_event_t *key, unsigned depth, struct list *pairs, struct map *seen, struct list *merges)
{
	struct yaml_pair pair = { "", place_of(reader, key->start_mark), NULL };
	if (key->type != YAML_SCALAR_EVENT) {
		refuse(reader, key->start_mark, "yaml/key", "a key must be a plain word");
		yaml_event_delete(key);
		return false;
	}
	yaml_mark_t mark = key->start_mark;
	pair.key = osp_job_strdup(reader->job, (const char *)key->data.scalar.value);
	bool is_merge = strcmp(pair.key, "<<") == 0 && key->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	yaml_event_delete(key);
	yaml_event_t event;
	if (!next_event(reader, &event) || (pair.value = read_value(reader, &event, depth + 1)) == NULL) {
		return false;
	}
	if (is_merge) {
		*(struct yaml_value **)list_add(reader, merges, sizeof(pair.value)) = pair.value;
		return true;
	}
	if (map_put(seen, pair.key, strlen(pair.key), pair.value) != NULL) {
		refuse(reader, mark, "yaml/duplicate-key", "this key stands twice in the same place; keep one of the two");
		return false;
	}
	*(struct yaml_pair *)list_add(reader, pairs, sizeof(pair)) = pair;
	return true;
}

static struct yaml_value *read_map(struct reader *reader, unsigned depth)
{
	struct yaml_value *value = osp_job_alloc(reader->job, sizeof(*value));
	struct list pairs = { 0 }, merges = { 0 };
	struct map seen;
	map_init(&seen, reader->arena);
	value->kind = YAML_MAP;
	value->scalar = "";
	while (true) {
		yaml_event_t event;
		if (!next_event(reader, &event)) {
			return NULL;
		}
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			break;
		}
		if (!read_pair(reader, &event, depth, &pairs, &seen, &merges)) {
			return NULL;
		}
	}
	for (size_t i = 0; i < merges.count; i++) {
		merge(reader, &pairs, &seen, ((struct yaml_value **)merges.items)[i]);
	}
	value->pairs = list_keep(reader, &pairs, sizeof(*value->pairs));
	value->count = pairs.count;
	return value;
}

/* An alias is the very value of its anchor, and as heavy. */
static struct yaml_value *find_alias(struct reader *reader, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	struct yaml_value *value = map_find(&reader->anchors, name, strlen(name));
	reader->values += (size_t)(uintptr_t)map_find(&reader->weights, name, strlen(name));
	return value != NULL ? value : refuse(reader, event->start_mark, "yaml/alias", "no anchor of this name comes before it");
}

static struct yaml_value *read_anchored(struct reader *reader, yaml_event_t *event, const char *anchor, unsigned depth)
{
	osp_place place = place_of(reader, event->start_mark);
	size_t before = reader->values;
	struct yaml_value *value = event->type == YAML_SCALAR_EVENT ? read_scalar(reader, event)
		: event->type == YAML_SEQUENCE_START_EVENT ? read_list(reader, depth) : read_map(reader, depth);
	if (value != NULL) {
		value->place = place;
	}
	if (value != NULL && anchor != NULL) {
		map_put(&reader->anchors, anchor, strlen(anchor), value);
		map_put(&reader->weights, anchor, strlen(anchor), (void *)(uintptr_t)(reader->values - before + 1));
	}
	return value;
}

/* Takes the event over. */
static struct yaml_value *read_value(struct reader *reader, yaml_event_t *event, unsigned depth)
{
	struct yaml_value *value;
	if (depth > DEEPEST) {
		value = refuse(reader, event->start_mark, "yaml/depth", "more than 64 levels deep");
	} else if (++reader->values > MOST_VALUES) {
		value = refuse(reader, event->start_mark, "yaml/size", "more than 100,000 values (aliases counted as often as they are used)");
	} else if (event->type == YAML_ALIAS_EVENT) {
		value = find_alias(reader, event);
	} else {
		const char *anchor = (const char *)(event->type == YAML_SCALAR_EVENT ? event->data.scalar.anchor
			: event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor : event->data.mapping_start.anchor);
		value = read_anchored(reader, event, anchor != NULL ? arena_strdup(reader->arena, anchor) : NULL, depth);
	}
	yaml_event_delete(event);
	return value;
}

static struct yaml_value *read_document(struct reader *reader)
{
	yaml_event_t event;
	while (next_event(reader, &event)) {
		switch (event.type) {
		case YAML_STREAM_START_EVENT: case YAML_DOCUMENT_START_EVENT:
			yaml_event_delete(&event);
			continue;
		case YAML_STREAM_END_EVENT: case YAML_DOCUMENT_END_EVENT: {
			struct yaml_value *empty = osp_job_alloc(reader->job, sizeof(*empty));
			*empty = (struct yaml_value){ .kind = YAML_NULL, .place = place_of(reader, event.start_mark), .scalar = "" };
			yaml_event_delete(&event);
			return empty;
		}
		default:
			return read_value(reader, &event, 0);
		}
	}
	return NULL;
}

/* What comes behind the first document would be lost in silence. */
static struct yaml_value *expect_end(struct reader *reader, struct yaml_value *value)
{
	yaml_event_t event;
	while (value != NULL && next_event(reader, &event)) {
		yaml_event_type_t type = event.type;
		yaml_mark_t mark = event.start_mark;
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT) {
			return value;
		}
		if (type != YAML_DOCUMENT_END_EVENT) {
			return refuse(reader, mark, "yaml/documents", "a second document begins here; only one is read");
		}
	}
	return NULL;
}

static struct yaml_value *parse(struct reader *reader, const char *text, size_t len)
{
	if (len > LARGEST) {
		return refuse(reader, (yaml_mark_t){ 0 }, "yaml/size", "larger than 16 MiB");
	}
	if (!yaml_parser_initialize(&reader->parser)) {
		return refuse(reader, (yaml_mark_t){ 0 }, "yaml/memory", "no memory to read YAML");
	}
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, len);
	struct yaml_value *value = expect_end(reader, read_document(reader));
	yaml_parser_delete(&reader->parser);
	return value;
}

struct yaml_value *yaml_parse(osp_job *job, const char *text, size_t len, uint32_t file, uint32_t first_line,
	struct yaml_problem *ret_problem)
{
	struct reader reader = { .job = job, .arena = arena_new(), .file = file, .first_line = first_line };
	map_init(&reader.anchors, reader.arena);
	map_init(&reader.weights, reader.arena);
	struct yaml_value *value = parse(&reader, text, len);
	arena_free(reader.arena);
	struct yaml_problem problem = reader.problem;
	if (value == NULL && hints_find(job, text, len, problem.place.line - first_line + 1, &problem)) {
		problem.place.line += first_line - 1;
	}
	if (ret_problem != NULL) {
		*ret_problem = problem;
	} else if (value == NULL) {
		osp_error(job, problem.place, problem.code, "%s", problem.sentence);
	}
	return value;
}

struct yaml_value *yaml_find(const struct yaml_value *map, const char *key)
{
	for (size_t i = 0; map != NULL && map->kind == YAML_MAP && i < map->count; i++) {
		if (strcmp(map->pairs[i].key, key) == 0) {
			return map->pairs[i].value;
		}
	}
	return NULL;
}
