/* volume.c - making the parts of a publication. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "document/volume.h"
#include "document/asset.h"
#include "base/job.h"

#include <stdlib.h>
#include <string.h>

osp_volume *osp_job_volume(osp_job *job)
{
	return job->volume;
}

bool osp_job_may_fetch(const osp_job *job)
{
	return job->fetch;
}

static const osp_event no_event = { "", "", "", "", "", "", "", "" };
static const osp_imprint no_imprint = { "", "", "", "", "", "", "", "", "", "", NULL };

osp_volume *volume_new(osp_job *job)
{
	osp_volume *v = osp_job_alloc(job, sizeof(*v));
	v->id = v->title = v->subtitle = v->lang = v->version = v->date = "";
	v->isbn = v->issn = v->doi = v->license = v->copyright = "";
	v->publisher = v->publisher_place = v->publisher_url = v->cover = "";
	v->event = &no_event;
	v->imprint = &no_imprint;
	v->folder = v->base_url = v->static_folder = "";
	return v;
}

osp_article *volume_article_new(osp_job *job)
{
	osp_article *a = osp_job_alloc(job, sizeof(*a));
	a->id = a->path = a->folder = a->title = a->subtitle = a->short_title = "";
	a->lang = a->date = a->description = a->digest = "";
	a->license = a->doi = a->original_url = a->cover = a->reader = a->held_reason = "";
	return a;
}

osp_person *volume_person_new(osp_job *job)
{
	osp_person *p = osp_job_alloc(job, sizeof(*p));
	p->id = p->name = p->family = p->given = p->latin = "";
	p->orcid = p->email = p->url = p->portrait = p->bio_path = "";
	return p;
}

/* Lists double at powers of two, so that the count tells the capacity. One thread at a time. */
void volume_list_add(osp_job *job, void *list, size_t *count, const void *item)
{
	const void **items;
	memcpy(&items, list, sizeof(items));
	if ((*count & (*count - 1)) == 0) {
		const void **larger = osp_job_alloc(job, (*count == 0 ? 1 : *count * 2) * sizeof(*larger));
		if (*count > 0) {
			memcpy(larger, items, *count * sizeof(*larger));
		}
		items = larger;
		memcpy(list, &items, sizeof(items));
	}
	items[(*count)++] = item;
}

osp_piece *osp_volume_add_piece(osp_job *job, osp_piece_kind kind, osp_region region, const char *id, const char *title)
{
	osp_volume *volume = job->volume;
	osp_piece *piece = osp_job_alloc(job, sizeof(*piece));
	*piece = (osp_piece){ .kind = kind, .region = region, .id = osp_job_strdup(job, id), .title = osp_job_strdup(job, title) };
	piece->tree = tree_new(job);
	piece->root = osp_element_new(piece->tree, kind == OSP_PIECE_CONTENTS ? OSP_NAV : OSP_SECTION);
	VOLUME_ADD(job, volume, pieces, piece_count, piece);
	return piece;
}

const osp_asset *osp_node_asset(const osp_volume *volume, const osp_node *img)
{
	const char *index = osp_node_attr(img, "data-asset");
	if (index == NULL || *index < '0' || *index > '9') {
		return NULL;
	}
	unsigned long at = strtoul(index, NULL, 10);
	return at < volume->asset_count ? volume->assets[at] : NULL;
}

size_t osp_volume_add_asset(osp_job *job, const char *path)
{
	osp_volume *volume = job->volume;
	for (size_t i = 0; i < volume->asset_count; i++) {
		if (strcmp(volume->assets[i]->path, path) == 0) {
			return i;
		}
	}
	osp_asset *asset = osp_job_alloc(job, sizeof(*asset));
	asset_sniff(job, path, asset);
	VOLUME_ADD(job, volume, assets, asset_count, asset);
	return volume->asset_count - 1;
}
