# What is in src/manifest/. SPDX-License-Identifier: Apache-2.0
