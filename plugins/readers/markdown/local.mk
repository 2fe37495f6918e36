# The readers/markdown plugin. SPDX-License-Identifier: Apache-2.0
