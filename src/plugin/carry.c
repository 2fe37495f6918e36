/* carry.c - bring back from a child what its plugin changed. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "plugin/carry.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "document/node.h"
#include "document/volume.h"
#include "plugin/packet.h"

/* The texts of each struct that a plugin may set. What identifies a thing (ids, paths, places) stays the host's. */
static const size_t article_texts[] = {
	offsetof(osp_article, title), offsetof(osp_article, subtitle), offsetof(osp_article, short_title), offsetof(osp_article, lang),
	offsetof(osp_article, date), offsetof(osp_article, description), offsetof(osp_article, digest), offsetof(osp_article, license),
	offsetof(osp_article, doi), offsetof(osp_article, original_url), offsetof(osp_article, cover),
};
static const size_t person_texts[] = {
	offsetof(osp_person, id), offsetof(osp_person, name), offsetof(osp_person, family), offsetof(osp_person, given),
	offsetof(osp_person, latin), offsetof(osp_person, orcid), offsetof(osp_person, email), offsetof(osp_person, url),
	offsetof(osp_person, portrait),
};
static const size_t affiliation_texts[] = {
	offsetof(osp_affiliation, id), offsetof(osp_affiliation, name), offsetof(osp_affiliation, country), offsetof(osp_affiliation, ror),
	offsetof(osp_affiliation, url),
};
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void pack_texts(const void *object, const size_t *offsets, size_t count, osp_buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = NULL;
		memcpy(&text, (const char *)object + offsets[i], sizeof(text));
		packet_put_text(out, text != NULL ? text : "");
	}
}

static void unpack_texts(osp_job *job, struct packet_reader *reader, void *object, const size_t *offsets, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = packet_text(reader, job);
		memcpy((char *)object + offsets[i], &text, sizeof(text));
	}
}

static void pack_place(osp_place place, osp_buf *out)
{
	packet_put_u32(out, place.file);
	packet_put_u32(out, place.line);
	packet_put_u32(out, place.column);
}

static osp_place unpack_place(struct packet_reader *reader)
{
	osp_place place = OSP_NOWHERE;
	place.file = packet_u32(reader);
	place.line = packet_u32(reader);
	place.column = packet_u32(reader);
	return place;
}

static void pack_tree(const osp_node *root, osp_buf *out)
{
	size_t begun = packet_begin_bytes(out);
	if (root != NULL) {
		document_freeze(root, out);
	}
	packet_end_bytes(out, begun);
}

/* NULL when there was none, or when it can't be believed (then the reader is bad). Brings it back into the form that all
 * stages rely on; `why` (may be NULL) gets what rule of docs/tree.md it breaks. */
static osp_node *unpack_tree(struct packet_reader *reader, osp_tree *tree, osp_buf *why)
{
	size_t len = 0;
	const char *bytes = packet_bytes(reader, &len);
	if (bytes == NULL || len == 0 || tree == NULL) {
		return NULL;
	}
	osp_node *root = document_thaw(tree, bytes, len);
	if (root != NULL && why != NULL) {
		document_normalise(root);
		reader->is_bad = reader->is_bad || !document_check(root, why);
	}
	reader->is_bad = reader->is_bad || root == NULL;
	return root;
}

/* ---- People ---- */

/* 1 + the index in the volume's list, 0 for one that is not in it. */
static uint32_t index_of(const void *item, void *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i] == item) {
			return (uint32_t)(i + 1);
		}
	}
	return 0;
}

static void pack_person(const osp_volume *volume, const osp_person *person, osp_buf *out)
{
	packet_put_u32(out, index_of(person, (void *const *)volume->people, volume->people_count));
	pack_texts(person, person_texts, COUNT(person_texts), out);
	pack_place(person->place, out);
	packet_put_u32(out, (uint32_t)person->affiliation_count);
	for (size_t i = 0; i < person->affiliation_count; i++) {
		const osp_affiliation *affiliation = person->affiliations[i];
		packet_put_u32(out, index_of(affiliation, (void *const *)volume->affiliations, volume->affiliation_count));
		pack_texts(affiliation, affiliation_texts, COUNT(affiliation_texts), out);
		pack_place(affiliation->place, out);
	}
	pack_tree(person->bio, out);
}

static osp_affiliation *unpack_affiliation(osp_job *job, struct packet_reader *reader)
{
	osp_volume *volume = job->volume;
	osp_affiliation *affiliation = osp_job_alloc(job, sizeof(*affiliation));
	uint32_t index = packet_u32(reader);
	unpack_texts(job, reader, affiliation, affiliation_texts, COUNT(affiliation_texts));
	affiliation->place = unpack_place(reader);
	return index > 0 && index <= volume->affiliation_count ? volume->affiliations[index - 1] : affiliation;
}

/* A person as the child saw it, and the one of the volume that it is, if any. */
struct person_change { osp_person *known, *seen; };

static struct person_change unpack_person(osp_job *job, struct packet_reader *reader, osp_tree *tree)
{
	osp_volume *volume = job->volume;
	osp_person *person = volume_person_new(job);
	uint32_t index = packet_u32(reader);
	unpack_texts(job, reader, person, person_texts, COUNT(person_texts));
	person->place = unpack_place(reader);
	size_t count = packet_count(reader, sizeof(uint32_t));
	for (size_t i = 0; i < count && !reader->is_bad; i++) {
		VOLUME_ADD(job, person, affiliations, affiliation_count, unpack_affiliation(job, reader));
	}
	person->bio = unpack_tree(reader, tree, NULL);
	return (struct person_change){ index > 0 && index <= volume->people_count ? volume->people[index - 1] : NULL, person };
}

/* ---- Pictures ---- */

static void pack_assets(const osp_volume *volume, size_t first, osp_buf *out)
{
	packet_put_u32(out, (uint32_t)(volume->asset_count - first));
	for (size_t i = first; i < volume->asset_count; i++) {
		packet_put_text(out, volume->assets[i]->path);
	}
}

/* The paths only: the host sniffs them itself, and a picture's name depends on what is there already. Whoever could not
 * read a file itself must not have it copied into an output either. */
static size_t unpack_assets(osp_job *job, struct packet_reader *reader, const struct sandbox *box, const char ***ret_paths)
{
	size_t count = packet_count(reader, sizeof(uint32_t));
	const char **paths = osp_job_alloc(job, (count + 1) * sizeof(*paths));
	for (size_t i = 0; i < count; i++) {
		paths[i] = packet_text(reader, job);
		const char *real = path_real(job->arena, paths[i]);
		reader->is_bad = reader->is_bad || (box != NULL && real != NULL && !sandbox_may(box, real, false));
	}
	*ret_paths = paths;
	return count;
}

static void add_assets(osp_job *job, const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		osp_volume_add_asset(job, paths[i]);
	}
}

/* ---- An article ---- */

static void pack_people(const osp_volume *volume, osp_person *const *people, size_t count, osp_buf *out)
{
	packet_put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		pack_person(volume, people[i], out);
	}
}

static void pack_article(const osp_volume *volume, const osp_article *article, osp_buf *out)
{
	pack_texts(article, article_texts, COUNT(article_texts), out);
	pack_place(article->title_place, out);
	packet_put_u32(out, article->state);
	packet_put_u32(out, article->authors_given);
	packet_put_u32(out, (uint32_t)article->keyword_count);
	for (size_t i = 0; i < article->keyword_count; i++) {
		packet_put_text(out, article->keywords[i]);
	}
	pack_people(volume, article->authors, article->author_count, out);
	pack_people(volume, article->translators, article->translator_count, out);
	pack_tree(article->root, out);
}

static struct person_change *unpack_people(osp_job *job, struct packet_reader *reader, osp_tree *tree, size_t *ret_count)
{
	size_t count = packet_count(reader, sizeof(uint32_t) * COUNT(person_texts));
	struct person_change *people = osp_job_alloc(job, (count + 1) * sizeof(*people));
	for (size_t i = 0; i < count && !reader->is_bad; i++) {
		people[i] = unpack_person(job, reader, tree);
	}
	*ret_count = count;
	return people;
}

static void put_people(osp_job *job, struct person_change *changes, size_t count, osp_person ***ret_list, size_t *ret_count)
{
	osp_person **list = NULL;
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		osp_person *person = changes[i].known != NULL ? changes[i].known : changes[i].seen;
		if (changes[i].known != NULL) {
			*person = *changes[i].seen;
		}
		volume_list_add(job, &list, &n, person);
	}
	*ret_list = list;
	*ret_count = n;
}

/* All that comes back for one article, kept apart until everything was checked. */
struct article_unpacked {
	struct person_change *authors, *translators;
	size_t author_count, translator_count;
	osp_article fresh;
};

static void unpack_article(osp_job *job, struct packet_reader *reader, const osp_article *article, struct article_unpacked *ret, osp_buf *why)
{
	osp_article *fresh = &ret->fresh;
	*fresh = *article;
	unpack_texts(job, reader, fresh, article_texts, COUNT(article_texts));
	fresh->title_place = unpack_place(reader);
	uint32_t state = packet_u32(reader);
	reader->is_bad = reader->is_bad || state > OSP_ARTICLE_DRAFT;
	fresh->state = (osp_article_state)state;
	fresh->authors_given = packet_u32(reader) != 0;
	size_t keywords = packet_count(reader, sizeof(uint32_t));
	fresh->keywords = NULL;
	fresh->keyword_count = 0;
	for (size_t i = 0; i < keywords; i++) {
		VOLUME_ADD(job, fresh, keywords, keyword_count, packet_text(reader, job));
	}
	ret->authors = unpack_people(job, reader, article->tree, &ret->author_count);
	ret->translators = unpack_people(job, reader, article->tree, &ret->translator_count);
	fresh->root = unpack_tree(reader, article->tree, why);
	/* An article that had a tree may change it, not lose it. */
	reader->is_bad = reader->is_bad || (fresh->root == NULL && article->root != NULL);
}

static void put_article(osp_job *job, osp_article *article, struct article_unpacked *unpacked)
{
	osp_volume *volume = job->volume;
	const osp_node *old = article->root;
	*article = unpacked->fresh;
	put_people(job, unpacked->authors, unpacked->author_count, &article->authors, &article->author_count);
	put_people(job, unpacked->translators, unpacked->translator_count, &article->translators, &article->translator_count);
	for (size_t i = 0; volume != NULL && i < volume->piece_count; i++) {
		osp_piece *piece = volume->pieces[i];
		piece->root = piece->article == article && piece->root == old ? article->root : piece->root;
	}
}

void carry_pack_article(const osp_volume *volume, const osp_article *article, size_t asset_count, osp_buf *out)
{
	pack_assets(volume, asset_count, out);
	pack_article(volume, article, out);
}

bool carry_unpack_article(osp_job *job, osp_article *article, const struct sandbox *box, const osp_buf *bytes, osp_buf *why)
{
	const char *end = bytes->data != NULL ? bytes->data + bytes->len : NULL;
	struct packet_reader reader = { bytes->data, end, bytes->data == NULL };
	struct article_unpacked unpacked = { 0 };
	const char **assets = NULL;
	size_t asset_count = unpack_assets(job, &reader, box, &assets);
	unpack_article(job, &reader, article, &unpacked, why);
	if (reader.is_bad || reader.at != reader.end) {
		return false;
	}
	add_assets(job, assets, asset_count);
	put_article(job, article, &unpacked);
	return true;
}

/* ---- The volume ---- */

void carry_pack_volume(const osp_volume *volume, size_t asset_count, osp_buf *out)
{
	pack_assets(volume, asset_count, out);
	for (size_t i = 0; i < volume->article_count; i++) {
		pack_article(volume, volume->articles[i], out);
	}
	packet_put_u32(out, (uint32_t)volume->piece_count);
	for (size_t i = 0; i < volume->piece_count; i++) {
		const osp_piece *piece = volume->pieces[i];
		packet_put_u32(out, piece->kind);
		packet_put_u32(out, piece->region);
		packet_put_u32(out, piece->part);
		packet_put_u32(out, index_of(piece->article, (void *const *)volume->articles, volume->article_count));
		packet_put_text(out, piece->id);
		packet_put_text(out, piece->title);
		/* An article's tree is there already. */
		pack_tree(piece->article != NULL ? NULL : piece->root, out);
	}
}

static osp_piece *unpack_piece(osp_job *job, struct packet_reader *reader, const osp_volume *volume, osp_buf *why)
{
	osp_piece *piece = osp_job_alloc(job, sizeof(*piece));
	uint32_t kind = packet_u32(reader), region = packet_u32(reader);
	piece->part = packet_u32(reader);
	uint32_t article = packet_u32(reader);
	piece->id = packet_text(reader, job);
	piece->title = packet_text(reader, job);
	piece->kind = (osp_piece_kind)kind;
	piece->region = (osp_region)region;
	reader->is_bad = reader->is_bad || kind < OSP_PIECE_COVER || kind > OSP_PIECE_AUTHOR_INDEX || region < OSP_FRONT ||
		region > OSP_BACK || article > volume->article_count || (kind == OSP_PIECE_ARTICLE && article == 0);
	piece->article = !reader->is_bad && article > 0 ? volume->articles[article - 1] : NULL;
	piece->tree = piece->article != NULL ? piece->article->tree : tree_new(job);
	osp_node *root = unpack_tree(reader, piece->tree, why);
	piece->root = piece->article != NULL ? piece->article->root : root;
	reader->is_bad = reader->is_bad || (piece->article == NULL && piece->root == NULL);
	return piece;
}

bool carry_unpack_volume(osp_job *job, osp_volume *volume, const struct sandbox *box, const osp_buf *bytes, osp_buf *why)
{
	const char *end = bytes->data != NULL ? bytes->data + bytes->len : NULL;
	struct packet_reader reader = { bytes->data, end, bytes->data == NULL };
	struct article_unpacked *articles = osp_job_alloc(job, (volume->article_count + 1) * sizeof(*articles));
	const char **assets = NULL;
	size_t asset_count = unpack_assets(job, &reader, box, &assets), piece_count = 0;
	osp_piece **pieces = NULL;
	for (size_t i = 0; i < volume->article_count; i++) {
		unpack_article(job, &reader, volume->articles[i], &articles[i], why);
	}
	size_t count = packet_count(&reader, 4 * sizeof(uint32_t));
	for (size_t i = 0; i < count && !reader.is_bad; i++) {
		volume_list_add(job, &pieces, &piece_count, unpack_piece(job, &reader, volume, why));
	}
	if (reader.is_bad || reader.at != reader.end) {
		return false;
	}
	add_assets(job, assets, asset_count);
	volume->piece_count = 0;
	for (size_t i = 0; i < volume->article_count; i++) {
		put_article(job, volume->articles[i], &articles[i]);
	}
	volume->pieces = pieces;
	volume->piece_count = piece_count;
	for (size_t i = 0; i < piece_count; i++) {
		pieces[i]->root = pieces[i]->article != NULL ? pieces[i]->article->root : pieces[i]->root;
	}
	return true;
}
