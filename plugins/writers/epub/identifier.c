/* identifier.c - a name for the book that stays the same from build to build: ISBN, DOI or a name-based UUID (RFC 9562, version 5). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "book.h"

#include <ctype.h>
#include <string.h>

static uint32_t turn(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

/* One block of SHA-1 (FIPS 180-4, 6.1.2). */
static void digest_block(uint32_t h[5], const unsigned char block[64])
{
	uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	for (int i = 0; i < 16; i++, block += 4)
		w[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
	for (int i = 16; i < 80; i++)
		w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
		uint32_t k = i < 20 ? 0x5a827999u : i < 40 ? 0x6ed9eba1u : i < 60 ? 0x8f1bbcdcu : 0xca62c1d6u;
		uint32_t t = turn(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = turn(b, 30);
		b = a;
		a = t;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

static void digest(const osp_buf *text, unsigned char ret[20])
{
	uint32_t h[5] = { 0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u };
	osp_buf padded = OSP_BUF_INIT;
	osp_buf_add(&padded, text->data, text->len);
	osp_buf_putc(&padded, (char)0x80);
	while (padded.len % 64 != 56)
		osp_buf_putc(&padded, '\0');
	for (int shift = 56; shift >= 0; shift -= 8)
		osp_buf_putc(&padded, (char)((uint64_t)text->len * 8 >> shift));
	for (size_t at = 0; at < padded.len; at += 64)
		digest_block(h, (const unsigned char *)padded.data + at);
	for (int i = 0; i < 20; i++)
		ret[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
	osp_buf_done(&padded);
}

/* In the namespace of URLs, so that anyone can compute it: the volume's address is its name. */
static const char *name_uuid(osp_job *job, const osp_volume *volume)
{
	static const unsigned char namespace_url[16] = {
		0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
	};
	unsigned char u[20];
	osp_buf name = OSP_BUF_INIT;
	osp_buf_add(&name, namespace_url, sizeof namespace_url);
	osp_buf_printf(&name, "%s%s#%s", volume->base_url[0] != '\0' ? volume->base_url : "urn:ospopress:", volume->id, volume->title);
	digest(&name, u);
	osp_buf_done(&name);
	u[6] = (unsigned char)((u[6] & 0x0f) | 0x50);
	u[8] = (unsigned char)((u[8] & 0x3f) | 0x80);
	return osp_job_printf(job, "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", u[0], u[1], u[2], u[3], u[4],
			      u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], u[13], u[14], u[15]);
}

/* The digits of an ISBN-13 whose check digit is right, else NULL: a wrong one names somebody else's book. */
static const char *isbn_digits(osp_job *job, const char *isbn)
{
	char *digits = osp_job_alloc(job, 14);
	int sum = 0;
	size_t count = 0;
	for (; *isbn != '\0'; isbn++) {
		if (*isbn == '-' || *isbn == ' ')
			continue;
		if (!isdigit((unsigned char)*isbn) || count == 13)
			return NULL;
		sum += (*isbn - '0') * (count % 2 == 0 ? 1 : 3);
		digits[count++] = *isbn;
	}
	return count == 13 && sum % 10 == 0 ? digits : NULL;
}

const char *identifier_of(osp_job *job, const osp_volume *volume)
{
	const char *isbn = isbn_digits(job, volume->isbn);
	if (isbn != NULL)
		return osp_job_printf(job, "urn:isbn:%s", isbn);
	if (volume->isbn[0] != '\0')
		osp_warn(job, volume->place, "epub/isbn", "\"%s\" is no ISBN-13; the e-book is named by a UUID instead", volume->isbn);
	if (volume->doi[0] != '\0')
		return osp_job_printf(job, "doi:%s", volume->doi);
	return name_uuid(job, volume);
}
