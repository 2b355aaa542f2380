// A PNG made here, so that the tests need no file.
import { deflateSync } from "node:zlib";

/** A picture of one colour as a file to choose. */
export function png(name, width = 640, height = 480, [r, g, b] = [30, 110, 84]) {
  const line = Buffer.alloc(width * 3, Buffer.from([r, g, b]));
  return file(name, width, height, () => line);
}

/**
 * A picture of a thousand things in as many colours, with grain all over, which no
 * format can make small. Each seed gives another.
 */
export function crowd(name, seed, width = 640, height = 480) {
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const rows = Array.from({ length: height }, () => Buffer.alloc(width * 3, 128));
  for (let i = 0; i < 1500; i++) {
    const size = 4 + Math.floor(60 * next() ** 3);
    const [left, top] = [Math.floor(next() * width), Math.floor(next() * height)];
    const colour = Buffer.from([next() * 256, next() * 256, next() * 256]);
    const end = Math.min(left + size, width);
    for (const row of rows.slice(top, top + size)) row.fill(colour, left * 3, end * 3);
  }
  for (const row of rows) for (let x = 0; x < row.length; x++) row[x] = Math.max(0, Math.min(255, row[x] + 40 * (next() - 0.5)));
  return file(name, width, height, (y) => rows[y]);
}

// file is a PNG of eight bits a channel in true colour, whose rows are given.
function file(name, width, height, row) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]), row(y)])));
  const buffer = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", deflateSync(pixels, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
  return { name, mimeType: "image/png", buffer };
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}
