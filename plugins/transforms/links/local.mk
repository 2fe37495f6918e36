# The transforms/links plugin. SPDX-License-Identifier: Apache-2.0
