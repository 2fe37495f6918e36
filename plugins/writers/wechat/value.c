/* value.c - computed CSS values as WeChat keeps them: px instead of pt, short colours, no pure black. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "wechat.h"

#include <ctype.h>
#include <string.h>

/* Thousandths of a number; *at moves behind it. Numbers of style sheets are small: what does not fit is cut off. */
static int64_t read_number(const char **at)
{
	const char *p = *at;
	bool negative = *p == '-';
	int64_t value = 0, unit = 1000;
	if (*p == '-' || *p == '+')
		p++;
	for (; isdigit((unsigned char)*p); p++) {
		if (value < 1000000000)
			value = value * 10 + (*p - '0') * 1000;
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

static void write_number(osp_buf *out, int64_t thousandths)
{
	/* Above ten, a tenth of a pixel is nothing to see. */
	int64_t step = thousandths >= 10000 || thousandths <= -10000 ? 100 : 10;
	int64_t hundredths = (thousandths + (thousandths < 0 ? -step : step) / 2) / step * (step / 10);
	if (hundredths < 0)
		osp_buf_putc(out, '-');
	hundredths = hundredths < 0 ? -hundredths : hundredths;
	int whole = (int)(hundredths / 100), rest = (int)(hundredths % 100);
	if (rest == 0)
		osp_buf_printf(out, "%d", whole);
	else if (whole != 0)
		osp_buf_printf(out, rest % 10 == 0 ? "%d.%d" : "%d.%02d", whole, rest % 10 == 0 ? rest / 10 : rest);
	else
		osp_buf_printf(out, rest % 10 == 0 ? ".%d" : ".%02d", rest % 10 == 0 ? rest / 10 : rest);
}

static int hex(char c)
{
	return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* `digits` hexadecimal ones after '#'. Pure black is swallowed by the editor (mdnice and WeMD found it out): #010101 looks the same. */
static void write_colour(osp_buf *out, const char *digits, size_t count)
{
	if (count == 8) {
		int alpha = (hex(digits[6]) * 16 + hex(digits[7])) * 100 / 255;
		osp_buf_puts(out, "rgba(");
		for (int i = 0; i < 3; i++)
			osp_buf_printf(out, "%d,", hex(digits[2 * i]) * 16 + hex(digits[2 * i + 1]));
		osp_buf_printf(out, alpha >= 100 ? "1)" : ".%02d)", alpha);
		return;
	}
	bool is_short = count == 6 && digits[0] == digits[1] && digits[2] == digits[3] && digits[4] == digits[5];
	if (strncmp(digits, "000000", count) == 0)
		osp_buf_puts(out, "#010101");
	else if (is_short)
		osp_buf_printf(out, "#%c%c%c", digits[0], digits[2], digits[4]);
	else
		osp_buf_printf(out, "#%.*s", (int)count, digits);
}

static bool begins_number(const char *p, bool after_word)
{
	if (after_word)
		return false;
	if (*p == '-' || *p == '+')
		p++;
	return isdigit((unsigned char)*p) || (*p == '.' && isdigit((unsigned char)p[1]));
}

void value_write(osp_buf *out, const char *value)
{
	bool after_word = false;
	for (const char *p = value; *p != '\0';) {
		if (*p == '#') {
			size_t count = strspn(p + 1, "0123456789abcdefABCDEF");
			write_colour(out, p + 1, count);
			p += 1 + count;
		} else if (begins_number(p, after_word)) {
			int64_t number = read_number(&p);
			bool points = strncmp(p, "pt", 2) == 0;
			write_number(out, points ? number * 4 / 3 : number);
			if (points) {
				osp_buf_puts(out, number == 0 ? "" : "px");
				p += 2;
			}
		} else {
			after_word = isalnum((unsigned char)*p) || *p == '-' || *p == '_';
			/* The declaration stands in an attribute between double quotes. */
			osp_buf_putc(out, *p == '"' ? '\'' : *p == '<' || *p == '&' ? ' ' : *p);
			p++;
			continue;
		}
		after_word = true;
	}
}
