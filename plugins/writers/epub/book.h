/* book.h - one EPUB on its way: what its files share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EPUB_BOOK_H
#define EPUB_BOOK_H

#include <ospopress/ospopress.h>

/* What an output's options say. */
struct settings {
	bool page_list, embeds_fonts;
};

/* A piece of the volume and the file that it becomes. */
struct chapter {
	const osp_piece *piece;
	const char *file;      /* beside package.opf: "003-why.xhtml"; the contents piece has "nav.xhtml" */
	bool has_table;
};

/* A page of the printed volume and where it begins in the book. */
struct page_mark {
	const osp_node *node;  /* NULL once it was sent to the start of its chapter */
	size_t offset;
	const char *label;
	uint32_t number;
	size_t chapter;
	size_t next;           /* the next mark of the same node, else NO_MARK */
};
#define NO_MARK SIZE_MAX

/* A picture of the volume, as far as the book uses it. */
struct picture {
	bool is_used, is_missing;
	const char *name;      /* in images/ */
	const char *media_type;
	osp_buf converted;     /* its bytes, if they are not those of the asset's file */
};

/* A font of the printed volume, cut down to the characters that it shows there. */
struct book_font {
	const osp_font *font;
	const char *name;      /* in fonts/ */
	const char *media_type;
	osp_buf bytes;
};

/* What the accessibility metadata are computed from. */
struct facts {
	size_t pictures, guessed;
	bool moving;           /* a GIF may move; nobody looked whether it flashes */
};

/* From ids to chapters: open addressing, `size` is a power of two. */
struct id_entry { const char *id; size_t chapter; };
struct id_table { struct id_entry *entries; size_t size, count; };
/* From nodes to the first page mark in them. */
struct mark_entry { const osp_node *node; size_t mark; };
struct mark_table { struct mark_entry *entries; size_t size; };

/* A file of the archive that we wrote ourselves. Deflated at once: the texts of all together would be four times as much memory. */
struct part { const char *name; struct packed *packed; };

struct book {
	osp_job *job;
	const osp_volume *volume;
	osp_style *style;
	const struct settings *settings;
	const char *identifier;
	char modified[32];     /* CCYY-MM-DDThh:mm:ssZ */
	struct chapter *chapters;
	size_t chapter_count;
	struct id_table ids;
	struct page_mark *marks;
	size_t mark_count;
	struct mark_table mark_of;
	struct picture *pictures;  /* as many as the volume has assets */
	struct facts facts;
	struct book_font *fonts;
	size_t font_count;
	osp_buf cover;             /* bytes of the picture, when it was drawn or converted */
	const osp_asset *cover_asset; /* whose file is the cover as it is; may be NULL */
	const char *cover_name;    /* in images/ */
	const char *cover_type;
	struct packer *packer;
	struct part *parts;
	size_t part_count;
};

/* index.c */
void index_ids(struct book *book);
/* The chapter that an id stands in, NULL if none. */
const struct chapter *index_find(const struct book *book, const char *id);
void index_done(struct book *book);

/* pagelist.c */
void pagelist_collect(struct book *book, const osp_pages *pages);
/* The first mark in a node, NO_MARK if none. */
size_t pagelist_at(const struct book *book, const osp_node *node);
void pagelist_write_mark(const struct book *book, size_t mark, osp_buf *out);
void pagelist_done(struct book *book);

/* chapter.c, page.c */
void chapter_write(struct book *book, const struct chapter *chapter, osp_buf *out);
void page_begin(const struct book *book, osp_buf *out, const char *lang, const char *title, const char *region);
void page_end(osp_buf *out);

/* attributes.c */
struct walk;
void attributes_write(struct walk *walk, const osp_node *node, const char *name);

/* address.c: appends an address that is a valid URI reference; false when the scheme or the host can't be followed. */
bool address_clean(const char *address, osp_buf *out);

/* picture.c */
/* The picture of an img, made ready on first use; NULL when it can't be shown. */
const struct picture *picture_use(struct book *book, const osp_node *img);
void picture_done(struct book *book);

/* fonts.c */
void fonts_embed(struct book *book, const osp_pages *pages);
/* The @font-face rules. */
void fonts_write_faces(const struct book *book, osp_buf *out);
void fonts_done(struct book *book);

/* cover.c, coverart.c */
void cover_make(struct book *book);
osp_status coverart_draw(const struct book *book, osp_buf *ret_jpeg);

/* navigation.c */
void navigation_write(const struct book *book, osp_buf *out);
void navigation_write_ncx(const struct book *book, osp_buf *out);

/* package.c, metadata.c */
void package_write(const struct book *book, osp_buf *out);
void metadata_write(const struct book *book, osp_buf *out);

/* identifier.c */
const char *identifier_of(osp_job *job, const osp_volume *volume);

/* sheet.c */
void sheet_write(const struct book *book, osp_buf *out);

/* archive.c */
osp_status archive_write(const struct book *book, osp_output *output);

#endif
