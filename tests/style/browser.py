# browser.py - ask headless Chromium for the computed styles of documents.
# SPDX-License-Identifier: Apache-2.0
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading

PAGE = """<!doctype html><meta charset="utf-8"><body><script>
const names = %s, count = %d;
// Colours of any space as what they are in sRGB: a browser says them in their own space.
const probe = document.createElement("i");
document.body.append(probe);
function shown(text) {
	return text.replace(/\\b(lab|lch|oklab|oklch|color)\\([^()]*\\)/g, (color) => {
		probe.style.color = "color(from " + color + " srgb r g b / alpha)";
		return window.getComputedStyle(probe).color;
	});
}
function styles(document, window) {
	const rows = [];
	for (const element of document.documentElement.parentNode.querySelectorAll("*"))
		for (const pseudo of [null, "::before", "::after"]) {
			const style = window.getComputedStyle(element, pseudo);
			const generated = pseudo === null || (!["none", "normal"].includes(style.content) && style.display !== "none");
			rows.push(generated ? names.map((name) => shown(style.getPropertyValue(name))) : null);
		}
	return rows;
}
async function run() {
	for (let i = 0; i < count; i++) {
		const frame = document.createElement("iframe");
		const loaded = new Promise((done) => { frame.onload = done; });
		frame.src = "/" + i + ".xhtml";
		document.body.append(frame);
		await loaded;
		await fetch("/result/" + i, { method: "POST", body: JSON.stringify(styles(frame.contentDocument, frame.contentWindow)) });
		frame.remove();
	}
	await fetch("/done", { method: "POST", body: "" });
}
run();
</script>"""


def find():
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        if shutil.which(name):
            return name
    return None


def computed_styles(documents, names, timeout=600):
    """documents: list of (xhtml, css). One list for each: a row per element, ::before and ::after; None for what is not generated."""
    results, finished = [None] * len(documents), threading.Event()
    page = PAGE % (json.dumps(names), len(documents))

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def answer(self, text, kind):
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind + "; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            stem, _, kind = self.path.strip("/").partition(".")
            if self.path == "/":
                self.answer(page, "text/html")
            elif stem.isdigit() and int(stem) < len(documents):
                self.answer(documents[int(stem)][kind == "css"], "text/css" if kind == "css" else "application/xhtml+xml")
            else:
                self.send_error(404)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/done":
                finished.set()
            else:
                results[int(self.path.rsplit("/", 1)[1])] = json.loads(body)
            self.answer("", "text/plain")

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = tempfile.mkdtemp(prefix="ospopress-browser-")
    browser = subprocess.Popen([find(), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile, "--no-first-run",
                                "--blink-settings=defaultFixedFontSize=16,minimumLogicalFontSize=0", "--remote-debugging-port=0", "http://127.0.0.1:%d/" % server.server_port],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ, HOME=profile))
    try:
        finished.wait(timeout)
    finally:
        browser.terminate()
        browser.wait()
        server.shutdown()
        shutil.rmtree(profile, ignore_errors=True)
    return results
