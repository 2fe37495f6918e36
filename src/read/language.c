/* language.c - guess the language of a text from its scripts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "read/read.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <uchar.h>

enum { SAMPLE = 64 << 10, LONGEST_TAG = 2 << 10, OF_A_LINE = 320 };

struct scripts { size_t latin, han, kana, hangul, cyrillic, simplified, traditional; };

/* Frequent characters that only one of the two ways of writing Chinese has, pair by pair. */
static const char32_t simple[] = U"们来这个国会说时为对开发学东与还后过实现点关经机业体电长种从头间问题动应当车语书";
static const char32_t full[] = U"們來這個國會說時為對開發學東與還後過實現點關經機業體電長種從頭間問題動應當車語書";

_Static_assert(sizeof(simple) == sizeof(full), "they are pairs");

enum { HAN_FIRST = 0x4E00, HAN_END = 0xA000, IN_SIMPLE = 1, IN_FULL = 2 };

/* Which of the two has a character, by its place among the Han: a bit each. */
static uint8_t writings[HAN_END - HAN_FIRST];

static void list_writings(void)
{
	for (size_t i = 0; simple[i] != 0; i++) {
		writings[simple[i] - HAN_FIRST] |= IN_SIMPLE;
		writings[full[i] - HAN_FIRST] |= IN_FULL;
	}
}

static bool is_letter(uint32_t c)
{
	return (c | 0x20) - 'a' < 26 || (c >= 0xC0 && c <= 0x24F);
}

/* The scripts of most articles first: each of their characters comes by here. */
static void count(struct scripts *scripts, uint32_t c)
{
	if (c < 0x250) {
		scripts->latin += is_letter(c);
	} else if (c >= HAN_FIRST && c < HAN_END) {
		scripts->han++;
		scripts->simplified += writings[c - HAN_FIRST] & IN_SIMPLE;
		scripts->traditional += writings[c - HAN_FIRST] >> 1;
	} else if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFD)) {
		scripts->han++;
	} else if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) {
		scripts->kana++;
	} else if (c >= 0xAC00 && c <= 0xD7A3) {
		scripts->hangul++;
	} else if (c >= 0x400 && c <= 0x4FF) {
		scripts->cyrillic++;
	}
}

/* Where an address ends that goes on at `at`. Addresses are in Latin letters whatever the article is. */
static const char *skip_address(const char *at, const char *end)
{
	while (at < end && *at > ' ' && (unsigned char)*at < 0x7F) {
		at++;
	}
	return at;
}

/* Where what is kept as it stands ends: script, style sheet, code with its lines. `at` is behind the name of its tag. */
static const char *skip_verbatim(const char *at, const char *end, const char *closing)
{
	size_t len = strlen(closing);
	for (const char *tag = at; end - tag > (ptrdiff_t)len; tag++) {
		tag = memchr(tag, '<', (size_t)(end - tag));
		if (tag == NULL || end - tag <= (ptrdiff_t)len) {
			break;
		}
		if (strncasecmp(tag, closing, len) == 0) {
			return tag;
		}
	}
	return at;
}

/* A tag's name and attributes are the web's, not the article's. `at` is behind its <. */
static const char *skip_tag(const char *at, const char *end)
{
	static const char *const verbatim[] = { "</pre", "</script", "</style" };
	bool is_tag = at < end && (*at == '/' || *at == '!' || is_letter((unsigned char)*at));
	const char *close = is_tag ? memchr(at, '>', end - at < LONGEST_TAG ? (size_t)(end - at) : LONGEST_TAG) : NULL;
	if (close == NULL) {
		return at;
	}
	for (size_t i = 0; i < sizeof(verbatim) / sizeof(*verbatim); i++) {
		size_t len = strlen(verbatim[i] + 2);
		if (close - at >= (ptrdiff_t)len && strncasecmp(at, verbatim[i] + 2, len) == 0) {
			return skip_verbatim(close + 1, end, verbatim[i]);
		}
	}
	return close + 1;
}

/* `at` is behind the first mark of a span of code in one line. */
static const char *skip_code(const char *at, const char *end)
{
	const char *close = at;
	while (close < end && *close != '`' && *close != '\n') {
		close++;
	}
	return close < end && *close == '`' ? close + 1 : at;
}

static const char *skip_entity(const char *at, const char *end)
{
	const char *close = at;
	while (close < end && (*close == '#' || is_letter((unsigned char)*close) || (*close >= '0' && *close <= '9'))) {
		close++;
	}
	return close < end && *close == ';' ? close + 1 : at;
}

/* What c begins that is no text of the article. `at` is behind c. */
static const char *skip_markup(uint32_t c, const char *at, const char *end)
{
	switch (c) {
	case ':': return end - at >= 2 && memcmp(at, "//", 2) == 0 ? skip_address(at, end) : at;
	case '<': return skip_tag(at, end);
	case '&': return skip_entity(at, end);
	case '`': return skip_code(at, end);
	default: return at;
	}
}

/* The end of an indented line that has nothing but ASCII: code, more often than text. Else `at`. */
static const char *skip_indented(const char *at, const char *end)
{
	if (end - at < 4 || (*at != '\t' && memcmp(at, "    ", 4) != 0)) {
		return at;
	}
	const char *stop = at;
	while (stop < end && *stop != '\n') {
		if ((unsigned char)*stop >= 0x80) {
			return at;
		}
		stop++;
	}
	return stop;
}

/* Letters and frequent Han, by far the most that there is, counted without a closer look; stops at whatever else comes. */
static const char *count_frequent(struct scripts *scripts, const char *text, const char *end)
{
	const char *at = text;
	size_t latin = 0, han = 0, simplified = 0, traditional = 0;
	while (at < end) {
		if (osp_utf8_is_three(at, end)) {
			uint32_t place = osp_utf8_three(at) - HAN_FIRST;
			if (place >= HAN_END - HAN_FIRST) {
				break;
			}
			simplified += writings[place] & IN_SIMPLE;
			traditional += writings[place] >> 1;
			han++;
			at += 3;
			continue;
		}
		unsigned char letter = (unsigned char)((*at | 0x20) - 'a');
		if (letter >= 26 && *at != ' ') {
			break;
		}
		latin += letter < 26;
		at++;
	}
	scripts->latin += latin;
	scripts->han += han;
	scripts->simplified += simplified;
	scripts->traditional += traditional;
	return at;
}

/* What a line says of the article, from `at` to `stop`. Returns where it ends: what is skipped may go on in further lines. */
static const char *survey_line(struct scripts *scripts, const char *at, const char *stop, const char *end)
{
	while (at < stop) {
		at = count_frequent(scripts, at, stop);
		if (at < stop) {
			uint32_t c = osp_utf8_next(&at, end);
			at = skip_markup(c, at, end);
			count(scripts, c);
		}
	}
	return at;
}

/* The beginnings of all lines: a paragraph is in one language, and begins in it. Code is English whatever the article is, and does not count. */
static struct scripts survey(const char *text, size_t len)
{
	struct scripts scripts = { 0 };
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, list_writings);
	const char *at = text, *end = text + (len < SAMPLE ? len : SAMPLE);
	bool code = false;
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at)), *stop;
		if (end - at >= 3 && (memcmp(at, "```", 3) == 0 || memcmp(at, "~~~", 3) == 0)) {
			code = !code;
		}
		line_end = line_end != NULL ? line_end + 1 : end;
		stop = line_end - at > OF_A_LINE ? at + OF_A_LINE : line_end;
		while (stop < line_end && (*stop & 0xC0) == 0x80) {
			stop++;
		}
		at = code ? at : skip_indented(at, end);
		at = code ? at : survey_line(&scripts, at, stop, end);
		at = at < line_end ? line_end : at;
	}
	return scripts;
}

/* A Chinese character says about as much as four letters, and a Chinese article may be full of names in Latin letters. */
const char *read_guess_language(const char *text, size_t len)
{
	struct scripts scripts = survey(text, len);
	size_t eastern = scripts.han + scripts.kana + scripts.hangul;
	if (scripts.cyrillic > scripts.latin + 4 * eastern) {
		return "ru";
	}
	if (eastern == 0 && scripts.latin == 0) {
		return ""; /* figures and marks: the volume knows */
	}
	if (eastern == 0 || eastern * 8 < scripts.latin) {
		return "en";
	}
	if (scripts.hangul > eastern / 2) {
		return "ko";
	}
	if (scripts.kana > eastern / 8) {
		return "ja";
	}
	return scripts.traditional > scripts.simplified ? "zh-TW" : "zh-CN";
}
