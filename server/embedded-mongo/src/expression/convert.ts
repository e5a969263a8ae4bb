import { decimalFromString, decimalToDouble, decimalToParts, decimalToString } from '../bson/decimal';
import { toDecimal, toDouble, truthy } from '../bson/numeric';
import type { BsonTypeName, Value } from '../bson/values';
import { BsonType, Decimal128, Double, ObjectId, typeNameOf, type UtcDate } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { fail } from './arguments';
import { coerceToString, dateMs, doubleText, utcDate } from './coerce';
import { parseDate } from './date/parse';
import { UTC } from './date/timezone';
import { quantize } from './decimal-math';

type Conversion = (value: Value) => Value;
type Conversions = Partial<Record<BsonTypeName, Conversion>>;

const SUFFIX = 'in $convert with no onError value';

function refuse(reason: string): never {
  return fail(ErrorCode.ConversionFailure, reason);
}

const same: Conversion = (value) => value;
const toTrue: Conversion = () => true;
const toText: Conversion = (value) => coerceToString(value);

function fromBool(zero: Value, one: Value): Conversion {
  return (value) => (value ? one : zero);
}

/** The integral part of a double or decimal, or a refusal of what is beyond `bits`. */
function integralPart(value: Value, bits: 32 | 64): bigint {
  const double = toDouble(value);
  const parts = value instanceof Decimal128 ? decimalToParts(value) : undefined;
  if (Number.isNaN(double)) refuse(`Attempt to convert NaN value to integer type ${SUFFIX}`);
  if (parts ? typeof parts === 'string' : !Number.isFinite(double)) {
    refuse(`Attempt to convert infinity value to integer type ${SUFFIX}`);
  }
  const integer = Math.abs(double) < 1e30 ? exactIntegralPart(value) : 2n ** 100n;
  if (BigInt.asIntN(bits, integer) === integer) return integer;
  const text = value instanceof Decimal128 ? decimalToString(value) : doubleText(double);
  return refuse(`Conversion would overflow target type ${SUFFIX}: ${text}`);
}

function exactIntegralPart(value: Value): bigint {
  if (!(value instanceof Decimal128)) return BigInt(Math.trunc(toDouble(value)));
  const parts = decimalToParts(quantize(value, 0, 'truncate'));
  return typeof parts === 'string' ? 2n ** 100n : parts.coefficient;
}

const toInt: Conversion = (value) => Number(integralPart(value, 32));
const toLong: Conversion = (value) => integralPart(value, 64);
const numberToDate: Conversion = (value) => utcDate(integralPart(value, 64));

function longToInt(value: Value): Value {
  const integer = value as bigint;
  return BigInt.asIntN(32, integer) === integer
    ? Number(integer)
    : refuse(`Conversion would overflow target type ${SUFFIX}: `);
}

function decimalToDoubleExactly(value: Value): Value {
  const parts = decimalToParts(value as Decimal128);
  const double = decimalToDouble(parts);
  const overflows =
    typeof parts !== 'string' && (!Number.isFinite(double) || (double === 0 && parts.coefficient !== 0n));
  if (overflows) refuse(`Conversion would overflow target type ${SUFFIX}: ${decimalToString(value as Decimal128)}`);
  return new Double(double);
}

function notANumber(text: string, reason: string): never {
  return refuse(`Failed to parse number '${text}' ${SUFFIX}: ${reason}`);
}

function refuseHexadecimal(text: string): void {
  if (text.startsWith('0x')) refuse(`Illegal hexadecimal input ${SUFFIX}: ${text}`);
}

function textToInteger(value: Value, bits: 32 | 64): bigint {
  const text = value as string;
  refuseHexadecimal(text);
  if (text === '') notANumber(text, 'Empty string');
  const digits = /^[+-]?/.exec(text)![0].length;
  if (digits === text.length) notANumber(text, 'No digits');
  const bad = /[^0-9]/.exec(text.slice(digits));
  if (bad)
    notANumber(text, bad.index === 0 ? `Bad digit "${bad[0]}" while parsing ${text}` : 'Did not consume whole string.');
  // More digits than any int64 has: no need to work them out.
  const integer = text.length > 40 ? 2n ** 100n : BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(bits, integer) === integer ? integer : notANumber(text, 'Overflow');
}

const DOUBLE_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL_TEXT = /^([+-]?)(inf|infinity|nan)$/i;

function textToDouble(value: Value): Value {
  const text = value as string;
  refuseHexadecimal(text);
  if (text === '') notANumber(text, 'Empty string');
  const special = SPECIAL_TEXT.exec(text);
  if (special) {
    if (special[2]!.toLowerCase() === 'nan') return new Double(Number.NaN);
    return new Double(special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  }
  if (!DOUBLE_TEXT.test(text)) notANumber(text, 'Did not consume whole string.');
  const double = Number(text);
  return Number.isFinite(double) ? new Double(double) : notANumber(text, 'Out of range');
}

function textToDecimal(value: Value): Value {
  const text = value as string;
  refuseHexadecimal(text);
  if (text === '') notANumber(text, 'Empty string');
  try {
    return decimalFromString(text);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return notANumber(text, 'Failed to parse string to decimal');
  }
}

function textToObjectId(value: Value): Value {
  const text = value as string;
  if (/^[0-9a-f]{24}$/i.test(text)) return new ObjectId(Buffer.from(text, 'hex'));
  const reason =
    text.length === 24
      ? `Invalid character found in hex string: "${text}"`
      : `Invalid string length for parsing to OID, expected 24 but found ${text.length}`;
  return refuse(`Failed to parse objectId '${text}' ${SUFFIX}: ${reason}`);
}

const toDate: Conversion = (value) => utcDate(dateMs(value)!);

const CONVERSIONS: Partial<Record<BsonTypeName, Conversions>> = {
  double: {
    double: same,
    string: toText,
    date: numberToDate,
    int: toInt,
    long: toLong,
    decimal: (value) => toDecimal(value as Double),
  },
  string: {
    double: textToDouble,
    string: same,
    objectId: textToObjectId,
    date: (value) => utcDate(parseDate(value as string, UTC)),
    int: (value) => Number(textToInteger(value, 32)),
    long: (value) => textToInteger(value, 64),
    decimal: textToDecimal,
  },
  objectId: {
    string: (value) => Buffer.from((value as ObjectId).bytes).toString('hex'),
    objectId: same,
    date: toDate,
  },
  bool: {
    double: fromBool(new Double(0), new Double(1)),
    string: fromBool('false', 'true'),
    int: fromBool(0, 1),
    long: fromBool(0n, 1n),
    decimal: fromBool(toDecimal(0), toDecimal(1)),
  },
  date: {
    double: (value) => new Double(Number((value as UtcDate).ms)),
    string: toText,
    date: same,
    long: (value) => BigInt((value as UtcDate).ms),
    decimal: (value) => toDecimal(BigInt((value as UtcDate).ms)),
  },
  timestamp: { date: toDate },
  int: {
    double: (value) => new Double(value as number),
    string: toText,
    int: same,
    long: (value) => BigInt(value as number),
    decimal: (value) => toDecimal(value as number),
  },
  long: {
    double: (value) => new Double(Number(value)),
    string: toText,
    date: (value) => utcDate(value as bigint),
    int: longToInt,
    long: same,
    decimal: (value) => toDecimal(value as bigint),
  },
  decimal: {
    double: decimalToDoubleExactly,
    string: toText,
    date: numberToDate,
    int: toInt,
    long: toLong,
    decimal: same,
  },
};

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'double', 'decimal', 'bool']);

/** Converts a value that is not null to a type, or fails with ConversionFailure. */
export function convert(value: Value, target: BsonTypeName | 'missing'): Value {
  const source = typeNameOf(value) as BsonTypeName;
  if (target === 'bool') return NUMBERS.has(source) ? truthy(value) : toTrue(value);
  const conversion = target === 'missing' ? undefined : CONVERSIONS[source]?.[target];
  return conversion ? conversion(value) : refuse(`Unsupported conversion from ${source} to ${target} ${SUFFIX}`);
}

const NAME_OF_NUMBER = new Map<number, BsonTypeName>(
  Object.entries(BsonType).map(([name, number]) => [number, name as BsonTypeName]),
);

/** The type that a name or a type number means. */
export function typeOfName(name: string): BsonTypeName | 'missing' {
  if (name === 'missing') return name;
  return Object.hasOwn(BsonType, name)
    ? (name as BsonTypeName)
    : fail(ErrorCode.BadValue, `Unknown type name: ${name}`);
}

/** The type of a BSON type number. */
export function typeOfNumber(number: number): BsonTypeName | 'missing' {
  if (number === 0) return 'missing';
  const type = NAME_OF_NUMBER.get(number);
  const rule = `In $convert, numeric value for 'to' does not correspond to a BSON type`;
  return type ?? fail(ErrorCode.FailedToParse, `${rule}: ${number}`);
}
