# The transforms/headings plugin. SPDX-License-Identifier: Apache-2.0
