/* volume.h - the publication: what proceedings.yml says, with the articles' trees. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OSPOPRESS_VOLUME_H
#define OSPOPRESS_VOLUME_H

#include <ospopress/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Plain structs, made by the host, never by a plugin. New fields go at the end;
 * so lists are lists of pointers, and no struct stands within another (but
 * osp_place, which never grows): read them in place, copy none. Strings are never
 * NULL unless "may be NULL" is said: what was not given is "". Everything
 * belongs to the job. Readers and transforms may set fields of the article they
 * work on; writers change nothing.
 */

typedef struct osp_affiliation {
	const char *id, *name, *country, *ror, *url;
	osp_place place;
} osp_affiliation;

typedef struct osp_person {
	const char *id;         /* "" when the person stands only in an article */
	const char *name;       /* as printed: 适兕, Ada Lovelace */
	const char *family, *given;
	const char *latin;      /* Kuosi */
	const char *orcid, *email, *url;
	const char *portrait;   /* path as written, beneath the manifest's folder or the article's */
	osp_affiliation **affiliations;
	size_t affiliation_count;
	osp_node *bio;          /* section.bio of docs/tree.md; may be NULL */
	osp_place place;
	const char *bio_path;   /* absolute path of the bio's file, "" if the manifest names none */
} osp_person;

typedef enum osp_article_state {
	OSP_ARTICLE_READY = 0,
	OSP_ARTICLE_HELD = 1,   /* has an error: a placeholder stands in its place */
	OSP_ARTICLE_DRAFT = 2   /* draft: true; not in the volume */
} osp_article_state;

typedef struct osp_article {
	const char *id;         /* unique in the volume, URL-safe: file and anchor names are made from it */
	uint32_t file;          /* for osp_job_file_path() */
	const char *path;       /* absolute, of the source file */
	const char *folder;     /* absolute: where its pictures are looked for first */
	const char *title, *subtitle, *short_title;
	const char *lang;       /* BCP 47: zh-CN, en; never "" after reading */
	const char *date;       /* ISO 8601, as far as known */
	const char *description;/* abstract; the WeChat digest if that is not given */
	const char *digest;
	const char *license, *doi, *original_url;
	const char *cover;      /* picture for WeChat and the like */
	osp_person **authors, **translators;
	size_t author_count, translator_count;
	const char **keywords;
	size_t keyword_count;
	/* alt texts from the manifest, `image-alt`: src, alt, src, alt, ..., NULL; may be NULL */
	const char **image_alt;
	osp_place place;        /* its entry in the manifest */
	osp_place title_place;  /* where the title was written */
	osp_article_state state;
	osp_tree *tree;
	osp_node *root;         /* the `article` element; NULL until it was read */
	const char *reader;     /* name of the reader to use; "" = by suffix */
	/* Set from the front matter when the manifest has none. */
	bool authors_given;     /* the manifest named the authors */
	const char *held_reason;/* the first error, when it is held; "" otherwise */
} osp_article;

/* What one picture is, as far as its first bytes tell. Bytes are decoded only by writers, in a process of their own. */
typedef enum osp_asset_kind {
	OSP_ASSET_BROKEN = 0, OSP_ASSET_PNG = 1, OSP_ASSET_JPEG = 2, OSP_ASSET_GIF = 3,
	OSP_ASSET_WEBP = 4, OSP_ASSET_SVG = 5
} osp_asset_kind;

typedef struct osp_asset {
	const char *path;       /* absolute, readable */
	const char *name;       /* unique in the volume, URL-safe, with the right suffix: what writers call the file */
	osp_asset_kind kind;
	uint32_t width, height; /* pixels as shown (after EXIF orientation); SVG: CSS px; 0 if it does not say */
	uint32_t orientation;   /* EXIF 1..8; 1 if none */
	uint32_t dpi;           /* 0 if it does not say */
	uint64_t size;          /* bytes */
} osp_asset;

/*
 * A volume is a row of pieces in reading order: cover, title page, contents,
 * part titles, articles, contributors. Each has a root element in the shape of
 * docs/tree.md. Writers walk this row and nothing else.
 */
typedef enum osp_piece_kind {
	OSP_PIECE_COVER = 1, OSP_PIECE_TITLE_PAGE = 2, OSP_PIECE_COLOPHON = 3, OSP_PIECE_CONTENTS = 4,
	OSP_PIECE_TEXT = 5,     /* preface, committee: an editor's own page */
	OSP_PIECE_PART = 6, OSP_PIECE_ARTICLE = 7,
	OSP_PIECE_CONTRIBUTORS = 8, OSP_PIECE_AUTHOR_INDEX = 9
} osp_piece_kind;

typedef enum osp_region { OSP_FRONT = 1, OSP_BODY = 2, OSP_BACK = 3 } osp_region;

typedef struct osp_piece {
	osp_piece_kind kind;
	osp_region region;      /* front matter pages are numbered i, ii; the body starts at 1 */
	const char *id;         /* unique in the volume */
	const char *title;      /* for contents, outline, navigation */
	osp_article *article;   /* OSP_PIECE_ARTICLE only, else NULL */
	osp_tree *tree;
	osp_node *root;
	uint32_t part;          /* which part it belongs to, from 1; 0 = none */
} osp_piece;

typedef struct osp_part {
	const char *title;
	osp_place place;
	size_t first, count;    /* its articles in volume->articles */
} osp_part;

typedef struct osp_event {
	const char *name, *acronym, *number, *theme, *place, *start, *end, *url;
} osp_event;

/* One entry of front-matter: or back-matter:. */
typedef struct osp_matter {
	const char *kind;       /* "cover", "title-page", "colophon", "toc", "preface", "contributors", ... */
	const char *path;       /* absolute path of its file, "" if it has none */
	osp_place place;
	osp_article *article;   /* the file as read, through the article transforms; NULL if it has none */
} osp_matter;

/* What a press prints about the book (GB/T 12450), as the manifest has it. */
typedef struct osp_imprint {
	const char *cip;        /* the block of 图书在版编目数据, with its lines */
	const char *format;     /* 开本 */
	const char *sheets;     /* 印张 */
	const char *words;      /* 字数 */
	const char *edition;    /* 版次 */
	const char *impression; /* 印次 */
	const char *price;      /* 定价 */
	const char *permit;     /* 准印证号 */
	const char *printer;    /* 印刷 */
	const char *distributor;/* 发行 */
	const char **credits;   /* role, name, role, name, ..., NULL; may be NULL */
} osp_imprint;

typedef struct osp_volume {
	const char *id, *title, *subtitle, *lang, *version, *date;
	const char *isbn, *issn, *doi, *license, *copyright;
	const char *publisher, *publisher_place, *publisher_url;
	const char *cover;      /* picture for the cover, may be "" */
	const osp_event *event;
	osp_person **editors;
	size_t editor_count;
	osp_person **people;
	size_t people_count;
	osp_affiliation **affiliations;
	size_t affiliation_count;
	osp_part **parts;
	size_t part_count;
	osp_article **articles; /* all of them, drafts too, in the manifest's order */
	size_t article_count;
	osp_matter **front, **back;
	size_t front_count, back_count;
	osp_piece **pieces;     /* made by the `matter` transform; drafts are not in it */
	size_t piece_count;
	osp_asset **assets;     /* made by the `assets` transform; an img's data-asset is an index into it */
	size_t asset_count;
	const char *folder;     /* absolute: the manifest's */
	const char *base_url;   /* site of the articles, "" if unknown; ends with / */
	const char *static_folder; /* Hugo's `static`, absolute; "" if none */
	const char **bio_headings;      /* NULL-terminated */
	const char **reference_headings;
	bool back_links;
	int64_t modified;       /* SOURCE_DATE_EPOCH, else the manifest's date at 0:00 UTC, else the newest input's time; seconds */
	osp_place place;        /* of `title` in the manifest */
	const osp_imprint *imprint;
} osp_volume;

/* The volume of a job. */
OSP_API osp_volume *osp_job_volume(osp_job *job);

/* Whether the user allowed to fetch remote pictures (--fetch). */
OSP_API bool osp_job_may_fetch(const osp_job *job);

/* The picture of an `img`, NULL when it was not found (a placeholder is due). */
OSP_API const osp_asset *osp_node_asset(const osp_volume *volume, const osp_node *img);
/* Adds a picture (absolute path) if it is not there yet; sniffs its header. Returns its index. Never fails: see `kind`. */
OSP_API size_t osp_volume_add_asset(osp_job *job, const char *path);
/* Adds a piece at the end of the row, with a tree and a root element of this tag. */
OSP_API osp_piece *osp_volume_add_piece(osp_job *job, osp_piece_kind kind, osp_region region, const char *id, const char *title);

/*
 * The word that a text in `lang` uses: osp_label("zh-CN", "references") is 参考文献.
 * Known: contents references notes about-author contributors author-index abstract
 * keywords figure table continued cover title-page colophon part preface committee
 * license cite-as links page editor publisher date book-format sheets words edition
 * impression price permit printer distributor see-page placeholder not-found
 * back-to-text. An unknown word comes back as it is. Never freed.
 */
OSP_API const char *osp_label(const char *lang, const char *word);

#ifdef __cplusplus
}
#endif
#endif
