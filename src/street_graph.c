/* street_graph.c - who works on a volume, in which order, as text or as a picture; what looks after plugins. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "street.h"
#include "pipeline.h"
#include "base/catalogue.h"
#include "base/file.h"
#include "document/volume.h"
#include "plugin/tool.h"
#include "workshop/workshop.h"
#include "transform/transform.h"

#include <ospopress/markup.h>
#include <stdio.h>
#include <string.h>

/* One plugin on the street. */
struct stop {
	const char *name, *detail;
	bool is_ours;              /* came with ospopress */
	const char *after, *before;
};

struct graph {
	osp_job *job;
	struct stop *columns[3];   /* readers, transforms, writers */
	size_t counts[3];
	bool has_volume;           /* a manifest was read */
};

static void add(struct graph *graph, int column, const struct plugin *plugin, const char *name, const char *detail)
{
	struct stop *larger = osp_job_alloc(graph->job, (graph->counts[column] + 1) * sizeof(*larger));
	if (graph->counts[column] > 0) {
		memcpy(larger, graph->columns[column], graph->counts[column] * sizeof(*larger));
	}
	const osp_transform *transform = plugin->about.kind == OSP_TRANSFORM ? plugin->about.transform : NULL;
	larger[graph->counts[column]++] = (struct stop){ name, detail, plugin->is_shipped,
		transform != NULL ? transform->after : NULL, transform != NULL ? transform->before : NULL };
	graph->columns[column] = larger;
}

/* ---- Who is there ---- */

static void add_readers(struct graph *graph)
{
	const struct plugin_registry *registry = graph->job->plugins;
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->about.kind == OSP_READER && !plugin->is_shadowed) {
			add(graph, 0, plugin, plugin->about.name, plugin->about.reader->suffixes != NULL ? plugin->about.reader->suffixes : "");
		}
	}
}

static void add_transforms(struct graph *graph, struct plugin_use **uses, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct plugin *plugin = uses[i]->plugin;
		add(graph, 1, plugin, plugin->about.name, job_translate(graph->job, plugin_is_for_volume(plugin) ? "the volume" : "each article"));
	}
}

static void add_writers(struct graph *graph, const struct street *street)
{
	const struct plugin_registry *registry = graph->job->plugins;
	for (size_t i = 0; i < street->output_count; i++) {
		const struct plugin *plugin = street->outputs[i].use->plugin;
		bool is_same = strcmp(plugin->about.writer->format, street->outputs[i].use->name) == 0;
		add(graph, 2, plugin, street->outputs[i].use->name, is_same ? path_base(street->outputs[i].target)
			: osp_job_printf(graph->job, "%s: %s", plugin->about.name, path_base(street->outputs[i].target)));
	}
	for (size_t i = 0; i < registry->count && !graph->has_volume; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->about.kind == OSP_WRITER && !plugin->is_shadowed) {
			add(graph, 2, plugin, plugin->about.name,
				job_translate(graph->job, (plugin->about.writer->needs & OSP_NEEDS_PAGES) != 0 ? "pages" : "the tree"));
		}
	}
}

/* ---- As text ---- */

static void put_text(const struct graph *graph, osp_buf *out)
{
	static const char *const headings[] = { "Readers", "Transforms", "Writers" };
	for (int column = 0; column < 3; column++) {
		osp_buf_printf(out, "%s\n", job_translate(graph->job, headings[column]));
		for (size_t i = 0; i < graph->counts[column]; i++) {
			const struct stop *stop = &graph->columns[column][i];
			if (column == 1) {
				osp_buf_printf(out, "  %2zu. ", i + 1);
			} else {
				osp_buf_puts(out, "  ");
			}
			osp_buf_printf(out, *stop->detail != '\0' ? "%s%s (%s)" : "%s%s", stop->name, stop->is_ours ? "" : " *", stop->detail);
			if (stop->after != NULL && *stop->after != '\0') {
				osp_buf_printf(out, job_translate(graph->job, "; after %s"), stop->after);
			}
			if (stop->before != NULL && *stop->before != '\0') {
				osp_buf_printf(out, job_translate(graph->job, "; before %s"), stop->before);
			}
			osp_buf_putc(out, '\n');
		}
	}
	osp_buf_puts(out, job_translate(graph->job, "* did not come with ospopress\n"));
}

/* ---- As a picture ---- */

enum { BOX_WIDTH = 210, BOX_HEIGHT = 44, GAP_X = 110, GAP_Y = 18, MARGIN = 24, HEAD = 34 };

static int column_x(int column)
{
	return MARGIN + column * (BOX_WIDTH + GAP_X);
}

static int row_y(size_t row)
{
	return MARGIN + HEAD + (int)row * (BOX_HEIGHT + GAP_Y);
}

static void put_label(osp_buf *out, int x, int y, const char *class, const char *text)
{
	osp_buf_printf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
	osp_markup_text(out, text, strlen(text));
	osp_buf_puts(out, "</text>\n");
}

static void put_box(osp_buf *out, int x, int y, const struct stop *stop)
{
	osp_buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" class=\"%s\"/>\n", x, y, BOX_WIDTH, BOX_HEIGHT,
		stop->is_ours ? "ours" : "theirs");
	put_label(out, x + 12, y + 19, "name", stop->name);
	put_label(out, x + 12, y + 35, "detail", stop->detail);
}

static void put_arrow(osp_buf *out, int x1, int y1, int x2, int y2)
{
	osp_buf_printf(out, "<path d=\"M%d %d C%d %d %d %d %d %d\" marker-end=\"url(#tip)\"/>\n", x1, y1, x1 + GAP_X / 2, y1, x2 - GAP_X / 2, y2, x2, y2);
}

static bool lists(const char *names, const char *name)
{
	size_t len = strlen(name);
	while (names != NULL && *names != '\0') {
		names += strspn(names, " ,");
		size_t n = strcspn(names, " ,");
		if (n == len && n > 0 && memcmp(names, name, n) == 0) {
			return true;
		}
		names += n;
	}
	return false;
}

/* A wish (after, before) as a dashed bow on the left of the column. */
static void put_wishes(const struct graph *graph, osp_buf *out)
{
	int x = column_x(1);
	for (size_t a = 0; a < graph->counts[1]; a++) {
		for (size_t b = a + 2; b < graph->counts[1]; b++) {
			const struct stop *first = &graph->columns[1][a], *second = &graph->columns[1][b];
			if (lists(first->before, second->name) || lists(second->after, first->name)) {
				int y1 = row_y(a) + BOX_HEIGHT / 2, y2 = row_y(b) + BOX_HEIGHT / 2, bow = x - 14 - 4 * (int)(b - a > 16 ? 16 : b - a);
				osp_buf_printf(out, "<path d=\"M%d %d C%d %d %d %d %d %d\" class=\"wish\"/>\n", x, y1, bow, y1, bow, y2, x, y2);
			}
		}
	}
}

static void put_picture(const struct graph *graph, osp_buf *out)
{
	static const char *const headings[] = { "Readers", "Transforms", "Writers" };
	size_t rows = 1;
	for (int column = 0; column < 3; column++) {
		rows = graph->counts[column] > rows ? graph->counts[column] : rows;
	}
	int width = column_x(2) + BOX_WIDTH + MARGIN, height = row_y(rows) + MARGIN;
	osp_buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n<title>", width,
		height, width, height);
	osp_buf_printf(out, "%s</title>\n", job_translate(graph->job, "The way of a volume through its plugins"));
	osp_buf_puts(out, "<style>text{font-family:sans-serif;fill:#222}.head{font-size:15px;font-weight:bold}.name{font-size:14px}"
		".detail{font-size:11px;fill:#555}.ours{fill:#eef3f8;stroke:#55789a}.theirs{fill:#fdf3e4;stroke:#b7791f}"
		"path{fill:none;stroke:#777;stroke-width:1.2}.wish{stroke:#b9c4cf;stroke-dasharray:3 3}</style>\n"
		"<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
		"<path d=\"M0 0L8 4L0 8z\" style=\"fill:#777;stroke:none\"/></marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
	put_wishes(graph, out);
	size_t last = graph->counts[1] > 0 ? graph->counts[1] - 1 : 0;
	for (size_t i = 0; i < graph->counts[0] && graph->counts[1] > 0; i++) {
		put_arrow(out, column_x(0) + BOX_WIDTH, row_y(i) + BOX_HEIGHT / 2, column_x(1), row_y(0) + BOX_HEIGHT / 2);
	}
	for (size_t i = 0; i + 1 < graph->counts[1]; i++) {
		osp_buf_printf(out, "<path d=\"M%d %dV%d\" marker-end=\"url(#tip)\"/>\n", column_x(1) + BOX_WIDTH / 2, row_y(i) + BOX_HEIGHT, row_y(i + 1));
	}
	for (size_t i = 0; i < graph->counts[2] && graph->counts[1] > 0; i++) {
		put_arrow(out, column_x(1) + BOX_WIDTH, row_y(last) + BOX_HEIGHT / 2, column_x(2), row_y(i) + BOX_HEIGHT / 2);
	}
	for (int column = 0; column < 3; column++) {
		put_label(out, column_x(column), MARGIN + 14, "head", job_translate(graph->job, headings[column]));
		for (size_t i = 0; i < graph->counts[column]; i++) {
			put_box(out, column_x(column), row_y(i), &graph->columns[column][i]);
		}
	}
	osp_buf_puts(out, "</svg>\n");
}

/* ---- The command ---- */

/* Without a manifest: what ospopress does by itself. */
static void use_shipped(struct street *street)
{
	const struct plugin_registry *registry = street->job->plugins;
	for (size_t i = 0; i < registry->count; i++) {
		const struct plugin *plugin = registry->plugins[i];
		if (plugin->about.kind == OSP_TRANSFORM && plugin_runs_unasked(plugin) && !plugin->is_shadowed) {
			struct plugin_use *use = plugin_use_new(street->job, plugin, plugin->about.name, NULL, NULL, ".", OSP_NOWHERE);
			volume_list_add(street->job, &street->transforms, &street->transform_count, use);
		}
	}
	if (transform_order(street->job, street->transforms, street->transform_count) != OSP_OK) {
		street_raise(street, STATUS_USAGE);
	}
}

int pipeline_graph(const struct cli *cli)
{
	struct street street = { .job = job_new(catalogue_language(cli->messages)), .cli = cli };
	struct graph graph = { .job = street.job, .has_volume = cli->file != NULL || file_exists("proceedings.yml") };
	osp_buf out = OSP_BUF_INIT;
	bool is_good = true;
	if (graph.has_volume) {
		is_good = street_open(&street);
		is_good = street_setup_transforms(&street) && is_good;
		is_good = street_setup_outputs(&street) && is_good;
	} else {
		struct plugin_search search = { cli->local_plugins ? "." : NULL, cli->trust, true };
		registry_open(street.job, &search);
		use_shipped(&street);
		is_good = street.status == STATUS_DONE;
	}
	if (is_good) {
		add_readers(&graph);
		add_transforms(&graph, street.transforms, street.transform_count);
		add_writers(&graph, &street);
		if (cli->as_svg) {
			put_picture(&graph, &out);
		} else {
			put_text(&graph, &out);
		}
		fputs(out.data, stdout);
	}
	osp_buf_done(&out);
	report_flush(street.job);
	pipeline_end(street.job);
	return street.status;
}

int pipeline_tool(const struct cli *cli)
{
	if (cli->tool == CLI_TOOL_LIST || cli->tool == CLI_TOOL_INFO) {
		return pipeline_plugins(cli);
	}
	osp_job *job = job_new(catalogue_language(cli->messages));
	struct plugin_search search = { cli->local_plugins ? "." : NULL, cli->trust, true };
	osp_buf out = OSP_BUF_INIT;
	registry_open(job, &search);
	struct workshop_wishes wishes = { cli->sanitize, cli->accept, cli->only };
	bool is_good = true;
	int status = STATUS_DONE;
	if (cli->tool == CLI_TOOL_TEST) {
		status = workshop_test(job, cli->file, &wishes);
	} else {
		is_good = cli->tool == CLI_TOOL_DOCTOR ? tool_doctor(job, &out) : cli->tool == CLI_TOOL_INSTALL ? tool_install(job, cli->file, &out)
			: cli->tool == CLI_TOOL_NEW ? workshop_new(job, cli->file, cli->name, cli->language != NULL ? cli->language : "c", &out)
			: tool_remove(job, cli->file, &out);
	}
	fputs(out.data != NULL ? out.data : "", stdout);
	osp_buf_done(&out);
	report_flush(job);
	pipeline_end(job);
	return is_good ? status : STATUS_DOCUMENTS;
}
