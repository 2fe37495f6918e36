/* haru.h - a PDF file as a store of numbered objects. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_HARU_H
#define HARU_HARU_H

#include <ospopress/output.h>

/*
 * libharu numbers the objects and holds those that make the document what it is
 * (catalog, information); whatever comes in thousands (pages, structure, links)
 * and all streams go straight to the file, so a volume of any length takes
 * little memory. Objects are packed into object streams (ISO 32000-1, 7.5.7) as
 * they are put, and the file ends with a cross-reference stream.
 *
 * This is the only place that knows libharu: it relies on the structures of
 * version 2.3.0, which configure checks.
 *
 * An object is the text that PDF has for it ("<</Type/Page...>>", "[1 2 3]").
 * Every number that was given out should be put exactly once; one that was
 * not becomes `null`. Nothing here fails on the way: haru_close() tells.
 */
struct haru;
typedef uint32_t haru_id;

/* Writes PDF 1.`minor` into `sink`, which stays the caller's to close. */
struct haru *haru_open(osp_sink *sink, unsigned minor);
/* Finishes the file. False when a write failed or libharu's limits (8 million objects) were passed. `haru` is gone either way. */
bool haru_close(struct haru *haru);
/* Gives up; what was written is no PDF. NULL is fine. */
void haru_drop(struct haru *haru);

/* A number for an object that is put later. */
haru_id haru_reserve(struct haru *haru);
/* The root of the page tree, which the catalog leads to. */
haru_id haru_page_tree(const struct haru *haru);

void haru_put(struct haru *haru, haru_id id, const char *object, size_t len);
/* A stream. `entries` are those of its dictionary but Length, without brackets. */
void haru_put_stream(struct haru *haru, haru_id id, const char *entries, const void *bytes, size_t len);
/* The same, compressed here; Filter is added. Level 1 to 12. `bytes` are copied: threads do it (packer.h). */
void haru_put_deflated(struct haru *haru, haru_id id, const char *entries, const void *bytes, size_t len, int level);
/*
 * The same as haru_put_stream() without a copy and without waiting for streams that are still being compressed: `owner`, from malloc,
 * holds the bytes and is freed when they are in the file. `sum` depends on all of them, as haru_sum() does, which any thread may have computed.
 */
void haru_hand_stream(struct haru *haru, haru_id id, const char *entries, void *owner, const void *bytes, size_t len, uint32_t sum);
uint32_t haru_sum(const void *bytes, size_t len);

/* Entries of the catalog. */
void haru_catalog_ref(struct haru *haru, const char *key, haru_id id);
void haru_catalog_name(struct haru *haru, const char *key, const char *name);
void haru_catalog_string(struct haru *haru, const char *key, const char *ascii);
/* Entries of the document information: a text in UTF-8, an ASCII string (dates). */
void haru_info_text(struct haru *haru, const char *key, const char *text);
void haru_info_string(struct haru *haru, const char *key, const char *ascii);
void haru_info_name(struct haru *haru, const char *key, const char *name);
/* Two numbers that depend on every byte written so far. */
void haru_digest(struct haru *haru, uint64_t ret[2]);

#endif
