# Corner brackets for quotes, a shell script. SPDX-License-Identifier: Apache-2.0
cornerquotesdir = $(plugindir)/corner-quotes
dist_cornerquotes_DATA = plugins/transforms/corner-quotes/plugin.yml plugins/transforms/corner-quotes/quotes.sh
EXTRA_DIST += plugins/transforms/corner-quotes/README.md
