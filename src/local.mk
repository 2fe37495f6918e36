# The program itself. SPDX-License-Identifier: Apache-2.0
