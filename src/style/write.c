/* write.c - computed values as CSS text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/value.h"

#include <string.h>

static void length(int64_t value, osp_buf *out)
{
	token_write_fixed(value, OSP_POINT, 3, out);
	osp_buf_puts(out, value == 0 ? "" : "pt");
}

static void percent(int64_t micro, osp_buf *out)
{
	token_write_fixed(micro, MICRO, 4, out);
	osp_buf_putc(out, '%');
}

static void color(osp_color value, osp_buf *out)
{
	osp_buf_printf(out, "#%06x", (unsigned)(value >> 8));
	if ((value & 0xFF) != 0xFF) {
		osp_buf_printf(out, "%02x", (unsigned)(value & 0xFF));
	}
}

static bool is_generic(const char *family)
{
	static const char *const names[] = { "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "-apple-system",
		"BlinkMacSystemFont", "ui-serif", "ui-sans-serif", "ui-monospace", "math", "emoji" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], family) == 0) {
			return true;
		}
	}
	return false;
}

static void families(const char *const *names, osp_buf *out)
{
	for (size_t i = 0; names[i] != NULL; i++) {
		osp_buf_puts(out, i > 0 ? ", " : "");
		if (is_generic(names[i])) {
			osp_buf_puts(out, names[i]);
		} else {
			token_write_string(names[i], out);
		}
	}
}

static void counter(const struct content_part *part, osp_buf *out)
{
	osp_buf_printf(out, part->separator != NULL ? "counters(%s, " : "counter(%s, ", part->text);
	if (part->separator != NULL) {
		token_write_string(part->separator, out);
		osp_buf_puts(out, ", ");
	}
	osp_buf_printf(out, "%s)", part->style);
}

static void target_counter(const struct content_part *part, osp_buf *out)
{
	osp_buf_printf(out, part->separator != NULL ? "target-counters(attr(%s), %s, " : "target-counter(attr(%s), %s, ", part->target, part->text);
	if (part->separator != NULL) {
		token_write_string(part->separator, out);
		osp_buf_puts(out, ", ");
	}
	osp_buf_printf(out, "%s)", part->style);
}

static void part(const struct content_part *part, osp_buf *out)
{
	switch (part->kind) {
	case CONTENT_TEXT: token_write_string(part->text, out); break;
	case CONTENT_ATTR: osp_buf_printf(out, "attr(%s)", part->text); break;
	case CONTENT_COUNTER: counter(part, out); break;
	case CONTENT_STRING: osp_buf_printf(out, "string(%s, %s)", part->text, part->which); break;
	case CONTENT_TARGET_COUNTER: target_counter(part, out); break;
	case CONTENT_LEADER: osp_buf_puts(out, "leader("); token_write_string(part->text, out); osp_buf_putc(out, ')'); break;
	case CONTENT_TARGET_TEXT: osp_buf_printf(out, "target-text(attr(%s))", part->target); break;
	case CONTENT_ELEMENT_TEXT: osp_buf_printf(out, "content(%s)", part->text); break;
	}
}

static void content(const struct content *value, osp_buf *out)
{
	for (size_t i = 0; i < value->count; i++) {
		osp_buf_puts(out, i > 0 ? " " : "");
		part(&value->parts[i], out);
	}
}

static void counters(const struct counter_change *list, osp_buf *out)
{
	if (list->name == NULL) {
		osp_buf_puts(out, "none");
	}
	for (; list->name != NULL; list++) {
		osp_buf_printf(out, "%s %d%s", list->name, list->value, list[1].name != NULL ? " " : "");
	}
}

static void strings(const struct string_set *list, osp_buf *out)
{
	if (list->name == NULL) {
		osp_buf_puts(out, "none");
	}
	for (; list->name != NULL; list++) {
		osp_buf_printf(out, "%s ", list->name);
		content(&list->content, out);
		osp_buf_puts(out, list[1].name != NULL ? ", " : "");
	}
}

static void sum(const struct value *value, osp_buf *out)
{
	const struct value *items = value->as.items;
	osp_buf_puts(out, "calc(");
	percent(items[1].number, out);
	osp_buf_puts(out, items[0].number < 0 ? " - " : " + ");
	length(items[0].number < 0 ? -items[0].number : items[0].number, out);
	osp_buf_putc(out, ')');
}

void value_write(int property, const struct value *value, osp_buf *out)
{
	switch (value->kind) {
	case KIND_LENGTH: length(value->number, out); break;
	case KIND_PERCENT: percent(value->number, out); break;
	case KIND_NUMBER: token_write_fixed(value->number, MICRO, 6, out); break;
	case KIND_SUM: sum(value, out); break;
	case KIND_COLOR: color(value->color, out); break;
	case KIND_CURRENT_COLOR: osp_buf_puts(out, value->number == 1 ? value->as.mix.text : "currentcolor"); break;
	case KIND_STRING: token_write_string(value->as.text, out); break;
	case KIND_FAMILIES: families(value->as.families, out); break;
	case KIND_COUNTERS: counters(value->as.counters, out); break;
	case KIND_STRINGS: strings(value->as.strings, out); break;
	case KIND_CONTENT:
		if (value->as.content->is_none) {
			osp_buf_puts(out, value->number == 1 ? "none" : "normal");
		} else {
			content(value->as.content, out);
		}
		break;
	case KIND_LIST:
		for (size_t i = 0; i < value->count; i++) {
			osp_buf_puts(out, i > 0 ? " " : "");
			value_write(property, &value->as.items[i], out);
		}
		break;
	default: osp_buf_puts(out, value->as.text != NULL ? value->as.text : ""); break;
	}
}
