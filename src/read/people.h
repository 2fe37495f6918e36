/* people.h - names in front matter. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef READ_PEOPLE_H
#define READ_PEOPLE_H

#include <ospopress/volume.h>
#include "read/text.h"

/* Authors and translators (either may be NULL), unless the manifest named them. `map` is the front matter, for its list of affiliations. */
void read_people(osp_job *job, osp_article *article, const struct yaml_value *map, const struct yaml_value *authors,
	const struct yaml_value *translators);

#endif
