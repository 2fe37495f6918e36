/* profile.c - say what RGB means: an sRGB profile, made from its definition. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "haru/document.h"

/*
 * A display profile of version 4.2 (ICC.1:2004-10, the one that PDF 1.7 names)
 * with the primaries of IEC 61966-2-1, brought from D65 to D50 by Bradford's
 * matrix and rounded so that they add up to white, and its curve as a formula.
 * 500 bytes that are the same on every machine; nothing has to be installed.
 */
enum { HEADER = 128, TAGS = 10, ENTRY = 12, LEVEL = 9 };
enum { D50_X = 0xf6d6, D50_Y = 0x10000, D50_Z = 0xd32d };

static void put16(osp_buf *out, unsigned value) {
	osp_buf_putc(out, (char)(value >> 8));
	osp_buf_putc(out, (char)value);
}

static void put32(osp_buf *out, uint32_t value) {
	put16(out, value >> 16);
	put16(out, value & 0xffff);
}

/* A type signature or another name of four letters. */
static void put_name(osp_buf *out, const char *name) {
	osp_buf_add(out, name, 4);
}

/* Numbers with 16 binary places (s15Fixed16) behind a type. */
static void put_numbers(osp_buf *out, const char *type, const uint32_t *numbers, size_t count) {
	put_name(out, type);
	put32(out, 0);
	for (size_t i = 0; i < count; i++) {
		put32(out, numbers[i]);
	}
}

/* A text in one language (10.13), padded to four bytes. */
static void put_words(osp_buf *out, const char *words) {
	size_t len = strlen(words);
	static const char head[] = "mluc\0\0\0\0\0\0\0\1\0\0\0\14enUS";
	osp_buf_add(out, head, sizeof head - 1);
	put32(out, (uint32_t)(2 * len));
	put32(out, sizeof head - 1 + 8);
	for (size_t i = 0; i < len; i++) {
		put16(out, (unsigned char)words[i]);
	}
	if (len % 2 != 0) {
		put16(out, 0);
	}
}

/* Y = (aX + b)^2.4 from d on, cX below (10.15, function 3). */
static void put_curve(osp_buf *out) {
	put_name(out, "para");
	put32(out, 0);
	put32(out, 3 << 16);
	static const uint32_t formula[] = { 0x26666, 0xf2a7, 0xd59, 0x13d0, 0xa5b };
	for (size_t i = 0; i < sizeof formula / sizeof *formula; i++) {
		put32(out, formula[i]);
	}
}

static void put_header(osp_buf *out, size_t size) {
	put32(out, (uint32_t)size);
	put32(out, 0);
	put32(out, 0x04200000);
	osp_buf_puts(out, "mntrRGB XYZ ");
	static const unsigned made[6] = { 2026, 1, 1, 0, 0, 0 };
	for (unsigned i = 0; i < 6; i++) {
		put16(out, made[i]);
	}
	put_name(out, "acsp");
	for (unsigned at = 40; at < 68; at += 4) {
		put32(out, 0);
	}
	put32(out, D50_X);
	put32(out, D50_Y);
	put32(out, D50_Z);
	while (out->len < HEADER) {
		osp_buf_putc(out, 0);
	}
}

struct entry { const char *name; size_t first, len; };

/* The tags' data, and where each lies: the three curves share one. */
static void put_data(osp_buf *data, struct entry entries[TAGS]) {
	static const uint32_t white[] = { D50_X, D50_Y, D50_Z };
	static const uint32_t adaptation[] = { 0x10c42, 0x5de, 0xfffff325, 0x793, 0xfd90, 0xfffffba1, 0xfffffda2, 0x3dc, 0xc06e };
	static const uint32_t red[] = { 0x6fa0, 0x38f5, 0x390 }, green[] = { 0x6297, 0xb787, 0x18da }, blue[] = { 0x249f, 0xf84, 0xb6c3 };
	static const char *const names[TAGS] = { "desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC" };
	for (unsigned i = 0; i < TAGS; i++) {
		entries[i] = (struct entry){ names[i], data->len, 0 };
		switch (i) {
		case 0: put_words(data, "sRGB IEC61966-2.1"); break;
		case 1: put_words(data, "No copyright, use freely"); break;
		case 2: put_numbers(data, "XYZ ", white, 3); break;
		case 3: put_numbers(data, "sf32", adaptation, 9); break;
		case 4: put_numbers(data, "XYZ ", red, 3); break;
		case 5: put_numbers(data, "XYZ ", green, 3); break;
		case 6: put_numbers(data, "XYZ ", blue, 3); break;
		case 7: put_curve(data); break;
		default: entries[i].first = entries[7].first; break;
		}
		entries[i].len = data->len - entries[i].first;
	}
}

void haru_srgb_make(osp_buf *out) {
	osp_buf data = OSP_BUF_INIT;
	struct entry entries[TAGS];
	put_data(&data, entries);
	size_t table = HEADER + 4 + TAGS * ENTRY;
	put_header(out, table + data.len);
	put32(out, TAGS);
	for (unsigned i = 0; i < TAGS; i++) {
		put_name(out, entries[i].name);
		put32(out, (uint32_t)(table + entries[i].first));
		put32(out, (uint32_t)entries[i].len);
	}
	osp_buf_add(out, data.data, data.len);
	osp_buf_done(&data);
}

void haru_intent_put(struct haru *haru) {
	osp_buf profile = OSP_BUF_INIT, out = OSP_BUF_INIT;
	haru_srgb_make(&profile);
	haru_id stream = haru_reserve(haru), intents = haru_reserve(haru);
	haru_put_deflated(haru, stream, "/N 3", profile.data, profile.len, LEVEL);
	osp_buf_printf(&out, "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
	                     "/RegistryName(http://www.color.org)/DestOutputProfile %u 0 R>>]", stream);
	haru_put(haru, intents, out.data, out.len);
	haru_catalog_ref(haru, "OutputIntents", intents);
	osp_buf_done(&profile);
	osp_buf_done(&out);
}
