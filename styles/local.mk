# What is in styles/. SPDX-License-Identifier: Apache-2.0
