# What is in styles/. SPDX-License-Identifier: Apache-2.0
# html.css, base.css and those of wechat/ are part of the program (src/style/local.mk); the others are installed.
EXTRA_DIST += styles/html.css styles/base.css styles/wechat/mdnice.css styles/wechat/wenyan.css styles/wechat/wemd.css \
	styles/wechat/note-to-mp.css styles/wechat/doocs.css
dist_style_DATA += styles/ospo.css styles/ospo-a4.css styles/ospo-a5.css styles/ospo-b5.css styles/ospo-jis-b5.css styles/ospo-large-16k.css \
	styles/ospo-letter.css styles/plain.css styles/code.css styles/two-columns.css styles/large-print.css styles/ink-saving.css \
	styles/inkstone.css styles/blueprint.css styles/lantern.css
EXTRA_DIST += styles/README.md
