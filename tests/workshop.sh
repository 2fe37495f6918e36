#!/usr/bin/env bash
# workshop.sh - a plugin of one's own: begun, tested, and each fault found that `plugin test` is to find.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
[ -z "${SANITIZE:-}" ] || { skip "plugins of one's own are built without sanitizers"; done_testing; exit; }
unset MAKEFLAGS MAKELEVEL MFLAGS

command -v pkg-config >/dev/null 2>&1 || { skip "no pkg-config"; done_testing; exit; }
export CC=${CC:-cc} PKG_CONFIG_PATH=$top_build TMPDIR=$scratch/temporary
mkdir -p "$TMPDIR" "$scratch/work"
cd "$scratch/work" || exit 1

tool() { out=$("$ospopress" plugin "$@" --messages=en 2>&1 </dev/null); status=$?; }
is_status() { [ "$status" = "$1" ] || { echo "# status $status instead of $1"; diag <<<"$out"; return 1; }; }
says() { grep -qE -- "$1" <<<"$out" || { diag <<<"$out"; return 1; }; }

# ---- Refusals ----

refused() { # refused WHAT PATTERN ARGUMENTS...
	local what=$1 pattern=$2; shift 2
	tool new "$@"
	ok "$what" says "$pattern"
	[ "$status" != 0 ] || fail "$what: and the status says so"
}
refused "an unknown kind" 'there is no kind of plugin "printer"; it is a reader, a transform or a writer' printer mine
refused "a checker is a transform" 'a checker is a transform' checker mine
refused "an unknown language" 'there is no template in "perl"; there are c, python and sh' writer mine --lang=perl
refused "a name with capitals" '"Mine" can.t be the name of a plugin' writer Mine
refused "a name with a slash" '"../mine" can.t be the name' writer ../mine
refused "a name that begins with a digit" '"1st" can.t be the name' writer 1st
refused "an endless name" 'is too long' writer "$(printf 'a%.0s' {1..41})"
refused "the name of a shipped plugin" 'ospopress has a plugin "epub" itself' writer epub
refused "no name" 'say what is to be made' writer
mkdir taken
refused "what is there already" 'taken is there already' writer taken
ok "nothing is left of any of it" test "$(ls)" = taken
tool test taken
ok "an empty folder is no plugin" is_status 2
tool test nowhere
ok "neither is a folder that is not there" is_status 2

# ---- One of each ----

for kind in reader transform writer; do
	for language in c python sh; do
		name=my-$kind-$language
		if [ $language = python ] && ! command -v python3 >/dev/null 2>&1; then
			skip "no python3"
			continue
		fi
		tool new $kind $name --lang=$language
		ok "a $kind in $language is begun" is_status 0
		if [ $language = c ]; then
			ok "it builds without a warning" env CFLAGS='-O2 -Werror -Wpedantic' make -s -C $name
			ok "as C17, too" "$CC" -std=gnu17 -Wall -Wextra -Werror -fsyntax-only -I"$top_src/include" $name/$name.c
		fi
		# The kit takes seconds for each; EVERY=1 runs it for those, too, that only differ from another one in their words.
		case $kind-$language in
		*-c|transform-python|writer-sh) ;;
		*) [ -n "${EVERY:-}" ] || continue ;;
		esac
		tool test $name
		ok "and passes all that every plugin must" is_status 0
		ok "its own test among it" says '^ok    test first$'
	done
done

# ---- Faults ----

faulty() { # faulty FAULT PATTERN [ARGUMENTS...]: the line that says so
	local fault=$1 pattern=$2; shift 2
	rm -rf faulty && mkdir -p faulty/tests/one
	cp "$top_src/tests/plugins/faulty.c" faulty/
	# shellcheck disable=SC2016
	printf 'faulty.so: faulty.c\n\t$(CC) -std=c99 -DFAULT=%s -shared -fPIC $$(pkg-config --cflags ospopress) $(CFLAGS) faulty.c -o $@\n' "$fault" >faulty/Makefile
	printf 'title: T\narticles: [one.md]\nfront-matter: []\noutputs: {faulty: {file: one.txt}}\n' >faulty/tests/one/proceedings.yml
	printf '# One\n\nWords.\n' >faulty/tests/one/one.md
	tool test faulty "$@"
	ok "$fault is found" says "$pattern"
}
found_by() { # found_by CHECK FAULT: this check alone finds it
	faulty "$2" "^FAIL  $1" --only="$1"
	ok "by $1, and nothing else was made" says '^[1-4] passed, 1 failed'
}
faulty NONE '^[0-9]+ passed, 0 failed' --accept
found_by 'an empty article' EMPTY
found_by 'a huge article' HUGE
found_by 'hostile characters' HOSTILE
found_by 'deep nesting' DEEP
found_by 'every element' NODES
found_by 'option word' OPTION
found_by 'twice the same' CLOCK
found_by 'a full disk' DISK
faulty FORBIDDEN '^FAIL  it tries nothing that a plugin may not do' --only='an empty article'
ok "and the status says so" is_status 1
if [ "$($CC -print-file-name=libasan.so)" != libasan.so ]; then
	faulty LEAK '^FAIL  memory' --sanitize --only=memory
	faulty BOUNDS '^FAIL  memory' --sanitize --only=memory
fi
faulty NONE '^ok    test one' --accept --only='test one'
printf '# Two\n\nWords.\n' >faulty/tests/one/one.md
tool test faulty --only='test one'
ok "a test that gives something else fails" says '^FAIL  test one'
ok "with the lines that differ" says '^ *\+TTwo'
sed -i 's/faulty.c -o/-DNONSENSE=: -Dint=nonsense faulty.c -o/' faulty/Makefile && rm faulty/faulty.so
tool test faulty
ok "what does not build is said" says '^FAIL  it builds'
ok "with a status of its own" is_status 3
ok "nothing is left in the folder for temporary files" test -z "$(ls "$TMPDIR")"
done_testing
