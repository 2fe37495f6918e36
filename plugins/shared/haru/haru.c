/* haru.c - keep a PDF's objects in libharu, write them as object streams. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/haru.h"

#include <hpdf.h>
#include <hpdf_catalog.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "haru/packer.h"
#include "haru/syntax.h"

#if HPDF_VERSION_ID != 20300
#error "haru.c relies on the structures of libharu 2.3.0"
#endif

enum {
	PACK_OBJECTS = 200,          /* in one object stream: what readers like to have at hand at once */
	PACK_BYTES = 256 * 1024,
	PACK_LEVEL = 5,              /* 9 takes seven times as long and saves a twelfth */
	MAX_TEXT = 16000             /* UTF-8 bytes of a string that libharu holds; its limit is 65535 */
};

/* Where an object stands: as in a cross-reference stream (ISO 32000-1, table 18). */
enum place_kind { PLACE_NOT_YET = 0, PLACE_OFFSET = 1, PLACE_PACKED = 2 };

struct place {
	uint64_t where;              /* offset, or number of the object stream */
	uint16_t index;              /* in the object stream */
	uint16_t kind;
};

struct haru {
	HPDF_Doc pdf;
	osp_sink *sink;
	uint64_t offset;
	struct place *places;        /* by object number */
	size_t place_capacity;
	osp_buf pack_index, pack;    /* the object stream that is being filled */
	unsigned pack_count;
	haru_id pack_id;
	struct haru_packer *packer;  /* streams on their way, which the file has not yet */
	uint64_t digest[2];          /* of all bytes written: makes the file's identifier */
	bool failed;
};

/* ---- bytes ---- */

static uint64_t mix(uint64_t value) {
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
	value = (value ^ value >> 27) * 0x94d049bb133111ebu;
	return value ^ value >> 31;
}

uint32_t haru_sum(const void *bytes, size_t len) {
	return libdeflate_crc32(0, bytes, len);
}

static void emit_summed(struct haru *haru, const void *bytes, size_t len, uint32_t sum) {
	haru->digest[0] = mix(haru->digest[0] ^ ((uint64_t)sum << 32 | (uint32_t)len));
	haru->digest[1] = mix(haru->digest[1] + sum + haru->offset);
	haru->offset += len;
	if (!haru->failed && osp_sink_write(haru->sink, bytes, len) != OSP_OK) {
		haru->failed = true;
	}
}

static void emit(struct haru *haru, const void *bytes, size_t len) {
	emit_summed(haru, bytes, len, haru_sum(bytes, len));
}

static struct place *place_of(struct haru *haru, haru_id id) {
	if (id >= haru->place_capacity) {
		size_t capacity = haru->place_capacity == 0 ? 4096 : haru->place_capacity * 2;
		while (capacity <= id) {
			capacity *= 2;
		}
		struct place *grown = realloc(haru->places, capacity * sizeof *grown);
		if (grown == NULL) {
			abort(); /* as osp_buf: out of memory ends the program */
		}
		memset(grown + haru->place_capacity, 0, (capacity - haru->place_capacity) * sizeof *grown);
		haru->places = grown;
		haru->place_capacity = capacity;
	}
	return &haru->places[id];
}

/* ---- streams ---- */

static void put_stream(struct haru *haru, haru_id id, const char *entries, const void *bytes, size_t len, uint32_t sum) {
	static const char tail[] = "\nendstream\nendobj\n";
	*place_of(haru, id) = (struct place){ .where = haru->offset, .kind = PLACE_OFFSET };
	osp_buf head = OSP_BUF_INIT;
	haru_put_int(&head, id);
	osp_buf_puts(&head, " 0 obj\n<<");
	osp_buf_puts(&head, entries);
	osp_buf_puts(&head, "/Length ");
	haru_put_int(&head, (int64_t)len);
	osp_buf_puts(&head, ">>\nstream\n");
	emit(haru, head.data, head.len);
	osp_buf_done(&head);
	emit_summed(haru, bytes, len, sum);
	emit(haru, tail, sizeof tail - 1);
}

/* Writes the streams that are deflated; `waits`: all of them. */
static void write_packed(struct haru *haru, bool waits) {
	const struct haru_packed *packed;
	while ((packed = haru_packer_take(haru->packer, waits)) != NULL) {
		put_stream(haru, packed->id, packed->entries.data, packed->bytes, packed->len, packed->sum);
	}
}

void haru_put_stream(struct haru *haru, haru_id id, const char *entries, const void *bytes, size_t len) {
	write_packed(haru, true);
	put_stream(haru, id, entries, bytes, len, haru_sum(bytes, len));
}

void haru_hand_stream(struct haru *haru, haru_id id, const char *entries, void *owner, const void *bytes, size_t len, uint32_t sum) {
	*place_of(haru, id) = (struct place){ .kind = PLACE_OFFSET };
	haru_packer_hand(haru->packer, id, entries, owner, bytes, len, sum);
	write_packed(haru, false);
}

void haru_put_deflated(struct haru *haru, haru_id id, const char *entries, const void *bytes, size_t len, int level) {
	osp_buf all = OSP_BUF_INIT;
	osp_buf_puts(&all, entries);
	osp_buf_puts(&all, "/Filter/FlateDecode");
	*place_of(haru, id) = (struct place){ .kind = PLACE_OFFSET }; /* which is known when it is written */
	haru_packer_put(haru->packer, id, all.data, bytes, len, level);
	osp_buf_done(&all);
	write_packed(haru, false);
}

/* ---- objects ---- */

haru_id haru_reserve(struct haru *haru) {
	HPDF_Null holder = HPDF_Null_New(haru->pdf->mmgr);
	if (holder == NULL || HPDF_Xref_Add(haru->pdf->xref, holder) != HPDF_OK) {
		haru->failed = true;
		return 0;
	}
	return holder->header.obj_id & 0x00ffffffu;
}

static void flush_pack(struct haru *haru) {
	if (haru->pack_count == 0) {
		return;
	}
	osp_buf whole = OSP_BUF_INIT, entries = OSP_BUF_INIT;
	osp_buf_add(&whole, haru->pack_index.data, haru->pack_index.len);
	osp_buf_add(&whole, haru->pack.data, haru->pack.len);
	osp_buf_puts(&entries, "/Type/ObjStm/N ");
	haru_put_int(&entries, haru->pack_count);
	osp_buf_puts(&entries, "/First ");
	haru_put_int(&entries, (int64_t)haru->pack_index.len);
	haru_put_deflated(haru, haru->pack_id, entries.data, whole.data, whole.len, PACK_LEVEL);
	osp_buf_done(&whole);
	osp_buf_done(&entries);
	osp_buf_clear(&haru->pack_index);
	osp_buf_clear(&haru->pack);
	haru->pack_count = 0;
}

void haru_put(struct haru *haru, haru_id id, const char *object, size_t len) {
	if (id == 0) {
		return;
	}
	if (haru->pack_count == 0) {
		haru->pack_id = haru_reserve(haru);
	}
	*place_of(haru, id) = (struct place){ .where = haru->pack_id, .index = (uint16_t)haru->pack_count, .kind = PLACE_PACKED };
	haru_put_int(&haru->pack_index, id);
	osp_buf_putc(&haru->pack_index, ' ');
	haru_put_int(&haru->pack_index, (int64_t)haru->pack.len);
	osp_buf_putc(&haru->pack_index, ' ');
	osp_buf_add(&haru->pack, object, len);
	osp_buf_putc(&haru->pack, '\n');
	if (++haru->pack_count == PACK_OBJECTS || haru->pack.len >= PACK_BYTES) {
		flush_pack(haru);
	}
}

/* ---- what libharu holds ---- */

static void *object_of(struct haru *haru, haru_id id) {
	HPDF_XrefEntry entry = HPDF_Xref_GetEntry(haru->pdf->xref, id); /* ..ByObjectId fails on numbers in use */
	return entry == NULL ? NULL : entry->obj;
}

static void add(struct haru *haru, HPDF_Dict dict, const char *key, void *value) {
	if (value == NULL || HPDF_Dict_Add(dict, key, value) != HPDF_OK) {
		haru->failed = true;
	}
}

void haru_catalog_ref(struct haru *haru, const char *key, haru_id id) {
	add(haru, haru->pdf->catalog, key, object_of(haru, id));
}

void haru_catalog_name(struct haru *haru, const char *key, const char *name) {
	add(haru, haru->pdf->catalog, key, HPDF_Name_New(haru->pdf->mmgr, name));
}

void haru_catalog_string(struct haru *haru, const char *key, const char *ascii) {
	add(haru, haru->pdf->catalog, key, HPDF_String_New(haru->pdf->mmgr, ascii, NULL));
}

void haru_info_string(struct haru *haru, const char *key, const char *ascii) {
	add(haru, haru->pdf->info, key, HPDF_String_New(haru->pdf->mmgr, ascii, NULL));
}

void haru_info_name(struct haru *haru, const char *key, const char *name) {
	add(haru, haru->pdf->info, key, HPDF_Name_New(haru->pdf->mmgr, name));
}

void haru_digest(struct haru *haru, uint64_t ret[2]) {
	write_packed(haru, true);
	ret[0] = haru->digest[0];
	ret[1] = haru->digest[1];
}

void haru_info_text(struct haru *haru, const char *key, const char *text) {
	size_t len = strlen(text);
	if (len > MAX_TEXT) {
		for (len = MAX_TEXT; len > 0 && (text[len] & 0xc0) == 0x80; len--) {
		}
	}
	osp_buf bytes = OSP_BUF_INIT;
	haru_put_utf16_bytes(&bytes, text, len);
	add(haru, haru->pdf->info, key, HPDF_Binary_New(haru->pdf->mmgr, (HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.len));
	osp_buf_done(&bytes);
}

haru_id haru_page_tree(const struct haru *haru) {
	return haru->pdf->root_pages->header.obj_id & 0x00ffffffu;
}

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len) {
	osp_buf_add(stream->attr, bytes, len);
	return HPDF_OK;
}

/* Puts the objects that libharu itself made, and `null` for numbers that were never used. */
static void put_held(struct haru *haru) {
	osp_buf object = OSP_BUF_INIT;
	HPDF_Stream writer = HPDF_CallbackWriter_New(haru->pdf->mmgr, append, &object);
	if (writer == NULL) {
		haru->failed = true;
		return;
	}
	for (haru_id id = 1; id < haru->pdf->xref->entries->count; id++) {
		if (place_of(haru, id)->kind != PLACE_NOT_YET || (haru->pack_count > 0 && id == haru->pack_id)) {
			continue;
		}
		osp_buf_clear(&object);
		if (HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(haru->pdf->xref, id)->obj, writer, NULL) != HPDF_OK) {
			haru->failed = true;
			break;
		}
		haru_put(haru, id, object.data, object.len);
	}
	HPDF_Stream_Free(writer);
	osp_buf_done(&object);
}

/* ---- the end of the file ---- */

enum { XREF_ROW_MAX = 1 + 8 + 2 };

/* Each row as what it differs by from the one above (PNG's predictor Up): neighbours lie in one object stream, and little is left to compress. */
static void put_xref_row(osp_buf *table, const struct place *place, unsigned width, uint8_t above[XREF_ROW_MAX]) {
	enum { UP = 2 };
	uint8_t row[XREF_ROW_MAX] = { (uint8_t)place->kind };
	for (unsigned i = 0; i < width; i++) {
		row[1 + i] = (uint8_t)(place->where >> 8 * (width - 1 - i));
	}
	row[1 + width] = (uint8_t)(place->index >> 8);
	row[2 + width] = (uint8_t)place->index;
	osp_buf_putc(table, UP);
	for (unsigned i = 0; i < width + 3; i++) {
		osp_buf_putc(table, (char)(uint8_t)(row[i] - above[i]));
	}
	memcpy(above, row, sizeof row);
}

static void put_identifier(osp_buf *entries, const struct haru *haru) {
	osp_buf_puts(entries, "/ID[");
	for (unsigned copy = 0; copy < 2; copy++) {
		osp_buf_printf(entries, "<%016llX%016llX>", (unsigned long long)haru->digest[0], (unsigned long long)haru->digest[1]);
	}
	osp_buf_putc(entries, ']');
}

static void put_xref(struct haru *haru) {
	haru_id id = haru_reserve(haru);
	uint64_t start = haru->offset;
	*place_of(haru, id) = (struct place){ .where = start, .kind = PLACE_OFFSET };
	unsigned width = 1;
	while (width < 8 && start >> 8 * width != 0) {
		width++;
	}
	width = width < 3 ? 3 : width; /* numbers of object streams stand there too */
	osp_buf table = OSP_BUF_INIT, entries = OSP_BUF_INIT;
	uint8_t above[XREF_ROW_MAX] = { 0 };
	/* Object 0 heads the list of free objects (7.5.4). */
	put_xref_row(&table, &(struct place){ .index = 0xffff }, width, above);
	for (haru_id i = 1; i <= id; i++) {
		put_xref_row(&table, place_of(haru, i), width, above);
	}
	osp_buf_printf(&entries, "/Type/XRef/Size %u/W[1 %u 2]/Root %u 0 R/Info %u 0 R", id + 1, width,
	               (unsigned)(haru->pdf->catalog->header.obj_id & 0x00ffffffu), (unsigned)(haru->pdf->info->header.obj_id & 0x00ffffffu));
	osp_buf_printf(&entries, "/DecodeParms<</Predictor 12/Columns %u>>", width + 3);
	put_identifier(&entries, haru);
	haru_put_deflated(haru, id, entries.data, table.data, table.len, PACK_LEVEL);
	write_packed(haru, true);
	osp_buf_clear(&entries);
	osp_buf_puts(&entries, "startxref\n");
	haru_put_int(&entries, (int64_t)start);
	osp_buf_puts(&entries, "\n%%EOF\n");
	emit(haru, entries.data, entries.len);
	osp_buf_done(&table);
	osp_buf_done(&entries);
}

struct haru *haru_open(osp_sink *sink, unsigned minor) {
	struct haru *haru = calloc(1, sizeof *haru);
	HPDF_Doc pdf = HPDF_New(NULL, NULL);
	if (haru == NULL || pdf == NULL) {
		abort();
	}
	haru->pdf = pdf;
	haru->sink = sink;
	haru->packer = haru_packer_new();
	/* Four bytes above 127 tell programs that the file is binary (7.5.2). */
	char head[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
	head[sizeof "%PDF-1." - 1] = (char)('0' + minor);
	emit(haru, head, sizeof head - 1);
	return haru;
}

void haru_drop(struct haru *haru) {
	if (haru == NULL) {
		return;
	}
	HPDF_Free(haru->pdf);
	haru_packer_free(haru->packer);
	osp_buf_done(&haru->pack);
	osp_buf_done(&haru->pack_index);
	free(haru->places);
	free(haru);
}

bool haru_close(struct haru *haru) {
	write_packed(haru, true);
	put_held(haru);
	flush_pack(haru);
	write_packed(haru, true);
	put_xref(haru);
	bool done = !haru->failed && HPDF_GetError(haru->pdf) == HPDF_OK;
	haru_drop(haru);
	return done;
}
