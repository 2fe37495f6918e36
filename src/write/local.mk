# What is in src/write/. SPDX-License-Identifier: Apache-2.0
