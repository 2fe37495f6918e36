/* packed.h - files of the container, deflated before libzip gets them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EPUB_PACKED_H
#define EPUB_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <zip.h>

/* One for all files; NULL without memory. */
struct packer *packer_new(void);
void packer_free(struct packer *packer);

/* A source to be added with ZIP_CM_DEFLATE. The bytes are not needed any more when it returns; NULL without memory. */
zip_source_t *packer_source(struct packer *packer, zip_t *zip, const void *bytes, size_t len);

#endif
