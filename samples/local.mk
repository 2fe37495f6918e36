# Complete volumes that a reader would enjoy, written for this project. SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += samples/summit
