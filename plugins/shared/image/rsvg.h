/* rsvg.h - librsvg, loaded when the first SVG comes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHARED_IMAGE_RSVG_H
#define SHARED_IMAGE_RSVG_H

#include <librsvg/rsvg.h>

/* It and the libraries that it brings cost each process 7 ms before the first call, and most volumes have no SVG. */
struct rsvg {
	__typeof__(rsvg_handle_new_from_data) *handle_new_from_data;
	__typeof__(rsvg_handle_set_dpi) *handle_set_dpi;
	__typeof__(rsvg_handle_render_document) *handle_render_document;
	__typeof__(rsvg_handle_get_intrinsic_size_in_pixels) *handle_get_intrinsic_size_in_pixels;
	__typeof__(rsvg_handle_get_intrinsic_dimensions) *handle_get_intrinsic_dimensions;
	__typeof__(g_object_unref) *object_unref;
};

/* NULL when it is not installed. */
const struct rsvg *rsvg_load(void);

#endif
