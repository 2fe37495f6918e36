#!/usr/bin/env bash
# fetch.sh - remote pictures are fetched only when the user says --fetch, once; from a server on this machine.
# SPDX-License-Identifier: Apache-2.0
. "${srcdir:-.}/tests/tap.sh"
if ! command -v python3 >/dev/null 2>&1 || ! command -v curl >/dev/null 2>&1; then
	skip "python3 and curl are not both at hand"; done_testing; exit
fi
mkdir "$scratch/site" "$scratch/volume"
cp "$top_src/samples/summit/content/first-year/images/response-time.png" "$scratch/site/a.png"
# A server that takes any free port, says which, and ends by itself.
python3 - "$scratch" <<'END' &
import functools, http.server, pathlib, sys, threading
scratch = pathlib.Path(sys.argv[1])
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=scratch / 'site')
handler.log_message = lambda *args: None
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
(scratch / 'port.new').write_text(str(server.server_port))
(scratch / 'port.new').rename(scratch / 'port')
threading.Timer(60, server.shutdown).start()
server.serve_forever()
END
server=$!
for _ in $(seq 100); do [ -f "$scratch/port" ] && break; sleep 0.1; done
url=http://127.0.0.1:$(cat "$scratch/port")
printf -- '---\ntitle: x\n---\n正文。\n\n![图注](%s/a.png)\n\n![没有](%s/none.png)\n' "$url" "$url" >"$scratch/volume/a.md"
printf 'title: x\narticles: [a.md]\n' >"$scratch/volume/proceedings.yml"
build() { "$ospopress" build "$scratch/volume" --only=epub "$@" >"$scratch/out" 2>"$scratch/err"; }
build
ok "without --fetch nothing is fetched" grep -q 'a.md:6:1: warning: .*assets/remote' "$scratch/err"
ok "and nothing is cached" [ ! -d "$XDG_CACHE_HOME/ospopress" ]
build --fetch
ok "with --fetch a picture is there" [ "$(grep -c 'a.md:6:1' "$scratch/err")" = 0 ]
ok "one that the server does not have is a warning at its line" grep -q 'a.md:8:1: warning: .*assets/fetch' "$scratch/err"
kill "$server" 2>/dev/null; wait "$server" 2>/dev/null
build --fetch
ok "and comes from the cache the next time" [ "$(grep -c 'a.md:6:1' "$scratch/err")" = 0 ]
done_testing
