# The shared/image plugin. SPDX-License-Identifier: Apache-2.0
