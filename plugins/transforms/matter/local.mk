# The transforms/matter plugin. SPDX-License-Identifier: Apache-2.0
