/* api.c - the one list that names every function of the plugin interface. */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A linker takes from an archive only the members that somebody names. The
 * program itself does not call, say, osp_volume_add_piece(): without this list it
 * would be left out, and a plugin that needs it could not be loaded. The registry
 * points at this list, and -export-dynamic lets plugins see what it names.
 * tests/plugins.sh compares the list with the headers.
 */
#include <ospopress/ospopress.h>

#include "plugin/api.h"

/* A function's address as data, which ISO C leaves to the system and POSIX allows. */
#define NAMED(function) __extension__ (const void *)&function

const void *const plugin_api[] = {
	/* text.h */
	NAMED(osp_buf_add),
	NAMED(osp_buf_puts),
	NAMED(osp_buf_putc),
	NAMED(osp_buf_put_codepoint),
	NAMED(osp_buf_printf),
	NAMED(osp_buf_clear),
	NAMED(osp_buf_truncate),
	NAMED(osp_buf_done),
	NAMED(osp_utf8_next),
	NAMED(osp_utf8_encode),
	NAMED(osp_utf8_count),
	NAMED(osp_utf8_first_letter),
	NAMED(osp_char_is_han),
	NAMED(osp_char_is_cjk_mark),
	NAMED(osp_char_is_space),
	NAMED(osp_char_columns),
	/* report.h */
	NAMED(osp_error),
	NAMED(osp_warn),
	NAMED(osp_note),
	NAMED(osp_translate),
	NAMED(osp_job_add_file),
	NAMED(osp_job_file_path),
	NAMED(osp_job_alloc),
	NAMED(osp_job_strdup),
	NAMED(osp_job_strndup),
	NAMED(osp_job_printf),
	/* document.h */
	NAMED(osp_tag_from_name),
	NAMED(osp_tag_name),
	NAMED(osp_tag_is_block),
	NAMED(osp_tag_is_void),
	NAMED(osp_element_new),
	NAMED(osp_element_new_named),
	NAMED(osp_text_new),
	NAMED(osp_node_clone),
	NAMED(osp_node_tree),
	NAMED(osp_node_is_text),
	NAMED(osp_node_tag),
	NAMED(osp_node_name),
	NAMED(osp_node_text),
	NAMED(osp_node_text_content),
	NAMED(osp_node_parent),
	NAMED(osp_node_first),
	NAMED(osp_node_last),
	NAMED(osp_node_next),
	NAMED(osp_node_previous),
	NAMED(osp_node_after),
	NAMED(osp_node_after_all),
	NAMED(osp_node_place),
	NAMED(osp_node_set_place),
	NAMED(osp_node_attr),
	NAMED(osp_node_set_attr),
	NAMED(osp_node_attr_count),
	NAMED(osp_node_attr_at),
	NAMED(osp_node_has_class),
	NAMED(osp_node_add_class),
	NAMED(osp_node_has_role),
	NAMED(osp_node_lang),
	NAMED(osp_node_find_id),
	NAMED(osp_node_append),
	NAMED(osp_node_prepend),
	NAMED(osp_node_insert_before),
	NAMED(osp_node_insert_after),
	NAMED(osp_node_unlink),
	NAMED(osp_node_replace),
	NAMED(osp_node_take_children),
	NAMED(osp_node_set_text),
	NAMED(osp_node_rename),
	NAMED(osp_text_split),
	/* volume.h */
	NAMED(osp_job_volume),
	NAMED(osp_job_may_fetch),
	NAMED(osp_node_asset),
	NAMED(osp_volume_add_asset),
	NAMED(osp_volume_add_piece),
	NAMED(osp_label),
	/* options.h */
	NAMED(osp_option_bool),
	NAMED(osp_option_int),
	NAMED(osp_option_string),
	NAMED(osp_option_length),
	NAMED(osp_option_count),
	NAMED(osp_option_item),
	NAMED(osp_option_is_given),
	NAMED(osp_option_place),
	/* style.h */
	NAMED(osp_job_style),
	NAMED(osp_style_value),
	NAMED(osp_style_each),
	NAMED(osp_style_number),
	NAMED(osp_style_first_letter),
	NAMED(osp_property_is_inherited),
	NAMED(osp_style_text),
	NAMED(osp_job_theme),
	NAMED(osp_style_dialect),
	NAMED(osp_style_sheet),
	/* markup.h */
	NAMED(osp_markup_text),
	NAMED(osp_markup_attr),
	NAMED(osp_markup_node),
	/* output.h */
	NAMED(osp_output_put),
	NAMED(osp_output_copy),
	NAMED(osp_output_open),
	NAMED(osp_sink_write),
	NAMED(osp_sink_close),
	NAMED(osp_output_path),
	NAMED(osp_output_name),
	NAMED(osp_output_target),
};
const size_t plugin_api_count = sizeof(plugin_api) / sizeof(*plugin_api);
