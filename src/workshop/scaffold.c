/* scaffold.c - a new plugin: the templates, copied with its name. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "workshop/workshop.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/paths.h"
#include "base/suggest.h"
#include "plugin/registry.h"
#include "workshop/folder.h"

/*
 * The templates are plugins that work, but for their name: in their texts it is
 * written @NAME@, in names of files NAME. What belongs to a language (how to
 * build), to a kind (tests, README) and to both (the source) is in folders of its
 * own, copied one over the other.
 */

enum { NAME_LIMIT = 40, FILE_LIMIT = 1 << 20, DEPTH_LIMIT = 8 };

static const char *const kinds[] = { "reader", "transform", "writer" };
static const char *const languages[] = { "c", "python", "sh" };

static bool refuse(osp_job *job, const char *text)
{
	osp_error(job, OSP_NOWHERE, "plugin/new", "%s", text);
	return false;
}

static bool is_among(const char *word, const char *const *words, size_t count)
{
	size_t i = 0;
	while (i < count && strcmp(words[i], word) != 0) {
		i++;
	}
	return i < count;
}

static bool check_name(osp_job *job, const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (len == 0 || name[len] != '\0' || name[0] < 'a' || name[len - 1] == '-') {
		return refuse(job, osp_job_printf(job, job_translate(job, "\"%s\" can't be the name of a plugin: it is made of lower-case letters, digits and hyphens, and begins with a letter"), name));
	}
	if (len > NAME_LIMIT) {
		return refuse(job, osp_job_printf(job, job_translate(job, "\"%s\" is too long for the name of a plugin; it may have %d letters"), name, NAME_LIMIT));
	}
	for (uint32_t kind = OSP_READER; kind <= OSP_WRITER; kind++) {
		const struct plugin *plugin = registry_find(job, kind, name);
		if (plugin != NULL && plugin->is_shipped) {
			return refuse(job, osp_job_printf(job, job_translate(job, "ospopress has a plugin \"%s\" itself; take another name"), name));
		}
	}
	if (file_exists(name) || file_is_folder(name)) {
		return refuse(job, osp_job_printf(job, job_translate(job, "%s is there already; take another name, or move it away"), name));
	}
	return true;
}

static bool check_words(osp_job *job, const char *kind, const char *language)
{
	if (strcmp(kind, "checker") == 0) {
		return refuse(job, job_translate(job, "a checker is a transform that only says what is wrong: say \"transform\""));
	}
	if (!is_among(kind, kinds, 3)) {
		return refuse(job, osp_job_printf(job, job_translate(job, "there is no kind of plugin \"%s\"; it is a reader, a transform or a writer"), kind));
	}
	if (!is_among(language, languages, 3)) {
		return refuse(job, osp_job_printf(job, job_translate(job, "there is no template in \"%s\"; there are c, python and sh"), language));
	}
	return true;
}

static const char *with_name(osp_job *job, const char *text, const char *mark, const char *name)
{
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "");
	for (const char *found; (found = strstr(text, mark)) != NULL; text = found + strlen(mark)) {
		osp_buf_add(&out, text, (size_t)(found - text));
		osp_buf_puts(&out, name);
	}
	osp_buf_puts(&out, text);
	const char *kept = osp_job_strdup(job, out.data);
	osp_buf_done(&out);
	return kept;
}

static bool copy_file(osp_job *job, const char *from, const char *to, const char *name)
{
	char *bytes = NULL;
	size_t len = 0;
	if (file_load(job->arena, from, FILE_LIMIT, &bytes, &len) != FILE_OK) {
		return false;
	}
	if (memchr(bytes, '\0', len) != NULL) { /* a picture */
		return folder_put(to, bytes, len);
	}
	const char *text = with_name(job, bytes, "@NAME@", name);
	return folder_put(to, text, strlen(text));
}

static bool copy_part(osp_job *job, const char *from, const char *to, const char *name, int depth)
{
	DIR *dir = depth < DEPTH_LIMIT ? opendir(from) : NULL;
	bool is_good = dir != NULL && (mkdir(to, 0777) == 0 || errno == EEXIST);
	for (struct dirent *entry = is_good ? readdir(dir) : NULL; entry != NULL && is_good; entry = readdir(dir)) {
		const char *below = path_join(job->arena, from, entry->d_name);
		const char *target = path_join(job->arena, to, with_name(job, entry->d_name, "NAME", name));
		if (entry->d_name[0] != '.') {
			is_good = file_is_folder(below) ? copy_part(job, below, target, name, depth + 1) : copy_file(job, below, target, name);
		}
	}
	if (dir != NULL) {
		closedir(dir);
	}
	return is_good;
}

bool workshop_new(osp_job *job, const char *kind, const char *name, const char *language, osp_buf *out)
{
	if (!check_words(job, kind, language) || !check_name(job, name)) {
		return false;
	}
	const char *templates = paths_templates(job->arena);
	const char *parts[] = { language, osp_job_printf(job, "%s/all", kind), osp_job_printf(job, "%s/%s", kind, language) };
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!copy_part(job, path_join(job->arena, templates, parts[i]), name, name, 0)) {
			int error = errno;
			folder_remove(name);
			return refuse(job, osp_job_printf(job, job_translate(job, "%s can't be made from the templates in %s: %s"), name, templates, strerror(error)));
		}
	}
	osp_buf_printf(out, job_translate(job, "%s/ is a plugin that works. Make it yours:\n"), name);
	osp_buf_printf(out, "    cd %s\n    make\n    make test\n    make install\n", name);
	return true;
}
