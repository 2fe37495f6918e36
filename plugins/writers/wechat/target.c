/* target.c - where a link of the tree leads for a reader inside WeChat. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The only addresses that can be followed from an article (api_uploadimage, note 2). */
static const char *wechat_address(osp_job *job, const char *url)
{
	static const char host[] = "://mp.weixin.qq.com/";
	if (strncasecmp(url, "http", 4) != 0)
		return NULL;
	const char *rest = url + (url[4] == 's' || url[4] == 'S' ? 5 : 4);
	return strncasecmp(rest, host, sizeof host - 1) == 0 ? osp_job_printf(job, "https%s", rest) : NULL;
}

static int compare_ids(const void *a, const void *b)
{
	const osp_article *const *left = a, *const *right = b;
	return strcmp((*left)->id, (*right)->id);
}

const osp_article *const *target_order(osp_job *job, const osp_volume *volume)
{
	const osp_article **order = osp_job_alloc(job, (volume->article_count + 1) * sizeof(const osp_article *));
	for (size_t i = 0; i < volume->article_count; i++)
		order[i] = volume->articles[i];
	qsort(order, volume->article_count, sizeof *order, compare_ids);
	return order;
}

static const osp_article *find(const struct page *page, const char *id, size_t len)
{
	size_t low = 0, high = page->volume->article_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *own = page->by_id[middle]->id;
		int order = strncmp(own, id, len);
		if (order == 0 && own[len] == '\0')
			return page->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Another article of the volume: where it was published, if that is known. Ids begin with their article's, and the
 * longest match counts: "why-2-intro" is of "why-2", not of "why". */
static const char *address_inside(const struct page *page, const char *id)
{
	const osp_article *found = NULL;
	for (size_t len = strlen(id); len > 0 && found == NULL; len--) {
		if (id[len] == '\0' || id[len] == '-')
			found = find(page, id, len);
	}
	return found != NULL && found != page->article && found->original_url[0] != '\0' ? found->original_url : NULL;
}

enum target_kind target_of(const struct page *page, const osp_node *link, const char **ret_url)
{
	const char *href = osp_node_attr(link, "href");
	*ret_url = NULL;
	if (osp_node_has_role(link, "doc-biblioref"))
		return TARGET_NONE;
	if (href != NULL && href[0] == '#')
		href = address_inside(page, href + 1);
	if (href == NULL)
		return TARGET_NONE;
	const char *inside = wechat_address(page->job, href);
	*ret_url = inside != NULL ? inside : href;
	if (inside != NULL)
		return TARGET_WECHAT;
	if (strncasecmp(href, "mailto:", 7) == 0)
		*ret_url = href + 7;
	else if (strncasecmp(href, "http://", 7) != 0 && strncasecmp(href, "https://", 8) != 0)
		return TARGET_NONE;
	return TARGET_OUTSIDE;
}
