/* font_catalogue.h - which families stand behind a generic name. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_FONT_CATALOGUE_H
#define TYPESET_FONT_CATALOGUE_H

#include "base/job.h"

enum catalogue_role { CATALOGUE_LATIN, CATALOGUE_HAN, CATALOGUE_KAI, CATALOGUE_SYMBOL, CATALOGUE_ROLES };
enum catalogue_generic { GENERIC_SERIF, GENERIC_SANS, GENERIC_MONO, GENERIC_CURSIVE, GENERIC_COUNT };

struct font_catalogue {
	const char **families[GENERIC_COUNT][CATALOGUE_ROLES]; /* NULL-terminated; never NULL */
	const char **aliases[GENERIC_COUNT];
};

/* Reads catalogue.conf; what is wrong in it is reported at its line. */
void font_catalogue_load(osp_job *job, struct arena *arena, const char *path, struct font_catalogue *catalogue);
/* The generic that a family name means by itself or through an alias; -1 if it is a family of its own. */
int font_catalogue_generic(const struct font_catalogue *catalogue, const char *family);

#endif
