#!/usr/bin/env bash
# plugins.sh - plugins from outside the tree: one cc line each; what bad ones cost. SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

plugins=$scratch/plugins
trust=outline,paragraphs,shout,imprint,bad # what the tests below allow
export TMPDIR=$scratch/temporary # others may be at work in the machine's
mkdir -p "$plugins" "$TMPDIR"
cc=${CC:-cc}
# A crash must look as it does without sanitizers: as a signal.
export ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}

compile() { # compile FOLDER NAME SOURCE [FLAGS...]: the whole build of a drop-in
	local folder=$1 name=$2 source=$3; shift 3
	mkdir -p "$folder"
	$cc -shared -fPIC -I"$top_src/include" "$@" "$source" -o "$folder/$name.so"
}

volume() { # volume NAME [LINES OF THE MANIFEST...]: two articles and what is said
	local folder=$scratch/$1; shift
	mkdir -p "$folder"
	printf '# One\n\nHello *there*.\n' >"$folder/one.md"
	printf '# Two\n\nHello again.\n' >"$folder/bad-two.md"
	{
		printf 'title: Test volume\narticles: [one.md, bad-two.md]\nfront-matter: []\n'
		printf '%s\n' "$@"
	} >"$folder/proceedings.yml"
	echo "$folder"
}

build() { # build FOLDER [ARGUMENTS...]: sets status, out
	local folder=$1; shift
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 60 "$ospopress" build "$folder/proceedings.yml" --messages=en --trust="$trust" "$@" 2>&1 </dev/null)
	status=$?
}
says() { grep -qE -- "$1" <<<"$out" || { diag <<<"$out"; return 1; }; }
says_not() { ! grep -qE -- "$1" <<<"$out" || { diag <<<"$out"; return 1; }; }
holds() { grep -qF -- "$2" "$1" 2>/dev/null || { echo "# $1:"; diag "$1" 2>&1; return 1; }; }
is_status() { [ "$status" = "$1" ] || { echo "# status $status instead of $1"; diag <<<"$out"; return 1; }; }
# The only things that a filter that shouts may change: capitals, and the order of attributes.
upper() { python3 -c 'import sys, xml.etree.ElementTree as ET; print(ET.canonicalize(sys.stdin.read()).upper())'; }
nothing_left() { # nothing_left FOLDER: no temporary of ours is in it
	local left; left=$(find "$1" -name '.*.ospopress-*')
	[ -z "$left" ] || { echo "# left: $left"; return 1; }
}

# ---- The interface is all there ----

declared=$(cat "$top_src"/include/ospopress/*.h | tr '\n' ' ' | grep -o 'OSP_API [^;{]*' | grep -o '\bosp_[a-z_0-9]*(' | tr -d '(' | sort -u)
exported=$(nm -D --defined-only "$ospopress" | awk '{ print $3 }' | sort -u)
ok "every function of the headers is exported by the program" test -z "$(comm -23 <(echo "$declared") <(echo "$exported") | tee >(diag >&2))"

# ---- One of each kind ----

guide() { # the first piece of code of the guide
	awk '/^```c/ { on = 1; next } /^```/ && on { exit } on' "$top_src/docs/plugin-guide.md" >"$scratch/guide.c"
	compile "$scratch/guide" shout "$scratch/guide.c" -Wall -Werror
}
ok "the guide's first plugin compiles as it is printed" guide

path=$plugins/good
good() {
	compile "$path" outline "$top_src/plugins/skeleton/outline.c" -Wall -Wextra -Werror &&
		compile "$path" paragraphs "$top_src/tests/plugins/paragraphs.c" -Wall -Wextra -Werror &&
		compile "$path" shout "$top_src/tests/plugins/shout.c" -Wall -Wextra -Werror &&
		compile "$path" imprint "$top_src/tests/plugins/imprint.c" -Wall -Wextra -Werror
}
ok "a plugin of each kind compiles with one cc line" good

folder=$(volume good 'transforms: {shout: {class: very-loud}, imprint: {}}' 'outputs: {outline: {depth: 2}, mine: {format: outline, bullet: "*"}}')
printf 'First paragraph.\n\nSecond paragraph.\n' >"$folder/three.para"
sed -i 's/bad-two.md\]/bad-two.md, {file: three.para, title: Three}]/' "$folder/proceedings.yml"
build "$folder"
ok "a volume with all of them builds" is_status 0
ok "the writer wrote an output named for its format" holds "$folder/build/$(ls "$folder/build" 2>/dev/null | grep -v mine | head -1)" '- One'
ok "two outputs of one writer have options of their own" holds "$(ls "$folder"/build/*mine* 2>/dev/null | head -1)" '* Two'
ok "a title from the manifest heads an article that our reader read" grep -rqF -- '- Three' "$folder/build"
ok "messages of a plugin in a child come back with their place" says 'one\.md:3:7: note: emphasis was made strong \[shout/em\]'
ok "nothing is left beside the outputs" nothing_left "$folder"

dump=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" dump --stage=tree --as=html --trust=$trust "$folder/proceedings.yml" 2>/dev/null)
ok "the transform changed the tree" grep -qF '<strong class="very-loud">there</strong>' <<<"$dump"
ok "the reader's tree came back" grep -qF '<p>Second paragraph.</p>' <<<"$dump"
ok "the volume's transform added its piece" grep -qF 'Set by a plugin.' <<<"$dump"

folder=$(volume unnamed 'outputs: {outline: {}}')
build "$folder"
ok "a transform that did not come with ospopress runs only when it is named" says_not 'shout/em'
folder=$(volume badoption 'outputs: {outline: {dept: 2}}')
build "$folder"
ok "an unknown option is an error at its place, with the nearest one" says 'proceedings\.yml:4:21: error: outline has no option "dept"; did you mean "depth"\?'
ok "and the status is that of a bad manifest" is_status 2
folder=$(volume badvalue 'outputs: {outline: {depth: 7}}')
build "$folder"
ok "an impossible value is an error" says 'takes a whole number 1\.\.6, not "7"'
folder=$(volume badformat 'outputs: {outlin: {}}')
build "$folder"
ok "an unknown format is an error that names the nearest one" says 'there is no writer "outlin"; did you mean "outline"\?'

# ---- One child for many articles ----

path=$plugins/row
ok "a transform that counts compiles" compile "$path" roll-call "$top_src/tests/plugins/roll_call.c" -Wall -Wextra -Werror
row() { # row NAME OPTIONS: four articles, counted
	folder=$(volume "$1" "transforms: {roll-call: {$2}}" 'outputs: {text: {}}')
	printf '# Three\n\nWords.\n' >"$folder/three.md"
	printf '# Four\n\nWords.\n' >"$folder/four.md"
	sed -i 's/bad-two.md\]/bad-two.md, three.md, four.md]/' "$folder/proceedings.yml"
	trust=roll-call build "$folder"
	numbers=$(grep -o '[a-z-]* is number [0-9]*' <<<"$out" | tr '\n' ',')
}
row counted ''
ok "all articles are asked of one process" [ "$numbers" = 'one is number 1,bad-two is number 2,three is number 3,four is number 4,' ]
ok "which is closed behind them, and may still speak" says '4 answered'
row crash 'falls-at: bad-two'
ok "after a crash the next article has a new one" [ "$numbers" = 'one is number 1,three is number 1,four is number 2,' ]
ok "the crash is told at its article" says 'bad-two\.md.*plugin roll-call crashed on .*bad-two\.md: signal SIGABRT'
row objection 'objects-to: three'
ok "so it has after an objection" [ "$numbers" = 'one is number 1,bad-two is number 2,three is number 3,four is number 1,' ]
ok "which holds the article, and no other" says 'three\.md:1:1: error: three is not wanted'
row damage 'damages: one'
ok "and after an article that came back damaged" [ "$numbers" = 'one is number 1,bad-two is number 1,three is number 2,four is number 3,' ]
ok "which is as it was" says 'plugin roll-call left .*one\.md in a state that can.t be used'
row last 'at-the-end: crash'
ok "a crash at the end is told of the volume" says 'plugin roll-call crashed on the volume'
ok "and the status is that of a plugin that failed" is_status 3
OSPOPRESS_PLUGIN_SECONDS=3 row hang 'at-the-end: hang'
ok "who hangs at the end has the time of any other call" says 'plugin roll-call was stopped on the volume after 3 seconds'
row babble 'at-the-end: babble'
ok "nonsense at the end is told" says 'plugin roll-call said something that can.t be understood when it was closed'
ok "and is a plugin that failed, too" is_status 3
ok "and the articles are as it left them" [ -s "$(ls "$folder"/build/*.txt 2>/dev/null | head -1)" ]

# ---- A shell in the box ----

# The end of one child must not interrupt the start of the next one, for the shell gives up then.
path=$plugins/forks
mkdir -p "$path/forks"
printf 'kind: transform\nversion: "1.0"\ncommand: [sh, forks.sh]\nprotocol: filter\n' >"$path/forks/plugin.yml"
# shellcheck disable=SC2016
printf 'i=0\nwhile [ $i -lt 60 ]; do\n\tprintf x | cat | cat >/dev/null\n\ti=$((i + 1))\ndone\nsleep 0.1 & wait\ncat\n' >"$path/forks/forks.sh"
folder=$(volume forks 'transforms: {forks: {}}' 'outputs: {text: {}}')
trust=forks build "$folder"
ok "a shell starts one program after the other, and waits for them" is_status 0

# ---- The list ----

path=$plugins/good
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --messages=en)
ok "plugins lists what comes from outside, and from where" says "outline +1\.0 .*$path/outline\.so"
ok "plugins lists what came with ospopress" says '^  markdown '
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins outline --messages=en)
ok "plugins NAME tells the options" says 'depth: a whole number 1\.\.6; 3 if not given'
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins outlin --messages=en 2>&1)
ok "plugins with a misspelt name proposes the right one" says 'did you mean "outline"\?'

folder=$(volume graph 'transforms: {shout: {}}' 'outputs: {outline: {}}')
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --graph "$folder/proceedings.yml" --messages=en 2>&1)
ok "--graph tells the order, and asks nobody for trust" says '^ +[0-9]+\. shout \* \(each article\); after headings'
ok "the transform stands behind what it follows" test "$(grep -n 'headings' <<<"$out" | head -1 | cut -d: -f1)" -lt "$(grep -n 'shout' <<<"$out" | cut -d: -f1)"
ok "and the outputs" says '^  outline \* \('
OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --graph --as=svg "$folder/proceedings.yml" >"$scratch/graph.svg"
ok "as a picture, too" grep -q '>shout</text>' "$scratch/graph.svg"
if command -v xmllint >/dev/null 2>&1; then
	ok "which is well-formed" xmllint --noout "$scratch/graph.svg"
else
	skip "no xmllint"
fi
ring() { # ring NAME AFTER: a program that wants to run behind another
	mkdir -p "$plugins/ring/$1" && printf 'kind: transform\ncommand: [cat]\nprotocol: filter\nafter: %s\n' "$2" >"$plugins/ring/$1/plugin.yml"
}
ring alpha gamma && ring beta alpha && ring gamma beta
folder=$(volume ring 'transforms: {alpha: {}, beta: {}, gamma: {}}' 'outputs: {wechat: {}}')
path=$plugins/ring trust=alpha,beta,gamma build "$folder"
ok "who can't be put in order is told by name" says 'each wants to run before the next: alpha -> beta -> gamma -> alpha'
ok "and nothing is built" is_status 2

tool() { out=$("$ospopress" plugin "$@" --messages=en 2>&1 </dev/null); status=$?; }
tool install "$plugins/good/outline.so"
ok "plugin install puts one where the user's are" says "outline 1\.0 is installed and trusted: $HOME/\.local/lib/ospopress/outline\.so"
tool install "$top_src/tests/plugins/programs/louder"
ok "and a folder with a program" test -f "$HOME/.local/lib/ospopress/louder/plugin.yml"
folder=$(volume installed 'transforms: {louder: {}}' 'outputs: {outline: {}}')
path= trust= build "$folder"
ok "what was installed need not be trusted again" is_status 0
tool doctor
ok "plugin doctor says how plugins are shut in" says '^[+-] files: .*'
ok "and who is trusted" says "^\+ $HOME/\.local/lib/ospopress/louder/plugin\.yml: trusted"
tool info outline
ok "plugin info tells about one" says 'depth: a whole number'
tool remove louder
ok "plugin remove takes it away" test ! -e "$HOME/.local/lib/ospopress/louder" -a -e "$HOME/.local/lib/ospopress/outline.so"
tool remove epub
ok "but nothing that stands elsewhere" says 'no plugin of this name is in your own folder'
tool install "$top_src/README.md"
ok "what is no plugin is not installed" says 'README\.md: it is no shared object'
tool dance
ok "an unknown verb is a mistake of usage" is_status 2
rm -rf "$HOME/.local"

# ---- Refusals ----

bad=$top_src/tests/plugins/bad_descriptor.c
refused() { # refused WHAT FLAG PATTERN
	local what=$1 flag=$2 pattern=$3
	path=$plugins/refused-$flag
	compile "$path" bad "$bad" "-D$flag" || { fail "$what (does not compile)"; return; }
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 60 "$ospopress" plugins --messages=en 2>&1)
	ok "refused in one sentence: $what" says "^Refused: $path/bad\.so: $pattern\$"
}
refused "an older major version" MAJOR=0 'it was built for version 0\.[0-9]+ of the plugin interface and this is 1\.[0-9]+; build it again'
refused "a newer major version" MAJOR=9 'it was built for version 9\.[0-9]+ of the plugin interface and this is 1\.[0-9]+; install a newer ospopress'
refused "a newer minor version" MINOR=99 'it was built for version 1\.99 of the plugin interface and this is 1\.[0-9]+; install a newer ospopress'
refused "no size of its table" TABLE=0 'its descriptor says sizes of tables that no version has; fill it in with OSP_PLUGIN'
refused "a table that is shorter than it ever was" TABLE=64 'its descriptor says sizes of tables that no version has; .*'
refused "rows of options that are shorter than they ever were" ROW=8 'its descriptor says sizes of tables that no version has; .*'
refused "rows of options that can't be" ROW=41 'its descriptor says sizes of tables that no version has; .*'
refused "no entry" NO_ENTRY 'it exports no osp_plugin_entry.*'
refused "a symbol that is too short" SHORT_SYMBOL 'its osp_plugin_entry is too short to be a descriptor'
refused "a descriptor that ends before its name" SIZE=40 'its descriptor is too short: it ends before the name'
refused "a descriptor that claims more than it has" SIZE=4096 'its descriptor says a size that it does not have'
refused "a missing verb" MISSING_VERB 'it is a writer with neither a write_tree nor a write_pages function'
refused "a verb that it does not need" OTHER_VERB "it is a writer whose needs don't fit its functions"
refused "an unknown kind" KIND=77 'it says it is of kind 77, which does not exist'
refused "a bad name" 'NAME="Bad_Name"' 'its name is not made of .*'
refused "a default outside its range" BAD_DEFAULT 'its option "size" has a default that it would not take'
refused "a function that this ospopress does not have" NEEDS_FUTURE 'it needs the function osp_node_sing, which this ospopress does not have; .*'
constructor() { # constructor FLAG PATTERN: code that runs when the file is loaded
	path=$plugins/constructor-$1
	compile "$path" bad "$bad" "-D$1"
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 5 "$ospopress" plugins --messages=en 2>&1)
	ok "$1: the list has it, and runs nothing of it" says '^  bad '
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 5 "$ospopress" plugins bad --messages=en 2>&1)
	ok "$1: neither does its description" says 'format: bad'
	folder=$(volume "constructor-$1" 'outputs: {bad: {}}')
	build "$folder"
	ok "$1: used, it costs its output" says "$2"
	ok "$1: and the status is that of a plugin that failed" is_status 3
}
constructor CRASHES_WHEN_LOADED 'plugin bad crashed on output bad: signal SIG'
OSPOPRESS_PLUGIN_SECONDS=1 constructor HANGS_WHEN_LOADED 'plugin bad was stopped on output bad after 1 seconds'
path=$plugins/no-object
mkdir -p "$path" && echo 'no shared object' >"$path/bad.so"
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --messages=en)
ok "refused in one sentence: a file that is no shared object" says "^Refused: $path/bad\.so: it is no shared object for this machine"

path=$plugins/twins
compile "$path" a "$top_src/tests/plugins/shout.c" && cp "$path/a.so" "$path/b.so"
out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --messages=en)
ok "two of one name in one folder are both refused" test "$(grep -c '^Refused: .* is named shout too; both are refused$' <<<"$out")" = 2
ok "and neither is listed" says_not '^  shout '
compile "$plugins/first" shout "$top_src/tests/plugins/shout.c"
compile "$plugins/second" shout "$top_src/tests/plugins/shout.c"
out=$(OSPOPRESS_PLUGIN_PATH=$plugins/first:$plugins/second "$ospopress" plugins --messages=en)
ok "across folders the first wins" says "^  shout .*$plugins/first/shout\.so"
ok "and the other is reported" says "^Not used, another shout was found before it: $plugins/second/shout\.so"

misdeed=$top_src/tests/plugins/misdeed.c
path=$plugins/usurper
compile "$path" epub "$misdeed" -DKIND=3 -DMISDEED=print '-DNAME="epub"' '-DSUFFIX=".epub"'
folder=$(volume usurper 'outputs: {epub: {}}')
build "$folder"
ok "a plugin with the name of a shipped one is refused" says "epub\.so is not used: it would take the place of ospopress's own epub; --trust=epub allows that"
build "$folder" --trust=epub
ok "unless it is trusted" says 'epub/\.libs/epub\.so is not used|shadowed'
ok "then it makes the output" grep -rqx printed "$folder/build"
path=
mkdir -p "$folder/plugins" && cp "$plugins/good/outline.so" "$folder/plugins/"
printf 'title: T\narticles: [one.md]\noutputs: {outline: {}}\n' >"$folder/proceedings.yml"
build "$folder"
ok "plugins/ beside the manifest is not looked into" is_status 2
build "$folder" --local-plugins
ok "unless the user allows it" is_status 0
mkdir -p "$HOME/.local/lib/ospopress" && cp "$plugins/good/outline.so" "$HOME/.local/lib/ospopress/"
rm -rf "$folder/plugins"
build "$folder"
ok "the user's own folder is looked into" is_status 0
rm -rf "$HOME/.local"

# ---- Trust ----

path=$plugins/good
folder=$(volume untrusted 'transforms: {shout: {}}' 'outputs: {outline: {}}')
trust=
build "$folder"
ok "without a terminal a plugin that nobody trusts is refused" says 'proceedings\.yml:5:11: error: plugin outline was never used here, and there is no terminal to ask on; --trust=outline allows it for this run'
ok "at the place that names it" says 'proceedings\.yml:4:14: error: plugin shout was never used here'
ok "with the status of a bad manifest" is_status 2
ok "and nothing is kept" test ! -e "$HOME/.local/state/ospopress/trusted"
build "$folder" --trust=outline,shout
ok "--trust allows it for one run" is_status 0
build "$folder"
ok "and for one run only" is_status 2
answer() { # answer WORD: what the user types at each question
	out=$(yes "$1" | head -n 4 | OSPOPRESS_PLUGIN_PATH=$path timeout 60 script -qec \
		"env -u CI '$ospopress' build '$folder/proceedings.yml' --messages=en" /dev/null 2>&1)
	status=$?
}
if script -qec true /dev/null >/dev/null 2>&1; then # containers may have no pseudo-terminals
	answer n
	ok "on a terminal it is asked about" says 'Do you trust it\? \[y/N\]'
	ok "and not run when the answer is no" is_status 2
	answer y
	ok "and run when it is yes" is_status 0
	ok "the answer is kept, by content" grep -qE '^[0-9a-f]{64} files shout /' "$HOME/.local/state/ospopress/trusted"
	build "$folder"
	ok "and is not asked for again" is_status 0
	compile "$path" shout "$top_src/tests/plugins/shout.c" -O1 -DCHANGED -Wl,--build-id=0x1234
	build "$folder"
	ok "until the file changes" says 'plugin shout was never used here'
	rm -rf "$HOME/.local/state"
else
	skip "no script(1), or no terminal that it could make"
fi
trust=outline,paragraphs,shout,imprint,bad

# ---- Programs in other languages (docs/plugin-protocol.md) ----

path=$top_src/tests/plugins/programs
if command -v python3 >/dev/null 2>&1; then
	trust=mark,louder,list,lines,count,caps
	folder=$(volume programs 'transforms: {louder: {}, mark: {word: Hello, often: 3}, count: {}}' 'outputs: {list: {}}')
	printf 'Alpha\nBeta & gamma\n' >"$folder/three.lines"
	sed -i 's/bad-two.md\]/bad-two.md, {file: three.lines, title: Three}]/' "$folder/proceedings.yml"
	build "$folder" -v
	ok "programs of each kind make a volume" is_status 0
	ok "a transform in Python changes the tree and says where" says 'one\.md:3:1: note: process [0-9]+ article 1, One, 3 times \[mark/marked\]'
	ok "the same process serves all articles" test "$(grep -o 'process [0-9]*' <<<"$out" | sort -u | wc -l)" = 1
	ok "a transform in one line of shell changes the tree" grep -qF '<strong>there</strong>' "$folder/build/list/one.xml"
	ok "and the other one, too" grep -qF '<mark>Hello</mark>' "$folder/build/list/one.xml"
	ok "a reader makes articles" grep -qF '<p>Beta &amp; gamma</p>' "$folder/build/list/three.xml"
	ok "a writer gets the volume's fields" holds "$folder/build/list/index.txt" 'Test volume'
	ok "a checker says what it found" says 'bad-two\.md: note: 3 words \[count/words\]'
	ok "and changes nothing" test -z "$(grep -rl 'CHANGED' "$folder/build")"
	ok "nothing is left" nothing_left "$folder"
	ok "no scratch folder is left" test -z "$(ls -d "$TMPDIR"/scratch.ospopress-* 2>/dev/null)"
	out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins mark --messages=en)
	ok "their options are listed as those of others" says 'often: a whole number 1\.\.9; 2 if not given'
	folder=$(volume badprogram 'transforms: {mark: {ofen: 3}}' 'outputs: {list: {}}')
	build "$folder"
	ok "and checked" says 'mark has no option "ofen"; did you mean "often"\?'
	for bad in 'kind: dancer' 'kinds: transform' 'kind: transform' 'options: {a: {type: real}}' 'command: [x' ; do
		path=$plugins/bad-yml && rm -rf "$path" && mkdir -p "$path/bad" && echo "$bad" >"$path/bad/plugin.yml"
		out=$(OSPOPRESS_PLUGIN_PATH=$path "$ospopress" plugins --messages=en)
		ok "refused with its place: $bad" says "^Refused: $path/bad: plugin\.yml:[0-9]+:[0-9]+: "
	done
	if /usr/bin/python3 -c 'import pandocfilters' 2>/dev/null; then
		path=$top_src/tests/plugins/programs
		folder=$(volume pandoc 'transforms: {caps: {}}' 'outputs: {list: {}}')
		cat "$top_src/tests/plugins/programs/rich.md" >"$folder/one.md"
		build "$folder"
		ok "a Pandoc filter runs" is_status 0
		ok "on texts" grep -qF '<em>THERE</em>' "$folder/build/list/one.xml"
		without=$(sed 's/transforms: .*//' "$folder/proceedings.yml" >"$folder/plain.yml"; build "$folder" >/dev/null; OSPOPRESS_PLUGIN_PATH=$path \
			"$ospopress" build "$folder/plain.yml" --trust=list -o "$folder/plain" >/dev/null 2>&1; upper <"$folder"/plain/list/one.xml)
		ok "and on nothing else: the tree comes back whole" [ "$without" = "$(upper <"$folder/build/list/one.xml")" ]
	else
		skip "no python3-pandocfilters"
	fi
else
	skip "no python3"
fi
trust=outline,paragraphs,shout,imprint,bad

# ---- What a bad writer costs: its own output ----

cp "$plugins/good/outline.so" "$scratch/outline.so"
writer() { # writer MISDEED PATTERN STATUS [FLAGS...]
	local deed=$1 pattern=$2 wanted=$3; shift 3
	path=$plugins/writer-$deed
	compile "$path" bad "$misdeed" -DKIND=3 "-DMISDEED=$deed" '-DNAME="bad"' "$@"
	cp "$scratch/outline.so" "$path/"
	folder=$(volume "writer-$deed" 'outputs: {bad: {}, outline: {}}')
	build "$folder"
	ok "a writer that does this is told apart: $deed" says "$pattern"
	ok "$deed: the exit status" is_status "$wanted"
	ok "$deed: the other output is whole" grep -rqF -- '- One' "$folder/build"
	ok "$deed: nothing of its own output is there" test -z "$(ls -A "$folder/build" | grep bad)"
	ok "$deed: nothing is left" nothing_left "$folder"
}
writer crash 'proceedings\.yml:4:[0-9]+: error: plugin bad crashed on output bad: signal SIG[A-Z]+' 3
writer half 'plugin bad crashed on output bad: signal SIG' 3
writer leave 'plugin bad ended its process on output bad instead of returning \(exit status 0\)' 3
writer silent 'plugin bad failed on output bad without saying why' 1
writer escape 'the writer asked for a file named "\.\./\.\./escaped\.txt", which an output can.t have' 4 '-DSUFFIX=""'
writer print 'this plugin never opens \[bad/open\]' 1 -DFAILS_OPEN
ok "a plugin whose open fails is not run" says_not 'printed by a plugin'
writer half 'plugin bad asks for something that it has no function for, so bad is left out' 3 -DNEEDS_NOTHING
OSPOPRESS_PLUGIN_SECONDS=1 writer hang 'plugin bad was stopped on output bad after 1 seconds' 3
OSPOPRESS_PLUGIN_MEMORY=400 writer hog 'plugin bad was stopped on output bad: it needs more than 400 MiB of memory|plugin bad crashed on output bad' 3

path=$plugins/writer-stray
compile "$path" bad "$misdeed" -DKIND=3 -DMISDEED=stray '-DNAME="bad"'
folder=$(volume stray 'outputs: {bad: {}}')
build "$folder"
ok "a writer that leaves a process behind makes its output" is_status 0
ok "and the process is gone" test -z "$(pgrep -f 'sleep 98765')"

# ---- What a bad reader or transform costs: the article that it was at ----

part() { # part KIND MISDEED PATTERN: on bad-two only
	local kind=$1 deed=$2 pattern=$3
	path=$plugins/part-$kind-$deed
	compile "$path" bad "$misdeed" "-DKIND=$kind" "-DMISDEED=$deed" '-DNAME="bad"'
	cp "$scratch/outline.so" "$path/"
	if [ "$kind" = 1 ]; then
		folder=$(volume "part-$kind-$deed" 'outputs: {outline: {}}')
		sed -i 's/bad-two.md\]/{file: bad-two.md, reader: bad}]/' "$folder/proceedings.yml"
	else
		folder=$(volume "part-$kind-$deed" 'transforms: {bad: {}}' 'outputs: {outline: {}}')
	fi
	build "$folder"
	ok "kind $kind, $deed: said at the article" says "bad-two\.md: error: $pattern"
	ok "kind $kind, $deed: status 3" is_status 3
	ok "kind $kind, $deed: the other article is printed" grep -rqF -- '- One' "$folder/build"
}
part 1 crash 'plugin bad crashed on .*bad-two\.md: signal SIG'
part 2 crash 'plugin bad crashed on .*bad-two\.md: signal SIG'
part 2 leave 'plugin bad ended its process on .*bad-two\.md'
OSPOPRESS_PLUGIN_SECONDS=1 part 2 hang 'plugin bad was stopped on .*bad-two\.md after 1 seconds'

# ---- Being killed ----

path=$plugins/writer-hang
folder=$(volume killed 'outputs: {bad: {}, outline: {}}')
killed() { # killed SIGNAL: the session, while a writer hangs
	OSPOPRESS_PLUGIN_PATH=$path "$ospopress" build --trust=bad,outline "$folder/proceedings.yml" >/dev/null 2>&1 &
	local session=$! left=
	for _ in $(seq 100); do
		left=$(find "$folder" -name '.*bad*.ospopress-*')
		[ -n "$left" ] && break
		sleep 0.05
	done
	local worker; worker=$(pgrep -P "$session")
	local children; children=$(pgrep -P "${worker:-0}")
	kill "-$1" "$session"
	wait "$session" 2>/dev/null
	sleep 0.2
	[ -n "$left" ] || { echo "# the writer never began"; return 1; }
	for pid in $worker $children; do
		# A zombie that nobody has waited for yet is dead enough.
		if grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$pid/status" 2>/dev/null; then
			echo "# process $pid lives on"
			return 1
		fi
	done
}
ok "SIGTERM ends all processes" killed TERM
ok "and nothing is left" nothing_left "$folder"
ok "SIGHUP does, too" killed HUP
ok "and nothing is left" nothing_left "$folder"
ok "even SIGKILL ends all processes" killed KILL
worker_crashes() { # a mistake of our own, in the worker
	OSPOPRESS_PLUGIN_PATH=$path "$ospopress" build --trust=bad,outline "$folder/proceedings.yml" --messages=en >"$scratch/said" 2>&1 &
	local session=$! worker=
	for _ in $(seq 100); do
		worker=$(pgrep -P "$session")
		[ -n "$worker" ] && [ -n "$(pgrep -P "$worker")" ] && break
		sleep 0.05
	done
	kill -SEGV "$worker"
	wait "$session"
	status=$?
	out=$(cat "$scratch/said")
}
rm -rf "$folder/build"
worker_crashes
ok "a crash of ospopress itself is said" says 'ospopress itself crashed: signal SIGSEGV'
ok "and is a failure" is_status 3
ok "and leaves nothing behind" nothing_left "$folder"
killed KILL
find "$folder" -name '.*.ospopress-*' -exec touch -d '2 minutes ago' {} +
printf 'title: T\narticles: [one.md]\noutputs: {bad: {format: outline, file: %s.bad}}\n' killed >"$folder/proceedings.yml"
path=$plugins/good
build "$folder"
ok "and what it left is cleared away by the next build of that output" nothing_left "$folder"
rm -rf "$folder"

done_testing
