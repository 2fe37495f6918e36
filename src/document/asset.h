/* asset.h - what a picture is, told by its first bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DOCUMENT_ASSET_H
#define DOCUMENT_ASSET_H

#include <ospopress/volume.h>

/* Reads the head of a file and fills in the asset; `kind` is OSP_ASSET_BROKEN when it is no picture that we know.
 * Nothing is decoded: hostile bytes are a writer's matter. The name is unique among the volume's assets. */
void asset_sniff(osp_job *job, const char *path, osp_asset *asset);

#endif
