// reader.cjs BOOK.epub [PICTURES] - opens a book in epub.js in headless Chromium and prints what a reader would miss there: chapters
// that show nothing, pictures that do not load, links, contents and pages that lead nowhere. SPDX-License-Identifier: Apache-2.0
//
// PICTURES: a folder for a picture of each chapter. The libraries are looked for in $PEERS/node_modules. Exit 1 when something is missed.
const fs = require('fs'), http = require('http'), path = require('path');
const library = name => require.resolve(name, { paths: [process.env.PEERS] });
const { chromium } = require(library('playwright-core'));

const [book, pictures] = process.argv.slice(2);
const folder = path.join(process.env.PEERS, 'node_modules');
const served = {
	'/epub.js': path.join(folder, 'epubjs/dist/epub.min.js'), '/jszip.js': path.join(folder, 'jszip/dist/jszip.min.js'), '/book.epub': book,
};
const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/jszip.js"></script><script src="/epub.js"></script>'
	+ '<div id="view" style="width: 480px; height: 720px"></div>';

// Runs in the browser.
async function readThrough() {
	const book = ePub(await (await fetch('/book.epub')).arrayBuffer());
	await book.ready;
	const view = book.renderTo('view', { width: 480, height: 720, flow: 'scrolled-doc' });
	window.show = href => view.display(href);
	const missed = [], links = [], ids = {}, chapters = [];
	for (const item of book.spine.spineItems) {
		await view.display(item.href);
		const shown = view.getContents()[0].document;
		await Promise.all([...shown.images].map(image => image.complete || new Promise(done => { image.onload = image.onerror = done; })));
		chapters.push(item.href);
		if (shown.body.innerText.trim() === '' && shown.images.length === 0) missed.push(`${item.href}: shows nothing`);
		for (const image of shown.images) if (!image.naturalWidth) missed.push(`${item.href}: picture ${image.alt} does not load`);
		ids[item.href] = new Set([...shown.querySelectorAll('[id]')].map(element => element.id));
		for (const link of shown.querySelectorAll('a[href]')) {
			const href = link.getAttribute('href');
			if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) links.push([item.href, href]);
		}
	}
	const follow = (from, href) => {
		const [file, id] = href.split('#'), target = decodeURIComponent(file) || from;
		if (!ids[target]) missed.push(`${from}: ${href} leads to no chapter`);
		else if (id && !ids[target].has(decodeURIComponent(id))) missed.push(`${from}: ${href} leads to no place`);
	};
	links.forEach(([from, href]) => follow(from, href));
	const contents = entries => entries.forEach(entry => { follow('contents', entry.href); contents(entry.subitems || []); });
	contents(book.navigation.toc);
	book.navigation.landmarks.forEach(entry => follow('landmarks', entry.href));
	const pages = book.pageList ? book.pageList.pageList || [] : [];
	pages.forEach(entry => follow('page-list', entry.href));
	return { chapters, missed, links: links.length, pages: pages.length };
}

async function main() {
	const server = http.createServer((request, response) => {
		if (request.url === '/') response.setHeader('Content-Type', 'text/html');
		response.end(request.url === '/' ? page : served[request.url] ? fs.readFileSync(served[request.url]) : '');
	});
	await new Promise(done => server.listen(0, '127.0.0.1', done));
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
	const tab = await browser.newPage({ viewport: { width: 500, height: 740 } });
	const faults = [];
	tab.on('pageerror', error => faults.push(String(error)));
	await tab.goto(`http://127.0.0.1:${server.address().port}/`);
	const { chapters, missed, links, pages } = await tab.evaluate(readThrough);
	for (const [number, chapter] of (pictures ? chapters : []).entries()) {
		await tab.evaluate(href => window.show(href), chapter);
		await tab.screenshot({ path: path.join(pictures, `${String(number + 1).padStart(3, '0')}.png`) });
	}
	await browser.close();
	server.close();
	[...missed, ...faults].forEach(line => console.log(line));
	console.log(`${chapters.length} chapters, ${links} links, ${pages} pages, ${missed.length + faults.length} missed`);
	process.exitCode = missed.length + faults.length > 0 ? 1 : 0;
}

main();
