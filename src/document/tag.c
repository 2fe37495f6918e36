/* tag.c - element names that have a number. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/document.h>

#include <stdlib.h>
#include <string.h>

static const struct { const char *name; char class; } tags[OSP_TAG_COUNT] = {
	[OSP_TAG_NONE] = { "", 'I' },
	[OSP_TAG_UNKNOWN] = { "", 'I' },
#define OSP_TAG(identifier, name, class) [OSP_##identifier] = { name, #class[0] },
#include <ospopress/tags.def>
#undef OSP_TAG
};

/* tags.def begins in alphabetical order, but new names go to its end: so the search is linear; the first letter settles most. */
osp_tag osp_tag_from_name(const char *name)
{
	for (int tag = OSP_TAG_UNKNOWN + 1; tag < OSP_TAG_COUNT; tag++) {
		if (tags[tag].name[0] == name[0] && strcmp(tags[tag].name, name) == 0) {
			return (osp_tag)tag;
		}
	}
	return OSP_TAG_UNKNOWN;
}

const char *osp_tag_name(osp_tag tag)
{
	return (unsigned)tag < OSP_TAG_COUNT ? tags[tag].name : "";
}

bool osp_tag_is_block(osp_tag tag)
{
	return (unsigned)tag < OSP_TAG_COUNT && (tags[tag].class == 'B' || tags[tag].class == 'M');
}

bool osp_tag_is_void(osp_tag tag)
{
	return (unsigned)tag < OSP_TAG_COUNT && (tags[tag].class == 'V' || tag == OSP_HR || tag == OSP_COL);
}
