# What is in fonts/. SPDX-License-Identifier: Apache-2.0
dist_fontcatalogue_DATA += fonts/catalogue.conf fonts/README.md
