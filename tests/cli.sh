#!/usr/bin/env bash
# cli.sh - commands, options, exit statuses; whole outputs or none; one bad article never stops the others.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
cd "$scratch" || exit 1

run() { status=0; "$ospopress" "$@" >"$scratch/out" 2>"$scratch/err" || status=$?; }
is_status() { ok "$1: exit status $2" [ "$status" = "$2" ]; [ "$status" = "$2" ] || diag "$scratch/out" "$scratch/err"; }
says() { ok "$1" grep -qF -- "$2" "$scratch/$3" || diag "$scratch/$3"; }

run --help; is_status "help" 0; says "help in English" "Exit status: 0 done" out
LC_ALL=zh_CN.UTF-8 run --help; says "help in Chinese" "退出状态" out
run --version; is_status "version" 0; says "version" "ospopress 0." out
run; is_status "no command" 2
run biuld; is_status "unknown command" 2; says "the nearest command" "build" err
run build --olny=pdf; is_status "unknown option" 2; says "the nearest option" "--only" err
run build --jobs=many; is_status "bad number" 2
run plugins; is_status "plugins" 0
for name in markdown commonmark headings citations authors figures footnotes typography links assets matter pdf epub wechat handout html text; do
	says "plugin $name is there" "$name" out
done
run plugins epub; is_status "plugins NAME" 0; says "its options" "page-list" out
run plugins epbu; is_status "plugins of no name" 2

mkdir one && printf -- '---\ntitle: 一篇文章\n---\n第一段，有 English。\n\n## 小节\n\n正文[1]。\n\n## 参考资料\n\n1. 一本书\n' >one/a.md
printf 'title: 小集\narticles: [a.md]\n' >one/proceedings.yml
(cd one && "$ospopress" build >out 2>err); status=$?; is_status "build in the folder of the manifest" 0
for file in build/one.pdf build/one.epub build/one-handout.pdf build/wechat/a/content.html build/wechat/index.html; do
	ok "makes $file" [ -s "one/$file" ]
done
ok "leaves nothing else" [ "$(find one/build -maxdepth 1 | sort | tr '\n' ' ')" = "one/build one/build/one-handout.pdf one/build/one.epub one/build/one.pdf one/build/wechat " ]
run build one/proceedings.yml --only=epub -o made; is_status "--only and -o" 0
ok "only that" [ "$(ls made)" = one.epub ]
ok "the same bytes as in a full build" cmp made/one.epub one/build/one.epub
run build one -o again; ok "and again" cmp again/one.pdf one/build/one.pdf
run build one --only=docx; is_status "--only of nothing" 2
run check one -o checked; is_status "check" 0; ok "check writes nothing" [ ! -e checked ]

mkdir many && cp one/a.md many/a.md && printf -- '---\ntitle: 草稿\ndraft: true\n---\n不要\n' >many/b.md
printf '\xff\xfe\xfd\xff' >many/c.md && cp one/a.md many/d.md
printf 'title: 多篇\narticles: [a.md, b.md, d.md, {file: e.md, id: e}]\n' >many/proceedings.yml
run build many --only=epub; is_status "a missing article is a mistake of the manifest" 2
printf 'title: 多篇\narticles: [a.md, b.md, d.md]\n' >many/proceedings.yml
run build many --only=epub; is_status "drafts are left out" 0; says "and counted" "1 left out (draft)" out
head -c 70000000 /dev/zero >many/huge.md
printf 'title: 多篇\narticles: [a.md, huge.md, d.md]\n' >many/proceedings.yml
run build many --only=epub -o held; is_status "a bad article" 1
says "is held, the others are built" "2 built, 1 held" out; ok "and so is the output" [ -s held/many.epub ]
run build many --only=epub -o final --final; is_status "--final" 1; ok "--final writes nothing" [ ! -e final/many.epub ]
rm many/huge.md

printf -- '---\ntitle: x\n---\n![图](nowhere.png)\n' >many/w.md; printf 'title: x\narticles: [w.md]\n' >many/proceedings.yml
run build many --only=wechat; is_status "a warning" 0; says "has file, line and column" "w.md:4:1: warning:" err
run build many --only=wechat --werror; is_status "--werror" 1
run build many --only=wechat --messages=zh; says "in Chinese" "警告" err
run build many --only=wechat -q; ok "-q is silent" [ ! -s "$scratch/out" ]

printf 'title: 多篇\narticles: [a.md, b.md, d.md]\noutputs: {pdf: {offprints: true}}\n' >many/proceedings.yml
run build many -o prints; is_status "offprints" 0
ok "each article has its own, a draft none" [ "$(ls prints/offprints | tr '\n' ' ')" = "a.pdf d.pdf " ]
printf 'title: 多篇\narticles: [a.md]\noutputs: {pdf: {offprints: two}}\n' >many/proceedings.yml
run build many -o prints; is_status "neither true nor false" 2; says "is said at its place" "proceedings.yml:3:28: error" err

# An output's own style reaches it, whatever it is, and no other one.
printf 'p { color: #012345 }\n' >one/mine.css
cat >one/styles.yml <<'END'
id: one
title: 小集
articles: [a.md]
outputs:
  wechat: {style: mine.css}
  epub: {style: mine.css, file: mine.epub}
  html: {style: mine.css}
  other: {format: wechat}
END
for processes in "" OSPOPRESS_ONE_PROCESS=1; do
	rm -rf own
	status=0; env $processes "$ospopress" build one/styles.yml -o own >"$scratch/out" 2>"$scratch/err" || status=$?
	is_status "outputs with styles of their own ${processes:+(in one process)}" 0
	ok "WeChat's has it" grep -q '#012345' own/wechat/a/content.html
	ok "the site has it" grep -rq '#012345' own/html --include=*.css
	ok "another output does not" [ "$(grep -c '#012345' own/other/a/content.html)" = 0 ]
	ok "the e-book has it" grep -q '#012345' <(unzip -p own/mine.epub '*.css')
done

mkdir locked && cp one/a.md locked && printf 'title: x\narticles: [a.md]\n' >locked/proceedings.yml && : >locked/build
run build locked --only=epub; is_status "an output folder that is a file" 4
run build one --only=epub -o /dev/full/x; is_status "a folder that can't be made" 4

run dump --stage=read one/a.md; is_status "dump" 0; says "the tree as text" 'h2' out
run dump --stage=pages one/a.md; is_status "dump pages" 0; cp "$scratch/out" pages.1
run dump --stage=pages one/a.md; ok "pages are the same twice" cmp "$scratch/out" pages.1
run dump --stage=styled one/a.md; is_status "dump styled" 0
run dump; is_status "dump without a file" 2
done_testing
