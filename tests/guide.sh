#!/usr/bin/env bash
# guide.sh - every command of docs/plugin-guide.md, as a newcomer types it: against an installed ospopress, in a home of its own.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
[ -z "${SANITIZE:-}" ] || { skip "plugins of one's own are built without sanitizers"; done_testing; exit; }
unset MAKEFLAGS MAKELEVEL MFLAGS PKG_CONFIG_PATH

for tool in pkg-config make python3; do
	command -v "$tool" >/dev/null 2>&1 || { skip "no $tool"; done_testing; exit; }
done
stage=$scratch/stage
${MAKE:-make} -C "$top_build" install DESTDIR="$stage" >"$scratch/log" 2>&1 || { tail -n 20 "$scratch/log" | diag; fail "make install"; done_testing; exit; }
program=$(find "$stage" -path '*/bin/ospopress')
root=${program%/bin/ospopress}
PATH=$root/bin:$PATH
# As if it had been configured for this prefix.
pc=$(find "$stage" -name ospopress.pc)
sed -i "s|^prefix=.*|prefix=$root|" "$pc"
export PATH PKG_CONFIG_PATH=${pc%/*} CC=${CC:-cc}
mkdir -p "$scratch/work"

# Blocks of commands, each with what it is to print behind it; `...` of one block goes on where the last one ended.
awk -v to="$scratch/block" '
	/^```sh$/ { n++; file = to "-" n ".sh"; next }
	/^```text$/ { file = to "-" n ".text"; next }
	/^```/ { file = ""; next }
	file != "" { print >file }
	END { print n }' "$top_src/docs/plugin-guide.md" >"$scratch/count"
count=$(cat "$scratch/count")
ok "the guide has commands" [ "$count" -ge 5 ]

shown() { # shown BLOCK: each line that the guide shows is printed, in this order
	awk 'FNR == NR { want[++n] = $0; next } at < n && index($0, want[at + 1]) { at++ } END { if (at < n) { print "# not printed: " want[at + 1]; exit 1 } }' \
		"$1.text" "$1.out" || { tail -n 60 "$1.out" | diag; return 1; }
}
cd "$scratch/work" || exit 1
for n in $(seq "$count"); do
	block=$scratch/block-$n
	printf 'set -e\n%s\npwd >"%s"\n' "$(cat "$block.sh")" "$scratch/where" >"$block.run"
	ok "commands $n: $(head -n 1 "$block.sh")" bash -c 'bash "$0.run" >"$0.out" 2>&1 </dev/null || { tail -n 40 "$0.out" | sed "s/^/# /"; exit 1; }' "$block"
	[ ! -e "$block.text" ] || ok "commands $n print what the guide shows" shown "$block"
	cd "$(cat "$scratch/where" 2>/dev/null || echo "$scratch/work")" || exit 1
done
done_testing
