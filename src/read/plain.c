/* plain.c - a description in words alone: what of Markdown authors put into it is for their theme. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/text.h"

#include <string.h>

/* No bracket is looked for further than this. */
enum { TEXT_LIMIT = 500, ADDRESS_LIMIT = 1000 };

/* From behind an opening bracket to behind the one that closes it, NULL if none does. */
static const char *behind_close(const char *at, char open, char close, size_t limit)
{
	size_t depth = 1;
	for (const char *p = at; *p != '\0' && (size_t)(p - at) < limit; p++) {
		depth += *p == open ? 1 : 0;
		if (*p == close && --depth == 0) {
			return p + 1;
		}
	}
	return NULL;
}

/* `[text](address)` at its bracket: its text, and what is behind it; NULL if it is none. */
static const char *link_end(const char *at, size_t *ret_len)
{
	const char *text_end = *at == '[' ? behind_close(at + 1, '[', ']', TEXT_LIMIT) : NULL;
	if (text_end == NULL || *text_end != '(' || text_end - at < 3) {
		return NULL;
	}
	*ret_len = (size_t)(text_end - at - 2);
	return behind_close(text_end + 1, '(', ')', ADDRESS_LIMIT);
}

static size_t count(const char *text, const char *mark)
{
	size_t found = 0;
	for (const char *p = text; (p = strstr(p, mark)) != NULL; p += strlen(mark)) {
		found++;
	}
	return found;
}

const char *read_plain(osp_job *job, const char *text)
{
	bool strong = count(text, "**") > 0 && count(text, "**") % 2 == 0 && strstr(text, "***") == NULL;
	bool code = count(text, "`") > 0 && count(text, "`") % 2 == 0;
	if (!strong && !code && strstr(text, "](") == NULL) {
		return text;
	}
	osp_buf plain = OSP_BUF_INIT;
	const char *address = NULL, *text_end = NULL; /* of the link whose text is being copied */
	for (const char *at = text; *at != '\0';) {
		size_t len = 0;
		const char *begin = at + (at[0] == '!' && at[1] == '[' ? 1 : 0), *end = text_end == NULL ? link_end(begin, &len) : NULL;
		if (end != NULL) {
			at = begin + 1;
			text_end = at + len;
			address = end;
		} else if (at == text_end) {
			at = address;
			text_end = NULL;
		} else if (strong && strncmp(at, "**", 2) == 0) {
			at += 2;
		} else if (code && *at == '`') {
			at++;
		} else {
			osp_buf_putc(&plain, *at++);
		}
	}
	char *words = osp_job_strndup(job, plain.len > 0 ? plain.data : "", plain.len);
	osp_buf_done(&plain);
	return words;
}
