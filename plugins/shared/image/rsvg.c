/* rsvg.c - find librsvg's calls. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "image/rsvg.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static struct rsvg rsvg;
static bool is_loaded;

/* POSIX wants a function's address by way of void * to work; C has no cast for it. */
static bool find(void *library, const char *name, void *ret_call, size_t size)
{
	void *call = dlsym(library, name);
	memcpy(ret_call, &call, size);
	return call != NULL;
}

#define FIND(library, member, name) find(library, name, &rsvg.member, sizeof rsvg.member)

static void load(void)
{
	void *library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL); /* the name has been the same since 2.0 */
	is_loaded = library != NULL && FIND(library, handle_new_from_data, "rsvg_handle_new_from_data") &&
		FIND(library, handle_set_dpi, "rsvg_handle_set_dpi") &&
		FIND(library, handle_render_document, "rsvg_handle_render_document") &&
		FIND(library, handle_get_intrinsic_size_in_pixels, "rsvg_handle_get_intrinsic_size_in_pixels") &&
		FIND(library, handle_get_intrinsic_dimensions, "rsvg_handle_get_intrinsic_dimensions") &&
		FIND(library, object_unref, "g_object_unref");
}

const struct rsvg *rsvg_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	return is_loaded ? &rsvg : NULL;
}
