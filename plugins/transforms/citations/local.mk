# The transforms/citations plugin. SPDX-License-Identifier: Apache-2.0
