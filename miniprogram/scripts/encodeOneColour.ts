import { deflateSync } from 'node:zlib';

/** Steps of transparency: 16 fit into four bits a pixel and look like 256. */
const STEPS = 16;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8 + body.length);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), 4 + body.length);
  return framed;
}

/** Rows of four-bit indexes, each row after its filter byte. */
function packRows(rgba: Uint8Array, width: number, height: number): Buffer {
  const stride = 1 + Math.ceil(width / 2);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const alpha = rgba[(y * width + x) * 4 + 3] ?? 0;
      const index = Math.round((alpha / 255) * (STEPS - 1));
      const at = y * stride + 1 + (x >> 1);
      rows[at] = (rows[at] ?? 0) | (x % 2 === 0 ? index << 4 : index);
    }
  return rows;
}

/** A PNG of one colour in 16 steps of transparency: a third of the size of a full one. `rgba` has 4 bytes a pixel. */
export function encodeOneColour(rgba: Uint8Array, width: number, height: number, colour: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([4, 3, 0, 0, 0], 8);
  const ink = Buffer.from(colour.slice(1), 'hex');
  const palette = Buffer.concat(Array.from({ length: STEPS }, () => ink));
  const alphas = Buffer.from(Array.from({ length: STEPS }, (_, step) => Math.round((step / (STEPS - 1)) * 255)));
  const pixels = deflateSync(packRows(rgba, width, height), { level: 9 });
  const chunks = [chunk('IHDR', header), chunk('PLTE', palette), chunk('tRNS', alphas), chunk('IDAT', pixels)];
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}
