// themes_extract.cjs THEMES OUT - writes the themes that stand in the work trees in THEMES, as .css files or as strings in modules, into
// OUT/DIALECT/NAME.css, and of each into OUT/list "DIALECT/NAME SHEET...": the sheets that make it up, by the order of the cascade.
// SPDX-License-Identifier: Apache-2.0
//
// What was deleted later is taken from a repository's history. A module is run in a context of its own that has nothing but its exports and
// the modules beside it.
const fs = require('fs'), path = require('path'), vm = require('vm'), crypto = require('crypto');
const { execFileSync } = require('child_process');

const [themes, out] = process.argv.slice(2);
const INTERESTING = /theme|template|highlight/i, SKIPPED = /(^|\/)(node_modules|\.git|docs?|tests?|__tests__|components|postcss|public|dist|assets\/less)\//;
const LARGEST = 400000;

// A repository's files: path to text. The work tree first; files of the past that it lacks after it.
function filesOf(root) {
	const files = new Map();
	const isWanted = name => /\.(css|[jt]s)$/.test(name) && INTERESTING.test(name) && !SKIPPED.test(name) && !/\.(d|test|spec|module)\.(ts|css)$/.test(name);
	const walk = folder => {
		for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
			const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (entry.isDirectory() && !SKIPPED.test(name + '/')) walk(name);
			else if (entry.isFile() && isWanted(name)) files.set(name, fs.readFileSync(path.join(root, name), 'utf8'));
		}
	};
	walk('');
	if (!fs.existsSync(path.join(root, '.git'))) return files;
	const git = (...words) => execFileSync('git', ['-C', root, '-c', 'core.quotePath=false', ...words], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
	let commit = '';
	for (const line of git('log', '--diff-filter=D', '--no-renames', '--name-only', '--format=commit %H').split('\n')) {
		if (line.startsWith('commit ')) commit = line.slice(7);
		else if (isWanted(line) && !files.has(line)) files.set(line, git('show', `${commit}^:${line}`));
	}
	return files;
}

// The strings that a module exports: name to text.
function exportsOf(files, name, seen = new Map()) {
	if (seen.has(name)) return seen.get(name);
	const exported = {};
	seen.set(name, exported);
	const beside = wanted => {
		const base = path.posix.join(path.posix.dirname(name), wanted);
		const found = [base, base + '.ts', base + '.js', base + '/index.ts', base + '/index.js'].find(candidate => files.has(candidate));
		return found && /\.[jt]s$/.test(found) ? exportsOf(files, found, seen) : {};
	};
	const code = files.get(name)
		.replace(/^import\s+type\s[^;]*?from\s*["'][^"']*["'];?/gm, '')
		.replace(/^import\s*\{([^}]*)\}\s*from\s*(["'][^"']*["']);?/gm, (all, names, from) => `const {${names.replace(/\btype\s+\w+,?/g, '').replace(/\sas\s/g, ':')}} = require(${from});`)
		.replace(/^import\s+(\w+)\s+from\s*(["'][^"']*["']);?/gm, 'const $1 = require($2).default;')
		.replace(/^export\s*\*\s*from\s*(["'][^"']*["']);?/gm, 'Object.assign(exports, require($1));')
		.replace(/^export\s+default\s/gm, 'exports.default = ')
		.replace(/^export\s+const\s+(\w+)(\s*:\s*[\w<>, ]+)?\s*=/gm, 'const $1 = exports.$1 =');
	try {
		vm.runInNewContext(code, { exports: exported, require: beside }, { timeout: 2000 });
	} catch {
		return exported; // no module of strings: what it exported until it failed holds
	}
	return exported;
}

// Which tool's theme a sheet is.
function dialectOf(name, text) {
	if (/theme-css\//.test(name)) return 'doocs';
	if (/\.hljs\b/.test(text) && /(^|\/)(\w*code|highlight\w*)\//i.test(name) && !/#wemd\b/.test(text)) return 'code';
	if (/#wenyan\b/.test(text)) return 'wenyan';
	if (/#wemd\b/.test(text)) return 'wemd';
	if (/#nice\b/.test(text)) return 'mdnice';
	if (/\.note-to-mp\b/.test(text)) return 'note-to-mp';
	return /\.hljs\b/.test(text) && /code|highlight/i.test(name) ? 'code' : null;
}

const wordOf = text => text.replace(/\s+/g, '');
const repositories = fs.readdirSync(themes).filter(name => fs.statSync(path.join(themes, name)).isDirectory()).sort();
const found = []; // { dialect, name, text }
for (const repository of repositories) {
	const files = filesOf(path.join(themes, repository)), modules = new Map();
	for (const [name, text] of files) {
		const stem = path.posix.basename(name).replace(/(\.min)?\.\w+$/, '');
		const strings = name.endsWith('.css') ? { [stem]: text } : exportsOf(files, name, modules);
		for (const [key, css] of Object.entries(strings)) {
			if (typeof css !== 'string' || css.length > LARGEST || !css.includes('{')) continue;
			const dialect = dialectOf(name, css);
			if (dialect !== null) found.push({ dialect, name: key === 'default' ? stem : key.replace(/Theme$/, ''), text: css });
		}
	}
}

// The same text once; no parts of another theme's text.
const kept = [];
for (const theme of found.sort((a, b) => b.text.length - a.text.length)) {
	const word = wordOf(theme.text);
	if (!kept.some(other => other.dialect === theme.dialect && other.word.includes(word))) kept.push({ ...theme, word });
}
const names = new Set();
for (const theme of kept.sort((a, b) => a.dialect < b.dialect ? -1 : a.dialect > b.dialect ? 1 : a.name < b.name ? -1 : 1)) {
	if (names.has(`${theme.dialect}/${theme.name}`)) theme.name += '-' + crypto.createHash('sha1').update(theme.text).digest('hex').slice(0, 4);
	names.add(`${theme.dialect}/${theme.name}`);
	theme.file = `${theme.dialect}/${theme.name}.css`;
	fs.mkdirSync(path.join(out, theme.dialect), { recursive: true });
	fs.writeFileSync(path.join(out, theme.file), theme.text);
}
const sheet = (dialect, name) => kept.filter(theme => theme.dialect === dialect && theme.name === name).map(theme => theme.file);
const lines = kept.map(({ dialect, name, file }) => {
	let sheets = [file];
	// doocs lays its themes over one another; colours of code come on top of a theme.
	if (dialect === 'doocs') sheets = [...new Set([...sheet('doocs', 'base'), ...(name === 'grace' ? sheet('doocs', 'default') : []), file])];
	if (dialect === 'code') sheets = [...sheet('mdnice', 'normal'), file];
	if (dialect === 'wemd' && name.startsWith('code')) sheets = [...sheet('wemd', 'basic'), file];
	return [`${dialect}/${name}`, ...sheets].join('\t') + '\n';
});
fs.writeFileSync(path.join(out, 'list'), lines.join(''));
