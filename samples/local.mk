# What is in samples/. SPDX-License-Identifier: Apache-2.0
