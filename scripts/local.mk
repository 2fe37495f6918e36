# What is in scripts/. SPDX-License-Identifier: Apache-2.0
