/* value.c - computed CSS values as WeChat keeps them: px instead of pt, short colours, no pure black. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <ctype.h>
#include <string.h>

enum { WHOLE = 1000000 };

/* Millionths of a number; *at moves behind it. Numbers of style sheets are small: what does not fit is cut off. */
static int64_t read_number(const char **at)
{
	const char *p = *at;
	bool negative = *p == '-';
	int64_t value = 0, unit = WHOLE;
	if (*p == '-' || *p == '+')
		p++;
	for (; isdigit((unsigned char)*p); p++) {
		if (value < INT64_C(1000000) * WHOLE)
			value = value * 10 + (*p - '0') * (int64_t)WHOLE;
	}
	if (*p == '.') {
		for (p++; isdigit((unsigned char)*p); p++) {
			unit /= 10;
			value += (*p - '0') * unit;
		}
	}
	*at = p;
	return negative ? -value : value;
}

/* At least `least` digits; the program knows no number of more than a dozen. */
static void write_digits(osp_buf *out, int64_t number, int least)
{
	char digits[20];
	size_t at = sizeof digits;
	for (; number > 0 || least > 0; number /= 10, least--)
		digits[--at] = (char)('0' + number % 10);
	osp_buf_add(out, digits + at, sizeof digits - at);
}

static void write_number(osp_buf *out, int64_t value, int64_t step)
{
	value = (value + (value < 0 ? -step : step) / 2) / step * step;
	if (value < 0)
		osp_buf_putc(out, '-');
	value = value < 0 ? -value : value;
	int64_t whole = value / WHOLE, rest = value % WHOLE;
	int digits = 6;
	if (whole != 0 || rest == 0)
		write_digits(out, whole, 1);
	for (; rest != 0 && rest % 10 == 0; rest /= 10)
		digits--;
	if (rest != 0) {
		osp_buf_putc(out, '.');
		write_digits(out, rest, digits);
	}
}

static int hex(char c)
{
	return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

static int byte_at(const char *digits)
{
	return hex(digits[0]) * 16 + hex(digits[1]);
}

/* As many decimals as give the same byte back. */
static void write_alpha(osp_buf *out, const char *digits)
{
	int alpha = byte_at(digits + 6), hundredths = (alpha * 100 + 127) / 255, thousandths = (alpha * 1000 + 127) / 255;
	if (alpha == 0) {
		osp_buf_puts(out, "transparent");
		return;
	}
	osp_buf_puts(out, "rgba(");
	for (int i = 0; i < 3; i++) {
		write_digits(out, byte_at(digits + 2 * i), 1);
		osp_buf_putc(out, ',');
	}
	write_number(out, (hundredths * 255 + 50) / 100 == alpha ? hundredths * 10000 : thousandths * 1000, 1);
	osp_buf_putc(out, ')');
}

/* `digits` hexadecimal ones after '#'. Pure black is swallowed by the editor (mdnice and WeMD found it out): #010101 looks the same. */
static void write_colour(osp_buf *out, const char *digits, size_t count)
{
	if (count == 8) {
		write_alpha(out, digits);
		return;
	}
	bool is_short = count == 6 && digits[0] == digits[1] && digits[2] == digits[3] && digits[4] == digits[5];
	osp_buf_putc(out, '#');
	if (strncmp(digits, "000000", count) == 0)
		osp_buf_puts(out, "010101");
	else if (is_short)
		osp_buf_add(out, (const char[]){ digits[0], digits[2], digits[4] }, 3);
	else
		osp_buf_add(out, digits, count);
}

static bool begins_number(const char *p, bool after_word)
{
	if (after_word)
		return false;
	if (*p == '-' || *p == '+')
		p++;
	return isdigit((unsigned char)*p) || (*p == '.' && isdigit((unsigned char)p[1]));
}

/* What is seen of a number. A hundredth of a pixel is nothing; of what is less than a pixel it is, since that stands between letters and adds
 * up. */
static int64_t step_of(int64_t number, const char *unit)
{
	bool is_small = number > -WHOLE && number < WHOLE;
	if (*unit == '%' || strncmp(unit, "pt", 2) == 0)
		return is_small ? 1000 : 10000;
	return isalpha((unsigned char)*unit) ? 1000 : 100;
}

/* Rounded up at the last place: browsers cut a line's height off to 1/64 px, and 24 px x 1.333 would be less than 32 px. */
static int64_t factor_of(int64_t number, int64_t step)
{
	int64_t over = number % step;
	return number > 0 && over != 0 && over < step / 2 ? number + step - over : number;
}

/* Lengths are counted in 1/1024 pt, of which three places are written: what is the same there in hundredths of px is meant so. */
static int64_t pixels_of(int64_t points)
{
	int64_t units = (points * 1024 + (points < 0 ? -WHOLE : WHOLE) / 2) / WHOLE, half = WHOLE * INT64_C(2) / (3 * 1024);
	int64_t pixels = units * WHOLE * 4 / (3 * 1024), hundredths = (pixels + (pixels < 0 ? -5000 : 5000)) / 10000 * 10000;
	return hundredths != 0 && hundredths - pixels <= half && pixels - hundredths <= half ? hundredths : points * 4 / 3;
}

/* A number with its unit; points become pixels. */
static const char *write_measure(osp_buf *out, const char *p)
{
	int64_t number = read_number(&p);
	bool points = strncmp(p, "pt", 2) == 0, is_factor = *p != '%' && !isalpha((unsigned char)*p);
	number = points ? pixels_of(number) : number;
	int64_t step = step_of(number, p);
	write_number(out, is_factor ? factor_of(number, step) : number, step);
	if (!points)
		return p;
	osp_buf_puts(out, number < step / 2 && number > -step / 2 ? "" : "px");
	return p + 2;
}

void value_write(osp_buf *out, const char *value)
{
	bool after_word = false, is_quoted = false;
	for (const char *p = value; *p != '\0';) {
		is_quoted ^= *p == '"';
		if (*p == '#' && !is_quoted) {
			size_t count = strspn(p + 1, "0123456789abcdefABCDEF");
			write_colour(out, p + 1, count);
			p += 1 + count;
			after_word = true;
		} else if (!is_quoted && begins_number(p, after_word)) {
			p = write_measure(out, p);
			after_word = true;
		} else {
			after_word = isalnum((unsigned char)*p) || *p == '-' || *p == '_';
			/* The declaration stands in an attribute between double quotes. */
			if (*p != ' ' || is_quoted || p == value || p[-1] != ',')
				osp_buf_putc(out, *p == '"' ? '\'' : *p == '<' || *p == '&' ? ' ' : *p);
			p++;
		}
	}
}

/* A name is a row of identifiers, and none of CSS's own words. */
static bool is_bare(const char *name, size_t len)
{
	static const char *const words[] = { "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial", "default", "unset" };
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name[i];
		bool starts = i == 0 || name[i - 1] == ' ';
		if (!(isalpha(c) || c >= 0x80 || c == '_' || (!starts && (isdigit(c) || c == '-')) || (c == ' ' && !starts)))
			return false;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strlen(words[i]) == len && strncmp(words[i], name, len) == 0)
			return false;
	}
	return len > 0 && name[len - 1] != ' ';
}

void value_write_families(osp_buf *out, const char *value)
{
	for (const char *p = value; *p != '\0';) {
		size_t len = *p == '"' ? strcspn(p + 1, "\"") : 0;
		if (*p == '"' && p[1 + len] == '"' && is_bare(p + 1, len)) {
			osp_buf_add(out, p + 1, len);
			p += len + 2;
			continue;
		}
		if (*p == '"' && p[1 + len] == '"') {
			osp_buf_printf(out, "'%.*s'", (int)len, p + 1);
			p += len + 2;
			continue;
		}
		if (*p != ' ')
			osp_buf_putc(out, *p == '<' || *p == '&' || *p == '"' ? '\'' : *p);
		p++;
	}
}
