#!/usr/bin/env bash
# install.sh - what `make install` puts on a system is whole: found from wherever it was moved to, and enough to build a plugin.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS

stage=$scratch/stage
make=${MAKE:-make}
quiet() { "$@" >"$scratch/log" 2>&1 || { tail -n 20 "$scratch/log" | diag; return 1; }; }
says() { grep -qE -- "$1" "$scratch/log" || { diag "$scratch/log"; return 1; }; }
says_not() { ! says "$@" >/dev/null || { diag "$scratch/log"; return 1; }; }

ok "make install" quiet "$make" -C "$top_build" install DESTDIR="$stage"
program=$(find "$stage" -path '*/bin/ospopress')
[ -x "$program" ] || { fail "the program is installed"; done_testing; exit; }
root=${program%/bin/ospopress}
ospopress=$program
ok "no libtool archive is left among the plugins" [ -z "$(find "$stage" -name '*.la')" ]
ok "every style is there" [ -f "$root/share/ospopress/styles/ospo.css" ] && [ -f "$root/share/ospopress/styles/plain.css" ] && [ -f "$root/share/ospopress/styles/ospo-b5.css" ]
ok "and the pages that messages name" [ -f "$root/share/doc/ospopress/manifest.md" ]

# The build folder is still there, so finding something says nothing; finding it in the prefix does.
cd / || exit 1
quiet "$program" plugins markdown --messages=en
ok "the program finds its plugins where it was installed" says "file: $root/lib[^ ]*/ospopress/plugins/markdown\.so"
mkdir -p "$scratch/bin" && ln -s "$program" "$scratch/bin/osp"
quiet "$scratch/bin/osp" plugins pdf --messages=en
ok "through a symbolic link, too" says "file: $root/lib[^ ]*/ospopress/plugins/pdf\.so"

printf '# One\n\nHello.\n' >"$scratch/one.md"
printf 'title: T\narticles: [one.md]\nstyle: only-here\noutputs: {pdf: {}, epub: {}}\n' >"$scratch/proceedings.yml"
printf 'p { color: #123456 }\n' >"$root/share/ospopress/styles/only-here.css"
ok "it finds its styles there" quiet "$program" build "$scratch" --werror
printf 'no such line\n' >>"$root/share/ospopress/fonts/catalogue.conf"
quiet "$program" build "$scratch" --messages=en
ok "it finds its catalogue of fonts there" says "$root/share/ospopress/fonts/catalogue\.conf.*typeset/catalogue"
sed -i '$d' "$root/share/ospopress/fonts/catalogue.conf"
rm "$root/share/ospopress/styles/only-here.css"

ok "it builds the sample" quiet "$scratch/bin/osp" build "$top_src/samples/summit" --werror -o "$scratch/sample"
for output in lamplight.pdf lamplight.epub lamplight-handout.pdf wechat/index.html; do
	ok "the sample's $output is made" [ -s "$scratch/sample/$output" ]
done

# A plugin from the installed headers alone, by the line that the guide gives.
if command -v pkg-config >/dev/null 2>&1; then
	pc=$(find "$stage" -name ospopress.pc)
	flags=$(PKG_CONFIG_PATH=${pc%/*} pkg-config --define-variable=prefix="$root" --cflags ospopress)
	ok "pkg-config names the installed headers" [ "${flags% }" = "-I$root/include" ]
	cp "$top_src/plugins/skeleton/outline.c" "$scratch" && mkdir "$scratch/mine"
	# shellcheck disable=SC2086
	ok "a plugin is one cc line" quiet ${CC:-cc} -shared -fPIC $flags "$scratch/outline.c" -o "$scratch/mine/outline.so"
	printf 'title: T\narticles: [one.md]\noutputs: {outline: {}}\n' >"$scratch/proceedings.yml"
	OSPOPRESS_PLUGIN_PATH=$scratch/mine ok "and the installed program runs it" quiet "$program" build --trust=outline "$scratch" -o "$scratch/outlined"
	ok "its output is there" grep -rqF -- '- One' "$scratch/outlined"
else
	skip "no pkg-config"
fi

plugins=$(dirname "$(find "$stage" -name markdown.so)")
: >"$plugins/mine.so"
ok "make uninstall" quiet "$make" -C "$top_build" uninstall DESTDIR="$stage"
ok "takes everything away, and nothing that it did not bring" [ "$(find "$stage" ! -type d)" = "$plugins/mine.so" ]
done_testing
