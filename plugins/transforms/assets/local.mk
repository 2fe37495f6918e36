# The transforms/assets plugin. SPDX-License-Identifier: Apache-2.0
