/* folder.h - files and folders that the workshop makes and removes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKSHOP_FOLDER_H
#define WORKSHOP_FOLDER_H

#include "base/job.h"

/* False with errno. */
bool folder_put(const char *path, const void *bytes, size_t len);
/* With all that is in it; links are removed, not followed. */
void folder_remove(const char *path);
bool folder_copy(osp_job *job, const char *from, const char *to);

/* The files beneath a folder, by their names from there on, sorted; what begins with a dot is passed over. */
struct folder_list { const char **names; size_t count, capacity; };
void folder_list(osp_job *job, const char *folder, struct folder_list *ret);

#endif
