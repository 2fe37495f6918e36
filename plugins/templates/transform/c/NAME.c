/* @NAME@.c - a transform for ospopress: marks a word wherever it stands, and says where. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <string.h>

/* What a manifest can say. The host checks values against this table before any function below is called. */
static const osp_option options[] = {
	{ "word", OSP_OPTION_STRING, "TBC", NULL, "the word that is marked" },
	{ "class", OSP_OPTION_STRING, "@NAME@", NULL, "the class of the marks, for style sheets" },
	{ "say", OSP_OPTION_CHOICE, "note", "nothing|note|warning", "what is said about each" },
	{ "seal", OSP_OPTION_FILE, NULL, NULL, "a picture that is put behind articles with marks" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};

/* The options as we need them: never in static variables, for a transform may be in use twice. */
struct state { const char *word, *tag_class, *say, *seal; };

static osp_status open_transform(osp_job *job, const osp_options *given, void **ret_state)
{
	/* Memory of the job lives until it ends; nothing of it is freed. */
	struct state *state = osp_job_alloc(job, sizeof(*state));
	state->word = osp_option_string(given, "word");
	state->tag_class = osp_option_string(given, "class");
	state->say = osp_option_string(given, "say");
	state->seal = osp_option_string(given, "seal");
	if (state->word[0] == '\0') {
		osp_error(job, osp_option_place(given, "word"), "@NAME@/no-word", "\"word\" is empty; say which word is to be marked");
		return OSP_FAIL;
	}
	*ret_state = state;
	return OSP_OK;
}

static void say_so(osp_job *job, const struct state *state, osp_place place)
{
	if (strcmp(state->say, "note") == 0) {
		osp_note(job, place, "@NAME@/found", "\"%s\" stands here", state->word);
	} else if (strcmp(state->say, "warning") == 0) {
		osp_warn(job, place, "@NAME@/found", "\"%s\" stands here", state->word);
	}
}

/* Cuts the word out of a text and puts it into a `mark`. Returns the mark, NULL when the word is not there. */
static osp_node *mark_first(const struct state *state, osp_node *text)
{
	const char *bytes = osp_node_text(text, NULL), *found = strstr(bytes, state->word);
	if (found == NULL) {
		return NULL;
	}
	/* Splitting computes the places of both halves. */
	osp_node *word = found == bytes ? text : osp_text_split(text, (size_t)(found - bytes));
	if (strlen(found) > strlen(state->word)) {
		osp_text_split(word, strlen(state->word));
	}
	osp_node *mark = osp_element_new(osp_node_tree(text), OSP_MARK);
	osp_node_set_place(mark, osp_node_place(word));
	if (state->tag_class[0] != '\0') {
		osp_node_add_class(mark, state->tag_class);
	}
	osp_node_replace(word, mark);
	osp_node_append(mark, word);
	return mark;
}

static void add_seal(osp_job *job, const struct state *state, osp_article *article)
{
	osp_node *figure = osp_element_new(article->tree, OSP_FIGURE), *img = osp_element_new(article->tree, OSP_IMG);
	osp_node_set_place(figure, osp_node_place(article->root));
	osp_node_set_place(img, osp_node_place(article->root));
	osp_node_set_attr(img, "src", state->seal);
	osp_node_set_attr(img, "alt", "");
	osp_node_add_class(img, "decorative"); /* it says nothing that the text does not say */
	/* Puts the picture into the volume, once; writers find it by its number. */
	osp_node_set_attr(img, "data-asset", osp_job_printf(job, "%zu", osp_volume_add_asset(job, state->seal)));
	osp_node_append(figure, img);
	osp_node_append(article->root, figure);
}

static osp_status mark_article(osp_job *job, void *closure, osp_article *article)
{
	const struct state *state = closure;
	size_t count = 0;
	for (osp_node *n = article->root; n != NULL;) {
		osp_node *mark = osp_node_is_text(n) ? mark_first(state, n) : NULL;
		/* Code stays as its author wrote it; what is marked is not looked at again. */
		bool is_passed = mark != NULL || osp_node_tag(n) == OSP_CODE || osp_node_tag(n) == OSP_MARK;
		if (mark != NULL) {
			say_so(job, state, osp_node_place(mark));
			n = mark;
			count++;
		}
		n = is_passed ? osp_node_after_all(n, article->root) : osp_node_after(n, article->root);
	}
	if (count > 0 && state->seal[0] != '\0') {
		add_seal(job, state, article);
	}
	return OSP_OK;
}

static const osp_transform transform = {
	.after = "headings,citations,authors,figures",
	.before = "typography,matter",
	.open = open_transform,
	.article = mark_article,
};
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "@NAME@", .version = "0.1", .summary = "Marks a word wherever it stands.",
	.options = options, .transform = &transform, .license = "Apache-2.0");
