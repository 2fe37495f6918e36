/* buf.h - strings that grow, from files and into them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <ospopress/text.h>

#include <stdbool.h>
#include <sys/types.h>

/* As read(2), at most `most` bytes, which are put behind what the buffer has. */
ssize_t buf_read(osp_buf *buf, int fd, size_t most);
/* All of it; false, and errno says why, when it can't be. */
bool buf_write(const osp_buf *buf, int fd);

#endif
