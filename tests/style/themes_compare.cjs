// themes_compare.cjs FOLDER... - of each folder that the WeChat writer wrote with a theme, what a reader sees beside what the theme asks
// for, and how large it is beside juice's. SPDX-License-Identifier: Apache-2.0
//
// A line for each article, fields between tabs: the folder, the article, pixels that differ in percent, our height and the theme's, our
// characters and juice's ("-" where something is missing). The theme itself is styled.html: the dialect's elements with its sheets, and
// Chromium does the cascade. PICTURES names a folder for both pictures, and their difference, of what differs. WIDTH is that of the page.
const fs = require('fs'), path = require('path');
const { difference } = require('../pictures.cjs');
const library = name => require(require.resolve(name, { paths: [process.env.PEERS] }));
const { chromium } = library('playwright-core'), juice = library('juice');

const WIDTH = Number(process.env.WIDTH || 677), TALLEST = 16000, PICTURES = process.env.PICTURES;

// Where both stand, in one language, and what WeChat's own sheet does to all articles.
const PLACE = 'body{margin:0;font-family:-apple-system,BlinkMacSystemFont,"PingFang SC","Noto Sans CJK SC",sans-serif}';
const READER = PLACE + '#js_content *{margin:0;padding:0}#js_content{overflow-wrap:break-word}#js_content :is(h1,h2,h3,h4,h5,h6){font-weight:400;font-size:16px}'
	+ '#js_content :is(ul,ol){padding-left:2.2em}#js_content table{border-collapse:collapse}#js_content img{height:auto}'
	+ '#js_content hr{border:0;border-top:1px solid #ddd;margin:24px 0}';
const wrapped = (content, lang) => `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><style>${READER}</style></head><body><div id="js_content">${content}</div></body></html>`;

async function picture(tab, file) {
	await tab.goto('file://' + path.resolve(file), { waitUntil: 'load' });
	const height = Math.min(TALLEST, Math.max(1, Math.ceil(await tab.evaluate(() => document.documentElement.getBoundingClientRect().height))));
	const { data } = await tab.devtools.send('Page.captureScreenshot',
		{ captureBeyondViewport: true, optimizeForSpeed: true, clip: { x: 0, y: 0, width: WIDTH, height, scale: 1 } });
	return { height, png: Buffer.from(data, 'base64') };
}

const characters = text => [...text].length;
// The same elements with the same sheets, as other tools inline them.
function inlinedByJuice(source) {
	const sheets = [...source.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(match => match[1]).join('\n');
	const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(source)[1];
	return juice.inlineContent(body, sheets, { inlinePseudoElements: true, preserveImportant: true });
}

function keep(name, shots) {
	fs.mkdirSync(PICTURES, { recursive: true });
	for (const [kind, shot] of Object.entries(shots)) fs.writeFileSync(path.join(PICTURES, `${name.replace(/\//g, '+')}-${kind}.png`), shot.png);
}

async function compare(tab, folder, article) {
	const at = path.join(folder, article), content = fs.readFileSync(path.join(at, 'content.html'), 'utf8');
	const row = { ours: characters(content), juice: '-', percent: '-', height: '-', wanted: '-' };
	const file = path.join(at, 'styled.html');
	if (fs.existsSync(file)) {
		const styled = fs.readFileSync(file, 'utf8');
		fs.writeFileSync(path.join(at, 'reader.html'), wrapped(content, /<html lang="([^"]*)"/.exec(styled)[1]));
		const pending = picture(tab, path.join(at, 'reader.html'));
		try {
			row.juice = characters(inlinedByJuice(styled));
		} catch (fault) {
			console.error(`${folder}/${article}: juice: ${fault.message}`);
		}
		const placed = path.join(at, 'theme.html');
		fs.writeFileSync(placed, styled.replace('<head>', `<head><style>${PLACE}</style>`));
		const shown = await pending, wanted = await picture(tab, placed);
		row.height = shown.height;
		row.wanted = wanted.height;
		row.percent = difference(shown.png, wanted.png);
		if (PICTURES && row.percent > 0) keep(`${path.basename(folder)}-${article}`, { ours: shown, wanted });
		row.percent = row.percent.toFixed(3);
	}
	console.log([folder, article, row.percent, row.height, row.wanted, row.ours, row.juice].join('\t'));
}

async function main(folders) {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND', '--hide-scrollbars', '--allow-file-access-from-files'] });
	const tab = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
	tab.devtools = await tab.context().newCDPSession(tab);
	for (const folder of folders) {
		const articles = fs.readdirSync(folder).filter(name => fs.existsSync(path.join(folder, name, 'content.html'))).sort();
		for (const article of articles) await compare(tab, folder, article);
	}
	await browser.close();
}
main(process.argv.slice(2)).catch(fault => { console.error(fault); process.exitCode = 1; });
