// juice.mjs OUTDIR FILE.md... - markdown-it and juice with a small theme, all articles in one process. SPDX-License-Identifier: Apache-2.0
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
const theme = `section{font-size:16px;line-height:1.75;color:#333} h1{font-size:24px;text-align:center} h2{font-size:20px;border-left:4px solid #1a4f8b;
padding-left:8px} h3{font-size:17px} p{margin:1em 0;text-align:justify} strong{color:#1a4f8b} a{color:#1a4f8b;text-decoration:none} img{max-width:100%}
blockquote{margin:1em 0;padding:8px 12px;border-left:3px solid #ccc;color:#666} ul,ol{padding-left:1.5em} li{margin:.4em 0} blockquote p{margin:0}`;
const [out, ...files] = process.argv.slice(2);
const markdown = new MarkdownIt({ html: true, linkify: true });
fs.mkdirSync(out, { recursive: true });
for (const file of files) {
	const [, matter, ...body] = fs.readFileSync(file, 'utf8').split('---\n');
	const title = /title: "(.*)"/.exec(matter)[1];
	const html = `<section><h1>${title}</h1>${markdown.render(body.join('---\n'))}</section>`;
	fs.writeFileSync(path.join(out, path.basename(file, '.md') + '.html'), juice.inlineContent(html, theme));
}
