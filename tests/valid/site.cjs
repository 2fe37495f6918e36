// site.cjs AXE.js FOLDER - opens the pages of a site in headless Chromium and prints what axe finds there. Exit 1 when it finds something.
// SPDX-License-Identifier: Apache-2.0
const fs = require('fs'), path = require('path');
const puppeteer = require(require.resolve('puppeteer-core', { paths: [process.env.VALIDATORS] }));

async function main([axe, folder]) {
	const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
	const pages = fs.readdirSync(folder).filter(name => name.endsWith('.html'));
	let faults = pages.length === 0 ? 1 : 0;
	for (const name of pages) {
		const tab = await browser.newPage();
		await tab.goto('file://' + path.resolve(folder, name));
		await tab.evaluate(fs.readFileSync(axe, 'utf8'));
		const result = await tab.evaluate(() => window.axe.run(document));
		for (const { id, help, nodes } of result.violations) {
			faults++;
			console.log(`${name}: ${id}: ${help}: ${nodes[0].html.slice(0, 120)}`);
		}
		if (result.passes.length === 0) { faults++; console.log(`${name}: axe looked at nothing`); }
		await tab.close();
	}
	await browser.close();
	process.exitCode = faults === 0 ? 0 : 1;
}
main(process.argv.slice(2)).catch(error => { console.error(error); process.exitCode = 1; });
