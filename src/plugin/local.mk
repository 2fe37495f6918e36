# What is in src/plugin/. SPDX-License-Identifier: Apache-2.0
