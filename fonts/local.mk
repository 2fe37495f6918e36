# What is in fonts/. SPDX-License-Identifier: Apache-2.0
