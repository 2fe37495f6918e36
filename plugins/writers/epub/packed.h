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

/* The bytes are not needed any more when it returns; NULL without memory. */
struct packed;
struct packed *packer_pack(struct packer *packer, const void *bytes, size_t len);
void packed_free(struct packed *packed);
/* A source to be added with ZIP_CM_DEFLATE, which takes them over; NULL without memory. */
zip_source_t *packed_source(struct packed *packed, zip_t *zip);

#endif
