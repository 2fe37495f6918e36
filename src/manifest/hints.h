/* hints.h - the accidents of a Chinese keyboard in YAML. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MANIFEST_HINTS_H
#define MANIFEST_HINTS_H

#include "manifest/yaml.h"

/*
 * Looks for what a Chinese input method leaves behind and YAML does not take: a
 * full-width colon behind a key, a tab or a full-width space as indentation, a
 * full-width dash or comma as list mark. True when one was found at or before
 * `line` (counted from 1 in `text`): `problem` then says which, and what to type.
 */
bool hints_find(osp_job *job, const char *text, size_t len, uint32_t line, struct yaml_problem *problem);

/* The English key that a Chinese one stands for (标题 is title), NULL if there is none. */
const char *hints_key(const char *key);

#endif
