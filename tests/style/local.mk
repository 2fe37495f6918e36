# The style engine beside a browser, and beside other people's tests of CSS. SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/style/computed tests/style/parsed
tests_style_computed_SOURCES = tests/style/computed.c
tests_style_computed_LDADD = $(TEST_LIBS)
tests_style_parsed_SOURCES = tests/style/parsed.c
tests_style_parsed_LDADD = $(TEST_LIBS)
TESTS += tests/style/cascade.sh tests/style/looks.sh tests/style/parsing.sh tests/style/themes.sh
EXTRA_DIST += tests/style/browser.py tests/style/cascade.py tests/style/cascade.sh tests/style/generate.py tests/style/parsing.differs \
	tests/style/parsing.py tests/style/parsing.sh tests/style/properties.txt \
	tests/style/blocks.md tests/style/looks.sh tests/style/themes.sh tests/style/themes_compare.cjs tests/style/themes_extract.cjs
