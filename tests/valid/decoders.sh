#!/usr/bin/env bash
# decoders.sh - pictures are decoded in writers' own processes only: a decoder that dies takes its output along, and nothing else.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

have() { command -v "$1" >/dev/null 2>&1; }
cc=${CC:-cc}
if [ -n "${SANITIZE:-}" ] || ! have "${cc%% *}" || ! have nm; then
	skip "no compiler, or sanitizers that want to be loaded first"
	done_testing
	exit
fi
program=$top_build/ospopress
[ ! -f "$top_build/.libs/ospopress" ] || program=$top_build/.libs/ospopress
ok "the program itself calls no decoder" [ -z "$(nm -D --undefined-only "$program" | grep -E ' (jpeg_|png_|WebP|rsvg_|cairo_)')" ]

# Each decoder's first function ends its process, as a bug that a hostile picture found would.
cat >"$scratch/deadly.c" <<'EOF'
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void strike(const char *which) { const char *wanted = getenv("STRIKE"); if (wanted != NULL && strcmp(wanted, which) == 0) abort(); }
extern int jpeg_read_header(void *a, int b); int jpeg_read_header(void *a, int b) { (void)a; (void)b; strike("jpeg"); return 0; }
extern int png_image_begin_read_from_memory(void *a, const void *b, size_t c);
int png_image_begin_read_from_memory(void *a, const void *b, size_t c) { (void)a; (void)b; (void)c; strike("png"); return 0; }
extern int WebPGetFeaturesInternal(const void *a, size_t b, void *c, int d);
int WebPGetFeaturesInternal(const void *a, size_t b, void *c, int d) { (void)a; (void)b; (void)c; (void)d; strike("webp"); return 2; }
EOF
$cc -shared -fPIC -o "$scratch/deadly.so" "$scratch/deadly.c" || fail "the deadly decoder compiles"
# librsvg is loaded by its name when an SVG comes: this one is found first.
cat >"$scratch/rsvg.c" <<'EOF'
#include <stdlib.h>
#include <string.h>
void *rsvg_handle_new_from_data(const void *a, size_t b, void *c)
{
	const char *wanted = getenv("STRIKE");
	(void)a; (void)b; (void)c;
	if (wanted != NULL && strcmp(wanted, "svg") == 0) abort();
	return NULL;
}
void rsvg_handle_set_dpi(void) {}
int rsvg_handle_render_document(void) { return 0; }
int rsvg_handle_get_intrinsic_size_in_pixels(void) { return 0; }
void rsvg_handle_get_intrinsic_dimensions(void) {}
void g_object_unref(void) {}
EOF
mkdir "$scratch/lib"
$cc -shared -fPIC -o "$scratch/lib/librsvg-2.so.2" "$scratch/rsvg.c" || fail "the deadly librsvg compiles"
export LD_LIBRARY_PATH=$scratch/lib

mkdir "$scratch/volume"
cp "$top_src/samples/summit/content/"*/images/*.jpg "$scratch/volume/a.jpeg" 2>/dev/null ||
	find "$top_src/samples/summit" -name '*.jp*g' -exec cp {} "$scratch/volume/a.jpeg" \; -quit
# A PNG with an alpha channel (2 x 2, 16 bits a sample would do as well): it must be decoded; a WebP; an SVG.
base64 -d >"$scratch/volume/a.png" <<'EOF'
iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEklEQVR4nGP4z8DQAMIMMAYANmQGBXQQXmsAAAAASUVORK5CYII=
EOF
base64 -d >"$scratch/volume/a.webp" <<'EOF'
UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA
EOF
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>' >"$scratch/volume/a.svg"

for kind in jpeg png webp svg; do
	printf '# 图\n\n正文。\n\n![图](a.%s)\n' "$kind" >"$scratch/volume/a.md"
	printf 'title: 图\narticles: [a.md]\nfront-matter: []\noutputs: {pdf: {}}\n' >"$scratch/volume/proceedings.yml"
	# Without a strike the decoder refuses the picture, in the process that is asked: the volume is made.
	STRIKE='' LD_PRELOAD=$scratch/deadly.so "$ospopress" build "$scratch/volume" --only=pdf -o "$scratch/calm-$kind" >"$scratch/log" 2>&1
	ok "$kind: a decoder that refuses costs a frame" [ -s "$scratch/calm-$kind/volume.pdf" ]
	STRIKE=$kind LD_PRELOAD=$scratch/deadly.so "$ospopress" build "$scratch/volume" -o "$scratch/struck-$kind" --messages=en >"$scratch/log" 2>&1
	status=$?
	ok "$kind: a decoder that dies is a plugin that failed" [ "$status" = 3 ]
	ok "$kind: and is said to be, with its signal" grep -qE 'error: .*pdf.*SIGABRT.*\[plugin/crashed\]' "$scratch/log"
	ok "$kind: and its output is not there" [ ! -e "$scratch/struck-$kind/volume.pdf" ]
	STRIKE=$kind LD_PRELOAD=$scratch/deadly.so "$ospopress" check "$scratch/volume" >"$scratch/log" 2>&1
	ok "$kind: looking at pictures decodes nothing" [ $? -le 1 ]
done
done_testing
