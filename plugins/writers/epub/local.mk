# The writers/epub plugin. SPDX-License-Identifier: Apache-2.0
