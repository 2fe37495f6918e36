# The shared/haru plugin. SPDX-License-Identifier: Apache-2.0
