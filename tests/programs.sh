#!/usr/bin/env bash
# programs.sh - the programs that came along: highlight, wordcount, corner-quotes. SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

# Words that a run left in $scratch/log; all of them are looked for.
says() { grep -qE -- "$1" "$scratch/log" || { diag "$scratch/log"; return 1; }; }
says_times() { [ "$(grep -cE -- "$1" "$scratch/log")" = "$2" ] || { diag "$scratch/log"; return 1; }; }
quiet() { "$@" >"$scratch/log" 2>&1 || { tail -n 30 "$scratch/log" | diag; return 1; }; }
build() { "$ospopress" build --messages=en -v "$@" >"$scratch/log" 2>&1; }
volume() { # volume NAME ARTICLES LINES...
	mkdir -p "$scratch/$1"
	printf 'title: A volume\nfront-matter: [toc]\narticles: [%s]\n' "$2" >"$scratch/$1/proceedings.yml"
	printf '%s\n' "${@:3}" >>"$scratch/$1/proceedings.yml"
}
finish() { done_testing; exit; }
command -v python3 >/dev/null 2>&1 || { skip "no python3"; finish; }

for program in plugins/checkers/wordcount/wordcount.py plugins/transforms/highlight/highlight.py; do
	ok "${program##*/} has fewer than 250 lines" [ "$(wc -l <"$top_src/$program")" -lt 250 ]
done
ok "quotes.sh has ten lines" [ "$(wc -l <"$top_src/plugins/transforms/corner-quotes/quotes.sh")" -le 10 ]
"$ospopress" plugins --messages=en >"$scratch/log" 2>&1
for program in highlight wordcount corner-quotes; do
	ok "$program is listed" says "^  $program +1\.0"
done

# ---- highlight ----

outputs='outputs: {pdf: {}, epub: {}, wechat: {}, html: {}}'
volume plain code.md "$outputs"
volume code code.md 'transforms: {highlight: {}}' "$outputs"
cp "$top_src/tests/programs/code.md" "$scratch/code/" && cp "$top_src/tests/programs/code.md" "$scratch/plain/"
ok "code without colours" build "$scratch/plain" --only=html
ok "no transform that needs a program runs unasked" bash -c "! grep -rq hljs '$scratch/plain/build/html/'*.html"
if python3 -c 'import pygments' 2>/dev/null && command -v mutool >/dev/null 2>&1; then
	compare() { quiet python3 "$top_src/tests/programs/colours.py" "$@"; }
	ok "code with colours" build "$scratch/code" --werror
	ok "each word has one colour in PDF, e-book, WeChat and site, and the text is the same" compare "$scratch/code/build" "$scratch/plain/build"
	ok "all colours of the palette were met" says '^1 articles.*( #[0-9a-f]{6}){8} plain'
	ok "a language that nobody knows stays plain" grep -q '<code class="language-nosuch">def x' "$scratch/code/build/html/code.html"
	cp -r "$scratch/code/build" "$scratch/lame" && sed -i '/^\.hljs-comment/s/#[0-9a-f]*/#123456/' "$scratch/lame/html/style.css"
	ok "another colour in one of them is found out" bash -c "! python3 '$top_src/tests/programs/colours.py' '$scratch/lame' >/dev/null"
	if [ -f "$shared/tools/wechat_check.py" ]; then
		ok "WeChat takes it" quiet python3 "$shared/tools/wechat_check.py" "$scratch/code/build/wechat/code/content.html"
		ok "without a warning about code or contrast" [ -z "$(grep -E ' (S3|D1) ' "$scratch/log")" ]
	fi
	volume ink code.md 'transforms: {highlight: {}}' 'style: [ospo, ink-saving]' 'outputs: {pdf: {}}'
	cp "$top_src/tests/programs/code.md" "$scratch/ink/"
	build "$scratch/ink"
	ok "ink-saving sheets have no colours, but bold words" bash -c "mutool trace '$scratch'/ink/build/*.pdf | grep -q 'Mono-Bold' && ! mutool trace '$scratch'/ink/build/*.pdf | grep 'fill_text.*DeviceRGB' >/dev/null"
	if [ -d "$shared/corpus" ]; then
		mkdir "$scratch/corpus"
		way=$(realpath --relative-to="$scratch/corpus" "$shared/corpus")
		articles=$(cd "$shared/corpus" && grep -rlE '^ *```[a-zA-Z]' seed articles-zh articles-en --include='*.md' | sort | sed "s|.*|\"$way/&\"|" | paste -sd,)
		volume corpus "$articles" 'transforms: {highlight: {}}' "$outputs"
		volume corpus-plain "$articles" "$outputs"
		"$ospopress" build -q "$scratch/corpus/proceedings.yml" --root=/ -o "$scratch/corpus/build" >"$scratch/log" 2>&1
		"$ospopress" build -q "$scratch/corpus-plain/proceedings.yml" --root=/ --only=html -o "$scratch/corpus-plain/build" >"$scratch/log" 2>&1
		ok "the same holds for the corpus" compare "$scratch/corpus/build" "$scratch/corpus-plain/build"
	else
		skip "no corpus"
	fi
else
	skip "no Pygments, or no mutool"
fi

# A Python that has no packages: once for two articles.
mkdir -p "$scratch/bin" "$scratch/without"
printf '#!/bin/sh\nexec %s -S "$@"\n' "$(command -v python3)" >"$scratch/bin/python3" && chmod +x "$scratch/bin/python3"
volume without 'code.md, more.md' 'transforms: {highlight: {}}' 'outputs: {html: {}}'
cp "$top_src/tests/programs/code.md" "$scratch/without/code.md" && cp "$top_src/tests/programs/code.md" "$scratch/without/more.md"
PATH=$scratch/bin:$PATH build "$scratch/without"
status=$?
ok "without Pygments the volume builds" [ "$status" = 0 ]
ok "one note says what is missing" says_times 'note: Pygments is not here.*\[highlight/no-pygments\]' 1

ok "no word is marked" bash -c "! grep -rq hljs '$scratch/without/build/html/'*.html"

# ---- wordcount ----

volume words 'a.md, b.md, c.md' 'transforms: {wordcount: {min: 20, max: 30, max-words: 5, min-words: 5}}' 'outputs: {html: {}}'
cat >"$scratch/words/a.md" <<'END'
---
title: 开源
---

社区用 GitHub，写了 3 篇“open-source”文章[1]。*强调*，`make check` 完。

```sh
this is not counted
```

| 表 | x |
|---|---|
| 格 | y |

$a + b$

## 参考资料

1. 不算在内。 https://example.org
END
printf -- '---\ntitle: Short\nlang: en\n---\n\nIt’s a well-known fact — he said.\n' >"$scratch/words/b.md"
printf '# 很短的\n\n不够。\n' >"$scratch/words/c.md"
build "$scratch/words"
status=$?
ok "a checker changes no exit status" [ "$status" = 0 ]
# Han: 社区用 写了 篇 文章 强调 完 表 格 = 13; marks: ，“”。，。 = 6; words: GitHub 3 open-source make check x y = 7
ok "Han characters, marks and words are told apart" says 'a\.md:2:[0-9]+: note: 26 in all: 13 Han, 6 marks, 7 words'
ok "nothing is said of an article that is long enough" says_times 'a\.md.*(short|long)\]' 0
ok "one with too many words is located at its title" says 'b\.md:2:[0-9]+: warning: words: 6, 1 more than the 5 that are allowed \[wordcount/long\]'
ok "one with too few characters, too" says 'c\.md:1:1: warning: characters: 3, 17 fewer than the 20 that are wanted \[wordcount/short\]'
ok "the volume is counted at the end" says 'proceedings\.yml.*note: all 3: 35 in all: 15 Han, 7 marks, 13 words of other scripts; too short or too long: 2 \[wordcount/volume\]'
"$ospopress" build --messages=zh -v "$scratch/words" >"$scratch/log" 2>&1
ok "in Chinese, too" says '3 篇共 35 字：汉字 15，标点 7，其他文字 13 词；2 篇字数不合要求'

# ---- corner-quotes ----

volume quotes 'zh.md, en.md' 'transforms: {corner-quotes: {}}' 'outputs: {html: {}}'
printf -- '---\ntitle: 引号\n---\n\n他说：“社区‘开源’，it’s `a “b”`。”![图“一”](x.png)\n\n```\n“x”\n```\n' >"$scratch/quotes/zh.md"
printf -- '---\ntitle: Quotes\nlang: en\n---\n\nHe said “so”.\n' >"$scratch/quotes/en.md"
build "$scratch/quotes"
ok "quotes of Chinese text are corner brackets" grep -q '他说：「社区『开源』，' "$scratch/quotes/build/html/zh.html"
ok "an apostrophe stays" grep -q 'it’s' "$scratch/quotes/build/html/zh.html"
ok "code stays" bash -c "grep -q '<code>a “b”</code>' '$scratch/quotes/build/html/zh.html' && grep -q '^<code>“x”' '$scratch/quotes/build/html/zh.html'"
ok "English stays" grep -q 'said “so”' "$scratch/quotes/build/html/en.html"
done_testing
