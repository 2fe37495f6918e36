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
# All outputs in one name: the same volume stands in folders of different names. Pages take most of the time, so most do without.
outputs='epub: {file: zoo.epub}, wechat: {}'
with_pages="$outputs, pdf: {file: zoo.pdf}"

volume "$scratch/reference" "outputs: {$with_pages}"
"$ospopress" build "$scratch/reference" >"$scratch/log" 2>&1 || diag "$scratch/log"
ok "the volume builds without them" test -s "$scratch/reference/build/zoo.pdf"

says() { grep -qE -- "$1" <<<"$out" || { diag <<<"$out" | cut -c1-600; return 1; }; }
watched() { (cd "$folder" && find . -mindepth 1 -path ./build -prune -o -printf '%p %m %s %T@ %l\n' | sort; cat ./*.md victim/*; find "$HOME" -type f -printf '%p %s %T@\n' | sort) 2>&1; }
same_outputs() {
	local file
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
	folder=$scratch/$name
	volume "$folder" "$@"
	local before after began=$SECONDS
	before=$(watched)
	out=$(OSPOPRESS_PLUGIN_PATH=$path timeout 60 "$ospopress" build "$folder/proceedings.yml" --messages=en --trust=zoo 2>&1 </dev/null)
	status=$?
	after=$(watched)
	ok "$name: ends in time" [ $((SECONDS - began)) -lt 20 ]
	ok "$name: exit status $wanted" [ "$status" = "$wanted" ] || { echo "# status $status"; diag <<<"$out" | cut -c1-600; }
	ok "$name: the message names plugin and cause" says "$pattern"
	ok "$name: the other outputs are the same, byte by byte" same_outputs
	ok "$name: nothing outside of the output changed" [ "$before" = "$after" ] || diff <(echo "$before") <(echo "$after") | diag
	ok "$name: no process is left" nobody_left
	ok "$name: no temporary is left" [ -z "$(find "$folder" -name '.*.ospopress-*')" ]
	ok "$name: no secret got out" [ -z "$(grep -l 's3cr3t\|do not tell' <<<"$out")" ]
	[ "$status" != "$wanted" ] || rm -rf "$folder"
}

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
everywhere() { # everywhere DEED STATUS PATTERN: as a writer, a transform of an article and one of the volume
	writer "$1" "$2" "${3//SUBJECT/output zoo}"
	transform "$1" "$2" "${3//SUBJECT/.*(one|two)\\.md}"
	transform "$1" "$2" "${3//SUBJECT/the volume}" 4
}

without_pages=$outputs
outputs=$with_pages everywhere null_dereference 3 'plugin zoo crashed on SUBJECT: signal SIGSEGV.*it last said: about to fall'
outputs=$without_pages
everywhere call_abort 3 'plugin zoo crashed on SUBJECT: signal SIGABRT'
everywhere call_exit 3 'plugin zoo ended its process on SUBJECT instead of returning \(exit status 0\)'
everywhere take_64_gib 3 'plugin zoo failed on SUBJECT: it asked for 6553[67] MiB of memory at once, and may have 4096'
everywhere fork_bomb 3 'plugin zoo was stopped on SUBJECT: it had 32 processes and wanted more'
everywhere send_garbage 3 'plugin zoo (ended its process|left) .*SUBJECT'
everywhere free_twice 3 'plugin zoo crashed on SUBJECT: signal SIGABRT'
everywhere print_1_gib 3 'plugin zoo crashed on SUBJECT: signal SIGSEGV.*it last said: .*all printed'
everywhere close_error_output 0 'all standard files are closed \[zoo/closed\]'
everywhere write_outside 0 'plugin zoo wanted to write .*/victim/planted on SUBJECT, which it may not'
everywhere read_home 0 'plugin zoo wanted to read .*/\.secret on SUBJECT, which it may not'
everywhere open_socket 0 'plugin zoo wanted to use the network on SUBJECT, which it may not'
OSPOPRESS_PLUGIN_SECONDS=1 everywhere loop 3 'plugin zoo was stopped on SUBJECT after 1 seconds'
OSPOPRESS_PLUGIN_SECONDS=1 everywhere never_answer 3 'plugin zoo was stopped on SUBJECT after 1 seconds'
OSPOPRESS_PLUGIN_MEMORY=500 everywhere take_bit_by_bit 3 'plugin zoo was stopped on SUBJECT: it needs more than 500 MiB of memory'
writer climb 4 'the writer asked for a file named "\.\./\.\./climbed\.txt", which an output can.t have'
writer write_half 3 'plugin zoo crashed on output zoo: signal SIGSEGV'
writer scribble 0 '3 built|2 built'
transform scribble 3 'plugin zoo (crashed on|left) .*(one|two)\.md'
transform scribble 3 'plugin zoo (crashed on|left) the volume' 4
transform break_rules 3 "plugin zoo left .*one\.md in a state that can't be used \(.*<tr> in <p>: .*\); it is as before"
transform break_rules 3 "plugin zoo left the volume in a state that can't be used" 4
writer kill_others 0 '2 built'
writer print_escapes 3 'plugin zoo crashed on output zoo'
ok "what a terminal would obey is not printed" [ -z "$(grep -l $'\033' <<<"$out")" ]

done_testing
