# The writers/handout plugin. SPDX-License-Identifier: Apache-2.0
