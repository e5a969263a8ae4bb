import fc from 'fast-check';
import { decimalFromParts, decimalFromString } from '../../src/bson/decimal';
import { decimalFromDouble, exactPartsOfDouble } from '../../src/bson/decimal-arithmetic';
import {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  type Decimal128,
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
} from '../../src/bson/values';

const characters = fc.constantFrom(
  '\0',
  '\u0001',
  '\u0002',
  'a',
  'b',
  '\u007f',
  '\u0080',
  'é',
  '中',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  '𐀀',
);
const tricky = fc.array(characters, { maxLength: 5 }).map((parts) => parts.join(''));

/** Strings with NUL, astral characters and the code points around the surrogates. */
export const text: fc.Arbitrary<string> = fc.oneof(
  tricky,
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ minLength: 20, maxLength: 80 }),
);
const cstring = text.map((value) => value.replaceAll('\0', ''));
export const fieldName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('a', 'b', '_id', '__proto__', 'constructor', '', 'ab'),
  cstring,
);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const smallBytes = fc
  .array(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), { maxLength: 4 })
  .map((list) => Uint8Array.from(list));

const edges = [
  0n,
  1n,
  -1n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 53n,
  -(2n ** 53n),
  2n ** 62n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  10n ** 17n,
];
const long: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -3, max: 3 }))
    .map(([edge, step]) => BigInt.asIntN(64, edge + BigInt(step))),
);
const doubleValue = fc.oneof(
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    5e-324,
    -5e-324,
    1.7976931348623157e308,
  ),
  fc.constantFrom(0.1, 0.5, 1, -1, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 63, -(2 ** 63), 1e17),
  long.map(Number),
);

/** A double's exact value cut to 34 digits, and its neighbours one unit away. */
const decimalNearDouble = fc
  .tuple(doubleValue.filter(Number.isFinite), fc.integer({ min: -1, max: 1 }))
  .map(([value, step]) => {
    const exact = exactPartsOfDouble(value);
    const digits = exact.coefficient.toString().replace('-', '').length;
    const drop = Math.max(0, digits - 34);
    const coefficient = exact.coefficient / 10n ** BigInt(drop) + BigInt(step);
    return decimalFromParts({ coefficient, exponent: exact.exponent + drop });
  });
const decimalOfLong = fc
  .tuple(long, fc.integer({ min: 0, max: 4 }))
  .map(([value, zeros]) => decimalFromParts({ coefficient: value * 10n ** BigInt(zeros), exponent: -zeros }));
const anyDecimal = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }),
    fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -6176, max: 6111 })),
  )
  .map(([coefficient, exponent]) => decimalFromParts({ coefficient, exponent }));
export const decimal: fc.Arbitrary<Decimal128> = fc.oneof(
  decimalNearDouble,
  decimalOfLong,
  anyDecimal,
  doubleValue.map(decimalFromDouble),
  fc
    .constantFrom('NaN', 'Infinity', '-Infinity', '0', '-0', '0E+6000', '1E-6176', '-1E-6176', '1E+6144', '0.1', '0.10')
    .map(decimalFromString),
);

/** Numbers of all four types, crowded around each other. */
export const numeric: fc.Arbitrary<number | bigint | Double | Decimal128> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  long,
  doubleValue.map((value) => new Double(value)),
  decimal,
);

const objectId = bytes(12).map((value) => new ObjectId(value));
const dateMs = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2, max: 2 }), long).map((ms) => {
  const asNumber = Number(ms);
  return Number.isSafeInteger(asNumber) ? asNumber : BigInt(ms);
});

const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: numeric },
  { weight: 3, arbitrary: text },
  fc.constantFrom<Value[]>(null, true, false, MIN_KEY, MAX_KEY, UNDEFINED),
  objectId,
  dateMs.map((ms) => new UtcDate(ms)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Timestamp(value)),
  fc.tuple(smallBytes, fc.constantFrom(0, 1, 4, 5, 128, 255)).map(([data, subtype]) => new Binary(data, subtype)),
  fc.tuple(cstring, fc.constantFrom('', 'i', 'im')).map(([pattern, options]) => new Regex(pattern, options)),
  text.map((value) => new BsonSymbol(value)),
  text.map((code) => new Code(code)),
  fc.tuple(text, objectId).map(([namespace, id]) => new DbPointer(namespace, id)),
);

const tree = fc.letrec<{ value: Value; doc: Doc }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: scalar },
    tie('doc'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.tuple(text, tie('doc')).map(([code, scope]) => new Code(code, scope)),
  ),
  doc: fc.array(fc.tuple(fieldName, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
}));

/** Values of every BSON type, nested. */
export const value = tree.value;
/** Documents of values of every type. */
export const doc = tree.doc;

/** -1, 0 or 1. */
export function sign(order: number): number {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}
