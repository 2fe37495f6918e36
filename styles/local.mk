# What is in styles/. SPDX-License-Identifier: Apache-2.0
# html.css and base.css are part of the program (src/style/local.mk); the others are installed.
EXTRA_DIST += styles/html.css styles/base.css
dist_style_DATA += styles/ospo.css styles/plain.css
EXTRA_DIST += styles/README.md
