# What is in plugins/templates/: installed as it stands. SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += plugins/templates/README.md
nobase_dist_template_DATA += \
	plugins/templates/c/Makefile \
	plugins/templates/kit/every.xml \
	plugins/templates/python/Makefile \
	plugins/templates/python/ospopress.py \
	plugins/templates/reader/all/README.md \
	plugins/templates/reader/all/tests/first/dot.png \
	plugins/templates/reader/all/tests/first/expected/messages \
	plugins/templates/reader/all/tests/first/expected/tree.html \
	plugins/templates/reader/all/tests/first/first.NAME \
	plugins/templates/reader/all/tests/first/proceedings.yml \
	plugins/templates/reader/c/NAME.c \
	plugins/templates/reader/python/NAME.py \
	plugins/templates/reader/python/plugin.yml \
	plugins/templates/reader/sh/NAME.sh \
	plugins/templates/reader/sh/plugin.yml \
	plugins/templates/sh/Makefile \
	plugins/templates/transform/all/README.md \
	plugins/templates/transform/all/tests/first/expected/messages \
	plugins/templates/transform/all/tests/first/expected/tree.html \
	plugins/templates/transform/all/tests/first/first.md \
	plugins/templates/transform/all/tests/first/proceedings.yml \
	plugins/templates/transform/c/NAME.c \
	plugins/templates/transform/python/NAME.py \
	plugins/templates/transform/python/plugin.yml \
	plugins/templates/transform/sh/NAME.sh \
	plugins/templates/transform/sh/plugin.yml \
	plugins/templates/writer/all/README.md \
	plugins/templates/writer/all/tests/first/dot.png \
	plugins/templates/writer/all/tests/first/expected/NAME/headings.txt \
	plugins/templates/writer/all/tests/first/expected/NAME/pictures/dot-8c85d80f.png \
	plugins/templates/writer/all/tests/first/expected/messages \
	plugins/templates/writer/all/tests/first/first.md \
	plugins/templates/writer/all/tests/first/proceedings.yml \
	plugins/templates/writer/c/NAME.c \
	plugins/templates/writer/python/NAME.py \
	plugins/templates/writer/python/plugin.yml \
	plugins/templates/writer/sh/NAME.sh \
	plugins/templates/writer/sh/plugin.yml
