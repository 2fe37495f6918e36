/* allow.c - which raw HTML may pass, and as what. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct rule {
	const char *name;
	enum allow allow;
	osp_tag tag;       /* 0: the tag of this name */
	const char *class; /* NULL: none */
};

/* Sorted by name. What is not here but has a tag passes as it is; anything else is unwrapped: its text stays. */
static const struct rule rules[] = {
	{ "acronym", ALLOW_ELEMENT, OSP_ABBR, NULL },
	{ "address", ALLOW_ELEMENT, OSP_DIV, "address" },
	{ "applet", ALLOW_DROP, 0, NULL },
	{ "article", ALLOW_ELEMENT, OSP_SECTION, NULL },
	{ "audio", ALLOW_LINK, 0, NULL },
	{ "big", ALLOW_ELEMENT, OSP_SPAN, "big" },
	{ "canvas", ALLOW_DROP, 0, NULL },
	{ "center", ALLOW_ELEMENT, OSP_DIV, "center" },
	{ "dir", ALLOW_ELEMENT, OSP_UL, NULL },
	{ "embed", ALLOW_LINK, 0, NULL },
	{ "font", ALLOW_ELEMENT, OSP_SPAN, "font" },
	{ "frame", ALLOW_DROP, 0, NULL },
	{ "frameset", ALLOW_DROP, 0, NULL },
	{ "head", ALLOW_DROP, 0, NULL },
	{ "iframe", ALLOW_LINK, 0, NULL },
	{ "input", ALLOW_DROP, 0, NULL },
	{ "main", ALLOW_ELEMENT, OSP_DIV, NULL },
	{ "math", ALLOW_DROP, 0, NULL },
	{ "menu", ALLOW_ELEMENT, OSP_UL, NULL },
	{ "noframes", ALLOW_DROP, 0, NULL },
	{ "object", ALLOW_DROP, 0, NULL },
	{ "script", ALLOW_DROP, 0, NULL },
	{ "select", ALLOW_DROP, 0, NULL },
	{ "source", ALLOW_LINK, 0, NULL },
	{ "strike", ALLOW_ELEMENT, OSP_S, NULL },
	{ "style", ALLOW_DROP, 0, NULL },
	{ "svg", ALLOW_DROP, 0, NULL },
	{ "template", ALLOW_DROP, 0, NULL },
	{ "textarea", ALLOW_DROP, 0, NULL },
	{ "title", ALLOW_DROP, 0, NULL },
	{ "tt", ALLOW_ELEMENT, OSP_SAMP, NULL },
	{ "video", ALLOW_LINK, 0, NULL },
};

static int compare(const void *name, const void *rule)
{
	return strcasecmp(name, ((const struct rule *)rule)->name);
}

enum allow allow_element(const char *name, osp_tag *ret_tag, const char **ret_class)
{
	const struct rule *rule = bsearch(name, rules, sizeof rules / sizeof *rules, sizeof *rules, compare);
	*ret_class = NULL;
	if (rule != NULL) {
		*ret_tag = rule->tag;
		*ret_class = rule->class;
		return rule->allow;
	}
	*ret_tag = osp_tag_from_name(name);
	return *ret_tag == OSP_TAG_UNKNOWN || *ret_tag == OSP_TAG_NONE ? ALLOW_UNWRAP : ALLOW_ELEMENT;
}

bool allow_url(const char *url, bool picture)
{
	char scheme[16];
	size_t len = 0;
	/* Browsers skip control characters and space inside a scheme (java\nscript:). */
	for (const char *p = url; *p != '\0' && len < sizeof scheme - 1; p++) {
		if ((unsigned char)*p <= ' ' || *p == 0x7F) {
			continue;
		}
		if (*p == ':' || *p == '/' || *p == '?' || *p == '#') {
			break;
		}
		scheme[len++] = *p;
	}
	scheme[len] = '\0';
	if (strcasecmp(scheme, "data") == 0) {
		return picture && strncasecmp(url, "data:image/", 11) == 0;
	}
	return strcasecmp(scheme, "javascript") != 0 && strcasecmp(scheme, "vbscript") != 0;
}

static bool is_size(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	return digits > 0 && digits < 6 && (value[digits] == '\0' || strcmp(value + digits, "%") == 0 || strcmp(value + digits, "px") == 0);
}

static void set_alignment(osp_node *node, const char *value, size_t len)
{
	static const char *const words[] = { "left", "center", "right", "justify" };
	static const char *const classes[] = { "align-left", "align-center", "align-right", "align-justify" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strlen(words[i]) == len && strncasecmp(words[i], value, len) == 0) {
			osp_node_add_class(node, classes[i]);
		}
	}
}

/* Of inline styles only text-align and a picture's width mean something here. */
static void read_style(osp_node *node, const char *style)
{
	const char *at = strstr(style, "text-align");
	if (at != NULL) {
		at += strlen("text-align");
		at += strspn(at, " :");
		set_alignment(node, at, strspn(at, "abcdefghijklmnopqrstuvwxyz"));
	}
	at = strstr(style, "width");
	if (at != NULL && osp_node_tag(node) == OSP_IMG && (at == style || at[-1] != '-')) {
		char value[16] = "";
		at += strlen("width");
		at += strspn(at, " :");
		size_t len = strcspn(at, "; !");
		if (len < sizeof value) {
			memcpy(value, at, len);
			value[len] = '\0';
		}
		if (is_size(value)) {
			osp_node_set_attr(node, "width", value);
		}
	}
}

struct attribute {
	const char *name;
	const char *tags; /* space-separated, "*" = all */
	enum { PLAIN, LINK, PICTURE, NUMBER, SIZE } type;
};

static const struct attribute attributes[] = {
	{ "alt", " img ", PLAIN }, { "colspan", " td th ", NUMBER }, { "datetime", " time ", PLAIN }, { "dir", "*", PLAIN },
	{ "height", " img ", SIZE }, { "href", " a ", LINK }, { "id", "*", PLAIN }, { "lang", "*", PLAIN },
	{ "open", " details ", PLAIN }, { "reversed", " ol ", PLAIN }, { "rowspan", " td th ", NUMBER }, { "scope", " th ", PLAIN },
	{ "span", " col colgroup ", NUMBER }, { "src", " img ", PICTURE }, { "start", " ol ", NUMBER }, { "title", "*", PLAIN },
	{ "type", " ol ", PLAIN }, { "value", " li ", NUMBER }, { "width", " img ", SIZE },
};

static bool is_number(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	return digits > 0 && digits < 8 && value[digits] == '\0';
}

static bool applies(const struct attribute *attribute, const char *tag)
{
	char padded[32] = " ";
	if (attribute->tags[0] == '*') {
		return true;
	}
	if (strlen(tag) + 3 > sizeof padded) {
		return false;
	}
	memcpy(padded + 1, tag, strlen(tag) + 1);
	padded[strlen(tag) + 1] = ' ';
	padded[strlen(tag) + 2] = '\0';
	return strstr(attribute->tags, padded) != NULL;
}

static bool passes(const struct attribute *attribute, const char *value)
{
	switch (attribute->type) {
	case LINK: return allow_url(value, false);
	case PICTURE: return allow_url(value, true);
	case NUMBER: return is_number(value);
	case SIZE: return is_size(value);
	default: return true;
	}
}

static void set_attribute(osp_node *node, const char *name, const char *value)
{
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		const struct attribute *attribute = &attributes[i];
		if (strcasecmp(name, attribute->name) == 0 && applies(attribute, osp_node_name(node)) && passes(attribute, value)) {
			osp_node_set_attr(node, attribute->name, value);
		}
	}
}

void allow_attributes(osp_node *node, const char *name, const char **attrs)
{
	for (size_t i = 0; attrs != NULL && attrs[i] != NULL; i += 2) {
		const char *key = attrs[i], *value = attrs[i + 1] != NULL ? attrs[i + 1] : "";
		set_attribute(node, key, value);
		if (strcasecmp(key, "align") == 0) {
			set_alignment(node, value, strlen(value));
		} else if (strcasecmp(key, "style") == 0) {
			read_style(node, value);
		} else if (strcasecmp(key, "name") == 0 && strcasecmp(name, "a") == 0 && osp_node_attr(node, "id") == NULL) {
			osp_node_set_attr(node, "id", value);
		} else if (strcasecmp(key, "class") == 0 && strncmp(value, "language-", 9) == 0 && strchr(value, ' ') == NULL) {
			osp_node_add_class(node, value);
		}
	}
	if (osp_node_tag(node) == OSP_IMG && osp_node_attr(node, "alt") == NULL) {
		osp_node_set_attr(node, "alt", "");
	}
}
