// typst.cjs FOLDER FILE.typ OUT.pdf FONTS - Typst through its node addon, in $PEERS/node_modules. SPDX-License-Identifier: Apache-2.0
const path = require('path'), fs = require('fs');
const { NodeCompiler } = require(path.join(process.env.PEERS, 'node_modules/@myriaddreamin/typst-ts-node-compiler'));
const [folder, file, out, fonts] = process.argv.slice(2).map(name => path.resolve(name));
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [fonts] }] });
const result = compiler.compile({ mainFilePath: file });
if (result.hasError()) {
	result.printErrors();
	process.exit(1);
}
fs.writeFileSync(out, compiler.pdf(result.result));
