# The transforms/authors plugin. SPDX-License-Identifier: Apache-2.0
