// juice.mjs OUTDIR THEME.css FILE.md... - markdown-it and juice with a theme, all articles in one process. SPDX-License-Identifier: Apache-2.0
import fs from 'fs';
import path from 'path';
import { createRequire } from 'module';
import { pathToFileURL } from 'url';
const require = createRequire(path.join(process.env.PEERS, 'node_modules', 'x.js'));
const load = async name => {
	const module = await import(pathToFileURL(require.resolve(name)));
	return module.default ?? module;
};
const MarkdownIt = await load('markdown-it'), juice = await load('juice');
const [out, style, ...files] = process.argv.slice(2);
const theme = fs.readFileSync(style, 'utf8');
const markdown = new MarkdownIt({ html: true, linkify: true });
fs.mkdirSync(out, { recursive: true });
for (const file of files) {
	const [, matter, ...body] = fs.readFileSync(file, 'utf8').split('---\n');
	const title = /title: "(.*)"/.exec(matter)[1];
	const html = `<section><h1>${title}</h1>${markdown.render(body.join('---\n'))}</section>`;
	fs.writeFileSync(path.join(out, path.basename(file, '.md') + '.html'), juice.inlineContent(html, theme));
}
