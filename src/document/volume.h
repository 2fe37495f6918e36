/* volume.h - making the parts of a publication. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DOCUMENT_VOLUME_H
#define DOCUMENT_VOLUME_H

#include <ospopress/volume.h>
#include "document/node.h"

/* Structs with every string "", owned by the job. */
osp_volume *volume_new(osp_job *job);
osp_article *volume_article_new(osp_job *job);
osp_person *volume_person_new(osp_job *job);
/* Adds a pointer to a list of pointers in the job's memory (doubling; `list` and `count` are fields of a volume struct). */
void volume_list_add(osp_job *job, void *list, size_t *count, const void *item);
#define VOLUME_ADD(job, object, list, count, item) volume_list_add((job), &(object)->list, &(object)->count, (item))

#endif
