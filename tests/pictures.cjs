// pictures.cjs - how much two pictures of a browser differ. SPDX-License-Identifier: Apache-2.0
const zlib = require('zlib');

const SEEN = 16; // of 255: a channel that differs by less is the same to the eye

// An 8-bit RGB or RGBA PNG, as browsers write it, as rows of bytes.
function decode(png) {
	const width = png.readUInt32BE(16), height = png.readUInt32BE(20), step = png[25] === 6 ? 4 : 3, parts = [];
	for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	const raw = zlib.inflateSync(Buffer.concat(parts)), stride = width * step, pixels = Buffer.alloc(height * stride);
	for (let y = 0; y < height; y++) {
		const filter = raw[y * (stride + 1)], from = y * (stride + 1) + 1, to = y * stride;
		for (let x = 0; x < stride; x++) {
			const left = x >= step ? pixels[to + x - step] : 0, up = y > 0 ? pixels[to + x - stride] : 0;
			const corner = x >= step && y > 0 ? pixels[to + x - stride - step] : 0;
			let guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? left + up >> 1 : 0;
			if (filter === 4) {
				const a = Math.abs(up - corner), b = Math.abs(left - corner), c = Math.abs(left + up - 2 * corner);
				guess = a <= b && a <= c ? left : b <= c ? up : corner;
			}
			pixels[to + x] = raw[from + x] + guess;
		}
	}
	return { width, height, step, pixels };
}

// The part of all pixels that differ, in percent; a row that only one has differs as a whole.
function difference(first, second) {
	if (first.equals(second)) return 0;
	const a = decode(first), b = decode(second), rows = Math.min(a.height, b.height), tallest = Math.max(a.height, b.height);
	let count = (tallest - rows) * a.width;
	for (let pixel = 0; pixel < rows * a.width; pixel++) {
		const x = pixel * a.step, y = pixel * b.step;
		for (let channel = 0; channel < 3; channel++)
			if (Math.abs(a.pixels[x + channel] - b.pixels[y + channel]) > SEEN) { count++; break; }
	}
	return 100 * count / (tallest * a.width);
}

module.exports = { difference };
