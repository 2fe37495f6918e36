# What is in src/transform/. SPDX-License-Identifier: Apache-2.0
