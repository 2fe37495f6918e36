# What is in scripts/. SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += scripts/lint scripts/check_messages.py scripts/check_functions.py scripts/check_codes.py
