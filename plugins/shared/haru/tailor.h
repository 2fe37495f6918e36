/* tailor.h - make the subsets of a file's fonts in threads, and give them back in any order. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HARU_TAILOR_H
#define HARU_TAILOR_H

#include "haru/subset.h"

/*
 * When all pages are drawn, nothing is left to do but the fonts, and each of them
 * is work of its own. The largest come first: who begins with a large one at
 * the end works alone.
 */
struct haru_tailor;

/* Begins with the subsets of `fonts`; those that are NULL have none. Both arrays are borrowed until it is freed. */
struct haru_tailor *haru_tailor_new(struct haru_font *const *fonts, osp_font *const *infos, size_t count);
/* The subset of a font, waited for if need be; NULL when it could not be made. It is the tailor's until the font is given back. */
const struct haru_subset *haru_tailor_take(struct haru_tailor *tailor, size_t index);
/* The subset is no longer needed, and may be let go before all others. */
void haru_tailor_give_back(struct haru_tailor *tailor, size_t index);
/* Ends the threads. NULL is fine. */
void haru_tailor_free(struct haru_tailor *tailor);

#endif
