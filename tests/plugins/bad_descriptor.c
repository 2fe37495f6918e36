/* bad_descriptor.c - descriptors that must be refused; -D says in which way. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <ospopress/ospopress.h>
#include <stdlib.h>

static osp_status write_nothing(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	(void)job, (void)state, (void)volume, (void)pages, (void)output;
	return OSP_OK;
}

static const osp_option options[] = {
	{ "size", OSP_OPTION_INT,
#ifdef BAD_DEFAULT
		"100",
#else
		"5",
#endif
		"1..9", "an option" },
	{ NULL, OSP_OPTION_END, NULL, NULL, NULL },
};
static const osp_writer writer = { .format = "bad", .suffix = ".bad", .medium = "print", .needs = OSP_NEEDS_TREE,
#if defined MISSING_VERB
#elif defined OTHER_VERB
	.write_pages = (osp_status (*)(osp_job *, void *, const osp_pages *, osp_output *))(void *)write_nothing,
#else
	.write_tree = write_nothing,
#endif
};
static const osp_writer *const unused[] __attribute__((unused)) = { &writer };

#if defined NO_ENTRY
const void *const some_other_symbol = unused;
#elif defined SHORT_SYMBOL
OSP_API const uint32_t osp_plugin_entry_words[2] __asm__("osp_plugin_entry") = { OSP_ABI_MAJOR, OSP_ABI_MINOR };
const void *const some_other_symbol = unused;
#else
#ifndef MAJOR
#define MAJOR OSP_ABI_MAJOR
#endif
#ifndef MINOR
#define MINOR OSP_ABI_MINOR
#endif
#ifndef SIZE
#define SIZE sizeof(osp_plugin)
#endif
#ifndef KIND
#define KIND OSP_WRITER
#endif
#ifndef NAME
#define NAME "bad"
#endif
#ifndef ROW
#define ROW sizeof(osp_option)
#endif
#ifndef TABLE
#define TABLE sizeof(osp_writer)
#endif
OSP_API const osp_plugin osp_plugin_entry = { .abi_major = MAJOR, .abi_minor = MINOR, .size = SIZE, .option_size = ROW,
	.reader_size = sizeof(osp_reader), .transform_size = sizeof(osp_transform), .writer_size = TABLE, .kind = KIND, .name = NAME,
	.version = "1.0", .summary = "Bad.", .options = options, .writer = &writer };
#endif

#ifdef CRASHES_WHEN_LOADED
__attribute__((constructor)) static void crash(void)
{
	abort();
}
#endif
#ifdef HANGS_WHEN_LOADED
__attribute__((constructor)) static void hang(void)
{
	for (;;) {
		__asm__ volatile("");
	}
}
#endif

#ifdef NEEDS_FUTURE
void osp_node_sing(void);
OSP_API void sing(void);
void sing(void)
{
	osp_node_sing();
}
#endif
