/* picture_find.c - where a picture may be: beside the article, in its bundle, under the content root, in Hugo's static folder. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/picture.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
	const char *roots[3];  /* real paths that a picture must be beneath; "" when unused */
	char real[3][PATH_MAX];
	bool outside;          /* something was found that must not be used */
	osp_buf *path;
};

static bool is_beneath(const char *path, const char *root)
{
	size_t len = strlen(root);
	return len > 0 && strncmp(path, root, len) == 0 && (path[len] == '/' || root[len - 1] == '/');
}

static void add_root(struct search *search, int at, const char *folder)
{
	search->roots[at] = folder[0] != '\0' && realpath(folder, search->real[at]) != NULL ? search->real[at] : "";
}

/* The manifest named the text, so its folder may be read even when it lies elsewhere. */
static void set_roots(struct search *search, const osp_volume *volume, const struct picture_home *home)
{
	add_root(search, 0, volume->folder);
	add_root(search, 1, home->folder);
	add_root(search, 2, volume->static_folder);
	if (search->roots[1][0] != '\0' && is_beneath(search->roots[1], search->roots[0])) {
		search->roots[1] = "";
	}
	if (search->roots[2][0] != '\0' && !is_beneath(search->roots[2], search->roots[0])) {
		search->roots[2] = "";
	}
}

/* realpath() follows symbolic links and "..", so what it says is where the bytes are. */
static bool try(struct search *search, const char *folder, const char *middle, const char *name)
{
	osp_buf path = OSP_BUF_INIT;
	char real[PATH_MAX];
	struct stat info;
	bool good = false;
	osp_buf_printf(&path, "%s%s/%s", folder, middle, name);
	if (folder[0] != '\0' && path.len < PATH_MAX && access(path.data, F_OK) == 0 && realpath(path.data, real) != NULL && stat(real, &info) == 0 && S_ISREG(info.st_mode)) {
		for (size_t i = 0; i < 3 && !good; i++) {
			good = is_beneath(real, search->roots[i]);
		}
		search->outside = search->outside || !good;
	}
	if (good) {
		osp_buf_clear(search->path);
		osp_buf_puts(search->path, real);
	}
	osp_buf_done(&path);
	return good;
}

/* "post.md" is the folder "post/" on the site, and some keep its pictures there. */
static bool try_bundle(struct search *search, const struct picture_home *home, const char *name)
{
	const char *dot = strrchr(home->path, '.');
	osp_buf bundle = OSP_BUF_INIT;
	osp_buf_add(&bundle, home->path, dot != NULL ? (size_t)(dot - home->path) : strlen(home->path));
	osp_buf_puts(&bundle, "");
	bool found = try(search, bundle.data, "", name);
	osp_buf_done(&bundle);
	return found;
}

/* From the article's folder up to the manifest's: content roots and their neighbours. */
static bool try_upwards(struct search *search, const osp_volume *volume, const struct picture_home *home, const char *name)
{
	static const char *const beside[] = { "", "/static", "/assets", "/content", "/public", NULL };
	osp_buf folder = OSP_BUF_INIT;
	bool found = false;
	osp_buf_puts(&folder, home->folder);
	while (folder.len > 0 && !found) {
		for (size_t i = 0; beside[i] != NULL && !found; i++) {
			found = try(search, folder.data, beside[i], name);
		}
		if (strcmp(folder.data, volume->folder) == 0 || !is_beneath(folder.data, volume->folder)) {
			break;
		}
		const char *slash = strrchr(folder.data, '/');
		osp_buf_truncate(&folder, slash != NULL ? (size_t)(slash - folder.data) : 0);
	}
	osp_buf_done(&folder);
	return found || try(search, volume->folder, "", name);
}

static bool look(struct search *search, const osp_volume *volume, const struct picture_home *home, const char *src)
{
	const char *name = src;
	if (src[0] == '/' && is_beneath(src, volume->folder) && try(search, "/", "", src)) {
		return true; /* the manifest's own paths are absolute */
	}
	while (*name == '/') {
		name++;
	}
	if (name == src && (try(search, home->folder, "", name) || try_bundle(search, home, name))) {
		return true;
	}
	return try(search, volume->static_folder, "", name) || try_upwards(search, volume, home, name);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode(const char *text, size_t len, osp_buf *out)
{
	osp_buf_puts(out, "");
	for (size_t i = 0; i < len; i++) {
		int high = text[i] == '%' && i + 2 < len ? hex(text[i + 1]) : -1, low = high >= 0 ? hex(text[i + 2]) : -1;
		if (low >= 0 && high * 16 + low != 0) {
			osp_buf_putc(out, (char)(high * 16 + low));
			i += 2;
		} else {
			osp_buf_putc(out, text[i]);
		}
	}
}

/* Leaves the folder by "..", whether there is such a file or not. */
static bool climbs_out(const osp_volume *volume, const struct picture_home *home, const char *src)
{
	size_t deep = 0;
	if (is_beneath(home->folder, volume->folder)) {
		for (const char *at = home->folder + strlen(volume->folder); *at != '\0'; at++) {
			deep += *at == '/' ? 1 : 0;
		}
	}
	for (const char *part = src; *part != '\0';) {
		size_t len = strcspn(part, "/");
		if (len == 2 && memcmp(part, "..", 2) == 0) {
			if (deep-- == 0) {
				return true;
			}
		} else if (len > 0 && !(len == 1 && *part == '.')) {
			deep++;
		}
		part += len + (part[len] == '/' ? 1 : 0);
	}
	return false;
}

/* As it is written first: a file may really be called "a%20b.png" or "a?b.png". */
enum picture_found picture_find(const osp_volume *volume, const struct picture_home *home, const char *src, osp_buf *ret_path)
{
	struct search search = { .path = ret_path };
	set_roots(&search, volume, home);
	osp_buf decoded = OSP_BUF_INIT, plain = OSP_BUF_INIT;
	decode(src, strlen(src), &decoded);
	decode(src, strcspn(src, "?#"), &plain);
	bool found = look(&search, volume, home, src) || look(&search, volume, home, decoded.data) || look(&search, volume, home, plain.data);
	bool outside = search.outside || (!found && climbs_out(volume, home, plain.data));
	osp_buf_done(&decoded);
	osp_buf_done(&plain);
	return found ? PICTURE_FOUND : outside ? PICTURE_OUTSIDE : PICTURE_NOTHING;
}
