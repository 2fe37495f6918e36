/* read.h - from a file on the disk to text that a reader plugin can work on. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef READ_READ_H
#define READ_READ_H

#include <ospopress/plugin.h>

/*
 * The part of reading that no format owns: bytes to UTF-8 (byte order marks,
 * UTF-16, GB18030, line ends, bytes that are no text), front matter (YAML,
 * TOML, JSON) to the fields of the article, and the language when nobody gave
 * one. What the reader plugin is then handed is only the text below the front
 * matter:
 *
 *     osp_source source;
 *     if (read_load(job, article, !reader->no_front_matter, &source) == OSP_OK &&
 *         article->state != OSP_ARTICLE_DRAFT) {
 *         ... reader->read(job, state, &source, article) ...
 *     }
 *
 * read_load() sets article->file when it is 0 and gives the report the file's
 * text; it fills in those fields of the article that are still empty (what the
 * manifest said wins), article->lang last, and sets OSP_ARTICLE_DRAFT for
 * `draft: true`. `source` and all that was set belong to the job. On OSP_FAIL at
 * least one error was reported: at the article's file, or, when that can't be
 * read at all, at its entry in the manifest (article->place).
 */
osp_status read_load(osp_job *job, osp_article *article, bool front_matter, osp_source *ret_source);

/* Files above this are refused: 64 MiB of text is no article. */
#define READ_FILE_LIMIT ((size_t)64 << 20)

/* BCP 47 tag of the text's dominant script: zh-CN, zh-TW, ja, ko, en. "" when it has no letters. Looks at the first 64 KiB. */
const char *read_guess_language(const char *text, size_t len);

#endif
