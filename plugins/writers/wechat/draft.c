/* draft.c - draft.json, what draft/add is to be sent, and WeChat's limits told at the author's own lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <string.h>

/* api_draft_add. The older editor takes titles of 64 characters, the interface documents 32. */
enum { TITLE_ADVISED = 32, TITLE_MAX = 64, AUTHOR_MAX = 16, DIGEST_MAX = 120, DIGEST_HARD = 128, NEAR = 90, URL_MAX = 1024 };

/* A string as JSON: raw UTF-8, for \u escapes are refused (error 40033). */
void draft_put_string(osp_buf *out, const char *text)
{
	osp_buf_putc(out, '"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			osp_buf_putc(out, '\\');
		if (c == '\n')
			osp_buf_puts(out, "\\n");
		else if (c == '\t')
			osp_buf_puts(out, "\\t");
		else if (c >= 0x20)
			osp_buf_putc(out, (char)c);
	}
	osp_buf_putc(out, '"');
}

/* The first `max` code points; when something is cut, the last one kept gives way to an ellipsis. */
static const char *cut(osp_job *job, const char *text, size_t max)
{
	size_t len = strlen(text);
	if (osp_utf8_count(text, len) <= max)
		return text;
	const char *p = text, *end = text + len;
	for (size_t i = 0; i + 1 < max; i++)
		osp_utf8_next(&p, end);
	return osp_job_printf(job, "%.*s…", (int)(p - text), text);
}

static size_t count_of(const char *text)
{
	return osp_utf8_count(text, strlen(text));
}

static const char *whole_title(const struct page *page, size_t advised)
{
	const osp_article *article = page->article;
	const char *title = article->title[0] != '\0' ? article->title : page->piece->title;
	size_t count = count_of(title);
	if (count <= advised)
		return title;
	if (article->short_title[0] != '\0' && count_of(article->short_title) <= advised)
		return article->short_title;
	if (page->part > 1)
		return cut(page->job, title, TITLE_MAX - (TITLE_ADVISED - advised));
	osp_warn(page->job, article->title_place, "wechat/title",
		 "the title has %zu characters, WeChat asks for at most %d; give the article a `short-title`", count, (int)advised);
	return cut(page->job, title, TITLE_MAX - (TITLE_ADVISED - advised));
}

/* A part says which it is, and leaves room for that. */
static const char *title_of(const struct page *page)
{
	if (page->part == 0)
		return whole_title(page, TITLE_ADVISED);
	const char *number = osp_job_printf(page->job, strncmp(page->lang, "zh", 2) == 0 ? "（%zu/%zu）" : " (%zu/%zu)", page->part, page->part_count);
	return osp_job_printf(page->job, "%s%s", whole_title(page, TITLE_ADVISED - count_of(number)), number);
}

static const char *author_of(const struct page *page)
{
	const osp_article *article = page->article;
	bool chinese = strncmp(page->lang, "zh", 2) == 0;
	osp_buf all = OSP_BUF_INIT;
	size_t fitting = 0;
	for (size_t i = 0; i < article->author_count; i++) {
		if (i > 0)
			osp_buf_puts(&all, chinese ? "、" : ", ");
		osp_buf_puts(&all, article->authors[i]->name);
		if (osp_utf8_count(all.data, all.len) + (chinese ? 1 : 7) <= AUTHOR_MAX)
			fitting = all.len;
	}
	const char *names = osp_job_strndup(page->job, all.len != 0 ? all.data : "", all.len);
	osp_buf_done(&all);
	if (count_of(names) <= AUTHOR_MAX)
		return names;
	if (page->part <= 1)
		osp_warn(page->job, article->title_place, "wechat/author", "the authors' names have %zu characters, WeChat takes %d; not all are sent",
			 count_of(names), AUTHOR_MAX);
	if (fitting == 0)
		return cut(page->job, article->authors[0]->name, AUTHOR_MAX);
	return osp_job_printf(page->job, chinese ? "%.*s等" : "%.*s et al.", (int)fitting, names);
}

static bool is_body(const osp_node *p)
{
	const osp_node *parent = osp_node_parent(p);
	return osp_node_tag(p) == OSP_P && (osp_node_tag(parent) == OSP_ARTICLE || osp_node_tag(parent) == OSP_SECTION) &&
		osp_node_attr(parent, "role") == NULL && !osp_node_has_class(parent, "bio");
}

/* A paragraph's words without the marks of notes and citations; a line break is a space. */
static void put_words(const osp_node *p, osp_buf *words)
{
	for (const osp_node *n = p; n != NULL;) {
		bool is_mark = !osp_node_is_text(n) && (osp_node_has_class(n, "noteref") || osp_node_has_class(n, "citation"));
		size_t len;
		const char *text = osp_node_text(n, &len);
		for (size_t i = 0; i < len; i++)
			osp_buf_putc(words, text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
		n = is_mark ? osp_node_after_all(n, p) : osp_node_after(n, p);
	}
}

/* The words of the first paragraphs, when the author wrote no description. */
static const char *first_words(const struct page *page)
{
	osp_buf text = OSP_BUF_INIT;
	for (const osp_node *n = page->root; n != NULL && text.len < DIGEST_MAX * 4; n = osp_node_after(n, page->root)) {
		if (!osp_node_is_text(n) && is_body(n))
			put_words(n, &text);
	}
	const char *words = osp_job_strndup(page->job, text.len != 0 ? text.data : "", text.len);
	osp_buf_done(&text);
	return cut(page->job, words + strspn(words, " "), 54);
}

static const char *digest_of(const struct page *page)
{
	const osp_article *article = page->article;
	const char *digest = article->digest[0] != '\0' ? article->digest : article->description;
	if (digest[0] == '\0' || page->part > 1)
		return first_words(page);
	size_t count = count_of(digest);
	if (count > DIGEST_HARD)
		osp_note(page->job, article->title_place, "wechat/digest",
			 "the description has %zu characters, WeChat's digest at most %d; its end is cut off", count, DIGEST_HARD);
	return cut(page->job, digest, DIGEST_MAX);
}

static const char *source_of(const struct page *page)
{
	const char *url = page->article->original_url;
	return strncmp(url, "https://", 8) == 0 && strlen(url) <= URL_MAX && strpbrk(url, " \"<>") == NULL ? url : "";
}

/* A part of one side in ten thousandths, in the middle: from `from` to 10000 - from. */
static void put_crop(osp_buf *out, const char *key, uint64_t width, uint64_t height, uint64_t across, uint64_t down)
{
	/* width : height against across : down; what is too long is cut on both sides. */
	unsigned x = 0, y = 0;
	if (width * down > height * across)
		x = (unsigned)(5000 - 5000 * height * across / (width * down));
	else
		y = (unsigned)(5000 - 5000 * width * down / (height * across));
	x = x > 4999 ? 4999 : x;
	y = y > 4999 ? 4999 : y;
	osp_buf_printf(out, ",\n\"%s\":\"0.%04u_0.%04u_", key, x, y);
	osp_buf_printf(out, x == 0 ? "1_" : "0.%04u_", 10000 - x);
	osp_buf_printf(out, y == 0 ? "1\"" : "0.%04u\"", 10000 - y);
}

static void put_field(osp_buf *out, const char *key, const char *value)
{
	osp_buf_printf(out, ",\n\"%s\":", key);
	draft_put_string(out, value);
}

static void check_length(struct page *page, struct entry *entry)
{
	const osp_article *article = page->article;
	int64_t limit = page->settings->max_chars;
	entry->length = page->length;
	entry->is_long = (int64_t)page->length >= limit;
	if (entry->is_long)
		osp_warn(page->job, article->title_place, "wechat/length",
			 "with its markup the article has %zu characters, WeChat takes fewer than %lld; shorten or divide it", page->length, (long long)limit);
	else if (page->part == 0 && (int64_t)page->length >= limit * NEAR / 100)
		osp_note(page->job, article->title_place, "wechat/near-length",
			 "with its markup the article has %zu characters, near WeChat's limit of %lld", page->length, (long long)limit);
}

osp_status draft_write(struct page *page, const struct cover *cover, struct entry *entry, osp_output *output)
{
	osp_buf json = OSP_BUF_INIT;
	uint32_t width = cover->width != 0 ? cover->width : 1, height = cover->height != 0 ? cover->height : 1;
	entry->title = title_of(page);
	entry->author = author_of(page);
	entry->digest = digest_of(page);
	entry->cover = cover->path;
	check_length(page, entry);
	osp_buf_puts(&json, "{\"articles\":[{\"article_type\":\"news\"");
	put_field(&json, "title", entry->title);
	put_field(&json, "author", entry->author);
	put_field(&json, "digest", entry->digest);
	put_field(&json, "content", "content.html");
	put_field(&json, "content_source_url", source_of(page));
	put_field(&json, "thumb_media_id", "PENDING");
	put_field(&json, "thumb", cover->path);
	put_crop(&json, "pic_crop_235_1", width, height, 235, 100);
	put_crop(&json, "pic_crop_1_1", width, height, 1, 1);
	osp_buf_puts(&json, "}]}\n");
	osp_status status = osp_output_put(output, osp_job_printf(page->job, "%s/draft.json", page->folder), json.data, json.len);
	osp_buf_done(&json);
	return status;
}
