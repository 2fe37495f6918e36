/* test_style.c - selectors, cascade, variables, colours, pages. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "style/engine.h"
#include "styled_tree.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

/* Does the selector hold for the node? */
static bool holds(const char *selector, const char *parent, const char *child)
{
	char css[512];
	snprintf(css, sizeof css, "%s { z-index: 7 }", selector);
	struct fixture f = begin(css);
	osp_node *outer = put(f.root, f.tree, parent);
	osp_node_append(outer, osp_text_new(f.tree, "x", 1));
	put(outer, f.tree, "b.first");
	osp_node *node = put(outer, f.tree, child);
	osp_node_set_attr(node, "href", "https://a.example/x.png");
	osp_node_set_attr(node, "title", "one two-three");
	put(outer, f.tree, "i");
	bool result = strcmp(value(&f, node, "z-index"), "7") == 0;
	end(&f);
	return result;
}

static void selectors(void)
{
	static const struct { const char *selector; bool wanted; } cases[] = {
		{ "a", true }, { "A", true }, { "p", false }, { "*", true }, { ".x", true }, { ".X", false }, { "#y", true }, { "a.x#y", true },
		{ "a.x.z", false }, { "p a", true }, { "article a", true }, { "article > a", false }, { "article > p > a", true }, { "p>a", true },
		{ "b + a", true }, { "b ~ a", true }, { "i + a", false }, { "i ~ a", false }, { "p.q a", true }, { "p.r a", false },
		{ "article p.q > b + a.x", true }, { "div p a", false }, { "body p a", true }, { "html > p a", true }, { ":root a", true },
		{ "a:root", false }, { "[href]", true }, { "[name]", false }, { "[href='https://a.example/x.png']", true }, { "[href^=https]", true },
		{ "[href^=http\\:]", false }, { "[href$='.png']", true }, { "[href*=example]", true }, { "[title~=one]", true },
		{ "[title~=two]", false }, { "[title|=one]", false }, { "[title*=TWO i]", true }, { "[title*=TWO]", false }, { "a:first-child", false },
		{ "a:nth-child(2)", true }, { "a:nth-child(2n)", true }, { "a:nth-child(odd)", false }, { "a:nth-child(even)", true },
		{ "a:nth-child(-n+3)", true }, { "a:nth-child(n + 3)", false }, { "a:nth-last-child(2)", true }, { "a:last-child", false },
		{ "a:first-of-type", true }, { "a:nth-of-type(1)", true }, { "a:only-of-type", true }, { "a:only-child", false }, { "a:not(.x)", false },
		{ "a:not(.w)", true }, { "a:not(p, i)", true }, { "a:not(p a)", false }, { ":is(p, div) a", true }, { ":where(a, i)", true },
		{ "a:is(.x, .w)", true }, { ":lang(zh)", true }, { ":lang(zh-cn)", true }, { ":lang(en)", false }, { "a:hover", false },
		{ "a:not(:hover)", true }, { "a:link", true }, { "a:empty", true }, { "p, a", true }, { "p, , a", false }, { "a:frob", false },
		{ "a::before", false }, { "a >", false }, { "> a", false }, { "a > > b", false }, { ".x.y.z, a", true }, { "A[TITLE]", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ok(holds(cases[i].selector, "p.q", "a#y.x") == cases[i].wanted, "selector %s", cases[i].selector);
	}
}

static void specificity(void)
{
	static const struct { const char *css, *wanted; } cases[] = {
		{ "p { order: 1 } p { order: 2 }", "2" }, { ".c { order: 1 } p { order: 2 }", "1" }, { "#i { order: 1 } .c.c.c { order: 2 }", "1" },
		{ "p { order: 1 !important } #i { order: 2 }", "1" }, { "p { order: 1 !important } p { order: 2 ! important }", "2" },
		{ "article p { order: 1 } p { order: 2 }", "1" }, { ":where(#i) { order: 1 } p { order: 2 }", "2" },
		{ ":is(#i, em) { order: 1 } .c { order: 2 }", "1" }, { "p:not(.x) { order: 1 } p { order: 2 }", "1" },
		{ "p { order: 1; order: two }", "1" }, { "p { order: 1; colour: red; order: 3 }", "3" }, { "@media epub { p { order: 1 } }", "-" },
		{ "@media print { p { order: 1 } }", "1" }, { "@media print and (color) { p { order: 1 } }", "-" },
		{ "@media not epub { p { order: 1 } }", "1" }, { "@media epub, print { p { order: 1 } }", "1" }, { "@media screen { p { order: 1 } }", "-" },
		{ "@media all { @media print { p { order: 1 } } }", "1" }, { "@supports (order: 2) { p { order: 1 } }", "1" },
		{ "@supports (order: x) or (frob: 1) { p { order: 1 } }", "-" }, { "@supports not (frob: 1) { p { order: 1 } }", "1" },
		{ "@frob x { p { order: 1 } } p { order: 2 }", "2" }, { "p { order: 1 } } p { order: 2 }", "1" }, { "p { order: calc(2 * 3) }", "6" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture f = begin(cases[i].css);
		osp_node *p = put(f.root, f.tree, "p#i.c");
		is_str(value(&f, p, "order"), cases[i].wanted, cases[i].css);
		end(&f);
	}
}

/* Rows of a long list: each knows its place from the one before it. */
static void places(void)
{
	struct fixture f = begin("li:nth-child(3n+1) { order: 1 } li:nth-of-type(2n) { z-index: 2 }");
	osp_node *list = put(f.root, f.tree, "ol"), *item = NULL;
	bool fine = true;
	for (int i = 1; i <= 60000; i++) {
		item = put(list, f.tree, i % 5 == 0 ? "div" : "li");
		if (i == 1) {
			value(&f, item, "order");
		}
	}
	int number = 0, of_type = 0;
	for (osp_node *node = osp_node_first(list); node != NULL; node = osp_node_next(node)) {
		number++;
		bool is_li = strcmp(osp_node_name(node), "li") == 0;
		of_type += is_li;
		fine = fine && (strcmp(value(&f, node, "order"), "1") == 0) == (is_li && number % 3 == 1);
		fine = fine && (strcmp(value(&f, node, "z-index"), "2") == 0) == (is_li && of_type % 2 == 0);
	}
	ok(fine, "nth-child and nth-of-type of 60000 siblings");
	end(&f);
}

/* What a property of `p` in `article` computes to. */
static void computes(const char *css, const char *property, const char *wanted)
{
	struct fixture f = begin(css);
	osp_node *p = put(f.root, f.tree, "p");
	is_str(value(&f, p, property), wanted, css);
	end(&f);
}

static void values(void)
{
	computes("p { width: 2cm }", "width", "56.693pt");
	computes("p { width: 16px }", "width", "12pt");
	computes("p { font-size: 10pt; width: 2.5em }", "width", "25pt");
	computes("article { font-size: 20pt } p { font-size: 1.5em }", "font-size", "30pt");
	computes("article { font-size: 20pt } p { font-size: 80% }", "font-size", "16pt");
	computes(":root { font-size: 10pt } p { width: 3rem; font-size: 20pt }", "width", "30pt");
	computes("p { width: calc(185mm - 399pt - 23mm) }", "width", "60.212pt");
	computes("p { width: calc(100% - 2em); font-size: 10pt }", "width", "calc(100% - 20pt)");
	computes("p { width: calc((1em + 2pt) * 3 / 2); font-size: 10pt }", "width", "18pt");
	computes("p { width: 3pt; width: calc(1pt + 2) }", "width", "3pt");
	computes("p { width: 3pt; width: calc(1pt+2pt) }", "width", "3pt");
	computes("p { width: max(3pt, 5pt, 4pt) }", "width", "5pt");
	computes("p { width: clamp(3pt, 9pt, 4pt) }", "width", "4pt");
	computes("p { width: -1pt }", "width", "-");
	computes("p { width: 5 }", "width", "-");
	computes("p { width: 0 }", "width", "0");
	computes("p { line-height: 1.75 }", "line-height", "1.75");
	computes("article { line-height: 150%; font-size: 10pt } p { font-size: 20pt }", "line-height", "15pt");
	computes("article { line-height: 2 } p { font-size: 20pt }", "line-height", "2");
	computes("article { font-weight: bold } p { font-weight: lighter }", "font-weight", "400");
	computes("p { margin: 1pt 2pt 3pt }", "margin-left", "2pt");
	computes("p { margin: 1pt 2pt 3pt }", "margin-bottom", "3pt");
	computes("p { margin: 1pt 2pt 3pt 4pt 5pt }", "margin-left", "-");
	computes("p { margin-inline-start: 3pt }", "margin-left", "3pt");
	computes("p { border: 1pt solid red }", "border-left-color", "#ff0000");
	computes("p { border: solid }", "border-top-style", "solid");
	computes("p { border-bottom: thin dashed }", "border-bottom-style", "dashed");
	computes("p { font: italic bold 12pt/1.5 'A B', serif }", "font-family", "\"A B\", serif");
	computes("p { font: italic bold 12pt/1.5 'A B', serif }", "line-height", "1.5");
	computes("p { font: italic bold 12pt/1.5 'A B', serif }", "font-weight", "700");
	computes("p { font-family: Noto Serif CJK SC , serif }", "font-family", "\"Noto Serif CJK SC\", serif");
	computes("p { background: #fff url(a.png) no-repeat center / cover }", "background-color", "#ffffff");
	computes("p { background: #fff url(a.png) no-repeat center / cover }", "background-size", "cover");
	computes("p { background: linear-gradient(90deg, red, blue) }", "background-image", "linear-gradient(90deg, #ff0000, #0000ff)");
	computes("p { list-style: none }", "list-style-type", "none");
	computes("p { list-style: square inside }", "list-style-position", "inside");
	computes("p { text-decoration: underline overline dotted red }", "text-decoration-line", "underline overline");
	computes("p { columns: 2 }", "column-count", "2");
	computes("p { page-break-before: always }", "break-before", "always");
	computes("p { font-variant: small-caps tabular-nums }", "font-variant-numeric", "tabular-nums");
	computes("p { flex: 1 }", "flex-basis", "0%");
	computes("p { border-radius: 4px / 2px }", "border-top-left-radius", "3pt 1.5pt");
	computes("article { color: red } p { color: initial }", "color", "-");
	computes("article { width: 9pt } p { width: inherit }", "width", "9pt");
	computes("article { color: red } p { color: blue; color: unset }", "color", "#ff0000");
	computes("p { display: inline; all: unset }", "display", "-");
	computes("p { FONT-SIZE: 9PT }", "font-size", "9pt");
}

static void variables(void)
{
	computes(":root { --c: #010203 } p { color: var(--c) }", "color", "#010203");
	computes("p { color: var(--none, green) }", "color", "#008000");
	computes("p { color: var(--none, var(--other, #fff)) }", "color", "#ffffff");
	computes("p { --a: var(--b); --b: 3pt; width: var(--a) }", "width", "3pt");
	computes("p { --a: var(--b, 1pt); --b: var(--a, 2pt); width: var(--a, 7pt) }", "width", "7pt");
	computes("p { --a: var(--a); width: 4pt; width: var(--a) }", "width", "-");
	computes("p { --m: 1pt 2pt; margin: var(--m) }", "margin-right", "2pt");
	computes("p { --n: 3; width: calc(var(--n) * 2pt) }", "width", "6pt");
	computes("p { --x: a  b }", "--x", "a b");
	computes("article { --x: 1 } p { --x: initial }", "--x", "-");
	computes("article { --x: 1 } p { color: red }", "--x", "1");
	computes("p { --h: 210; color: hsl(var(--h) 50% 40% / .5) }", "color", "#33669980");
	computes("p { --big: 1,1,1,1,1,1,1,1,1,1; --b: var(--big),var(--big),var(--big),var(--big),var(--big),var(--big),var(--big),var(--big);"
	         "--c: var(--b),var(--b),var(--b),var(--b),var(--b),var(--b),var(--b),var(--b),var(--b),var(--b);"
	         "--d: var(--c),var(--c),var(--c),var(--c),var(--c),var(--c),var(--c),var(--c),var(--c),var(--c);"
	         "--e: var(--d),var(--d),var(--d),var(--d),var(--d),var(--d),var(--d),var(--d),var(--d),var(--d);"
	         "quotes: var(--e) }", "quotes", "-");
}

static void colors(void)
{
	static const char *const cases[][2] = {
		{ "RebeccaPurple", "#663399" }, { "#abc", "#aabbcc" }, { "#abcd", "#aabbccdd" }, { "#12345678", "#12345678" }, { "#12345", "-" },
		{ "rgb(1, 2, 3)", "#010203" }, { "rgb(1 2 3 / 50%)", "#01020380" }, { "rgba(255,0,0,.5)", "#ff000080" }, { "rgb(100%, 0%, 50%)", "#ff0080" },
		{ "rgb(1, 2%, 3)", "-" }, { "rgb(300, -5, 3)", "#ff0003" }, { "hsl(120, 100%, 25%)", "#008000" }, { "hsl(120deg 100% 25%)", "#008000" },
		{ "hsl(-240, 100%, 50%)", "#00ff00" }, { "hsl(0.5turn 100% 50%)", "#00ffff" }, { "hwb(0 0% 0%)", "#ff0000" }, { "hwb(0 60% 60%)", "#808080" },
		{ "transparent", "#00000000" }, { "frob", "-" }, { "rgb(1,2)", "-" },
		{ "rgb(1deg 2 3)", "-" }, { "hsl(1 2deg 3)", "-" }, { "rgba(1, 2, 3, none)", "-" }, { "hwb(10deg, 1%, 1%)", "-" }, { "hsl(none 100% 50%)", "#ff0000" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char css[128];
		snprintf(css, sizeof css, "p { background-color: %s }", cases[i][0]);
		computes(css, "background-color", cases[i][1]);
	}
}

/* Examples of CSS Color 4 (9, 10 and 17) and colours whose sRGB is known; each sRGB colour in the other spaces comes home. */
static void color_spaces(void)
{
	static const char *const cases[][2] = {
		{ "lab(29.2345% 39.3825 20.0664)", "#7d2329" }, { "lab(52.2345% 40.1645 59.9971)", "#c65d06" },
		{ "lab(67.5345% -8.6911 -41.6019)", "#62acef" },
		{ "lch(29.2345% 44.2 27)", "#7d2329" }, { "lch(52.2345% 72.2 56.2)", "#c65d06" }, { "lch(67.5345% 42.5 258.2)", "#62acef" },
		{ "oklab(40.101% 0.1147 0.0453)", "#7d2329" }, { "oklab(59.686% 0.1009 0.1192)", "#c65d07" },
		{ "oklch(40.101% 0.12332 21.555)", "#7d2329" }, { "oklch(59.686% 0.15619 49.7694)", "#c65d06" },
		{ "oklch(100% 0 none / 50%)", "#ffffff80" },
		{ "oklab(0.627955 0.224863 0.125846)", "#ff0000" }, { "oklch(0.519752 0.176858 142.495)", "#008000" },
		{ "lab(46.2775% -47.5621 48.5837)", "#008000" },
		{ "lch(46.2775% 67.9892 134.391)", "#008000" }, { "lab(100 0 0)", "#ffffff" }, { "lab(0% 0 0 / none)", "#00000000" },
		{ "OKLCH(1 -5 3TURN)", "#ffffff" },
		{ "color(srgb 0 0.501961 0)", "#008000" }, { "color(srgb-linear 0 0.21586 0)", "#008000" },
		{ "color(display-p3 0.216141 0.493869 0.131434)", "#008000" },
		{ "color(a98-rgb 0.281236 0.498012 0.116783)", "#008000" }, { "color(prophoto-rgb 0.230479 0.395789 0.129968)", "#008000" },
		{ "color(rec2020 0.235202 0.431704 0.085432)", "#008000" }, { "color(xyz 0.0771883 0.1543766 0.0257294)", "#008000" },
		{ "color(xyz-d65 7.71883% 15.43766% 2.57294%)", "#008000" }, { "color(xyz-d50 0.083121 0.154756 0.020954)", "#008000" },
		{ "color(display-p3 1 0 0)", "#ff0000" }, { "color(display-p3 0 1 0 / 50%)", "#00ff0080" },
		{ "color( srgb none calc(1 / 2) 1e3/.2 )", "#0080ff33" },
		{ "lab(50, 1, 1)", "-" }, { "lch(50 10 20%)", "-" }, { "lab(50 10deg 1)", "-" }, { "oklab(1 2)", "-" }, { "color(1 2 3)", "-" },
		{ "color(frob 1 2 3)", "-" },
		{ "color(lab 1 2 3)", "-" }, { "color(srgb 1 0)", "-" }, { "color(srgb 1 1 1 1)", "-" }, { "color(srgb 1 1 1 / 1 1)", "-" },
		{ "color()", "-" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char css[128];
		snprintf(css, sizeof css, "p { background-color: %s }", cases[i][0]);
		computes(css, "background-color", cases[i][1]);
	}
}

/* CSS Color 5, 3; the powerless and missing parts of CSS Color 4, 12.2. */
static void color_mix(void)
{
	static const char *const cases[][2] = {
		{ "in srgb, red, blue", "#800080" }, { "in srgb, red 25%, blue", "#4000bf" }, { "in srgb, 25% red, blue", "#4000bf" },
		{ "in srgb, red, blue 25%", "#bf0040" },
		{ "in srgb, red 30%, blue 20%", "#99006680" }, { "in srgb, red 75%, blue 75%", "#800080" },
		{ "in srgb, red, rgb(0 0 255 / 0)", "#ff000080" },
		{ "in srgb, rgb(100% 0% 0% / .7) 25%, rgb(0% 100% 0% / .2)", "#89760053" }, { "in srgb-linear, red, lime", "#bcbc00" },
		{ "in lab, white, black", "#777777" },
		{ "in xyz, white, black", "#bcbcbc" }, { "in oklab, white, black", "#636363" }, { "in hsl, red, lime", "#ffff00" },
		{ "in hsl longer hue, red, lime", "#0000ff" },
		{ "in hsl increasing hue, lime, red", "#0000ff" }, { "in hsl decreasing hue, lime, red", "#ffff00" },
		{ "IN HWB, RED, YELLOW", "#ff8000" },
		{ "in hsl, hsl(120deg 10% 20%), hsl(30deg 30% 40%)", "#545c3d" }, { "in oklch, oklch(0.6 0.1 none), oklch(0.6 0.1 50)", "#b06d47" },
		{ "in oklch, oklch(0.6 0.1 50), oklch(0.6 0.1 50 / none)", "#b06d47" }, { "in lab, lab(50 none 0), lab(50 0 none)", "#777777" },
		{ "in hsl, oklch(.5 none none), red", "#e30000" }, { "in srgb, lab(none none none), red", "#ff0000" },
		{ "in hsl, lab(50 none none), red", "#f60000" },
		{ "in srgb, color-mix(in srgb, red, blue), #800080", "#800080" }, { "in srgb, red calc(25%), blue", "#4000bf" },
		{ "red, blue", "#8c53a2" }, { "in hsl, hsl(20 0% 50%), blue", "#bf40aa" }, { "in hsl, gray, blue", "#4040bf" },
		{ "red, blue frob", "-" }, { "in frob, red, blue", "-" }, { "in srgb, red", "-" }, { "in srgb, red, blue, lime", "-" },
		{ "in srgb, red 0%, blue 0%", "#80008000" },
		{ "in srgb, red 101%, blue", "-" }, { "in srgb, red -1%, blue", "-" }, { "in srgb, red 1% 2%, blue", "-" },
		{ "in srgb, red red, blue", "-" }, { "in srgb, 5%, blue", "-" },
		{ "in srgb shorter hue, red, blue", "-" }, { "in hsl, red", "-" }, { "in hsl shorter, red, blue", "-" },
		{ "in hsl hue, red, blue", "-" }, { "in hsl shorter hue hue, red, blue", "-" },
		{ "in srgb, , blue", "-" }, { "in srgb, red 5, blue", "-" }, { "", "-" }, { "in rgb, red, blue", "-" }, { "in", "-" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char css[128];
		snprintf(css, sizeof css, "p { background-color: color-mix(%s) }", cases[i][0]);
		computes(css, "background-color", cases[i][1]);
	}
}

/* A mix of the text's colour is known when that is; inherited, it is a mix of the heir's. */
static void mixed_with_text(void)
{
	computes("p { color: red; background-color: color-mix(in srgb, currentColor, blue) }", "background-color", "#800080");
	computes("article { color: red } p { color: color-mix(in srgb, CurrentColor 25%, blue) }", "color", "#4000bf");
	computes("p { color: color-mix(in srgb, currentcolor, white) }", "color", "#808080");
	computes("article { color: red; background-color: color-mix(in srgb, currentcolor, blue) } p { color: lime; background-color: inherit }",
		"background-color", "#008080");
	computes("p { color: red; background: color-mix(in srgb, color-mix(in srgb, currentcolor, blue), #800080) }", "background-color", "#800080");
	computes("p { color: red; border: 1pt solid color-mix(in srgb, currentcolor, blue) }", "border-top-color", "#800080");
	computes("p { --c: blue; color: red; background-color: color-mix(in srgb, currentcolor, var(--c)) }", "background-color", "#800080");
	computes("p { color: red; box-shadow: 0 1pt color-mix(in srgb, currentColor, blue), 1pt 0 lab(100 0 0) }", "box-shadow", "0 1pt #800080, 1pt 0 #ffffff");
	computes("p { background-image: linear-gradient(oklch(1 0 0), color-mix(in srgb, red, blue)) }", "background-image", "linear-gradient(#ffffff, #800080)");
	struct fixture f = begin("p { color: red; background-color: color-mix(in srgb, currentcolor, blue) }");
	is_int(style_computed(f.style, put(f.root, f.tree, "p"), OSP_PSEUDO_NONE)->background, 0x800080FF, "what print takes");
	end(&f);
	osp_buf deep = OSP_BUF_INIT;
	osp_buf_puts(&deep, "p { background-color: ");
	for (int i = 0; i < 5000; i++) {
		osp_buf_puts(&deep, "color-mix(in srgb, red, ");
	}
	f = begin(deep.data);
	is_str(value(&f, put(f.root, f.tree, "p"), "background-color"), "-", "a mix within 5000 mixes is none");
	end(&f);
	osp_buf_done(&deep);
	f = begin("p {\n  color: lab(1, 2, 3);\n  color: color-mix(in frob, red, blue);\n  color: color(srgb 1 1)\n}\n");
	is_int((long long)f.job->diagnostic_count, 3, "malformed colours are noted");
	for (size_t i = 0; i < f.job->diagnostic_count; i++) {
		is_str(f.job->diagnostics[i]->code, "style/invalid-value", "as values");
		is_int(f.job->diagnostics[i]->place.line, (long long)i + 2, "at their lines");
	}
	end(&f);
}

static void typed(void)
{
	struct fixture f = begin("p { text-indent: 2em; font-size: 10pt; text-align: justify; margin: 0 auto 10% -1em; text-spacing: kaiming;"
		"text-emphasis: dot; hyphens: auto; float: left; vertical-align: 50%; line-height: 20pt; orphans: 3; page: chapter; max-width: none;"
		"text-autospace: no-autospace; hanging-punctuation: allow-end; line-snap: 17pt; counter-increment: a b 3; string-set: t content(text) }"
		"p::before { content: '[' counter(a, lower-roman) ']' attr(title) } li { list-style-type: '- ' }"
		"li::marker { color: red } em { vertical-align: super; font-style: normal } p::after { content: none }");
	osp_node *p = put(f.root, f.tree, "p"), *em = put(p, f.tree, "em"), *text = osp_text_new(f.tree, "x", 1), *li = put(f.root, f.tree, "li");
	osp_node_append(em, text);
	const struct computed *c = style_computed(f.style, p, OSP_PSEUDO_NONE);
	is_int(c->display, DISPLAY_BLOCK, "display");
	is_int(c->indent.value, 20 * OSP_POINT, "indent");
	is_int(c->align, ALIGN_JUSTIFY, "align");
	is_int(c->margin[SIDE_RIGHT].kind, LENGTH_AUTO, "margin auto");
	is_int(c->margin[SIDE_BOTTOM].kind, LENGTH_PERCENT, "margin in percent");
	is_int(c->margin[SIDE_BOTTOM].value, 10 * 1024, "10 %");
	is_int(c->margin[SIDE_LEFT].value, -10 * OSP_POINT, "negative margin");
	is_int(c->spacing, SPACING_KAIMING, "text-spacing");
	ok(c->emphasis_dots && c->hyphenate && !c->cjk_latin_gap && c->hanging, "Chinese properties");
	is_int(c->float_kind, FLOAT_LEFT, "float");
	is_int(c->valign, VALIGN_LENGTH, "vertical-align");
	is_int(c->valign_length.value, 10 * OSP_POINT, "half of the line height");
	is_int(c->orphans, 3, "orphans");
	is_str(c->page, "chapter", "page");
	is_int(c->max_width.kind, LENGTH_NONE, "max-width");
	is_int(c->line_snap, 17 * OSP_POINT, "line-snap");
	is_str(c->counter_increment[1].name, "b", "second counter");
	is_int(c->counter_increment[1].value, 3, "by three");
	is_str(c->string_set[0].content.parts[0].text, "text", "string-set");
	is_str(c->lang, "zh-CN", "lang");
	const struct computed *before = style_computed(f.style, p, OSP_PSEUDO_BEFORE);
	ok(before != NULL && before->content.count == 4, "::before");
	is_str(before->content.parts[1].style, "lower-roman", "counter's style");
	is_int(before->font_size, 10 * OSP_POINT, "::before inherits");
	ok(style_computed(f.style, p, OSP_PSEUDO_AFTER) == NULL, "::after with content: none");
	ok(style_computed(f.style, em, OSP_PSEUDO_BEFORE) == NULL, "no rule, no ::before");
	ok(style_computed(f.style, text, OSP_PSEUDO_NONE) == style_computed(f.style, em, OSP_PSEUDO_NONE), "a text has its parent's style");
	is_int(style_computed(f.style, em, OSP_PSEUDO_NONE)->valign, VALIGN_SUPER, "super");
	is_str(style_computed(f.style, li, OSP_PSEUDO_NONE)->list_style, "\"- \"", "a string as marker");
	is_int(style_computed(f.style, li, OSP_PSEUDO_MARKER)->color, 0xFF0000FF, "::marker");
	const struct computed *anonymous = style_anonymous(f.style, p, DISPLAY_CELL);
	is_int(anonymous->display, DISPLAY_CELL, "anonymous box");
	is_int(anonymous->font_size, 10 * OSP_POINT, "inherits");
	is_int(anonymous->margin[SIDE_LEFT].value, 0, "and has no margin");
	osp_node *a = put(f.root, f.tree, "p.a"), *b = put(f.root, f.tree, "p.b");
	ok(style_computed(f.style, a, OSP_PSEUDO_NONE) == style_computed(f.style, b, OSP_PSEUDO_NONE), "same rules, one struct");
	end(&f);
}

static void page_styles(void)
{
	struct fixture f = begin("@page { size: 16k; margin: 20mm 10% calc(5mm + 5mm) 1in; bleed: 3mm; @bottom-center { content: counter(page) } }"
		"@page :left { margin-left: 11pt; @top-left { content: string(t); font-size: 9pt } }"
		"@page :first { @bottom-center { content: none } margin-top: 1pt } @page wide { size: a4 landscape } @page :blank { @bottom-center { content: 'b' } }"
		"@page { @footnote { max-height: 100pt; border-top: 0.5pt solid red; padding-top: 3pt } }");
	struct page_query right = { .name = "" }, left = { .name = "", .is_left = true }, first = { .name = "", .is_first = true };
	struct page_query wide = { .name = "wide" }, blank = { .name = "", .is_blank = true, .is_first = true };
	const struct page_style *page = style_page(f.style, &right, "a5");
	is_int(page->width, 536995, "16k is 185 mm wide, whatever the paper");
	is_int(page->margin[SIDE_RIGHT], 53699, "margin of 10 %");
	is_int(page->margin[SIDE_LEFT], 72 * OSP_POINT, "an inch");
	is_int(page->bleed, 8708, "bleed");
	ok(page->box[BOX_BOTTOM_CENTER] != NULL && page->box[BOX_TOP_LEFT] == NULL, "margin boxes");
	is_int(page->box[BOX_BOTTOM_CENTER]->align, ALIGN_CENTER, "centred");
	is_int(page->footnote.border_top.width, 512, "@footnote");
	is_int(page->footnote.max_height, 100 * OSP_POINT, "its height");
	ok(style_page(f.style, &right, "a5") == page, "cached");
	page = style_page(f.style, &left, "");
	is_int(page->margin[SIDE_LEFT], 11 * OSP_POINT, ":left");
	is_int(page->box[BOX_TOP_LEFT]->font_size, 9 * OSP_POINT, "running head");
	ok(style_page(f.style, &first, "")->box[BOX_BOTTOM_CENTER] == NULL, ":first without folio");
	is_int(style_page(f.style, &first, "")->margin[SIDE_TOP], OSP_POINT, ":first margin");
	ok(style_page(f.style, &wide, "")->width > style_page(f.style, &wide, "")->height, "landscape");
	ok(style_page(f.style, &blank, "")->box[BOX_BOTTOM_CENTER] != NULL, ":blank, by order");
	end(&f);
	f = begin("p { }");
	is_int(style_page(f.style, &right, "185mm 260mm")->width, 536995, "the manifest's paper");
	is_int(style_page(f.style, &right, "frob")->height, style_page(f.style, &right, "")->height, "unknown paper is A4");
	end(&f);
}

static void say(void *closure, const char *property, const char *text)
{
	osp_buf_printf(closure, "%s=%s;", property, text);
}

static void texts(void)
{
	struct fixture f = begin("section { --x: 1; border-top: 1pt solid; color: red } @media epub { section { order: 5 } }\n"
		"@page { margin: 1pt } section p { string-set: a content() }\nsection b::before { content: \"\\201c\" ; -frob: 1 }");
	osp_node *section = put(f.root, f.tree, "section");
	osp_buf out = OSP_BUF_INIT;
	ok(osp_style_each(f.style, section, OSP_PSEUDO_NONE, say, &out), "each");
	is_str(out.data, "border-top-color=#ff0000;border-top-style=solid;border-top-width=1pt;color=#ff0000;display=block;", "own declarations");
	ok(!osp_style_each(f.style, section, OSP_PSEUDO_BEFORE, say, &out), "no pseudo-element");
	osp_style *epub = osp_job_style(f.job, "epub");
	const char *text = osp_style_text(epub, NULL);
	ok(strstr(text, "section { order: 5; }\n") != NULL, "the medium's rules");
	ok(strstr(text, "string-set") == NULL && strstr(text, "@page") == NULL && strstr(text, "frob") == NULL, "nothing of pages");
	ok(strstr(text, "section { --x: 1; border-top: 1pt solid; color: red; }\n") != NULL, "declarations as written");
	ok(strstr(osp_style_text(f.style, NULL), "order: 5") == NULL, "not another medium's");
	osp_buf_clear(&out);
	style_dump(f.style, section, &out);
	is_str(out.data, "section\n  border-top-color: #ff0000  [test.css:1]\n  border-top-style: solid  [test.css:1]\n"
		"  border-top-width: 1pt  [test.css:1]\n  color: #ff0000  [test.css:1]\n  display: block  [html.css:4]\n  --x: 1  [test.css:1]\n", "dump");
	ok(osp_property_is_inherited("color") && !osp_property_is_inherited("margin-top") && osp_property_is_inherited("--x"), "inherited");
	is_int(osp_style_number(f.style, section, OSP_PSEUDO_BEFORE), 0, "no number of what is not there");
	osp_node *first = put(section, f.tree, "p"), *second = put(section, f.tree, "p"), *other = put(f.root, f.tree, "p");
	ok(osp_style_number(f.style, first, OSP_PSEUDO_NONE) == osp_style_number(f.style, second, OSP_PSEUDO_NONE), "alike in all, one number");
	ok(osp_style_number(f.style, first, OSP_PSEUDO_NONE) != osp_style_number(f.style, other, OSP_PSEUDO_NONE), "not where the parents differ");
	osp_buf_done(&out);
	end(&f);
}

static void notes(void)
{
	struct fixture f = begin("p {\n  colr: red;\n  color: 12pt;\n  //background: red;\n  -webkit-x: 1;\n  color: blue\n}\n@frob;\np:frob { }\n");
	static const struct { const char *code; uint32_t line, column; } wanted[] = {
		{ "style/unknown-property", 2, 3 }, { "style/invalid-value", 3, 3 }, { "style/malformed", 4, 3 }, { "style/at-rule", 8, 1 }, { "style/selector", 9, 3 },
	};
	is_int((long long)f.job->diagnostic_count, 5, "five notes");
	for (size_t i = 0; i < 5 && i < f.job->diagnostic_count; i++) {
		const struct diagnostic *d = f.job->diagnostics[i];
		is_str(d->code, wanted[i].code, "code");
		is_int(d->place.line, wanted[i].line, "line");
		is_int(d->place.column, wanted[i].column, "column");
	}
	ok(strstr(f.job->diagnostics[0]->text, "\"color\"") != NULL, "the nearest name");
	osp_node *p = put(f.root, f.tree, "p");
	is_str(value(&f, p, "color"), "#0000ff", "the good ones hold");
	static const char *const missing[] = { "osp" };
	ok(style_load(f.job, missing, 1) == OSP_FAIL, "a style that is not there");
	end(&f);
	f = begin("");
	is_int((long long)f.job->diagnostic_count, 0, "the built-in sheets are clean");
	end(&f);
}

/* The styles that are shipped: no note, and the measure that CLREQ asks for. */
static void shipped(void)
{
	osp_job *job = job_new("en");
	static const char *const names[] = { "ospo" }, *const plain[] = { "plain" };
	is_int(style_load(job, names, 1), OSP_OK, "ospo.css loads");
	is_int((long long)job->diagnostic_count, 0, "without a note");
	osp_style *style = osp_job_style(job, "print");
	struct page_query right = { .name = "" }, left = { .name = "", .is_left = true }, bare = { .name = "bare", .is_left = true };
	const struct page_style *page = style_page(style, &right, "a4");
	is_int(page->width - page->margin[SIDE_LEFT] - page->margin[SIDE_RIGHT], 399 * OSP_POINT, "38 characters of 10.5 pt");
	is_int(page->height - page->margin[SIDE_TOP] - page->margin[SIDE_BOTTOM], 612 * OSP_POINT, "36 lines of 17 pt");
	ok(page->box[BOX_TOP_RIGHT] != NULL && page->box[BOX_BOTTOM_RIGHT] != NULL && page->box[BOX_TOP_LEFT] == NULL, "odd pages: outside is right");
	page = style_page(style, &left, "");
	is_int(page->width - page->margin[SIDE_LEFT] - page->margin[SIDE_RIGHT], 399 * OSP_POINT, "even pages are as wide");
	ok(page->box[BOX_TOP_LEFT] != NULL && page->box[BOX_BOTTOM_LEFT] != NULL && page->box[BOX_TOP_RIGHT] == NULL, "even pages: outside is left");
	page = style_page(style, &bare, "");
	ok(page->box[BOX_TOP_LEFT] == NULL && page->box[BOX_BOTTOM_LEFT] == NULL, "title pages are bare");
	osp_style *more = style_set_new(job, "print", plain, 1);
	ok(more != style && style_set_new(job, "print", NULL, 0) == style, "a set with a sheet on top is another one");
	is_int((long long)job->diagnostic_count, 0, "plain.css has no note either");
	style_free(job);
	job_free(job);
}

/* What browsers do with values that are more than one token's meaning (tests/style/cascade.py compares many more with one). */
static void as_browsers(void)
{
	computes("p { width: min(30pt, 2em); font-size: 10pt }", "width", "20pt");
	computes("p { width: min(100%, 2em); font-size: 10pt }", "width", "min(100%, 20pt)");
	computes("p { width: max(1em, min(3rem, 30pt)); font-size: 20pt } :root { font-size: 8pt }", "width", "24pt");
	computes("p { padding-left: calc(1pt - 5pt) }", "padding-left", "0");
	computes("p { order: calc(5 / 2) }", "order", "3");
	computes("p { opacity: 3 }", "opacity", "1");
	computes("p { column-count: 0 }", "column-count", "-");
	computes("p { margin-left: 7pt; margin: revert }", "margin-top", "12pt");
	computes("p { display: revert }", "display", "block");
	computes("p { direction: rtl; margin-inline-start: 3pt; margin-left: 1pt }", "margin-right", "3pt");
	computes("p { --d: rtl; direction: var(--d); padding-inline: 1pt 2pt }", "padding-left", "2pt");
	computes("p { float: left; display: inline-flex }", "display", "flex");
	computes("p { position: absolute; float: left }", "float", "-");
	computes("article { display: flex } p { display: inline }", "display", "block");
	computes("p { overflow: visible hidden }", "overflow-x", "auto");
	computes("p { text-shadow: 1em 0 rgb(1 2 3), 0 2px RED; font-size: 10pt }", "text-shadow", "10pt 0 #010203, 0 1.5pt #ff0000");
	computes("p { color: #123456; box-shadow: 0 1pt currentColor }", "box-shadow", "0 1pt #123456");
	computes("p { box-shadow: 0 1pt 2pt 3pt 4pt red }", "box-shadow", "-");
	computes("p { background-image: linear-gradient(hsl(0 100% 50%), calc(1px + 2px)) }", "background-image", "linear-gradient(#ff0000, 2.25pt)");
	computes("p { background: red blue }", "background-color", "-");
	computes("p { background-repeat: 3px }", "background-repeat", "-");
	computes("p { transform: calc(1px) }", "transform", "-");
	computes("p { border-radius: 1px / }", "border-top-left-radius", "-");
	computes("p { flex: 1px 1 auto }", "flex-grow", "-");
	computes("p { text-decoration-line: underline none }", "text-decoration-line", "-");
	computes("p { order: 1; { x: y } order: 2 }", "order", "2");
	computes("p { --a: }; order: 2 }", "order", "-");
	computes("p { padding: var(--a, 1pt]) }", "padding-top", "-");
	computes("@supports selector(a > b) { p { order: 1 } }", "order", "1");
	computes("@supports selector(a > > b) { p { order: 1 } }", "order", "-");
	computes("p { content: counters(c, '.') }", "content", "counters(c, \".\", decimal)");
}

int main(void)
{
	selectors();
	specificity();
	places();
	values();
	as_browsers();
	variables();
	colors();
	color_spaces();
	color_mix();
	mixed_with_text();
	typed();
	page_styles();
	texts();
	notes();
	shipped();
	return tap_done();
}
