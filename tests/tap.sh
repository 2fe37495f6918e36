# tap.sh - the Test Anything Protocol for shell tests: source it, call ok and skip, end with done_testing.
# SPDX-License-Identifier: Apache-2.0
tap_count=0 tap_failed=0
ok() { # ok NAME COMMAND...: passes when the command does
	local name=$1; shift
	tap_count=$((tap_count + 1))
	if "$@"; then echo "ok $tap_count - $name"; else echo "not ok $tap_count - $name"; tap_failed=$((tap_failed + 1)); fi
}
fail() { tap_count=$((tap_count + 1)); tap_failed=$((tap_failed + 1)); echo "not ok $tap_count - $1"; }
pass() { tap_count=$((tap_count + 1)); echo "ok $tap_count - $1"; }
skip() { tap_count=$((tap_count + 1)); echo "ok $tap_count # SKIP $1"; }
# The lines of a file or of standard input as TAP comments.
diag() { sed 's/^/# /' "$@"; }
done_testing() { echo "1..$tap_count"; [ "$tap_failed" = 0 ]; }

# Where things are, whatever folder the test runs in.
top_src=$(cd "${srcdir:-.}" && pwd)
top_build=$(cd "${builddir:-.}" && pwd)
ospopress=${OSPOPRESS:-$top_build/ospopress}
shared=${OSPOPRESS_SHARED:-$top_src/../shared}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A test sees no plugins, caches or dates of the machine that it runs on.
export HOME=$scratch XDG_CACHE_HOME=$scratch/cache SOURCE_DATE_EPOCH=1670630400 LC_ALL=C
unset XDG_DATA_HOME OSPOPRESS_PLUGIN_PATH
