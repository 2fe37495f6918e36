# The transforms/typography plugin. SPDX-License-Identifier: Apache-2.0
