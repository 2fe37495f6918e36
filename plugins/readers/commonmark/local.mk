# The readers/commonmark plugin. SPDX-License-Identifier: Apache-2.0
