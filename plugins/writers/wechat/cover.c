/* cover.c - the picture that stands for an article in the list of messages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>
#include <unistd.h>

#include "image/image.h"
#include "image/lettering.h"

enum { WIDTH = 900, HEIGHT = 383, MIN_SIDE = 200 };

/* The cover that the article names: beneath its own folder, the manifest's, or the site's static folder. */
static const struct picture *find_given(struct page *page)
{
	const char *wanted = page->article->cover + strspn(page->article->cover, "/");
	const char *folders[] = { page->article->folder, page->volume->folder, page->volume->static_folder };
	if (wanted[0] == '\0' || strstr(wanted, "://") != NULL || strstr(wanted, "..") != NULL)
		return NULL;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = osp_job_printf(page->job, "%s/%s", folders[i], wanted);
		if (folders[i][0] == '\0' || access(path, R_OK) != 0)
			continue;
		size_t index = osp_volume_add_asset(page->job, path);
		return index < page->picture_count ? pictures_load(page, index, page->article->title_place) : NULL;
	}
	return NULL;
}

/* The article's own choice, else its first picture of some size, else one drawn for the whole volume. */
struct cover cover_choose(struct page *page, bool *needs_drawn)
{
	const struct picture *picture = find_given(page);
	for (size_t i = 0; i < page->used_count && picture == NULL; i++) {
		const struct picture *candidate = &page->pictures[page->used[i]];
		if (candidate->width >= MIN_SIDE && candidate->height >= MIN_SIDE)
			picture = candidate;
	}
	if (picture != NULL) {
		pictures_remember(page, (size_t)(picture - page->pictures));
		return (struct cover){ osp_job_printf(page->job, "images/%s", picture->name), picture->width, picture->height };
	}
	*needs_drawn = true;
	return (struct cover){ "../cover.jpg", WIDTH, HEIGHT };
}

/* 2.35 : 1, as the list of messages shows it; the words stand in the middle, so that the square crop has them too. */
osp_status cover_draw(const struct page *page, osp_output *output)
{
	static const int sizes[] = { 60, 52, 46, 40, 34, 28, 24, 0 };
	struct lettering box = { .x = WIDTH / 2, .width = HEIGHT - 30, .max_lines = 3, .is_middle = true, .sizes = sizes,
				 .attributes = "fill='#f7f3e9' font-weight='700' text-anchor='middle' font-family='Noto Sans CJK SC, Noto Sans, sans-serif'" };
	osp_buf svg = OSP_BUF_INIT, jpeg = OSP_BUF_INIT;
	osp_buf_printf(&svg, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'", WIDTH, HEIGHT);
	osp_markup_attr(&svg, "xml:lang", page->volume->lang);
	osp_buf_puts(&svg, "><rect width='100%' height='100%' fill='#14324a'/><g fill='none' stroke='#e0a458' stroke-width='2'>"
		     "<circle cx='790' cy='330' r='190' stroke-opacity='.6'/><circle cx='690' cy='400' r='120' stroke-opacity='.4'/>"
		     "<circle cx='90' cy='40' r='150' stroke-opacity='.5'/><circle cx='190' cy='-20' r='110' stroke-opacity='.35'/></g>");
	lettering_set(&svg, &box, HEIGHT / 2 + 16, page->volume->title);
	osp_buf_puts(&svg, "<rect x='425' y='330' width='50' height='4' fill='#e0a458'/></svg>");
	osp_status status = image_draw_jpeg(svg.data, svg.len, WIDTH, HEIGHT, 88, &jpeg);
	if (status == OSP_OK)
		status = osp_output_put(output, "cover.jpg", jpeg.data, jpeg.len);
	else
		osp_error(page->job, page->volume->place, "wechat/cover", "the picture for articles without one could not be drawn");
	osp_buf_done(&svg);
	osp_buf_done(&jpeg);
	return status;
}
