// clipboard.cjs FOLDER [PICTURES] - presses the copy buttons of what the WeChat writer wrote in headless Chromium, pastes into an empty
// editor, and prints what looks otherwise there than in the article. SPDX-License-Identifier: Apache-2.0
//
// Each article is copied from its own page and from the overview. PICTURES: a folder for pictures of the pages. Exit 1 when something differs.
const fs = require('fs'), path = require('path');
const { difference } = require('../pictures.cjs');
const { chromium } = require(require.resolve('playwright-core', { paths: [process.env.PEERS] }));

const [folder, pictures] = process.argv.slice(2).map(name => path.resolve(name));
const address = name => 'file://' + path.join(folder, name);

async function heldBy(page) {
	return page.evaluate(async () => {
		const [item] = await navigator.clipboard.read(), read = async type => (await item.getType(type)).text();
		return { types: item.types, html: await read('text/html'), text: await read('text/plain') };
	});
}

// Presses a button and waits until it has said how it went.
async function press(page, button, says) {
	await button.click();
	await page.waitForFunction(([element, words]) => words.some(word => document.body.textContent.includes(word)), [null, says], { timeout: 60000 });
	return page.evaluate(([done]) => document.body.textContent.includes(done), says);
}

// The article's place on its own page as an editor: empty, then with what Ctrl+V brings.
async function pasted(context, article) {
	const page = await context.newPage();
	await page.goto(address(article));
	const own = await (await page.$('#wechat-article')).screenshot();
	await page.evaluate(() => {
		const place = document.getElementById('wechat-article');
		place.innerHTML = '';
		place.contentEditable = 'true';
		place.style.outline = 'none';
		place.style.caretColor = 'transparent';
		place.focus();
	});
	await page.keyboard.press('Control+V');
	await page.evaluate(() => Promise.all([...document.images].map(image => image.decode().catch(() => {}))));
	await page.evaluate(() => scrollTo(0, 0));
	const editor = await page.$('#wechat-article'), shown = await editor.screenshot();
	const empty = await editor.evaluate(element => element.innerText.trim() === '' && element.querySelector('img') === null);
	await page.close();
	return { percent: empty ? 100 : difference(own, shown), own, shown };
}

async function main() {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
	const context = await browser.newContext({ viewport: { width: 800, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
	const page = await context.newPage(), faults = [];
	page.on('pageerror', error => faults.push(String(error)));
	await page.goto(address('index.html'));
	const articles = await page.$$eval('button[data-from]', buttons => buttons.map(button => button.dataset.from));
	if (articles.length === 0) faults.push('index.html has no button');
	const judge = async (how, article, ok) => {
		const { types, html, text } = await heldBy(page);
		if (!ok) faults.push(`${article}, ${how}: the page says that it failed`);
		if (!types.includes('text/html') || !types.includes('text/plain') || text.trim() === '') faults.push(`${article}, ${how}: no rich text`);
		if (/ class=| id=|<style|<script/.test(html)) faults.push(`${article}, ${how}: more than styles is copied`);
		const { percent, own, shown } = await pasted(context, article);
		if (pictures) for (const [kind, png] of [['own', own], ['pasted', shown]])
			fs.writeFileSync(path.join(pictures, `${article.replace(/\W+/g, '-')}-${how}-${kind}.png`), png);
		if (percent > 0.05) faults.push(`${article}, ${how}: ${percent.toFixed(2)} % of the picture differ when pasted`);
		console.log(`${article}, ${how}: ${percent.toFixed(3)} % differ, ${[...html].length} characters on the clipboard`);
	};
	for (const [number, article] of articles.entries()) {
		await page.goto(address(article));
		const own = await page.$('#copy');
		await page.check('#dark'); // what is seen is not what is copied
		await judge('own', article, await press(page, own, await own.evaluate(element => [element.dataset.done, element.dataset.failed])));
		await page.goto(address('index.html'));
		await page.evaluate(() => navigator.clipboard.writeText(''));
		const button = (await page.$$('button[data-from]'))[number];
		await judge('overview', article, await press(page, button, await button.evaluate(element => [element.dataset.done, element.dataset.failed])));
	}
	await browser.close();
	faults.forEach(line => console.log(line));
	process.exitCode = faults.length > 0 ? 1 : 0;
}
main().catch(fault => { console.error(fault); process.exit(1); }); // the browser, still open, would keep us
