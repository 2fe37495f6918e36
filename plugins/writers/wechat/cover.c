/* cover.c - the picture that stands for an article in the list of messages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>
#include <unistd.h>

#include "image/canvas.h"

enum { WIDTH = 900, HEIGHT = 383, MIN_SIDE = 200, ACCENT = 0xe0a458 };

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
static void draw(struct canvas *canvas, const char *title)
{
	static const int sizes[] = { 60, 52, 46, 40, 34, 28, 24, 0 };
	static const char *const families[] = { "Noto Sans CJK SC", "Noto Sans", "sans-serif", NULL };
	static const struct { int x, y, radius; double alpha; } rings[] = { { 790, 330, 190, .6 }, { 690, 400, 120, .4 }, { 90, 40, 150, .5 }, { 190, -20, 110, .35 } };
	const struct lettering title_line = { .x = WIDTH / 2, .width = HEIGHT - 30, .max_lines = 3, .is_centred = true, .is_middle = true, .sizes = sizes,
		.families = families, .latin = families + 1, .is_bold = true, .paint = { 0xf7f3e9, 1 } };
	for (size_t i = 0; i < sizeof rings / sizeof *rings; i++)
		canvas_ring(canvas, rings[i].x, rings[i].y, rings[i].radius, 2, (struct paint){ ACCENT, rings[i].alpha });
	canvas_letter(canvas, &title_line, HEIGHT / 2 + 16, title);
	canvas_area(canvas, 425, 330, 50, 4, (struct paint){ ACCENT, 1 });
}

osp_status cover_draw(const struct page *page, osp_output *output)
{
	struct canvas *canvas = canvas_new(WIDTH, HEIGHT, 0x14324a, page->volume->lang);
	osp_buf jpeg = OSP_BUF_INIT;
	osp_status status = OSP_FAIL;
	if (canvas != NULL) {
		draw(canvas, page->volume->title);
		status = canvas_encode(canvas, 88, &jpeg);
	}
	if (status == OSP_OK)
		status = osp_output_put(output, "cover.jpg", jpeg.data, jpeg.len);
	else
		osp_error(page->job, page->volume->place, "wechat/cover", "the picture for articles without one could not be drawn");
	osp_buf_done(&jpeg);
	canvas_free(canvas);
	return status;
}
