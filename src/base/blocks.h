/* blocks.h - memory for arenas, in blocks that are used again. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BLOCKS_H
#define BASE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

enum { BLOCK_LEAST = 1 << 12, BLOCK_MOST = 1 << 20 };

/* At least *size bytes, and how many they are. Up to BLOCK_MOST it is a power of two, and the next one who asks gets it when it
 * is given back. Not zeroed; NULL without memory. From any thread. */
void *block_take(size_t *size);
/* `size` is what block_take() said. */
void block_give_back(void *block, size_t size);
/* Gives the memory of all blocks that nobody has back to the system, when a stage that took much is over: 22 MB after t200's
 * pages are laid out, which each writer's process would have, too. */
void blocks_let_go(void);

#endif
