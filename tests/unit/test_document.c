/* test_document.c - the tree: links, walks, texts, freezing, the check of its promises. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"
#include "base/job.h"
#include "document/node.h"
#include "document/volume.h"

#include <string.h>

static osp_node *text(osp_tree *tree, const char *bytes)
{
	return osp_text_new(tree, bytes, strlen(bytes));
}

/* article > p > ("one ", em > "two", " three") + ul > li > "x" */
static osp_node *sample(osp_tree *tree)
{
	osp_node *article = osp_element_new(tree, OSP_ARTICLE);
	osp_node *p = osp_element_new(tree, OSP_P), *em = osp_element_new(tree, OSP_EM);
	osp_node *ul = osp_element_new(tree, OSP_UL), *li = osp_element_new(tree, OSP_LI);
	osp_node_append(article, p);
	osp_node_append(p, text(tree, "one "));
	osp_node_append(p, em);
	osp_node_append(em, text(tree, "two"));
	osp_node_append(p, text(tree, " three"));
	osp_node_append(article, ul);
	osp_node_append(ul, li);
	osp_node_append(li, text(tree, "x"));
	osp_node_set_attr(p, "class", "lead");
	osp_node_set_place(p, (osp_place){ 1, 12, 3 });
	return article;
}

static void test_links(osp_tree *tree)
{
	osp_node *article = sample(tree);
	osp_node *p = osp_node_first(article), *ul = osp_node_last(article);
	osp_node_prepend(article, ul);
	ok(osp_node_first(article) == ul && osp_node_last(article) == p && osp_node_previous(p) == ul, "prepend moves");
	osp_node_prepend(article, ul);
	ok(osp_node_first(article) == ul && osp_node_next(ul) == p, "prepend of the first changes nothing");
	osp_node_insert_after(ul, p);
	ok(osp_node_next(ul) == p && osp_node_next(p) == NULL, "insert after oneself's neighbour changes nothing");
	osp_node_unlink(ul);
	ok(osp_node_first(article) == p && osp_node_parent(ul) == NULL, "unlink");
	int count = 0;
	for (osp_node *n = article; n != NULL; n = osp_node_after(n, article)) {
		count++;
	}
	is_int(count, 6, "a walk sees every node once");
	ok(osp_node_after_all(p, p) == NULL, "a walk does not leave its root");
}

static void test_attributes(osp_tree *tree)
{
	osp_node *p = osp_element_new(tree, OSP_P);
	osp_node_add_class(p, "a");
	osp_node_add_class(p, "bc");
	osp_node_add_class(p, "a");
	is_str(osp_node_attr(p, "class"), "a bc", "classes add up once");
	ok(!osp_node_has_class(p, "b"), "a class is a whole word");
	osp_node_set_attr(p, "class", NULL);
	ok(osp_node_attr(p, "class") == NULL && osp_node_attr_count(p) == 0, "NULL removes");
	is_int(osp_node_tag(osp_element_new_named(tree, "figcaption")), OSP_FIGCAPTION, "names have numbers");
	is_str(osp_node_name(osp_element_new_named(tree, "x-thing")), "x-thing", "unknown names are kept");
}

static void test_text(osp_tree *tree)
{
	osp_node *t = text(tree, "中文\nab");
	osp_node_set_place(t, (osp_place){ 1, 4, 2 });
	osp_node *rest = osp_text_split(t, 8);
	is_str(osp_node_text(rest, NULL), "b", "splits at a byte");
	is_int(osp_node_place(rest).line, 5, "and counts lines");
	is_int(osp_node_place(rest).column, 2, "and columns");
	osp_node *p = osp_element_new(tree, OSP_P);
	osp_node_append(p, text(tree, ""));
	osp_node_append(p, text(tree, "a"));
	osp_node_append(p, text(tree, "b"));
	osp_node_append(p, text(tree, ""));
	document_normalise(p);
	ok(osp_node_first(p) == osp_node_last(p), "one text is left");
	is_str(osp_node_text(osp_node_first(p), NULL), "ab", "of all of them");
}

static void test_freeze(osp_tree *tree)
{
	osp_buf frozen = OSP_BUF_INIT, before = OSP_BUF_INIT, after = OSP_BUF_INIT;
	osp_node *article = sample(tree);
	document_freeze(article, &frozen);
	osp_node *thawed = document_thaw(tree, frozen.data, frozen.len);
	document_dump(article, true, &before);
	ok(thawed != NULL, "thaws");
	document_dump(thawed, true, &after);
	is_str(after.data, before.data, "and is the same");
	osp_buf_clear(&after);
	document_dump(osp_node_clone(tree, article), true, &after);
	is_str(after.data, before.data, "a clone is the same");
	int refused = 0;
	for (size_t len = 0; len < frozen.len; len++) {
		refused += document_thaw(tree, frozen.data, len) == NULL;
	}
	is_int(refused, (long long)frozen.len, "no part of it is believed");
	for (size_t at = 8; at < frozen.len; at++) {
		frozen.data[at] ^= (char)0x81;
		document_thaw(tree, frozen.data, frozen.len);
		frozen.data[at] ^= (char)0x81;
	}
	is_int((long long)frozen.len > 100, 1, "changed bytes do no harm");
	osp_buf_done(&frozen);
	osp_buf_done(&before);
	osp_buf_done(&after);
}

static void test_check(osp_tree *tree)
{
	osp_buf why = OSP_BUF_INIT;
	osp_node *article = sample(tree);
	ok(document_check(article, &why), "a good tree");
	osp_node *figure = osp_element_new(tree, OSP_FIGURE), *link = osp_element_new(tree, OSP_A);
	osp_node_append(article, figure);
	osp_node_append(figure, link);
	osp_node_append(link, osp_element_new(tree, OSP_IMG));
	osp_node_append(figure, osp_element_new(tree, OSP_FIGCAPTION));
	ok(document_check(article, &why), "a picture that is a link, and its caption");
	osp_node_append(link, osp_element_new(tree, OSP_EM));
	ok(!document_check(article, &why), "a link with more in it is no picture");
	osp_node_unlink(figure);
	osp_buf_clear(&why);
	osp_node *p = osp_node_first(article);
	osp_node_append(p, osp_element_new(tree, OSP_UL));
	ok(!document_check(article, &why), "a list inside of a paragraph");
	is_str(why.data, "0:0: <ul> in <p>: a block inside of phrasing content", "and why");
	osp_buf_done(&why);
}

static void test_deep(osp_tree *tree)
{
	osp_node *root = osp_element_new(tree, OSP_BLOCKQUOTE), *inner = root;
	for (int i = 0; i < 50000; i++) {
		osp_node *next = osp_element_new(tree, OSP_BLOCKQUOTE);
		osp_node_append(inner, next);
		inner = next;
	}
	osp_buf frozen = OSP_BUF_INIT;
	document_freeze(root, &frozen);
	ok(document_thaw(tree, frozen.data, frozen.len) != NULL && osp_node_clone(tree, root) != NULL, "depth costs no stack");
	osp_buf_done(&frozen);
}

int main(void)
{
	osp_job *job = job_new("en");
	osp_tree *tree = tree_new(job);
	test_links(tree);
	test_attributes(tree);
	test_text(tree);
	test_freeze(tree);
	test_check(tree);
	test_deep(tree);
	job_free(job);
	return tap_done();
}
