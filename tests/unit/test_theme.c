/* test_theme.c - themes of WeChat editors: whose they are, what they reach, where they leave off. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "styled_tree.h"
#include "tap.h"

static void themes(void)
{
	static const struct { const char *css, *dialect; } sheets[] = {
		{ "#nice p { color: red } p { color: blue }", "mdnice" },
		{ ":root { --a: red } #wenyan h2 span { color: var(--a) }", "wenyan" },
		{ "#wemd .callout { color: red }", "wemd" },
		{ ".note-to-mp ul > li::marker { color: red } .note-to-mp:hover { color: blue }", "note-to-mp" },
		{ "h1 { color: var(--md-primary-color) }", "doocs" },
		{ ".markdown-alert-note { color: red } h1 { color: red }", "doocs" }, { "#output p { color: red }", "doocs" },
		{ "p { color: red } .nice, .article > h1 { color: red }", "" },
	};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct fixture f = begin(sheets[i].css);
		osp_style *theme = osp_job_theme(f.job, "wechat", "");
		is_str(theme != NULL ? osp_style_dialect(theme) : "", sheets[i].dialect, sheets[i].css);
		end(&f);
	}
}

static void theme_sets(void)
{
	struct fixture f = begin("p { margin-left: 1px; color: blue }");
	style_read_text(f.job, "theme.css", "#nice p { color: red } p { color: lime }");
	style_read_text(f.job, "over.css", "p { word-spacing: 3px }");
	osp_node *p = put(f.root, f.tree, "p");
	f.style = osp_job_style(f.job, "epub");
	is_str(value(&f, p, "color"), "#0000ff", "a theme is left out of our own sets");
	is_str(value(&f, p, "word-spacing"), "2.25pt", "what follows it is not");
	osp_node *container = put(NULL, f.tree, "section#nice"), *inside = put(container, f.tree, "p");
	f.style = osp_job_theme(f.job, "wechat", "");
	is_str(value(&f, inside, "color"), "#ff0000", "its own set has it, by specificity");
	is_str(value(&f, inside, "margin-left"), "0", "and nothing that stands before it");
	is_str(value(&f, inside, "word-spacing"), "2.25pt", "and what is laid over it");
	is_str(value(&f, inside, "padding-top"), "6pt", "and beneath it the editor's own sheet");
	const char *name, *text;
	ok(osp_style_sheet(f.style, 0, &name, &text) && strcmp(name, "mdnice.css") == 0, "the sheets come in the order of the cascade");
	ok(osp_style_sheet(f.style, 1, &name, &text) && !osp_style_sheet(f.style, 3, &name, &text) && strcmp(text, "#nice p { color: red } p { color: lime }") == 0, "word for word");
	is_str(osp_style_dialect(osp_job_theme(f.job, "wechat", "wenyan")), "wenyan", "a dialect that is named holds");
	end(&f);
}

/* Where all sheets are themes, or colour code beside one, other outputs need a style of their own. */
static void themes_alone(void)
{
	static const struct { const char *first, *second; bool is_alone; } lists[] = {
		{ "#nice p { color: red }", ".hljs-comment { color: green } pre code.hljs { padding: 0 }", true },
		{ ".hljs { color: green }", "#nice p { color: red }", true }, { "#nice p { color: red }", "p { color: blue }", false },
		{ "#nice p { color: red }", ".hljs { color: green } p { color: blue }", false }, { ".hljs { color: green }", ".hljs-tag { color: red }", false },
		{ "#nice p { color: red }", "", false },
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct fixture f = begin(lists[i].first);
		const char *name, *dialect;
		style_read_text(f.job, "second.css", lists[i].second);
		ok(style_is_theme_only(f.job, &name, &dialect) == lists[i].is_alone, "%s | %s", lists[i].first, lists[i].second);
		end(&f);
	}
}

/* WeChat's column is 677 px wide; of the others' windows nothing is known. */
static void column_of_wechat(void)
{
	static const struct { const char *query, *medium; bool holds; } queries[] = {
		{ "(max-width: 720px)", "wechat", true }, { "(max-width: 640px)", "wechat", false }, { "(min-width: 600px)", "wechat", true },
		{ "only screen and (max-width: 720px)", "wechat", true }, { "print and (max-width: 720px)", "wechat", false },
		{ "(min-width: 600px) and (max-width: 660px)", "wechat", false }, { "not (max-width: 640px)", "wechat", true },
		{ "not (hover)", "wechat", false }, { "(max-width: 40em)", "wechat", false }, { "(max-width: 720px) screen", "wechat", false },
		{ "(max-width: 720px) and", "wechat", false }, { "(max-width)", "wechat", false }, { "(max-width: 720px)", "epub", false },
	};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		char css[128];
		snprintf(css, sizeof css, "@media %s { p { order: 1 } }", queries[i].query);
		struct fixture f = begin(css);
		osp_node *p = put(f.root, f.tree, "p");
		f.style = osp_job_style(f.job, queries[i].medium);
		is_str(value(&f, p, "order"), queries[i].holds ? "1" : "-", queries[i].query);
		end(&f);
	}
}

int main(void)
{
	themes();
	theme_sets();
	themes_alone();
	column_of_wechat();
	return tap_done();
}
