/* pages.c - a writer as it was written for 1.0: what stands on each page, a file for each. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>

static uint32_t needs_for(const osp_options *options)
{
	(void)options;
	return OSP_NEEDS_PAGES;
}

/* What is said of a page, in parts: how its runs were cut is the typesetter's business. */
struct page { osp_buf text, rest; int structure; bool is_good; };

/* The glyphs of a run lead from its beginning to its end. */
static void take_glyphs(struct page *page, const osp_pages *pages, const osp_item *item)
{
	int64_t width = 0;
	const osp_font *font = item->as.glyphs.font < pages->font_count ? pages->fonts[item->as.glyphs.font] : NULL;
	page->is_good = page->is_good && font != NULL && font->units_per_em > 0 && font->path[0] == '/' && item->as.glyphs.size > 0;
	for (uint32_t i = 0; i < item->as.glyphs.count; i++) {
		const osp_glyph *glyph = &item->as.glyphs.glyphs[i];
		width += glyph->advance;
		page->is_good = page->is_good && glyph->text_at < item->as.glyphs.text_len;
	}
	page->is_good = page->is_good && width == item->width;
	osp_buf_add(&page->text, item->as.glyphs.text, item->as.glyphs.text_len);
}

static void take_item(struct page *page, const osp_pages *pages, const osp_item *item)
{
	switch (item->kind) {
	case OSP_ITEM_GLYPHS:
		take_glyphs(page, pages, item);
		break;
	case OSP_ITEM_IMAGE:
		osp_buf_printf(&page->rest, "image %s %s\n", item->as.image.asset->name, osp_node_attr(item->as.image.node, "alt"));
		break;
	case OSP_ITEM_LINK:
		osp_buf_printf(&page->rest, "link %s from %s\n", item->as.link.uri, osp_node_name(item->as.link.node));
		break;
	case OSP_ITEM_BEGIN:
		page->is_good = page->is_good && osp_node_tag(item->as.structure.node) != OSP_TAG_NONE && !item->as.structure.is_continued;
		page->structure++;
		break;
	case OSP_ITEM_ARTIFACT:
		page->structure++;
		break;
	case OSP_ITEM_END:
		page->structure--;
		break;
	default:
		break;
	}
}

static osp_status put_page(osp_job *job, const osp_pages *pages, const osp_page *from, osp_output *output)
{
	struct page page = { OSP_BUF_INIT, OSP_BUF_INIT, 0, true };
	osp_buf out = OSP_BUF_INIT;
	for (size_t i = 0; i < from->item_count; i++) {
		take_item(&page, pages, &from->items[i]);
	}
	osp_buf_printf(&out, "page %u|%s|%dx%d|%s|%s\n", (unsigned)from->number, from->label, (int)(from->width / OSP_POINT), (int)(from->height / OSP_POINT),
		from->side == OSP_RIGHT_PAGE ? "right" : "left", from->piece != NULL ? from->piece->id : "");
	osp_buf_add(&out, page.text.data, page.text.len);
	osp_buf_printf(&out, "\n%s%s\n", page.rest.data != NULL ? page.rest.data : "", page.is_good && page.structure == 0 ? "good" : "bad");
	osp_status status = osp_output_put(output, osp_job_printf(job, "pages/%u.txt", (unsigned)from->number), out.data, out.len);
	osp_buf_done(&page.text);
	osp_buf_done(&page.rest);
	osp_buf_done(&out);
	return status;
}

static osp_status write_pages(osp_job *job, void *state, const osp_pages *pages, osp_output *output)
{
	osp_status status = OSP_OK;
	osp_buf out = OSP_BUF_INIT;
	(void)state;
	for (size_t i = 0; i < pages->page_count && status == OSP_OK; i++) {
		status = put_page(job, pages, pages->pages[i], output);
	}
	for (size_t i = 0; i < pages->outline_count; i++) {
		const osp_outline *entry = pages->outline[i];
		osp_buf_printf(&out, "%u %s, page %u\n", (unsigned)entry->depth, entry->title, (unsigned)entry->page);
	}
	status = status == OSP_OK ? osp_output_put(output, "outline.txt", out.data, out.len) : status;
	osp_buf_done(&out);
	return status;
}

static const osp_writer writer = {
	.format = "old-pages", .suffix = "", .medium = "print", .needs = OSP_NEEDS_PAGES, .needs_for = needs_for, .write_pages = write_pages };
OSP_PLUGIN(.kind = OSP_WRITER, .name = "old-pages", .version = "1.0", .summary = "Tells what stands on pages.", .writer = &writer);
