#!/usr/bin/env bash
# zoo.sh - plugins that mean harm cost their own output and nothing else. SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"

cc=${CC:-cc}
# A crash must look as it does without sanitizers: as a signal.
export ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ZOO_TOKEN=s3cr3t HOME=$scratch/home
mkdir -p "$HOME"
echo 'do not tell' >"$HOME/.secret"

volume() { # volume FOLDER [LINES OF THE MANIFEST...]: two articles that all writers have something to do with
	local folder=$1; shift
	mkdir -p "$folder/victim"
	echo precious >"$folder/victim/precious"
	printf '# One\n\nHello *there*[1].\n\n## References\n\n1. A book.\n' >"$folder/one.md"
	printf '# 第二篇\n\n你好，**世界**。\n\n| a | b |\n|---|---|\n| 1 | 2 |\n' >"$folder/two.md"
	{
		printf 'id: zoo\ntitle: Zoo\nevent: {name: Zoo, start: 2022-12-10}\narticles: [one.md, two.md]\n'
		printf '%s\n' "$@"
	} >"$folder/proceedings.yml"
}
# All outputs in one name: the same volume stands in folders of different names. Pages take most of the time, so most do without unless
# EVERY=1.
outputs='epub: {file: zoo.epub}, wechat: {}'
with_pages="$outputs, pdf: {file: zoo.pdf}"

volume "$scratch/reference" "outputs: {$with_pages}"
"$ospopress" build "$scratch/reference" >"$scratch/log" 2>&1 || diag "$scratch/log"
ok "the volume builds without them" test -s "$scratch/reference/build/zoo.pdf"

says() { grep -qE -- "$1" <<<"$out" || { diag <<<"$out" | cut -c1-600; return 1; }; }
watched() { (cd "$folder" && find . -mindepth 1 -path ./build -prune -o -printf '%p %m %s %T@ %l\n' | sort; cat ./*.md victim/*; find "$HOME" -type f -printf '%p %s %T@\n' | sort) 2>&1; }
# The article of a reader that fails is a placeholder, so there the other articles count.
same_outputs() {
	local file
	if [ -f "$folder/three.zoo" ]; then
		for file in one two; do
			diff -rq "$scratch/reference/build/wechat/$file" "$folder/build/wechat/$file" || return 1
		done
		return 0
	fi
	for file in zoo.epub wechat $(grep -o 'zoo.pdf' "$folder/proceedings.yml"); do
		diff -rq "$scratch/reference/build/$file" "$folder/build/$file" || return 1
	done
}
nobody_left() {
	local left
	left=$(pgrep -f "$folder") || return 0
	sleep 0.3
	left=$(pgrep -f "$folder") || return 0
	echo "# left: $left"
	return 1
}

# cage NAME STATUS PATTERN LINES...: builds a volume with the plugin in $path, and looks at all that was promised.
cage() {
	local name=$1 wanted=$2 pattern=$3; shift 3
	case $name in "${ONLY:-}"*) ;; *) return ;; esac
	folder=$scratch/$name
	volume "$folder" "$@"
	if [ -n "${reads:-}" ]; then
		printf 'Hello.' >"$folder/three.zoo"
		sed -i 's/two.md\]/two.md, {file: three.zoo, title: Three}]/' "$folder/proceedings.yml"
	fi
	local before after began=$SECONDS
	before=$(watched)
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 60 "$ospopress" build "$folder/proceedings.yml" --messages=en --trust=zoo 2>&1 </dev/null)
	status=$?
	after=$(watched)
	ok "$name: ends in time" [ $((SECONDS - began)) -lt 30 ]
	ok "$name: exit status $wanted" [ "$status" = "$wanted" ] || { echo "# status $status"; diag <<<"$out" | cut -c1-600; }
	ok "$name: the message names plugin and cause" says "$pattern"
	ok "$name: the other outputs are the same, byte by byte" same_outputs
	ok "$name: nothing outside of the output changed" [ "$before" = "$after" ] || diff <(echo "$before") <(echo "$after") | diag
	ok "$name: no process is left" nobody_left
	ok "$name: no temporary is left" [ -z "$(find "$folder" -name '.*.ospopress-*')" ]
	ok "$name: no secret got out" [ -z "$(grep -l 's3cr3t\|do not tell' <<<"$out")" ]
	[ "$status" != "$wanted" ] || rm -rf "$folder"
}

# A sanitizer speaks first: it has its own end for what the C library or a limit would stop.
sanitized() { [ -n "${SANITIZE:-}" ] && echo "$1" || echo "$2"; }
writer() { # writer DEED STATUS PATTERN
	path=$scratch/plugins/writer-$1
	mkdir -p "$path"
	$cc -shared -fPIC -w -I"$top_src/include" -DKIND=3 "-DDEED=$1" "$top_src/tests/plugins/zoo.c" -o "$path/zoo.so" || fail "$1 compiles"
	cage "writer-$1" "$2" "$3" "outputs: {$outputs, zoo: {}}"
}
transform() { # transform DEED STATUS PATTERN [KIND]
	path=$scratch/plugins/transform-$1-${4:-2}
	mkdir -p "$path"
	$cc -shared -fPIC -w -I"$top_src/include" "-DKIND=${4:-2}" "-DDEED=$1" "$top_src/tests/plugins/zoo.c" -o "$path/zoo.so" || fail "$1 compiles"
	cage "transform-$1-${4:-2}" "$2" "$3" "transforms: {zoo: {}}" "outputs: {$outputs}"
}
reader() { # reader DEED STATUS PATTERN
	path=$scratch/plugins/reader-$1
	mkdir -p "$path"
	$cc -shared -fPIC -w -I"$top_src/include" -DKIND=1 "-DDEED=$1" "$top_src/tests/plugins/zoo.c" -o "$path/zoo.so" || fail "$1 compiles"
	reads=yes cage "reader-$1" "$2" "$3" "outputs: {$outputs}"
}
# As a writer, and in turn as a reader, a transform of an article or one of the volume; with EVERY=1 as all of them.
turn=0
everywhere() { # everywhere DEED STATUS PATTERN
	turn=$((turn + 1))
	writer "$1" "$2" "${3//SUBJECT/output zoo}"
	[ -z "${SANITIZE:-}" ] || return 0 # the host does the same for all of them, and each takes four times as long
	case ${EVERY:+every}$((turn % 4)) in every*|0) reader "$1" "$2" "${3//SUBJECT/.*three\.zoo}" ;; esac
	case ${EVERY:+every}$((turn % 4)) in every*|[13]) transform "$1" "$2" "${3//SUBJECT/.*(one|two)\\.md}" ;; esac
	case ${EVERY:+every}$((turn % 4)) in every*|2) transform "$1" "$2" "${3//SUBJECT/the volume}" 4 ;; esac
}

without_pages=$outputs
[ -z "${EVERY:-}" ] || without_pages=$with_pages
outputs=$with_pages everywhere null_dereference 3 'plugin zoo crashed on SUBJECT: signal SIGSEGV.*it last said: about to fall'
outputs=$without_pages
everywhere call_abort 3 'plugin zoo crashed on SUBJECT: signal SIGABRT'
everywhere call_exit 3 'plugin zoo ended its process on SUBJECT instead of returning \(exit status 0\)'
everywhere take_64_gib 3 "$(sanitized 'plugin zoo ended its process on SUBJECT.*AddressSanitizer: out-of-memory' \
	'plugin zoo failed on SUBJECT: it asked for 655[34][0-9] MiB of memory at once, and may have 4096')"
everywhere fork_bomb 3 'plugin zoo was stopped on SUBJECT: it had 32 processes and wanted more'
everywhere send_garbage 3 'plugin zoo (ended its process|left) .*SUBJECT'
everywhere free_twice 3 "$(sanitized 'plugin zoo ended its process on SUBJECT.*AddressSanitizer: double-free' 'plugin zoo crashed on SUBJECT: signal SIGABRT')"
everywhere print_1_gib 3 'plugin zoo crashed on SUBJECT: signal SIGSEGV.*it last said: .*all printed'
everywhere close_error_output 0 'all standard files are closed \[zoo/closed\]'
everywhere write_outside 0 'plugin zoo wanted to write .*/victim/planted on SUBJECT, which it may not'
everywhere read_home 0 'plugin zoo wanted to read .*/\.secret on SUBJECT, which it may not'
everywhere open_socket 0 'plugin zoo wanted to use the network on SUBJECT, which it may not'
# Our own writers have that time too, on a busy machine.
OSPOPRESS_PLUGIN_SECONDS=3 everywhere loop 3 'plugin zoo was stopped on SUBJECT after 3 seconds'
OSPOPRESS_PLUGIN_SECONDS=3 everywhere never_answer 3 'plugin zoo was stopped on SUBJECT after 3 seconds'
OSPOPRESS_PLUGIN_MEMORY=500 everywhere take_bit_by_bit 3 'plugin zoo was stopped on SUBJECT: it needs more than 500 MiB of memory'
writer climb 4 'the writer asked for a file named "\.\./\.\./climbed\.txt", which an output can.t have'
writer write_half 3 'plugin zoo crashed on output zoo: signal SIGSEGV'
writer scribble 0 '3 built|2 built'
transform scribble 3 'plugin zoo (crashed on|left) .*(one|two)\.md'
transform scribble 3 'plugin zoo (crashed on|left) the volume' 4
transform break_rules 3 "plugin zoo left .*one\.md in a state that can't be used \(.*<tr> in <p>: .*\); it is as before"
transform break_rules 3 "plugin zoo left the volume in a state that can't be used" 4
# Nobody listed these.
everywhere trace_host 0 '[23] built; 0 errors, 0 warnings'
everywhere raise_limits 3 "$(sanitized 'plugin zoo ended its process on SUBJECT.*AddressSanitizer: out-of-memory' 'plugin zoo failed on SUBJECT: it asked for 655[34][0-9] MiB of memory at once')"
everywhere kill_others 0 '[23] built'
everywhere daemonise 0 '[23] built; 0 errors'
everywhere close_all 3 'plugin zoo .*SUBJECT'
everywhere fill_shared_memory 0 '[23] built; 0 errors, [01] warnings'
everywhere unlink_outputs 0 'plugin zoo wanted to write .*/build/.* on SUBJECT, which it may not|[23] built'
OSPOPRESS_PLUGIN_SECONDS=4 everywhere block_signals 3 'plugin zoo was stopped on SUBJECT after 4 seconds'
OSPOPRESS_PLUGIN_SECONDS=4 everywhere stop_itself 3 'plugin zoo was stopped on SUBJECT after 4 seconds'
writer write_own_memory 0 '2 built'
writer make_no_files 0 '2 built; 0 errors, 0 warnings'
writer sparse_1_tib 0 '2 built; 0 errors, 0 warnings'
OSPOPRESS_PLUGIN_SECONDS=4 writer make_files 3 'plugin zoo was stopped on output zoo after 4 seconds'
writer print_escapes 3 'plugin zoo crashed on output zoo'
ok "what a terminal would obey is not printed" [ -z "$(grep -l $'\033' <<<"$out")" ]

# ---- Programs ----

# program DEED STATUS PATTERN COMMAND [KIND LINES]: the same as a folder with a plugin.yml; COMMAND is a script of python or sh.
program() {
	local name=$1 wanted=$2 pattern=$3 language=$4 script=$5 kind=${6:-transform}
	path=$scratch/plugins/program-$name
	mkdir -p "$path/zoo"
	printf 'kind: %s\nname: zoo\nversion: "1.0"\nsummary: Means harm.\ncommand: [%s, main]\n' "$kind" "$language" >"$path/zoo/plugin.yml"
	printf '%s\n' "$script" >"$path/zoo/main"
	if [ "$kind" = writer ]; then
		cage "program-$name" "$wanted" "$pattern" "outputs: {$outputs, zoo: {}}"
	else
		cage "program-$name" "$wanted" "$pattern" "transforms: {zoo: {}}" "outputs: {$outputs}"
	fi
}
# A script that answers each article with this.
answers() { printf 'while read -r word rest; do [ "$word" = article ] && printf "article %%d\\n%%s\\n" %d "%s"; done' "${#1}" "$1"; }
at_two='.*(one|two)\.md'
program garbage 3 "plugin zoo broke off on $at_two: what it said is not the protocol \\(blah\\)" sh 'echo blah blah; sleep 100'
program garbage-bytes 3 "plugin zoo broke off on $at_two: what it said is not the protocol" sh 'head -c 100000 /dev/zero; echo; sleep 100'
program huge-length 3 "not the protocol \\(a length that is no number, or too large\\)" sh 'echo article 99999999999999999999; sleep 100'
program short-body 3 "plugin zoo ended its process on $at_two|not the protocol \\(fewer or more bytes" sh 'echo article 1000; echo short'
program long-body 3 "not the protocol \\(fewer or more bytes" sh 'echo article 3; echo longer than three; sleep 100'
program no-xml 3 "plugin zoo left $at_two in a state that can't be used \\(line 1: an end tag that ends nothing\\)" sh "$(answers '<a></b>')"
program bad-tree 3 "can't be used \\(.*<tr> in <p>" sh "$(answers '<article><p><tr></tr></p></article>')"
program other-root 3 "can't be used \\(<p> instead of <article>\\)" sh "$(answers '<p/>')"
program exits 3 "plugin zoo ended its process on $at_two instead of returning \\(exit status 7\\).*it last said: tired" sh 'echo tired >&2; exit 7'
program killed 3 "plugin zoo crashed on $at_two: signal SIGSEGV" sh 'kill -SEGV $$'
program closes-output 3 "plugin zoo broke off on $at_two" sh 'exec >&-; sleep 100'
program missing 3 "plugin zoo needs the program no-such-program-anywhere" no-such-program-anywhere ''
OSPOPRESS_PLUGIN_SECONDS=1 program silent 3 "plugin zoo was stopped on $at_two after 1 seconds" sh 'while :; do sleep 1; done'
OSPOPRESS_PLUGIN_SECONDS=1 program busy 3 "plugin zoo was stopped on $at_two after 1 seconds" sh 'while :; do :; done'
program floods 3 "plugin zoo broke off on $at_two" sh 'head -c 1073741824 /dev/zero'
program floods-log 3 "plugin zoo ended its process on $at_two.*it last said: .*enough" sh 'head -c 1073741824 /dev/zero >&2; echo >&2; echo enough >&2; exit 1'
program fork-bomb 3 "plugin zoo was stopped on $at_two: it had 32 processes and wanted more" python3 'import os, time, signal
for i in range(500):
    if os.fork() == 0:
        os.setsid(); signal.alarm(5); time.sleep(5); os._exit(0)
time.sleep(100)'
program memory 3 "plugin zoo $(sanitized 'ended its process' failed) on $at_two.*$(sanitized '' 'it asked for 655[34][0-9] MiB of memory at once.*')MemoryError" python3 'bytearray(64 << 30)'
OSPOPRESS_PLUGIN_MEMORY=500 program memory-slowly 3 "plugin zoo was stopped on $at_two: it needs more than 500 MiB" python3 'import time
a = [bytearray(b"x" * (1 << 24)) for i in range(64)]; time.sleep(100)'
program network 3 "plugin zoo wanted to use the network on $at_two" python3 'import socket; socket.create_connection(("127.0.0.1", 9))'
program home 3 "plugin zoo ended its process on $at_two.*PermissionError" python3 "print(open('$HOME/.secret').read())"
program outside 3 "plugin zoo wanted to write .*/planted on $at_two" sh 'echo x >"'"$scratch"'/planted"; rm -rf "'"$scratch"'/home"; exit 1'
program leaves-strays 0 '2 built' python3 'import os, sys, time
for i in range(5):
    if os.fork() == 0:
        os.setsid(); time.sleep(5); os._exit(0)
while line := sys.stdin.readline():
    if line.startswith("article"): print("same", flush=True)'
program writer-climbs 4 'the writer asked for a file named "\.\./x", which an output can.t have' sh 'printf "file 4\n../x\nbytes 1\nx\ndone\n"' writer
program writer-crashes 3 'plugin zoo crashed on output zoo: signal SIGSEGV' sh 'printf "file 5\nx.txt\nbytes 1\nx\n"; kill -SEGV $$' writer
program writer-garbage 3 'plugin zoo broke off on output zoo: what it said is not the protocol' sh 'echo blah; sleep 100' writer

done_testing
