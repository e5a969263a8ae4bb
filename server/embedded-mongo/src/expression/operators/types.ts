import { encodeDocument } from '../../bson/encode';
import { isNumeric } from '../../bson/numeric';
import type { Maybe } from '../../bson/values';
import { Binary, isDoc, isNullish, Timestamp, typeNameOf } from '../../bson/values';
import { fail, unary } from '../arguments';
import type { OperatorFactory, OperatorTable } from '../scope';

function bsonSize(value: Maybe): Maybe {
  if (isNullish(value)) return null;
  if (isDoc(value)) return encodeDocument(value).length;
  return fail(31393, `$bsonSize requires a document input, found: ${typeNameOf(value)}`);
}

function binarySize(value: Maybe): Maybe {
  if (isNullish(value)) return null;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Binary) return value.bytes.length;
  return fail(51276, `$binarySize requires a string or BinData argument, found: ${typeNameOf(value)}`);
}

function timestampPart(name: string, code: number, part: (value: bigint) => bigint): OperatorFactory {
  return unary(name, (value) => {
    if (isNullish(value)) return null;
    if (value instanceof Timestamp) return part(value.value);
    return fail(code, ` Argument to ${name} must be a timestamp, but is ${typeNameOf(value)}`);
  });
}

/** What a value is and how much room it takes. */
export const TYPES: OperatorTable = {
  $type: unary('$type', typeNameOf),
  $isNumber: unary('$isNumber', isNumeric),
  $bsonSize: unary('$bsonSize', bsonSize),
  $binarySize: unary('$binarySize', binarySize),
  $tsSecond: timestampPart('$tsSecond', 5687301, (value) => value >> 32n),
  $tsIncrement: timestampPart('$tsIncrement', 5687302, (value) => value & 0xffff_ffffn),
};
