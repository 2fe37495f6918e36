# The colours of code, a program. SPDX-License-Identifier: Apache-2.0
highlightdir = $(plugindir)/highlight
dist_highlight_DATA = plugins/transforms/highlight/plugin.yml plugins/transforms/highlight/highlight.py
EXTRA_DIST += plugins/transforms/highlight/README.md
