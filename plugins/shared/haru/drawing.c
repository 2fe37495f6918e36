/* drawing.c - copy a page's objects out of a PDF that cairo made. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem, memrchr */
#include "haru/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "haru/drawing_ink.h"
#include "haru/syntax.h"

enum { MAX_OBJECTS = 1 << 20, ROW = 20, MILLION = 1000000, LEVEL = 6 };

struct span { const char *at, *end; };

struct source {
	struct haru *haru;
	const struct haru_ink *ink;
	struct span whole;
	struct span *objects;        /* by number: behind "obj", up to "endobj" */
	haru_id *ids;                /* by number: what it is called here; 0 = nobody asked for it yet */
	uint32_t count;
	uint32_t *waiting;           /* numbers that were asked for and are not copied */
	uint32_t waiting_count;
	bool failed;
};

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static struct span skip_blanks(struct span text) {
	while (text.at < text.end && is_blank(*text.at)) {
		text.at++;
	}
	return text;
}

/* An unsigned number at the beginning; false when there is none. *text moves behind it. */
static bool take_number(struct span *text, uint64_t *ret) {
	const char *from = text->at;
	*ret = 0;
	while (text->at < text->end && is_digit(*text->at) && text->at - from < 15) {
		*ret = *ret * 10 + (uint64_t)(*text->at++ - '0');
	}
	return text->at > from;
}

static bool starts(struct span text, const char *word) {
	size_t len = strlen(word);
	return (size_t)(text.end - text.at) >= len && memcmp(text.at, word, len) == 0;
}

static struct span find(struct span in, const char *word) {
	const char *found = memmem(in.at, (size_t)(in.end - in.at), word, strlen(word));
	return found == NULL ? (struct span){ in.end, in.end } : (struct span){ found, in.end };
}

/* "12 0 R"; false when it is something else. *text moves behind it. */
static bool take_reference(struct span *text, uint64_t *ret) {
	struct span at = *text;
	if (!take_number(&at, ret) || !starts(at, " 0 R")) {
		return false;
	}
	at.at += strlen(" 0 R");
	*text = at;
	return true;
}

/* ---- the table of objects ---- */

static bool read_object(struct source *source, uint32_t number, struct span row) {
	uint64_t offset, found;
	if (!take_number(&row, &offset) || offset >= (uint64_t)(source->whole.end - source->whole.at)) {
		return false;
	}
	struct span object = { source->whole.at + offset, source->whole.end };
	if (!take_number(&object, &found) || found != number || !starts(object, " 0 obj")) {
		return false;
	}
	object.at += strlen(" 0 obj");
	source->objects[number] = object;
	return true;
}

/* Rows of 20 bytes (ISO 32000-1, 7.5.4). */
static bool read_table(struct source *source) {
	struct span whole = source->whole;
	size_t tail = (size_t)(whole.end - whole.at) < 64 ? (size_t)(whole.end - whole.at) : 64;
	struct span at = find((struct span){ whole.end - tail, whole.end }, "startxref\n");
	uint64_t offset, count;
	at.at += at.at < at.end ? strlen("startxref\n") : 0;
	if (!take_number(&at, &offset) || offset >= (uint64_t)(whole.end - whole.at)) {
		return false;
	}
	at = (struct span){ whole.at + offset, whole.end };
	if (!starts(at, "xref\n0 ")) {
		return false;
	}
	at.at += strlen("xref\n0 ");
	if (!take_number(&at, &count) || count > MAX_OBJECTS || (uint64_t)(at.end - at.at) < 1 + count * ROW) {
		return false;
	}
	at.at++;
	source->count = (uint32_t)count;
	source->objects = calloc(count + 1, sizeof *source->objects);
	source->ids = calloc(count + 1, sizeof *source->ids);
	source->waiting = calloc(count + 1, sizeof *source->waiting);
	if (source->objects == NULL || source->ids == NULL || source->waiting == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	for (uint32_t i = 0; i < count; i++, at.at += ROW) {
		if (i > 0 && at.at[17] == 'n' && !read_object(source, i, at)) {
			return false;
		}
	}
	return true;
}

/* ---- objects ---- */

static haru_id id_of(struct source *source, uint64_t number) {
	if (number >= source->count || source->objects[number].at == NULL) {
		source->failed = true;
		return 0;
	}
	if (source->ids[number] == 0) {
		source->ids[number] = haru_reserve(source->haru);
		if (source->ids[number] == 0) {
			source->failed = true;
			return 0;
		}
		source->waiting[source->waiting_count++] = (uint32_t)number;
	}
	return source->ids[number];
}

/* A number at the beginning of an object, or what a reference leads to. */
static bool read_length(const struct source *source, struct span text, uint64_t *ret) {
	uint64_t number;
	if (!take_reference(&text, &number)) {
		return take_number(&text, ret);
	}
	if (number >= source->count || source->objects[number].at == NULL) {
		return false;
	}
	text = skip_blanks(source->objects[number]);
	return take_number(&text, ret);
}

/* An object's own text, and the stream behind it; a stream of length 0 when it has none. */
struct parts { struct span text, stream; };

static bool split(const struct source *source, uint32_t number, struct parts *ret) {
	struct span object = source->objects[number];
	struct span end = find(object, "endobj"), stream = find((struct span){ object.at, end.at }, "\nstream\n");
	ret->text = (struct span){ object.at, end.at };
	ret->stream = (struct span){ end.at, end.at };
	if (stream.at >= end.at) {
		return end.at < end.end;
	}
	ret->text.end = stream.at;
	struct span length = find(ret->text, "/Length ");
	uint64_t len;
	if (length.at == length.end) {
		return false;
	}
	length.at += strlen("/Length ");
	const char *from = stream.at + strlen("\nstream\n");
	if (!read_length(source, length, &len) || len > (uint64_t)(source->whole.end - from)) {
		return false;
	}
	ret->stream = (struct span){ from, from + len };
	return true;
}

/* One entry that is not copied as it is. */
static bool take_special(struct span *text, osp_buf *out) {
	static const char length[] = "/Length ", smooth[] = "/Interpolate true";
	uint64_t number;
	if (starts(*text, smooth)) { /* PDF/A-2, 6.2.8 */
		osp_buf_puts(out, "/Interpolate false");
		text->at += sizeof smooth - 1;
		return true;
	}
	if (!starts(*text, length)) {
		return false;
	}
	text->at += sizeof length - 1;
	return take_reference(text, &number) || take_number(text, &number);
}

/* cairo names a form twice in the resources of a page that shows it twice. Takes the second one away; it is "/x5 12 0 R" at the end. */
static void drop_double(osp_buf *out) {
	const char *name = memrchr(out->data, '/', out->len);
	if (name == NULL || name[1] != 'x' || !is_digit(name[2])) {
		return;
	}
	size_t first = (size_t)(name - out->data);
	if (memmem(out->data, first, name, out->len - first) != NULL) {
		osp_buf_truncate(out, first);
	}
}

/* Copies what stands between objects' numbers, without cairo's indentation, and gives the objects their numbers here. Strings are not
 * looked into: cairo writes none but in the information dictionary. */
static void copy_text(struct source *source, struct span text, osp_buf *out) {
	bool is_name = false;
	for (text = skip_blanks(text); text.at < text.end;) {
		char last = out->len == 0 ? ' ' : out->data[out->len - 1];
		bool is_word_start = !is_name && !is_digit(last) && last != '.' && last != '-';
		uint64_t number;
		if (is_word_start && is_digit(*text.at) && take_reference(&text, &number)) {
			osp_buf_printf(out, "%u 0 R", id_of(source, number));
			drop_double(out);
			continue;
		}
		if (*text.at == '/' && take_special(&text, out)) {
			is_name = false;
			continue;
		}
		if (*text.at == '%') {
			while (text.at < text.end && *text.at != '\n') {
				text.at++;
			}
			continue;
		}
		source->failed |= *text.at == '(';
		if (is_blank(*text.at)) {
			text = skip_blanks(text);
			if (last != '<' && last != '[' && last != ' ') {
				osp_buf_putc(out, ' ');
			}
			is_name = false;
			continue;
		}
		is_name = *text.at == '/' || (is_name && strchr("<>[]", *text.at) == NULL);
		osp_buf_putc(out, *text.at++);
	}
}

/* The entries of a dictionary without its brackets. */
static bool strip_brackets(osp_buf *dictionary) {
	while (dictionary->len > 0 && is_blank(dictionary->data[dictionary->len - 1])) {
		osp_buf_truncate(dictionary, dictionary->len - 1);
	}
	if (dictionary->len < 4 || memcmp(dictionary->data, "<<", 2) != 0 || memcmp(dictionary->data + dictionary->len - 2, ">>", 2) != 0) {
		return false;
	}
	osp_buf_truncate(dictionary, dictionary->len - 2);
	memmove(dictionary->data, dictionary->data + 2, dictionary->len - 2);
	osp_buf_truncate(dictionary, dictionary->len - 2);
	return true;
}

static bool has(const osp_buf *text, const char *word) {
	return memmem(text->data, text->len, word, strlen(word)) != NULL;
}

static void drop_word(osp_buf *text, const char *word) {
	char *found = memmem(text->data, text->len, word, strlen(word));
	if (found != NULL) {
		size_t end = (size_t)(found - text->data) + strlen(word);
		memmove(found, text->data + end, text->len - end);
		osp_buf_truncate(text, text->len - strlen(word));
	}
}

/* The number behind a key. */
static uint64_t value_of(const osp_buf *text, const char *key) {
	struct span found = find((struct span){ text->data, text->data + text->len }, key);
	uint64_t value = 0;
	found.at += found.at < found.end ? strlen(key) : 0;
	return take_number(&found, &value) ? value : 0;
}

/* A stream's bytes with the file's inks: what draws is rewritten, pictures are converted. False when it is of another kind. */
static bool convert(const struct haru_ink *ink, const osp_buf *entries, const osp_buf *plain, osp_buf *out) {
	if (!has(entries, "/Subtype /Image")) {
		return drawing_ink_content(ink, plain->data, plain->len, out);
	}
	uint64_t width = value_of(entries, "/Width "), height = value_of(entries, "/Height ");
	unsigned channels = haru_ink_channels(ink);
	if (value_of(entries, "/BitsPerComponent ") != 8 || has(entries, "/DecodeParms") || width == 0 || width > MILLION || height > MILLION ||
	    plain->len != width * height * 3) {
		return false;
	}
	out->data = malloc((size_t)(width * height) * channels + 1);
	if (out->data == NULL) {
		abort(); /* as osp_buf: out of memory ends the program */
	}
	out->len = out->capacity = (size_t)(width * height) * channels;
	haru_ink_convert(ink, (const uint8_t *)plain->data, (size_t)(width * height), (uint8_t *)out->data);
	return true;
}

/* Puts a stream under its entries, which change when its colours do. */
static void put_stream(struct source *source, haru_id id, osp_buf *entries, struct span stream) {
	static const char filter[] = "/Filter /FlateDecode";
	size_t len = (size_t)(stream.end - stream.at);
	bool is_image = has(entries, "/Subtype /Image"), is_drawn = has(entries, "/Form") || has(entries, "/PatternType 1");
	if (source->ink == NULL || (is_image && !has(entries, "/DeviceRGB"))) {
		haru_put_stream(source->haru, id, entries->data, stream.at, len);
		return;
	}
	osp_buf plain = OSP_BUF_INIT, inked = OSP_BUF_INIT, dictionary = OSP_BUF_INIT;
	osp_buf_puts(&inked, "");
	bool done = (is_image || is_drawn) && has(entries, filter) && drawing_inflate(stream.at, len, &plain);
	if (done && is_image) {
		osp_buf_done(&inked);
	}
	done = done && convert(source->ink, entries, &plain, &inked) && drawing_ink_dictionary(source->ink, entries->data, entries->len, &dictionary);
	if (done) {
		drop_word(&dictionary, filter);
		haru_put_deflated(source->haru, id, dictionary.data, inked.data, inked.len, LEVEL);
	}
	source->failed |= !done;
	osp_buf_done(&plain);
	osp_buf_done(&inked);
	osp_buf_done(&dictionary);
}

static void put_plain(struct source *source, haru_id id, const osp_buf *text) {
	if (source->ink == NULL) {
		haru_put(source->haru, id, text->data, text->len);
		return;
	}
	osp_buf inked = OSP_BUF_INIT;
	if (drawing_ink_dictionary(source->ink, text->data, text->len, &inked)) {
		haru_put(source->haru, id, inked.data, inked.len);
	} else {
		source->failed = true; /* the number that nobody puts becomes `null` */
	}
	osp_buf_done(&inked);
}

static void copy_object(struct source *source, uint32_t number) {
	struct parts parts;
	if (!split(source, number, &parts)) {
		source->failed = true;
		return;
	}
	osp_buf out = OSP_BUF_INIT;
	osp_buf_puts(&out, "");
	copy_text(source, parts.text, &out);
	if (parts.stream.at == parts.stream.end) {
		put_plain(source, source->ids[number], &out);
	} else if (strip_brackets(&out)) {
		put_stream(source, source->ids[number], &out, parts.stream);
	} else {
		source->failed = true;
	}
	osp_buf_done(&out);
}

/* ---- the page ---- */

/* "756.25" in millionths. */
static bool take_millionths(struct span *text, int64_t *ret) {
	uint64_t whole, part = 0;
	*text = skip_blanks(*text);
	if (!take_number(text, &whole) || whole > MILLION) {
		return false;
	}
	unsigned digits = 0;
	if (text->at < text->end && *text->at == '.') {
		for (text->at++; text->at < text->end && is_digit(*text->at); text->at++) {
			if (digits < 6) {
				part = part * 10 + (uint64_t)(*text->at - '0');
				digits++;
			}
		}
	}
	for (; digits < 6; digits++) {
		part *= 10;
	}
	*ret = (int64_t)(whole * MILLION + part);
	return true;
}

/* 1/size with ten places. */
static void put_inverse(osp_buf *out, int64_t size) {
	int64_t parts = (int64_t)10 * MILLION * MILLION * 1000 / size;
	osp_buf_printf(out, "%d.%010lld", (int)(parts / 10000000000), (long long)(parts % 10000000000));
}

static struct span entry(struct span dictionary, const char *name) {
	struct span found = find(dictionary, name);
	if (found.at < found.end) {
		found.at += strlen(name);
	}
	return found;
}

/* The entries of the form that the page becomes, and the number of its content. */
static bool describe(struct source *source, struct span page, osp_buf *out, uint64_t *ret_content) {
	struct span box = entry(page, "/MediaBox [ 0 0 "), resources = entry(page, "/Resources "), content = entry(page, "/Contents ");
	int64_t width, height;
	uint64_t number;
	if (!take_millionths(&box, &width) || !take_millionths(&box, &height) || width <= 0 || height <= 0 || !take_reference(&resources, &number) ||
	    !take_reference(&content, ret_content) || *ret_content >= source->count) {
		return false;
	}
	osp_buf_printf(out, "/Type/XObject/Subtype/Form/BBox[0 0 %lld.%06lld %lld.%06lld]/Matrix[", (long long)(width / MILLION), (long long)(width % MILLION),
	               (long long)(height / MILLION), (long long)(height % MILLION));
	put_inverse(out, width);
	osp_buf_puts(out, " 0 0 ");
	put_inverse(out, height);
	osp_buf_printf(out, " 0 0]/Group<</S/Transparency/I true/CS/DeviceRGB>>/Resources %u 0 R", id_of(source, number));
	return true;
}

static struct span find_page(const struct source *source) {
	for (uint32_t i = 1; i < source->count; i++) {
		struct parts parts;
		if (source->objects[i].at != NULL && split(source, i, &parts) && find(parts.text, "/Type /Page ").at < parts.text.end) {
			return parts.text;
		}
	}
	return (struct span){ NULL, NULL };
}

static haru_id put_form(struct source *source) {
	struct span page = find_page(source);
	struct parts content;
	uint64_t number;
	osp_buf entries = OSP_BUF_INIT;
	haru_id form = 0;
	if (page.at != NULL && describe(source, page, &entries, &number) && source->objects[number].at != NULL && split(source, (uint32_t)number, &content)) {
		while (source->waiting_count > 0 && !source->failed) {
			copy_object(source, source->waiting[--source->waiting_count]);
		}
		bool is_deflated = find(content.text, "/FlateDecode").at < content.text.end;
		osp_buf_puts(&entries, is_deflated ? "/Filter /FlateDecode" : "");
		if (!source->failed) {
			form = haru_reserve(source->haru);
			put_stream(source, form, &entries, content.stream);
			form = source->failed ? 0 : form;
		}
	}
	osp_buf_done(&entries);
	return form;
}

haru_id haru_drawing_put(struct haru *haru, const struct haru_ink *ink, const osp_buf *pdf) {
	struct source source = { .haru = haru, .ink = ink, .whole = { pdf->data, pdf->data + pdf->len } };
	haru_id form = pdf->len > 0 && read_table(&source) ? put_form(&source) : 0;
	free(source.objects);
	free(source.ids);
	free(source.waiting);
	return form;
}
