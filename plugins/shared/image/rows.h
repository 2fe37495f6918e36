/* rows.h - filter the rows of a picture so that they compress better. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_ROWS_H
#define SHARED_IMAGE_ROWS_H

#include <stddef.h>
#include <stdint.h>

/* Paeth's filter takes most of the time and gains little on screenshots; of photographs it can make less. */
enum image_rows { IMAGE_ROWS_QUICK, IMAGE_ROWS_SMALL };

/* PNG's filters (also predictor 15 of ISO 32000-1, 7.4.4.4): each row gets the type that leaves the smallest differences.
 * Samples have 8 bits, `channels` of them a pixel. Returns rows to be freed. */
uint8_t *image_rows_filter(const uint8_t *samples, uint32_t width, uint32_t height, unsigned channels, enum image_rows which, size_t *ret_len);

#endif
