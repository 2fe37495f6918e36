# How long articles are, a program. SPDX-License-Identifier: Apache-2.0
wordcountdir = $(plugindir)/wordcount
dist_wordcount_DATA = plugins/checkers/wordcount/plugin.yml plugins/checkers/wordcount/wordcount.py
EXTRA_DIST += plugins/checkers/wordcount/README.md
