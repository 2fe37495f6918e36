/* load.c - from an article's file to the text that its reader works on. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/read.h"
#include "read/text.h"
#include "base/file.h"
#include "base/job.h"

#include <string.h>
#include <unistd.h>

/* What messages call the file: its path as seen from the working folder. */
static const char *shown_path(osp_job *job, const char *path)
{
	char folder[4096];
	if (getcwd(folder, sizeof folder) == NULL) {
		return path;
	}
	size_t len = strlen(folder);
	bool beneath = strncmp(path, folder, len) == 0 && path[len] == '/' && path[len + 1] != '\0';
	return beneath ? osp_job_strdup(job, path + len + 1) : path;
}

static void report_decoding(osp_job *job, uint32_t file, const struct read_decoded *decoded)
{
	if (decoded->encoding != NULL) {
		osp_note(job, (osp_place){ file, 1, 1 }, "read/encoding", "the file is written in %s; it was converted", decoded->encoding);
	}
	if (decoded->bad.line > 0) {
		osp_warn(job, (osp_place){ file, decoded->bad.line, decoded->bad.column }, "read/bytes",
			"the file has bytes that are no text (UTF-8), here and perhaps further on; each became \xEF\xBF\xBD");
	}
	if (decoded->control.line > 0) {
		osp_warn(job, (osp_place){ file, decoded->control.line, decoded->control.column }, "read/control",
			"the file has control characters, here and perhaps further on; they were left out");
	}
}

/* The whole text, in the job. NULL after an error. */
static const char *load_text(osp_job *job, osp_article *article, size_t *ret_len)
{
	struct arena *scratch = arena_new();
	char *bytes = NULL;
	size_t len = 0;
	enum file_error error = file_load(scratch, article->path, READ_FILE_LIMIT, &bytes, &len);
	if (error != FILE_OK) {
		osp_error(job, article->place, "read/file", "the article \"%s\" %s", shown_path(job, article->path),
			job_translate(job, file_error_words(error)));
		arena_free(scratch);
		return NULL;
	}
	struct read_decoded decoded;
	read_decode(bytes, len, &decoded);
	arena_free(scratch);
	const char *text = osp_job_strndup(job, decoded.text.data != NULL ? decoded.text.data : "", decoded.text.len);
	*ret_len = decoded.text.len;
	osp_buf_done(&decoded.text);
	if (article->file == 0) {
		article->file = osp_job_add_file(job, shown_path(job, article->path), text, *ret_len);
	}
	report_decoding(job, article->file, &decoded);
	return text;
}

osp_status read_load(osp_job *job, osp_article *article, bool front_matter, osp_source *ret_source)
{
	size_t len = 0;
	*ret_source = (osp_source){ .text = "", .first_line = 1 };
	const char *text = load_text(job, article, &len);
	if (text == NULL) {
		return OSP_FAIL;
	}
	struct read_matter matter = { .kind = MATTER_NONE, .body_line = 1 };
	if (front_matter) {
		matter = read_find_matter(text, len);
		struct yaml_value *map = read_parse_matter(job, &matter, article->file);
		if (map != NULL) {
			read_apply(job, article, map);
		}
	}
	*ret_source = (osp_source){ text + matter.body, len - matter.body, article->file, matter.body_line };
	if (article->lang[0] == '\0') {
		bool bare = ret_source->text[strspn(ret_source->text, " \t\n")] == '\0';
		article->lang = bare ? read_guess_language(article->title, strlen(article->title)) :
			read_guess_language(ret_source->text, ret_source->len);
	}
	return OSP_OK;
}
