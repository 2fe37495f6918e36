/* sha256.h - SHA-256 (FIPS 180-4): what names a file by its content. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t state[8];
	uint64_t length;
	unsigned char block[64];
};
void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t len);
/* 64 hexadecimal digits and a NUL. */
void sha256_end(struct sha256 *hash, char ret_hex[65]);

#endif
