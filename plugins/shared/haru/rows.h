/* rows.h - filter the rows of a picture so that they compress better. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_ROWS_H
#define HARU_ROWS_H

#include <stddef.h>
#include <stdint.h>

/* PNG's filters, for predictor 15 (ISO 32000-1, 7.4.4.4): each row gets the type that leaves the smallest differences.
 * Samples have 8 bits, `channels` of them a pixel. Returns rows to be freed. */
uint8_t *haru_rows_filter(const uint8_t *samples, uint32_t width, uint32_t height, unsigned channels, size_t *ret_len);

#endif
