# One include per plugin. SPDX-License-Identifier: Apache-2.0
include plugins/shared/haru/local.mk
# Set _LDFLAGS of plugins to $(PLUGIN_LINKFLAGS) and _CPPFLAGS to $(PLUGIN_CPPFLAGS).
include plugins/shared/image/local.mk
include plugins/shared/tree/local.mk
include plugins/shared/markdown/local.mk
include plugins/readers/markdown/local.mk
include plugins/readers/commonmark/local.mk
include plugins/transforms/headings/local.mk
include plugins/transforms/citations/local.mk
include plugins/transforms/authors/local.mk
include plugins/transforms/figures/local.mk
include plugins/transforms/footnotes/local.mk
include plugins/transforms/typography/local.mk
include plugins/transforms/links/local.mk
include plugins/transforms/assets/local.mk
include plugins/transforms/matter/local.mk
include plugins/transforms/highlight/local.mk
include plugins/transforms/corner-quotes/local.mk
include plugins/checkers/wordcount/local.mk
include plugins/writers/pdf/local.mk
include plugins/writers/offprints/local.mk
include plugins/writers/epub/local.mk
include plugins/writers/wechat/local.mk
include plugins/writers/text/local.mk
include plugins/writers/html/local.mk
include plugins/writers/handout/local.mk
include plugins/templates/local.mk
