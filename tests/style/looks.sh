#!/usr/bin/env bash
# looks.sh - the shipped looks: each sets the sample without a word, and its colours can be read in WeChat by day and by night; checkers of
# PDF, EPUB and WeChat find nothing, if they are at hand.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

quiet() { "$@" >"$scratch/log" 2>&1 || { head -n 20 "$scratch/log" | diag; return 1; }; }
silent() { "$@" >"$scratch/log" 2>&1 && [ ! -s "$scratch/log" ] || { head -n 20 "$scratch/log" | diag; return 1; }; }
# WCAG's contrast of each text's colour on the ground beneath it; on WeChat's dark page greys turn by themselves, colours stay.
legible() {
	python3 - "$@" <<-'EOP'
	import html.parser, re, sys
	def light(colour):
	    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
	    return sum(w * (c / 12.92 if c <= .03928 else ((c + .055) / 1.055) ** 2.4) for w, c in zip((.2126, .7152, .0722), parts))
	def contrast(a, b):
	    high, low = sorted((light(a), light(b)), reverse=True)
	    return (high + .05) / (low + .05)
	def full(colour):
	    return '#' + ''.join(2 * c for c in colour[1:]) if len(colour) == 4 else colour
	def is_grey(colour):
	    parts = [int(colour[i:i + 2], 16) for i in (1, 3, 5)]
	    return max(parts) - min(parts) <= 12
	class Page(html.parser.HTMLParser):
	    def __init__(self, text):
	        super().__init__(); self.stack, self.faults, self.seen = [('', '#ffffff', '#333333')], set(), 0; self.feed(text)
	    def handle_starttag(self, tag, attrs):
	        _, ground, ink = self.stack[-1]
	        style = dict(attrs).get('style') or ''
	        for name, value in re.findall(r'(?:^|;)(color|background-color|background):(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b', style):
	            if name == 'color': ink = full(value)
	            else: ground = full(value)
	        if tag not in ('br', 'hr', 'img'): self.stack.append((tag, ground, ink))
	    def handle_endtag(self, tag):
	        while len(self.stack) > 1 and self.stack.pop()[0] != tag: pass
	    def handle_data(self, data):
	        if not data.strip(): return
	        _, ground, ink = self.stack[-1]
	        self.seen += 1
	        if contrast(ink, ground) < 4.5: self.faults.add(f'{ink} on {ground}: {contrast(ink, ground):.2f}')
	        if light(ground) > .75 and not is_grey(ink) and contrast(ink, '#191919') < 3.5:
	            self.faults.add(f'{ink} at night: {contrast(ink, "#191919"):.2f}')
	faults = set()
	for name in sys.argv[1:]:
	    page = Page(open(name, encoding='utf-8').read())
	    faults |= page.faults or ({f'{name}: no text'} if page.seen == 0 else set())
	print('\n'.join(sorted(faults)), end=''); sys.exit(bool(faults))
	EOP
}

for look in inkstone blueprint lantern; do
	mkdir "$scratch/$look"
	cp -r "$top_src/samples/summit/." "$scratch/$look" && chmod -R u+w "$scratch/$look"
	printf 'style: [ospo, %s]\n' "$look" >>"$scratch/$look/proceedings.yml"
	out=$scratch/$look/out
	ok "$look: the sample builds, and nothing is to be said" quiet "$ospopress" build "$scratch/$look/proceedings.yml" --werror --only=pdf,epub,wechat -o "$out"
	if command -v python3 >/dev/null; then
		ok "$look: colours can be read by day and by night" silent legible "$out"/wechat/*/content.html
	else
		skip "$look: python3 is not installed"
	fi
	if [ -f "$shared/tools/wechat_check.py" ]; then
		ok "$look: WeChat takes it" quiet python3 "$shared/tools/wechat_check.py" --no-warnings "$out"/wechat/*/content.html
		ok "$look: PDF/UA-1 and PDF/A-2a" quiet python3 "$shared/tools/pdfcheck.py" --profile ua1,a2a "$out/lamplight.pdf"
	else
		skip "$look: checkers of PDF and WeChat are not at hand"
	fi
	jar=$(dpkg -L epubcheck 2>/dev/null | grep 'epubcheck.jar$' | head -n 1)
	if [ -n "$jar" ] && command -v java >/dev/null; then
		ok "$look: epubcheck" quiet java -jar "$jar" --failonwarnings "$out/lamplight.epub"
	else
		skip "$look: epubcheck is not installed"
	fi
done
done_testing
