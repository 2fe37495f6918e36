/* test_look.c - declarations that the WeChat writer makes of a look: shorthands, short values, nothing needless. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "look.h"
#include "tap.h"
#include "wechat.h"

#include <stdio.h>
#include <string.h>

/* "margin-top=3pt;color=#ff0000": these values are said, all else is initial. */
static const char *written(const char *said, char *room, size_t size)
{
	struct look look = { .values = { NULL } };
	char values[512];
	snprintf(values, sizeof values, "%s", said);
	for (char *at = values; at != NULL && *at != '\0';) {
		char *end = strchr(at, ';'), *gap = strchr(at, '=');
		if (end != NULL)
			*end = '\0';
		*gap = '\0';
		enum look_property property = look_find(at);
		look.values[property] = gap + 1;
		look.is_said[property] = true;
		at = end != NULL ? end + 1 : NULL;
	}
	osp_buf out = OSP_BUF_INIT;
	look_write(&out, &look);
	snprintf(room, size, "%s", out.len != 0 ? out.data : "");
	osp_buf_done(&out);
	return room;
}

int main(void)
{
	static const struct { const char *said, *declarations; } cases[] = {
		{ "", "" },
		{ "margin-top=6pt;margin-right=0;margin-bottom=6pt;margin-left=0", "margin:8px 0" },
		{ "margin-top=6pt;margin-right=auto;margin-bottom=3pt;margin-left=auto", "margin:8px auto 4px" },
		{ "padding-left=7.5pt", "padding-left:10px" },
		{ "letter-spacing=0.067pt", "letter-spacing:.09px" }, { "letter-spacing=0.225pt", "letter-spacing:.3px" }, { "letter-spacing=0.144pt", "letter-spacing:.192px" },
		{ "letter-spacing=-0.002pt", "letter-spacing:-.003px" }, { "letter-spacing=0.0001pt", "letter-spacing:0" },
		{ "line-height=1.333333", "line-height:1.3334" }, { "line-height=1.75", "line-height:1.75" }, { "line-height=-0.5", "line-height:-.5" },
		{ "padding-left=7.5pt;padding-right=7.5pt", "padding:0 10px" },
		{ "border-left-style=solid;border-left-width=2.25pt;border-left-color=#336699", "border-left:solid #369" },
		{ "border-top-style=solid;border-right-style=solid;border-bottom-style=solid;border-left-style=solid;border-top-width=0.75pt;"
		  "border-right-width=0.75pt;border-bottom-width=0.75pt;border-left-width=3pt",
		  "border:1px solid;border-left:4px solid" },
		{ "border-top-style=none", "border:0" },
		{ "border-top-left-radius=3pt;border-top-right-radius=3pt;border-bottom-right-radius=0;border-bottom-left-radius=0", "border-radius:4px 4px 0 0" },
		{ "background-color=#ffffff", "background:#fff" },
		{ "background-color=#00000080", "background:rgba(0,0,0,.5)" },
		{ "background-image=linear-gradient(90deg, #ff0000, #0000ff 50%);background-repeat=no-repeat;background-size=50% 7.5pt;background-position=0% 50%",
		  "background:linear-gradient(90deg,#f00,#00f 50%) 0% 50%/50% 10px no-repeat" },
		{ "color=#000000", "color:#010101" },
		{ "line-height=1.625;font-size=10.2pt", "font-size:13.6px;line-height:1.625" },
		{ "font-family=\"PingFang SC\", \"7 Days\", serif", "font-family:PingFang SC,'7 Days',serif" },
		{ "text-align=start;font-weight=bold;letter-spacing=normal", "font-weight:700;letter-spacing:0;text-align:left" },
		{ "text-decoration-line=underline;text-decoration-style=wavy;text-decoration-color=#ff0000", "text-decoration:underline wavy #f00" },
		{ "flex-grow=1;flex-basis=0%", "flex:1" },
		{ "flex-shrink=0", "flex:none" },
		{ "row-gap=6pt;column-gap=6pt", "gap:8px" },
		{ "overflow-x=auto;overflow-y=auto", "overflow:auto" },
		{ "list-style-type=none", "list-style:none" },
	};
	char room[512];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is_str(written(cases[i].said, room, sizeof room), cases[i].declarations, cases[i].said);
	ok(look_find("position") == LOOK_NONE && look_find("grid-template-rows") == LOOK_NONE, "what WeChat refuses is never said");
	return tap_done();
}
