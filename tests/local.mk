# Tests that are scripts; unit tests are listed by the room that they test. SPDX-License-Identifier: Apache-2.0
# Each script finds its cases by itself: tests/golden/STAGE/CASE, tests/cli/*.sh, tests/plugins/*, ...
TESTS += tests/programs.sh tests/pandoc.sh tests/golden.sh tests/cli.sh tests/valid.sh tests/fetch.sh tests/install.sh \
	tests/abi/headers.sh tests/abi/check.sh
EXTRA_DIST += tests/README.md tests/pictures.cjs tests/tap.sh tests/cli.sh tests/valid.sh tests/fetch.sh tests/golden.sh tests/golden \
	tests/install.sh tests/abi \
	tests/pandoc.sh tests/pandoc \
	tests/programs.sh tests/programs

# Shows what changed in the goldens and keeps it.
.PHONY: accept
accept: all
	ACCEPT=1 srcdir='$(srcdir)' builddir='$(builddir)' bash $(srcdir)/tests/golden.sh

# What volumes cost, and what others take for them (docs/benchmarks.md).
.PHONY: bench
bench: all
	builddir='$(builddir)' bash $(srcdir)/tests/bench/run.sh
EXTRA_DIST += tests/bench/run.sh tests/bench/generate.py tests/bench/measure.py tests/bench/peers.py tests/bench/typst.cjs tests/bench/juice.mjs tests/bench/theme.py

# Inputs that mean harm.
TESTS += tests/hostile.sh tests/tags.sh
EXTRA_DIST += tests/hostile.sh tests/tags.py tests/tags.sh

# The plugin interface against its record (tests/abi/README.md), and recording it.
.PHONY: check-abi accept-abi
check-abi: all
	srcdir='$(srcdir)' builddir='$(builddir)' CC='$(CC)' bash $(srcdir)/tests/abi/check.sh
accept-abi: all
	ACCEPT=1 srcdir='$(srcdir)' builddir='$(builddir)' CC='$(CC)' bash $(srcdir)/tests/abi/check.sh
