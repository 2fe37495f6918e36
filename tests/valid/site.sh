#!/usr/bin/env bash
# site.sh - the site of the sample: every link and picture is there, Nu finds nothing in it, axe in Chromium neither. The two are skipped
# unless the folder VALIDATORS (~/.cache/ospopress-validators) holds the npm packages vnu-jar; puppeteer-core and axe-core.
# SPDX-License-Identifier: Apache-2.0
validators=${VALIDATORS:-$HOME/.cache/ospopress-validators}
. "${srcdir:-.}/tests/tap.sh"

quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
says_nothing() { "$@" >"$scratch/log" 2>&1; [ ! -s "$scratch/log" ] || { head -n 20 "$scratch/log" | diag; return 1; }; }
follow() { # follow FOLDER: all that the pages of a site point at
	python3 - "$1" <<-'EOF'
	import glob, html.parser, os, sys, urllib.parse
	class Page(html.parser.HTMLParser):
	    def __init__(self, text):
	        super().__init__(); self.ids, self.links = [], []; self.feed(text)
	    def handle_starttag(self, tag, attrs):
	        for name, value in attrs:
	            if name == 'id': self.ids.append(value)
	            if name in ('href', 'src'): self.links.append(value)
	os.chdir(sys.argv[1])
	pages = {name: Page(open(name, encoding='utf-8').read()) for name in glob.glob('*.html')}
	faults = [f'{name}: an id twice' for name, page in pages.items() if len(set(page.ids)) < len(page.ids)]
	seen = {'index.html'}
	for name, page in pages.items():
	    for link in page.links:
	        url = urllib.parse.urlparse(link)
	        if url.scheme: continue
	        target = url.path or name
	        if target != name: seen.add(target)
	        if not os.path.isfile(target): faults.append(f'{name}: {link} is no file')
	        elif url.fragment and urllib.parse.unquote(url.fragment) not in pages[target].ids: faults.append(f'{name}: {link} is no place')
	files = {os.path.relpath(os.path.join(at, file)) for at, _, names in os.walk('.') for file in names if not file.startswith('.')}
	faults += [f'{file}: nothing leads there' for file in files - seen]
	print('\n'.join(faults)); sys.exit(bool(faults) or len(pages) < 2)
	EOF
}

cp -r "$top_src/samples/summit" "$scratch/summit" && chmod -R u+w "$scratch/summit"
printf 'outputs:\n  html: {}\n' >>"$scratch/summit/proceedings.yml"
ok "the sample builds" quiet "$ospopress" build "$scratch/summit/proceedings.yml" --werror -o "$scratch/out"
site=$scratch/out/html
ok "its pictures are in it" [ -n "$(ls "$site/images")" ]
ok "every link and picture is there" quiet follow "$site"
cp -r "$site" "$scratch/lame" && rm "$scratch/lame/preface.html"
ok "a site without a page is found out" bash -c "$(declare -f follow); ! follow '$scratch/lame' >/dev/null"
jar=$validators/node_modules/vnu-jar/build/dist/vnu.jar
if [ -f "$jar" ] && command -v java >/dev/null; then
	# The notes have a section without a heading (docs/tree.md): style sheets count on it, and Nu only advises against it.
	ok "Nu finds nothing" says_nothing java -jar "$jar" --filterpattern '.*lacks heading.*' --also-check-css "$site"/*.html "$site/style.css"
else
	skip "Nu is not at hand"
fi
axe=$(ls -d "$validators"/node_modules/{axe-core,@daisy/axe-core-for-ace}/axe.min.js 2>/dev/null | head -n 1)
if [ -n "$axe" ] && [ -d "$validators/node_modules/puppeteer-core" ] && command -v node >/dev/null && command -v "${CHROMIUM:-chromium}" >/dev/null; then
	ok "axe finds nothing" quiet env VALIDATORS="$validators" node "$top_src/tests/valid/site.cjs" "$axe" "$site"
else
	skip "axe is not at hand"
fi
done_testing
