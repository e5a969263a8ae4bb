import { CommandError, ErrorCode } from '../errors';
import { MAX_DEPTH } from './decode';
import { cellDouble, cellInt64, cellUint64, cellWords, GrowingBuffer, loadInt64 } from './scratch';
import {
  Binary,
  BsonSymbol,
  BsonType,
  BsonUndefined,
  Code,
  DbPointer,
  Decimal128,
  type Doc,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './values';

/** Room for the biggest value of a fixed size, reserved with each field's name. */
const FIXED_VALUE = 16;
const SHORT_TEXT = 48;
const INDEX_NAMES = Array.from({ length: 1000 }, (_, index) => String(index));

const output = new GrowingBuffer(64 * 1024);

/** Bytes of a document (an own copy). Overflow for a nesting deeper than `maxDepth`. */
export function encodeDocument(doc: Doc, maxDepth = MAX_DEPTH): Buffer {
  output.reset();
  writeDocument(doc, maxDepth);
  return output.toBuffer();
}

function writeDocument(doc: Doc, depthLeft: number): void {
  const start = open(depthLeft);
  for (const [name, value] of doc) writeElement(name, value, depthLeft);
  close(start);
}

function writeArray(values: readonly Value[], depthLeft: number): void {
  const start = open(depthLeft);
  for (let i = 0; i < values.length; i++) writeElement(INDEX_NAMES[i] ?? String(i), values[i]!, depthLeft);
  close(start);
}

function open(depthLeft: number): number {
  if (depthLeft <= 0) throw new CommandError(ErrorCode.Overflow, 'BSONObj exceeds maximum nested object depth');
  output.reserve(4);
  const start = output.length;
  output.length += 4;
  return start;
}

function close(start: number): void {
  output.reserve(1);
  output.bytes[output.length++] = 0;
  putInt32(output.length - start, start);
}

function putInt32(value: number, at: number): void {
  const { bytes } = output;
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function writeInt32(value: number): void {
  output.reserve(4);
  putInt32(value, output.length);
  output.length += 4;
}

/** Writes the shared cell's 8 bytes; room was reserved with the field's name. */
function writeCell(): void {
  putInt32(cellWords[0]!, output.length);
  putInt32(cellWords[1]!, output.length + 4);
  output.length += 8;
}

function writeElement(name: string, value: Value, depthLeft: number): void {
  switch (typeof value) {
    case 'string':
      header(BsonType.string, name);
      writeText(value);
      break;
    case 'number':
      header(BsonType.int, name);
      writeInt32(value);
      break;
    case 'boolean':
      header(BsonType.bool, name);
      output.bytes[output.length++] = value ? 1 : 0;
      break;
    case 'bigint':
      header(BsonType.long, name);
      cellInt64[0] = value;
      writeCell();
      break;
    default:
      writeObjectElement(name, value, depthLeft);
  }
}

function writeObjectElement(name: string, value: Value & (object | null), depthLeft: number): void {
  if (value === null) {
    header(BsonType.null, name);
  } else if (value instanceof ObjectId) {
    header(BsonType.objectId, name);
    output.appendShort(value.bytes);
  } else if (value instanceof Double) {
    header(BsonType.double, name);
    cellDouble[0] = value.value;
    writeCell();
  } else if (value instanceof Map) {
    header(BsonType.object, name);
    writeDocument(value, depthLeft - 1);
  } else if (Array.isArray(value)) {
    header(BsonType.array, name);
    writeArray(value, depthLeft - 1);
  } else {
    writeRareElement(name, value, depthLeft);
  }
}

type RareValue = Exclude<Value, null | boolean | number | bigint | string | ObjectId | Double | Doc | Value[]>;

function writeRareElement(name: string, value: RareValue, depthLeft: number): void {
  if (value instanceof UtcDate) {
    header(BsonType.date, name);
    loadInt64(value.ms);
    writeCell();
  } else if (value instanceof Binary) {
    header(BsonType.binData, name);
    writeInt32(value.bytes.length);
    output.append(Uint8Array.of(value.subtype));
    output.append(value.bytes);
  } else if (value instanceof Decimal128) {
    header(BsonType.decimal, name);
    output.append(value.bytes);
  } else if (value instanceof Timestamp) {
    header(BsonType.timestamp, name);
    cellUint64[0] = value.value;
    writeCell();
  } else if (value instanceof Regex) {
    header(BsonType.regex, name);
    writeCstring(value.pattern);
    writeCstring(value.options);
  } else if (value instanceof Code) {
    writeCode(name, value, depthLeft);
  } else if (value instanceof BsonSymbol) {
    header(BsonType.symbol, name);
    writeText(value.value);
  } else if (value instanceof DbPointer) {
    header(BsonType.dbPointer, name);
    writeText(value.namespace);
    output.append(value.id.bytes);
  } else if (value instanceof BsonUndefined) {
    header(BsonType.undefined, name);
  } else if (value instanceof MinKey) {
    header(BsonType.minKey & 0xff, name);
  } else if (value instanceof MaxKey) {
    header(BsonType.maxKey, name);
  } else {
    throw new TypeError(`not a BSON value in field ${name}`);
  }
}

function writeCode(name: string, value: Code, depthLeft: number): void {
  if (!value.scope) {
    header(BsonType.javascript, name);
    writeText(value.code);
    return;
  }
  header(BsonType.javascriptWithScope, name);
  const start = output.length;
  writeInt32(0);
  writeText(value.code);
  writeDocument(value.scope, depthLeft - 1);
  putInt32(output.length - start, start);
}

/** Type and name of a field; leaves room for a value of a fixed size. */
function header(type: number, name: string): void {
  output.reserve(name.length * 3 + 2 + FIXED_VALUE);
  output.bytes[output.length++] = type;
  writeCstring(name);
}

function writeCstring(text: string): void {
  output.reserve(text.length * 3 + 1 + FIXED_VALUE);
  const start = output.length;
  writeUtf8(text);
  const { bytes, length } = output;
  for (let i = start; i < length; i++) if (bytes[i] === 0) throw nulInside();
  bytes[output.length++] = 0;
}

function nulInside(): CommandError {
  const message = 'field names and regular expressions must not contain a NUL character';
  return new CommandError(ErrorCode.BadValue, message);
}

function writeText(text: string): void {
  output.reserve(text.length * 3 + 5);
  const start = output.length;
  output.length += 4;
  writeUtf8(text);
  output.bytes[output.length++] = 0;
  putInt32(output.length - start - 4, start);
}

/** Room for three bytes per UTF-16 unit was reserved. */
function writeUtf8(text: string): void {
  const { bytes, length: start } = output;
  const { length } = text;
  if (length <= SHORT_TEXT) {
    let i = 0;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) break;
      bytes[start + i] = unit;
    }
    if (i === length) {
      output.length = start + length;
      return;
    }
  }
  output.length = start + bytes.utf8Write(text, start, length * 3);
}
