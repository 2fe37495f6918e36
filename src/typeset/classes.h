/* classes.h - what kind of character it is, for lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TYPESET_CLASSES_H
#define TYPESET_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

/* CLREQ's classes as typesetting.md 1.1 has them. The ambiguous ones (quotes, dashes, dots) are what they are in Chinese;
 * itemize.c makes them CHAR_LATIN where the text around is Western. */
enum char_class {
	CHAR_HAN, CHAR_OPEN, CHAR_CLOSE, CHAR_COMMA, CHAR_STOP, CHAR_MIDDLE, CHAR_CONNECTOR, CHAR_LONG, CHAR_PREFIX, CHAR_POSTFIX,
	CHAR_LATIN, CHAR_SPACE, CHAR_COMBINING, CHAR_SYMBOL, CHAR_OBJECT, CHAR_TAB, CHAR_BREAK
};

/* “ ” ‘ ’ — … · ‧ –: Chinese or Western by what stands around them. */
bool char_is_ambiguous(uint32_t codepoint);
/* A small number for every full-width mark that has a blank, -1 for everything else. */
int char_mark_index(uint32_t codepoint);
/* + # @ & and such, which stick to the word that they stand in: C++, .NET, #1. */
bool char_sticks_to_word(uint32_t codepoint);

/* Most characters are Han of the basic block or small letters, and each is asked about ten times: what is known of these is here,
 * classes.c looks up the others. */
enum char_class char_find_class(uint32_t codepoint);
bool char_find_no_start(uint32_t codepoint);
bool char_find_no_end(uint32_t codepoint);
bool char_find_letter(uint32_t codepoint);
bool char_find_emoji(uint32_t codepoint);

static inline bool char_is_basic_han(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

static inline bool char_is_small_letter(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool char_is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static inline enum char_class char_class_of(uint32_t c)
{
	return char_is_basic_han(c) ? CHAR_HAN : char_is_small_letter(c) ? CHAR_LATIN : char_find_class(c);
}

/* CLREQ 3.1.5 with GB/T 15834-2011 5.1: what may not begin a line, what may not end one. */
static inline bool char_no_start(uint32_t c)
{
	return !char_is_basic_han(c) && !char_is_small_letter(c) && char_find_no_start(c);
}

static inline bool char_no_end(uint32_t c)
{
	return !char_is_basic_han(c) && !char_is_small_letter(c) && char_find_no_end(c);
}

/* Letters of alphabets and digits: what stands a quarter em from Han. */
static inline bool char_is_letter(uint32_t c)
{
	return char_is_small_letter(c) || (!char_is_basic_han(c) && char_find_letter(c));
}

static inline bool char_is_emoji(uint32_t c)
{
	return c >= 0x231A && !(c >= 0x2E80 && c < 0x1F000) && char_find_emoji(c);
}

static inline bool char_is_full_mark(enum char_class class)
{
	return class >= CHAR_OPEN && class <= CHAR_STOP;
}

#endif
