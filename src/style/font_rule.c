/* font_rule.c - read @font-face (CSS Fonts 4, section 4). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/sheet.h"
#include "base/file.h"
#include "base/job.h"

#include <string.h>
#include <strings.h>

enum { FILES_MAX = 16 };
static const char code[] = "style/font-face";

struct reader {
	osp_job *job;
	struct arena *arena;
	const struct sheet *sheet;
	struct font_source *source;
	bool has_told; /* what is wrong with a file */
};

/* What pages and e-books can embed. Others, and what is on the web, are for browsers: the next file of the list is looked at. */
static bool is_font_file(const char *name)
{
	static const char *const suffixes[] = { "ttf", "otf", "ttc", "otc" };
	bool is_known = false;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		is_known |= strcasecmp(path_suffix(name), suffixes[i]) == 0;
	}
	return is_known && strstr(name, "://") == NULL && strncmp(name, "//", 2) != 0;
}

/* In the sheet's own folder or the volume's, or below: a document must not reach for other files. NULL after saying so. */
static const char *find_file(struct reader *reader, const struct token *at)
{
	const char *folder = reader->sheet->folder;
	const osp_volume *volume = reader->job != NULL ? reader->job->volume : NULL;
	char *path = folder != NULL ? path_absolute(reader->arena, path_join(reader->arena, folder, at->text)) : NULL;
	bool is_ours = path != NULL && file_exists(path) && (path_is_beneath(reader->arena, folder, path) ||
		(volume != NULL && volume->folder != NULL && path_is_beneath(reader->arena, volume->folder, path)));
	reader->has_told |= !is_ours;
	if (!is_ours && reader->job != NULL) {
		osp_note(reader->job, sheet_place(reader->sheet, at), code, "font file \"%s\" is not there, or lies outside of the volume's folder", at->text);
	}
	return is_ours ? path : NULL;
}

static void add_file(const struct reader *reader, const char *name, bool is_local)
{
	struct font_source *source = reader->source;
	if (name != NULL && source->file_count < FILES_MAX) {
		((struct font_file *)source->files)[source->file_count++] = (struct font_file){ name, is_local };
	}
}

/* url(FILE) or local(NAME), behind which format() and tech() may stand; `item` is what stands between two commas. */
static void read_item(struct reader *reader, struct span item)
{
	item = span_trim(item);
	if (item.at == item.end) {
		return;
	}
	if (token_is_function(item.at, "local")) {
		add_file(reader, value_family(reader->arena, token_inside(item.at)), true);
		return;
	}
	struct span inside = token_is_function(item.at, "url") ? span_trim(token_inside(item.at)) : item;
	const struct token *name = inside.at < inside.end ? inside.at : NULL;
	if (name != NULL && (name->type == TOKEN_URL || (name->type == TOKEN_STRING && inside.at != item.at)) && is_font_file(name->text)) {
		add_file(reader, find_file(reader, name), false);
	}
}

static void read_src(struct reader *reader, struct span value)
{
	reader->source->file_count = 0;
	while (value.at < value.end) {
		const struct token *end = value.at;
		while (end < value.end && end->type != TOKEN_COMMA) {
			end = token_next(end);
		}
		read_item(reader, (struct span){ value.at, end });
		value.at = end < value.end ? end + 1 : end;
	}
}

static bool read_weight(const struct token *token, uint16_t *ret)
{
	bool is_number = token->type == TOKEN_NUMBER && token->micro >= MICRO && token->micro <= 1000 * MICRO;
	*ret = token_is_ident(token, "bold") ? 700 : token_is_ident(token, "normal") ? 400 : is_number ? (uint16_t)(token->micro / MICRO) : 0;
	return *ret != 0;
}

/* One weight, or two between which those of the file lie. */
static void read_weights(const struct reader *reader, struct span value)
{
	uint16_t least = 0, most = 0;
	value = span_trim(value);
	bool is_good = value.at < value.end && read_weight(value.at, &least);
	struct span rest = { value.at + is_good, value.end };
	rest = span_skip_space(rest);
	is_good = is_good && (rest.at == rest.end || (rest.end - rest.at == 1 && read_weight(rest.at, &most)));
	if (is_good) {
		most = most == 0 ? least : most;
		reader->source->least_weight = least < most ? least : most;
		reader->source->most_weight = least < most ? most : least;
	} else if (value.at < value.end && !token_is_ident(value.at, "auto")) {
		sheet_note(reader->job, reader->sheet, value.at, code, "font-weight takes a number, \"normal\" or \"bold\" here, or two between which the file's weights lie");
	}
}

static void read_descriptor(struct reader *reader, const struct part *part)
{
	struct span value = span_trim(part->value);
	if (token_text_is(part->name, "font-family")) {
		reader->source->family = value_family(reader->arena, value);
	} else if (token_text_is(part->name, "src")) {
		read_src(reader, value);
	} else if (token_text_is(part->name, "font-weight")) {
		read_weights(reader, value);
	} else if (token_text_is(part->name, "font-style") && value.at < value.end) {
		reader->source->slope = token_is_ident(value.at, "normal") ? FONT_UPRIGHT
			: token_is_ident(value.at, "italic") || token_is_ident(value.at, "oblique") ? FONT_SLANTED : FONT_AS_IN_FILE;
	} else if (token_text_is(part->name, "unicode-range")) {
		sheet_note(reader->job, reader->sheet, part->first, code, "unicode-range is passed over: the font is used for all characters that it has");
	}
}

struct font_rule *font_rule_read(osp_job *job, struct arena *arena, const struct sheet *sheet, const struct part *part)
{
	struct font_rule *rule = ARENA_NEW(arena, struct font_rule);
	struct reader reader = { job, arena, sheet, &rule->source, false };
	struct span body = part->block;
	rule->sheet = sheet;
	rule->source.files = ARENA_ARRAY(arena, FILES_MAX, struct font_file);
	rule->source.place = sheet_place(sheet, part->first);
	for (struct part item = syntax_next_declaration(&body); item.kind != PART_END; item = syntax_next_declaration(&body)) {
		if (item.kind == PART_DECLARATION) {
			read_descriptor(&reader, &item);
		}
	}
	if (rule->source.family == NULL || *rule->source.family == '\0' || rule->source.file_count == 0) {
		if (!reader.has_told) {
			sheet_note(job, sheet, part->first, code,
			     "@font-face takes a font-family, and a src with a font file (.ttf, .otf, .ttc) in the volume's folder; it is left out");
		}
		return NULL;
	}
	return rule;
}
