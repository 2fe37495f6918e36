/* same_glyphs.c - whether a viewer's picture of a page shows the glyphs that were meant. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * same_glyphs PAGE MEANT.pgm SEEN.pgm <glyphs.txt
 *
 * For each glyph's box the two pictures are compared pixel by pixel, and once more with the seen one shifted by a pixel to each side: viewers
 * place glyphs on grids of their own. A glyph fails when more than half of what it and its ground differ by is different: another glyph, none, or a
 * box do; other smoothing of edges does not. Prints those that fail; exit status 1 if any did.
 */
struct picture { int width, height; unsigned char *gray; };

enum { SMALLEST = 6 /* pixels: what is less is a dot that smoothing changes */, LEAST_INK = 1500, MAX_SHOWN = 5 };

static int at(const struct picture *p, int x, int y) {
	return x < 0 || y < 0 || x >= p->width || y >= p->height ? 255 : p->gray[y * p->width + x];
}

/* Every pixel becomes the mean of the nine around it: lines a pixel wide that lie half a pixel apart are the same line. */
static struct picture soften(struct picture p) {
	struct picture out = { p.width, p.height, malloc((size_t)p.width * (size_t)p.height) };
	for (int y = 0; out.gray != NULL && y < p.height; y++) {
		for (int x = 0; x < p.width; x++) {
			int sum = 0;
			for (int i = 0; i < 9; i++) {
				sum += at(&p, x + i % 3 - 1, y + i / 3 - 1);
			}
			out.gray[y * p.width + x] = (unsigned char)(sum / 9);
		}
	}
	free(p.gray);
	return out;
}

static struct picture load(const char *path) {
	struct picture p = { 0, 0, NULL };
	FILE *file = fopen(path, "rb");
	if (file == NULL || fscanf(file, "P5 %d %d 255", &p.width, &p.height) != 2 || p.width <= 0 || p.height <= 0 || p.width > 20000 || p.height > 20000) {
		fprintf(stderr, "%s is no picture\n", path);
		exit(2);
	}
	fgetc(file);
	size_t size = (size_t)p.width * (size_t)p.height;
	p.gray = malloc(size);
	if (p.gray == NULL || fread(p.gray, 1, size, file) != size) {
		fprintf(stderr, "%s is cut short\n", path);
		exit(2);
	}
	fclose(file);
	return soften(p);
}

/* The ground is the lightest pixel of the box; ink is what is darker (or, on a dark ground, all the same: it cancels out). */
static void compare(const struct picture *meant, const struct picture *seen, const int box[4], int dx, int dy, long *ret_ink, long *ret_off) {
	long ink = 0, off = 0;
	int ground = 0;
	for (int y = box[1]; y <= box[3]; y++) {
		for (int x = box[0]; x <= box[2]; x++) {
			ground = at(meant, x, y) > ground ? at(meant, x, y) : ground;
		}
	}
	for (int y = box[1] - 1; y <= box[3] + 1; y++) {
		for (int x = box[0] - 1; x <= box[2] + 1; x++) {
			ink += ground - at(meant, x, y);
			off += labs(at(meant, x, y) - at(seen, x + dx, y + dy));
		}
	}
	*ret_ink = ink;
	*ret_off = off;
}

int main(int argc, char **argv) {
	if (argc != 4) {
		return 2;
	}
	struct picture meant = load(argv[2]), seen = load(argv[3]);
	int page, box[4];
	char name[200];
	long glyphs = 0, failed = 0, all_ink = 0, all_off = 0;
	while (scanf("%d %d %d %d %d %199[^\n]", &page, &box[0], &box[1], &box[2], &box[3], name) == 6) {
		if (page != atol(argv[1]) || box[2] - box[0] < SMALLEST || box[3] - box[1] < SMALLEST) {
			continue;
		}
		long ink = 0, least = -1;
		for (int shift = 0; shift < 9; shift++) {
			long off;
			compare(&meant, &seen, box, shift % 3 - 1, shift / 3 - 1, &ink, &off);
			least = least < 0 || off < least ? off : least;
		}
		if (ink < LEAST_INK) {
			continue;
		}
		glyphs++;
		all_ink += ink;
		all_off += least;
		if (2 * least > ink && failed++ < MAX_SHOWN) {
			printf("# page %d, %d %d: %s differs by %ld %%\n", page, box[0], box[1], name, 100 * least / ink);
		}
	}
	printf("# page %s: %ld glyphs, %ld differ; %ld %% of the ink\n", argv[1], glyphs, failed, all_ink == 0 ? 0 : 100 * all_off / all_ink);
	free(meant.gray);
	free(seen.gray);
	return failed > 0;
}
