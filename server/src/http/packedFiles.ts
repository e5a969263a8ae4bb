import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What a browser may be sent in place of the plain bytes, the smaller one first. */
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Texts; pictures are packed by themselves. */
const TEXT = /\.(js|css|html|svg|json)$/;
/** Below that the headers weigh as much as what is saved. */
const WORTH_BYTES = 1024;
/** Nearly as small as the highest quality, in a tenth of its time. */
const BROTLI_QUALITY = 9;

interface Kept {
  mtimeMs: number;
  bytes: Promise<Buffer>;
}

/** Whether a file is sent packed. */
export function isPackable(file: string, size: number): boolean {
  return TEXT.test(file) && size >= WORTH_BYTES;
}

/** Gives the packed bytes of files: each is packed once, and again when it has changed. */
export function filePacker(): (file: string, mtimeMs: number, encoding: Encoding) => Promise<Buffer> {
  const kept = new Map<string, Kept>();
  return (file, mtimeMs, encoding) => {
    const key = `${encoding} ${file}`;
    const known = kept.get(key);
    if (known?.mtimeMs === mtimeMs) return known.bytes;
    const bytes = packed(file, encoding);
    kept.set(key, { mtimeMs, bytes });
    bytes.catch(() => kept.delete(key));
    return bytes;
  };
}

async function packed(file: string, encoding: Encoding): Promise<Buffer> {
  const plain = await readFile(file);
  if (encoding === 'gzip') return promisify(gzip)(plain);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  return promisify(brotliCompress)(plain, { params });
}
