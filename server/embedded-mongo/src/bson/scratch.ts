/**
 * One 8-byte cell seen as every kind of number: the cheapest way between numbers and their bytes.
 * Little-endian, as are BSON and every platform this runs on.
 */
const cell = new ArrayBuffer(8);
export const cellWords = new Uint32Array(cell);
export const cellDouble = new Float64Array(cell);
export const cellInt64 = new BigInt64Array(cell);
export const cellUint64 = new BigUint64Array(cell);

/** Puts a whole number into the cell as int64, without making a bigint of it. */
export function loadInt64(value: number | bigint): void {
  if (typeof value === 'bigint') {
    cellInt64[0] = value;
    return;
  }
  cellWords[0] = value;
  cellWords[1] = Math.floor(value / 0x1_0000_0000);
}

/** Node's native string functions of `Buffer`, which take no encoding name and check no arguments. */
export interface NativeText {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
  utf8Write(text: string, offset: number, length: number): number;
}
export type FastBuffer = Buffer & NativeText;

/** The same memory as a `FastBuffer`, without copying. */
export function fastBuffer(bytes: Uint8Array): FastBuffer {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer as FastBuffer;
}

const KEPT_CAPACITY = 1 << 20;
/** Up to here a loop is quicker than a call of native code. */
const SHORT_COPY = 64;

/** Bytes that grow at their end and are used over and over. */
export class GrowingBuffer {
  bytes: FastBuffer;
  length = 0;

  constructor(private readonly initialCapacity: number) {
    this.bytes = fastBuffer(Buffer.allocUnsafeSlow(initialCapacity));
  }

  /** Makes room for `count` more bytes; afterwards they may be written without another check. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.bytes.length) this.grow(needed);
  }

  /** Forgets the content, and the memory of an unusually big one. */
  reset(): void {
    this.length = 0;
    if (this.bytes.length > KEPT_CAPACITY) this.bytes = fastBuffer(Buffer.allocUnsafeSlow(this.initialCapacity));
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** For a few bytes, where a call of native code costs more than the copy. */
  appendShort(bytes: Uint8Array): void {
    const count = bytes.length;
    this.reserve(count);
    for (let i = 0; i < count; i++) this.bytes[this.length + i] = bytes[i]!;
    this.length += count;
  }

  /** An own copy of the content. */
  toBuffer(): Buffer {
    const { bytes, length } = this;
    const copy = Buffer.allocUnsafe(length);
    if (length > SHORT_COPY) bytes.copy(copy, 0, 0, length);
    else for (let i = 0; i < length; i++) copy[i] = bytes[i]!;
    return copy;
  }

  private grow(needed: number): void {
    const bigger = fastBuffer(Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2)));
    this.bytes.copy(bigger, 0, 0, this.length);
    this.bytes = bigger;
  }
}
