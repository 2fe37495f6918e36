/* fuzz.h - the one function that a target defines, as libFuzzer calls it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Bytes from nowhere; must come back, with no memory lost. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Puts the bytes where a path leads to them, for what reads files; the descriptor, to be closed. */
int fuzz_file(const uint8_t *bytes, size_t len, char path[static 64]);

#endif
