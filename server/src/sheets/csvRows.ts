import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FileRefusal } from './fileRefusal';

const LOOK_BYTES = 256 * 1024;
const MOST_RECORD = 64 * 1024;

/** Lines of a CSV file as cells, in UTF-8 or, as banks' systems still write it, GB18030. */
export async function* csvRows(path: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(await encodingOf(path), { fatal: false });
  const text = Readable.from(decoded(createReadStream(path), decoder));
  const parser = parse({ bom: true, relax_column_count: true, max_record_size: MOST_RECORD });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const cells of parser) yield cells as string[];
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefusal('damaged');
    throw error;
  } finally {
    text.destroy();
  }
}

async function* decoded(
  source: AsyncIterable<Buffer>,
  decoder: InstanceType<typeof TextDecoder>,
): AsyncGenerator<string> {
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Tells by its beginning: what is not UTF-8 is the older encoding. A zero byte is no text at all. */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    const look = buffer.subarray(0, bytesRead);
    if (look.includes(0)) throw new FileRefusal('not_a_list');
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(look, { stream: true });
      return 'utf-8';
    } catch {
      return 'gb18030';
    }
  } finally {
    await file.close();
  }
}
