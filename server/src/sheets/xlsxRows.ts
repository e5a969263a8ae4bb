import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileRefusal } from './fileRefusal';
import { SharedStrings, SheetReader, sheetTarget } from './xlsxSheet';

/** More parts than any program writes. */
const MOST_ENTRIES = 5_000;

/** What may come out of a packed file. */
export interface UnpackLimits {
  bytes: number;
  /** Texts of the sheet that are kept while it is read, and how long they are together, in UTF-16 units. */
  strings: number;
  text: number;
}

/** Rows of the first sheet of an .xlsx file as cells, read as a stream; only the sheet's texts are held in memory. */
export async function* xlsxRows(path: string, limits: UnpackLimits): AsyncGenerator<string[]> {
  const zip = await openZip(path);
  try {
    const entries = await entriesOf(zip, limits.bytes);
    const part = (name: string) => entries.get(name) ?? entries.get(name.toLowerCase());
    const text = async (name: string) => {
      const entry = part(name);
      return entry ? readText(zip, entry) : '';
    };
    const target = sheetTarget(await text('xl/workbook.xml'), await text('xl/_rels/workbook.xml.rels'));
    const sheet = part(target) ?? part('xl/worksheets/sheet1.xml');
    if (!sheet) throw new FileRefusal('not_a_list');
    const shared = part('xl/sharedStrings.xml');
    const strings = shared ? await sharedStrings(zip, shared, limits) : [];
    const reader = new SheetReader(strings);
    for await (const _chunk of parsed(zip, sheet, limits.bytes, reader)) yield* reader.take();
    yield* reader.take();
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    // What the unpacker and the parser complain of is in the file; what the disk does is not.
    if ((error as NodeJS.ErrnoException).code === undefined || /^Z_/.test(String((error as { code?: unknown }).code)))
      throw new FileRefusal('damaged');
    throw error;
  } finally {
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    throw new FileRefusal('damaged');
  }
}

/** The parts by name; their sizes as the file states them are checked first, and again while unpacking. */
async function entriesOf(zip: ZipFile, mostBytes: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (entries.size >= MOST_ENTRIES || unpacked > mostBytes) throw new FileRefusal('too_large_unpacked');
    entries.set(entry.fileName, entry);
    entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

const MOST_SMALL_BYTES = 4 * 1024 * 1024;

async function readText(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(zip, entry, MOST_SMALL_BYTES)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function* unpack(zip: ZipFile, entry: Entry, most: number): AsyncGenerator<Buffer> {
  if (entry.uncompressedSize > most) throw new FileRefusal('too_large_unpacked');
  const stream: Readable = await zip.openReadStreamPromise(entry);
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new FileRefusal('too_large_unpacked');
    yield chunk;
  }
}

/** Whatever takes the events of a part while it is read. */
interface PartReader {
  attach: (parser: SaxesParser) => void;
}

async function* parsed(zip: ZipFile, entry: Entry, mostBytes: number, reader: PartReader): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new StringDecoder('utf8');
  parser.on('error', () => {
    throw new FileRefusal('damaged');
  });
  // Parts of an .xlsx file have no document type: one that has is made to harm.
  parser.on('doctype', () => {
    throw new FileRefusal('damaged');
  });
  reader.attach(parser);
  for await (const chunk of unpack(zip, entry, mostBytes)) {
    parser.write(decoder.write(chunk));
    yield;
  }
  parser.write(decoder.end()).close();
}

async function sharedStrings(zip: ZipFile, entry: Entry, limits: UnpackLimits): Promise<readonly string[]> {
  const strings = new SharedStrings(limits.strings, limits.text);
  for await (const _chunk of parsed(zip, entry, limits.bytes, strings));
  return strings.all;
}
