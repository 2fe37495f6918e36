/* picture.c - give an img its picture, or say why it has none. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tree/picture.h"

#include <string.h>
#include <strings.h>

/* A placeholder shows the alternative; when the caption says the same, nobody should read it twice. */
static void spare_caption(osp_node *picture)
{
	const osp_node *figure = osp_node_parent(picture);
	figure = osp_node_tag(figure) == OSP_A ? osp_node_parent(figure) : figure;
	const osp_node *caption = figure != NULL ? osp_node_last(figure) : NULL;
	const char *alt = osp_node_attr(picture, "alt");
	if (osp_node_tag(caption) != OSP_FIGCAPTION || alt == NULL) {
		return;
	}
	osp_buf text = OSP_BUF_INIT;
	osp_node_text_content(caption, &text);
	if (text.len > 0 && tree_same_letters(text.data, alt)) {
		osp_node_set_attr(picture, "alt", osp_label(osp_node_lang(picture), "not-found"));
	}
	osp_buf_done(&text);
}

static void mark_missing(osp_node *picture)
{
	spare_caption(picture);
	osp_node_set_attr(picture, "data-asset", NULL);
	osp_node_add_class(picture, "missing");
}

static bool is_remote(const char *src)
{
	return strncasecmp(src, "http://", 7) == 0 || strncasecmp(src, "https://", 8) == 0 || strncmp(src, "//", 2) == 0;
}

static void take(osp_job *job, osp_node *picture, const char *src, const char *path)
{
	const osp_volume *volume = osp_job_volume(job);
	size_t index = osp_volume_add_asset(job, path);
	if (volume->assets[index]->kind == OSP_ASSET_BROKEN) {
		osp_warn(job, osp_node_place(picture), "assets/broken", "\"%s\" is no PNG, JPEG, GIF, WebP or SVG picture; a placeholder is shown", src);
		mark_missing(picture);
		return;
	}
	tree_set_attr(picture, "data-asset", "%zu", index);
}

/* A picture of the articles' own site may lie in the static folder. */
static const char *on_own_site(const osp_volume *volume, const char *src)
{
	size_t len = strlen(volume->base_url);
	return len > 0 && strncmp(src, volume->base_url, len) == 0 ? src + len - 1 : NULL;
}

static void resolve_remote(osp_job *job, const struct picture_home *home, osp_node *picture, const char *src)
{
	const osp_volume *volume = osp_job_volume(job);
	const char *own = on_own_site(volume, src);
	osp_buf path = OSP_BUF_INIT;
	if (own != NULL && picture_find(volume, home, own, &path) == PICTURE_FOUND) {
		take(job, picture, src, path.data);
		osp_buf_done(&path);
		return;
	}
	osp_buf_done(&path);
	osp_node_add_class(picture, "remote");
	if (!osp_job_may_fetch(job)) {
		osp_warn(job, osp_node_place(picture), "assets/remote", "picture \"%s\" is on the web and was not fetched; a placeholder is shown: use --fetch", src);
		mark_missing(picture);
		return;
	}
	const char *fetched = picture_fetch(job, strncmp(src, "//", 2) == 0 ? osp_job_printf(job, "https:%s", src) : src);
	if (fetched == NULL) {
		osp_warn(job, osp_node_place(picture), "assets/fetch", "picture \"%s\" could not be fetched; a placeholder is shown", src);
		mark_missing(picture);
		return;
	}
	take(job, picture, src, fetched);
}

static void resolve_local(osp_job *job, const struct picture_home *home, osp_node *picture, const char *src)
{
	osp_buf path = OSP_BUF_INIT;
	enum picture_found found = picture_find(osp_job_volume(job), home, src, &path);
	if (found == PICTURE_FOUND) {
		take(job, picture, src, path.data);
	} else if (found == PICTURE_OUTSIDE) {
		osp_warn(job, osp_node_place(picture), "assets/outside", "picture \"%s\" lies outside of the manifest's folder and is not used; a placeholder is shown", src);
		mark_missing(picture);
	} else {
		osp_warn(job, osp_node_place(picture), "assets/missing",
			"picture \"%s\" was not found beside the article, in its folder or under static/; a placeholder is shown", src);
		mark_missing(picture);
	}
	osp_buf_done(&path);
}

void picture_resolve(osp_job *job, const struct picture_home *home, osp_node *picture)
{
	const char *src = osp_node_attr(picture, "src");
	size_t len = src != NULL ? strlen(src) : 0;
	if (len > 0) {
		tree_trim(&src, &len);
		src = osp_job_strndup(job, src, len);
	}
	if (len == 0) {
		osp_warn(job, osp_node_place(picture), "assets/empty", "a picture without an address; a placeholder is shown");
		mark_missing(picture);
	} else if (is_remote(src)) {
		resolve_remote(job, home, picture, src);
	} else if (strncasecmp(src, "data:", 5) == 0) {
		osp_warn(job, osp_node_place(picture), "assets/embedded", "a picture written into the text is not used; a placeholder is shown: save it as a file beside the article");
		mark_missing(picture);
	} else {
		resolve_local(job, home, picture, src);
	}
}

