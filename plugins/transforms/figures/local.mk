# The transforms/figures plugin. SPDX-License-Identifier: Apache-2.0
