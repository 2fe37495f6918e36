# What is in docs/. SPDX-License-Identifier: Apache-2.0
# What an editor or a plugin's author reads is installed; what the house tells itself is not.
dist_doc_DATA = README.md NEWS.md LICENSE NOTICE docs/manifest.md docs/handouts.md docs/styles.md docs/tree.md docs/plugin-guide.md docs/plugin-protocol.md docs/diagnostics.md
EXTRA_DIST += docs
