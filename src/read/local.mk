# What is in src/read/. SPDX-License-Identifier: Apache-2.0
