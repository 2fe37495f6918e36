#!/usr/bin/env bash
# clipboard.sh - the copy buttons of the WeChat pages in Chromium: what is pasted into an editor looks as the article does. Skipped unless
# the folder PEERS holds the npm package playwright-core, and Chromium is installed.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
copy_all() { quiet node "$top_src/tests/valid/clipboard.cjs" "$1"; }

if ! [ -d "${PEERS:-/nowhere}/node_modules/playwright-core" ] || ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
	skip "PEERS names no folder with playwright-core, or Chromium is not installed"
	done_testing
	exit
fi
ok "the sample builds" quiet "$ospopress" build "$top_src/samples/summit/proceedings.yml" --only=wechat -o "$scratch/sample"
ok "every article is copied from its page and from the overview, and looks the same when pasted" copy_all "$scratch/sample/wechat"
cp -r "$scratch/sample/wechat" "$scratch/lame"
sed -i 's/html:day/html:""/;s/\[day\]/[""]/' "$scratch/lame/first-year/article.html"
ok "a button that copies nothing is found out" bash -c '! node "$1" "$2" >/dev/null 2>&1' - "$top_src/tests/valid/clipboard.cjs" "$scratch/lame"
done_testing
