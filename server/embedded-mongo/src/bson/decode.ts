import { CommandError, ErrorCode } from '../errors';
import { cellDouble, cellInt64, cellUint64, cellWords, type FastBuffer, fastBuffer } from './scratch';
import { cstringLength, nameEnd, readName, readText } from './text';
import {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  Decimal128,
  type Doc,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  Timestamp,
  UNDEFINED,
  UtcDate,
  type Value,
} from './values';

/** Deepest nesting of a stored document; a document without sub-documents has depth 1. */
export const MAX_DEPTH = 100;
/** Deepest nesting of a command or reply, which wraps stored documents in a few levels of its own. */
export const MAX_COMMAND_DEPTH = 120;

const SMALLEST_DOCUMENT = 5;

/** Length in bytes that the document at `offset` declares; InvalidBSON where that cannot be one. */
export function documentLength(bytes: Uint8Array, offset = 0): number {
  if (offset < 0 || offset + SMALLEST_DOCUMENT > bytes.length) throw invalid('a document is cut off');
  const length = int32At(bytes, offset);
  if (length < SMALLEST_DOCUMENT) throw invalid(`a document of ${length} bytes`);
  return length;
}

/**
 * Reads the document at `offset`, checking all of it: lengths, terminators, types, UTF-8 and depth.
 * Nothing is kept of `bytes`. Throws InvalidBSON, or Overflow for a nesting deeper than `maxDepth`.
 */
export function decodeDocument(bytes: Uint8Array, offset = 0, maxDepth = MAX_DEPTH): Doc {
  const length = documentLength(bytes, offset);
  if (offset + length > bytes.length) throw invalid('a document is cut off');
  return new Reader(fastBuffer(bytes), offset, maxDepth).document(offset + length, 1);
}

function invalid(what: string): CommandError {
  return new CommandError(ErrorCode.InvalidBSON, `Invalid BSON: ${what}`);
}

function int32At(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Puts 8 bytes into the shared cell, to be read there as a number. */
function loadCell(bytes: Uint8Array, at: number): void {
  cellWords[0] = int32At(bytes, at);
  cellWords[1] = int32At(bytes, at + 4);
}

class Reader {
  constructor(
    private readonly bytes: FastBuffer,
    private at: number,
    private readonly maxDepth: number,
  ) {}

  document(limit: number, depth: number): Doc {
    const end = this.enter(limit, depth);
    const doc: Doc = new Map();
    while (this.at < end) {
      const type = this.bytes[this.at++]!;
      const name = this.name(end);
      doc.set(name, this.value(type, end, depth));
    }
    this.leave(end);
    return doc;
  }

  private array(limit: number, depth: number): Value[] {
    const end = this.enter(limit, depth);
    const values: Value[] = [];
    while (this.at < end) {
      const type = this.bytes[this.at++]!;
      this.skipName(end);
      values.push(this.value(type, end, depth));
    }
    this.leave(end);
    return values;
  }

  /** Reads a document's length; answers where its terminator is. */
  private enter(limit: number, depth: number): number {
    if (depth > this.maxDepth) {
      throw new CommandError(ErrorCode.Overflow, `BSONObj exceeds maximum nested object depth: ${this.maxDepth}`);
    }
    const start = this.at;
    if (start + SMALLEST_DOCUMENT > limit) throw invalid('a document is cut off');
    const length = int32At(this.bytes, start);
    if (length < SMALLEST_DOCUMENT || start + length > limit) throw invalid(`a document of ${length} bytes`);
    const end = start + length - 1;
    if (this.bytes[end] !== 0) throw invalid('a document without its terminator');
    this.at = start + 4;
    return end;
  }

  private leave(end: number): void {
    if (this.at !== end) throw invalid('a value beyond the end of its document');
    this.at = end + 1;
  }

  private skipName(end: number): number {
    const stop = nameEnd(this.bytes, this.at, end);
    if (stop >= end) throw invalid('a field name without end');
    this.at = stop + 1;
    return stop;
  }

  private name(end: number): string {
    const start = this.at;
    const name = readName(this.bytes, start, this.skipName(end));
    if (name === undefined) throw invalid('a field name that is not UTF-8');
    return name;
  }

  private value(type: number, end: number, depth: number): Value {
    switch (type) {
      case 0x01:
        loadCell(this.bytes, this.take(8, end));
        return new Double(cellDouble[0]!);
      case 0x02:
        return this.text(end);
      case 0x03:
        return this.document(end, depth + 1);
      case 0x04:
        return this.array(end, depth + 1);
      case 0x07:
        return new ObjectId(this.copy(12, end));
      case 0x08:
        return this.bool(end);
      case 0x09:
        return this.date(end);
      case 0x0a:
        return null;
      case 0x10:
        return int32At(this.bytes, this.take(4, end));
      case 0x12:
        loadCell(this.bytes, this.take(8, end));
        return cellInt64[0]!;
      default:
        return this.rareValue(type, end, depth);
    }
  }

  private rareValue(type: number, end: number, depth: number): Value {
    switch (type) {
      case 0x05:
        return this.binary(end);
      case 0x06:
        return UNDEFINED;
      case 0x0b:
        return new Regex(this.cstring(end), this.cstring(end));
      case 0x0c:
        return new DbPointer(this.text(end), new ObjectId(this.copy(12, end)));
      case 0x0d:
        return new Code(this.text(end));
      case 0x0e:
        return new BsonSymbol(this.text(end));
      case 0x0f:
        return this.codeWithScope(end, depth);
      case 0x11:
        loadCell(this.bytes, this.take(8, end));
        return new Timestamp(cellUint64[0]!);
      case 0x13:
        return new Decimal128(this.copy(16, end));
      case 0x7f:
        return MAX_KEY;
      case 0xff:
        return MIN_KEY;
      default:
        throw invalid(`an unknown type ${type}`);
    }
  }

  /** Steps over `count` bytes; answers where they start. */
  private take(count: number, end: number): number {
    const start = this.at;
    if (start + count > end) throw invalid('a value is cut off');
    this.at = start + count;
    return start;
  }

  private copy(count: number, end: number): Uint8Array {
    const start = this.take(count, end);
    const copy = new Uint8Array(count);
    if (count > 64) copy.set(this.bytes.subarray(start, start + count));
    else for (let i = 0; i < count; i++) copy[i] = this.bytes[start + i]!;
    return copy;
  }

  private text(end: number): string {
    const length = int32At(this.bytes, this.take(4, end));
    if (length < 1) throw invalid(`a string of ${length} bytes`);
    const start = this.take(length, end);
    const last = start + length - 1;
    if (this.bytes[last] !== 0) throw invalid('a string without its terminator');
    const text = readText(this.bytes, start, last);
    if (text === undefined) throw invalid('a string that is not UTF-8');
    return text;
  }

  private cstring(end: number): string {
    const start = this.at;
    const length = cstringLength(this.bytes, start, end);
    if (length < 0) throw invalid('a regular expression without end');
    this.at = start + length + 1;
    const text = readText(this.bytes, start, start + length);
    if (text === undefined) throw invalid('a regular expression that is not UTF-8');
    return text;
  }

  private bool(end: number): boolean {
    const byte = this.bytes[this.take(1, end)]!;
    if (byte > 1) throw invalid(`a boolean of ${byte}`);
    return byte === 1;
  }

  private date(end: number): UtcDate {
    loadCell(this.bytes, this.take(8, end));
    const ms = (cellWords[1]! | 0) * 0x1_0000_0000 + cellWords[0]!;
    return new UtcDate(Number.isSafeInteger(ms) ? ms : cellInt64[0]!);
  }

  private binary(end: number): Binary {
    const length = int32At(this.bytes, this.take(4, end));
    if (length < 0) throw invalid(`binary data of ${length} bytes`);
    const subtype = this.bytes[this.take(1, end)]!;
    return new Binary(this.copy(length, end), subtype);
  }

  private codeWithScope(end: number, depth: number): Code {
    const start = this.at;
    const length = int32At(this.bytes, this.take(4, end));
    const codeEnd = start + length;
    if (length < 4 || codeEnd > end) throw invalid(`code with scope of ${length} bytes`);
    const code = this.text(codeEnd);
    const scope = this.document(codeEnd, depth + 1);
    if (this.at !== codeEnd) throw invalid('code with scope of a wrong length');
    return new Code(code, scope);
  }
}
