# The transforms/footnotes plugin. SPDX-License-Identifier: Apache-2.0
