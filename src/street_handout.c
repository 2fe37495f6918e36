/* street_handout.c - the one handout that `ospopress handout` is asked for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "street.h"

#include <stdio.h>
#include <string.h>

static const char *const format = "handout", *const plan_format = "handout-plan";

static const char *setting(const struct cli *cli, const char *key)
{
	const char *found = "";
	size_t len = strlen(key);
	for (size_t i = 0; i < cli->setting_count; i++) {
		if (strncmp(cli->settings[i], key, len) == 0 && cli->settings[i][len] == '=') {
			found = cli->settings[i] + len + 1;
		}
	}
	return found;
}

static const char *handout_names(const struct street *street)
{
	osp_buf names = OSP_BUF_INIT;
	osp_buf_puts(&names, "");
	for (size_t i = 0; i < street->manifest->output_count; i++) {
		const struct manifest_output *output = street->manifest->outputs[i];
		if (strcmp(output->format, format) == 0) {
			osp_buf_printf(&names, "%s%s", names.len > 0 ? ", " : "", output->key);
		}
	}
	const char *kept = osp_job_strdup(street->job, names.data);
	osp_buf_done(&names);
	return kept;
}

static const struct manifest_output *find_handout(struct street *street, const char *name)
{
	for (size_t i = 0; i < street->manifest->output_count; i++) {
		const struct manifest_output *output = street->manifest->outputs[i];
		if (strcmp(output->key, name) == 0 && strcmp(output->format, format) == 0) {
			return output;
		}
	}
	const char *names = handout_names(street);
	if (*names == '\0') {
		osp_error(street->job, (osp_place){ street->manifest->file, 0, 0 }, "outputs/handout", "the volume has no handout \"%s\"; describe one under \"handouts:\", or here: --layout=saddle", name);
	} else {
		osp_error(street->job, (osp_place){ street->manifest->file, 0, 0 }, "outputs/handout", "the volume has no handout \"%s\"; it has %s", name, names);
	}
	street_raise(street, STATUS_USAGE);
	return NULL;
}

void street_choose_handout(struct street *street)
{
	const struct cli *cli = street->cli;
	const struct manifest_output *named = cli->handout != NULL ? find_handout(street, cli->handout) : NULL;
	struct manifest_output *output = osp_job_alloc(street->job, sizeof(*output));
	struct manifest_output **outputs = osp_job_alloc(street->job, sizeof(*outputs));
	*output = (struct manifest_output){ .key = format, .format = format, .file = "", .paper = "", .bleed = "",
		.place = (osp_place){ street->manifest->file, 0, 0 } };
	if (named != NULL) {
		*output = *named;
	}
	manifest_style_layout(street->job, output, setting(cli, "layout"));
	if (cli->explain) {
		output->key = osp_job_printf(street->job, "%s-%s-plan", street->manifest->volume->id, output->key);
		output->format = plan_format;
		output->file = "";
	}
	outputs[0] = output;
	street->manifest->outputs = outputs;
	street->manifest->output_count = street->status < STATUS_USAGE ? 1 : 0;
}

void street_set_options(struct street *street)
{
	const struct cli *cli = street->cli;
	for (size_t i = 0; i < cli->setting_count && street->output_count > 0; i++) {
		const char *equals = strchr(cli->settings[i], '=');
		const char *key = osp_job_strndup(street->job, cli->settings[i], (size_t)(equals - cli->settings[i]));
		if (options_set(street->job, street->outputs[0].use->options, key, equals + 1, street->manifest->folder) != OSP_OK) {
			street_raise(street, STATUS_USAGE);
		}
	}
}

void street_print_plan(const struct street *street)
{
	if (street->output_count == 0 || street->outputs[0].status != STATUS_DONE) {
		return;
	}
	FILE *file = fopen(osp_job_printf(street->job, "%s/table.txt", street->outputs[0].target), "rb");
	char block[4096];
	for (size_t got; file != NULL && (got = fread(block, 1, sizeof(block), file)) > 0;) {
		fwrite(block, 1, got, stdout);
	}
	if (file != NULL) {
		fclose(file);
	}
}
