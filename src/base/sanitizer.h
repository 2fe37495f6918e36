/* sanitizer.h - whether this program watches its own memory: built with AddressSanitizer it needs terabytes of addresses,
 * wants each block from malloc and each freed, and looks for leaks when the process ends. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SANITIZER_H
#define BASE_SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER 1
#endif
#endif
#ifndef WITH_SANITIZER
#define WITH_SANITIZER 0
#endif

#endif
