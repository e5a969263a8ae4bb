import { canonicalType, Rank } from './compare';
import { appendNumber, appendUint32 } from './number-key';
import type { Numeric } from './numeric';
import { cellUint64, cellWords, type FastBuffer, GrowingBuffer, loadInt64 } from './scratch';
import type {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  Doc,
  Maybe,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  Value,
} from './values';

/** An array without elements has no value to index; its entry sorts between MinKey and null. */
const EMPTY_ARRAY = 0x18;

/** Ends strings, documents and arrays; every byte that may stand in its place is higher. */
const END = 0x00;
const ESCAPE = 0x01;

/**
 * Writes keys whose bytes order as `compareValues` orders the values, and are equal only for equal values.
 * Each value ends itself, so keys of several values are written one after another. A descending value
 * has all its bits inverted. The first byte of a value lies between 0x10 and 0xEF, ascending or descending.
 */
export class KeyWriter {
  private readonly output = new GrowingBuffer(1024);

  get length(): number {
    return this.output.length;
  }

  reset(): void {
    this.output.reset();
  }

  appendValue(value: Maybe, descending = false): void {
    const start = this.output.length;
    const rank = canonicalType(value);
    this.output.reserve(1);
    this.output.bytes[this.output.length++] = rank;
    appendBody(this.output, rank, value);
    if (descending) this.invert(start);
  }

  /** The entry of `[]` in an index of its field. */
  appendEmptyArray(descending = false): void {
    this.output.reserve(1);
    this.output.bytes[this.output.length++] = descending ? ~EMPTY_ARRAY : EMPTY_ARRAY;
  }

  appendBytes(bytes: Uint8Array): void {
    this.output.append(bytes);
  }

  /** An own copy of what was written since the last reset. */
  toBuffer(): Buffer {
    return this.output.toBuffer();
  }

  private invert(start: number): void {
    const { bytes, length } = this.output;
    for (let i = start; i < length; i++) bytes[i] = ~bytes[i]!;
  }
}

const single = new KeyWriter();

/** Ascending key of one value. */
export function encodeKey(value: Maybe): Buffer {
  single.reset();
  single.appendValue(value);
  return single.toBuffer();
}

const brackets = new Map<number, { readonly low: Buffer; readonly high: Buffer }>();

/** Range of the keys of all values of the same comparison class; `high` is exclusive. Shared, not to be changed. */
export function typeBracket(value: Maybe): { readonly low: Buffer; readonly high: Buffer } {
  const rank = canonicalType(value);
  let bracket = brackets.get(rank);
  if (!bracket) {
    bracket = { low: Buffer.of(rank), high: Buffer.of(rank + 1) };
    brackets.set(rank, bracket);
  }
  return bracket;
}

function appendBody(output: GrowingBuffer, rank: number, value: Maybe): void {
  switch (rank) {
    case Rank.number:
      appendNumber(output, value as Numeric);
      break;
    case Rank.string:
      appendText(output, typeof value === 'string' ? value : (value as BsonSymbol).value);
      break;
    case Rank.objectId:
      output.appendShort((value as ObjectId).bytes);
      break;
    case Rank.date:
      appendInt64(output, (value as UtcDate).ms);
      break;
    case Rank.bool:
      output.reserve(1);
      output.bytes[output.length++] = value ? 1 : 0;
      break;
    case Rank.object:
      appendDoc(output, value as Doc);
      break;
    case Rank.array:
      appendArray(output, value as Value[]);
      break;
    case Rank.binary:
      appendBinary(output, value as Binary);
      break;
    case Rank.timestamp:
      cellUint64[0] = (value as Timestamp).value;
      appendCell(output, 0);
      break;
    case Rank.regex:
      appendText(output, (value as Regex).pattern);
      appendText(output, (value as Regex).options);
      break;
    case Rank.dbPointer:
      appendDbPointer(output, value as DbPointer);
      break;
    case Rank.code:
      appendText(output, (value as Code).code);
      break;
    case Rank.codeWithScope:
      appendText(output, (value as Code).code);
      appendDoc(output, (value as Code).scope as Doc);
      break;
  }
}

function appendInt64(output: GrowingBuffer, value: number | bigint): void {
  loadInt64(value);
  appendCell(output, 0x8000_0000);
}

/** The shared cell, highest byte first; `flip` turns the sign bit so that negative numbers come first. */
function appendCell(output: GrowingBuffer, flip: number): void {
  output.reserve(8);
  const low = cellWords[0]!;
  appendUint32(output, cellWords[1]! ^ flip);
  appendUint32(output, low);
}

/** UTF-8 with 0 and 1 escaped (as 1 1 and 1 2), so that the end mark 0 is below every character. */
function appendText(output: GrowingBuffer, text: string): void {
  const { length } = text;
  output.reserve(length * 3 + 1);
  const { bytes } = output;
  let at = output.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > ESCAPE && unit < 0x80) {
      bytes[at++] = unit;
    } else if (unit <= ESCAPE) {
      bytes[at++] = ESCAPE;
      bytes[at++] = unit + 1;
    } else {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      at = putCodePoint(bytes, at, point);
    }
  }
  bytes[at++] = END;
  output.length = at;
}

/** UTF-8 of a code point past ASCII; half a surrogate pair is written as U+FFFD, as it is in documents. */
function putCodePoint(bytes: FastBuffer, start: number, point: number): number {
  let at = start;
  if (point < 0x800) {
    bytes[at++] = 0xc0 | (point >> 6);
  } else if (point < 0x10000) {
    if (point >= 0xd800 && point < 0xe000) return putCodePoint(bytes, start, 0xfffd);
    bytes[at++] = 0xe0 | (point >> 12);
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  } else {
    bytes[at++] = 0xf0 | (point >> 18);
    bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}

/** Each field as class, name, rest of the value: the order in which documents are compared. */
function appendDoc(output: GrowingBuffer, doc: Doc): void {
  for (const [name, value] of doc) {
    const rank = canonicalType(value);
    output.reserve(1);
    output.bytes[output.length++] = rank;
    appendText(output, name);
    appendBody(output, rank, value);
  }
  appendEnd(output);
}

function appendArray(output: GrowingBuffer, values: readonly Value[]): void {
  for (const value of values) {
    const rank = canonicalType(value);
    output.reserve(1);
    output.bytes[output.length++] = rank;
    appendBody(output, rank, value);
  }
  appendEnd(output);
}

function appendEnd(output: GrowingBuffer): void {
  output.reserve(1);
  output.bytes[output.length++] = END;
}

function appendBinary(output: GrowingBuffer, { bytes, subtype }: Binary): void {
  output.reserve(5);
  appendUint32(output, bytes.length);
  output.bytes[output.length++] = subtype;
  output.append(bytes);
}

function appendDbPointer(output: GrowingBuffer, { namespace, id }: DbPointer): void {
  output.reserve(4);
  appendUint32(output, Buffer.byteLength(namespace));
  appendText(output, namespace);
  output.append(id.bytes);
}
