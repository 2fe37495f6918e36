# The writers/pdf plugin. SPDX-License-Identifier: Apache-2.0
