import { identical } from '../../src/bson/compare';
import { decimalFromString, decimalToString } from '../../src/bson/decimal';
import { decimalFromDouble } from '../../src/bson/decimal-arithmetic';
import { formatValue } from '../../src/bson/js';
import {
  absNumber,
  addNumbers,
  divideNumbers,
  exactAdd,
  exactMultiply,
  fromCount,
  intOrLong,
  isNumeric,
  modNumbers,
  multiplyNumbers,
  type Numeric,
  negate,
  numericTypeOf,
  subtractNumbers,
  toBigIntExact,
  toDouble,
  truthy,
} from '../../src/bson/numeric';
import { Double, type Maybe, MIN_KEY, UNDEFINED, type Value } from '../../src/bson/values';
import { CommandError } from '../../src/errors';

const dec = decimalFromString;
const dbl = (value: number) => new Double(value);
const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

function errorOf(work: () => unknown): { code: number; message: string } | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

function expectValue(actual: Value, expected: Value): void {
  expect([numericTypeOf(actual), formatValue(actual)]).toEqual([numericTypeOf(expected), formatValue(expected)]);
  expect(identical(actual, expected)).toBe(true);
}

type Row = [Numeric, Numeric, Value];

describe('arithmetic', () => {
  it.each<Row>([
    [1, 2, 3],
    [2147483647, 0, 2147483647],
    [2147483647, 1, 2147483648n],
    [-2147483648, -1, -2147483649n],
    [1, 2n, 3n],
    [LONG_MAX, 0, LONG_MAX],
    [LONG_MAX, 1, dbl(2 ** 63)],
    [LONG_MIN, -1n, dbl(-(2 ** 63))],
    [1, dbl(0.5), dbl(1.5)],
    [2n ** 53n + 1n, dbl(0), dbl(2 ** 53)],
    [1, dec('1.50'), dec('2.50')],
    [dbl(0.1), dec('0'), dec('0.100000000000000')],
    [dec('1E+3'), dec('1'), dec('1001')],
    [dec('9999999999999999999999999999999999'), dec('1'), dec('1.000000000000000000000000000000000E+34')],
    [dec('1E+6000'), dec('1E-6000'), dec('1.000000000000000000000000000000000E+6000')],
    [dec('1'), dec('-1'), dec('0')],
    [dec('-0'), dec('-0'), dec('-0')],
    [dec('Infinity'), dec('-Infinity'), dec('NaN')],
    [dec('Infinity'), 1, dec('Infinity')],
    [dec('9.999999999999999999999999999999999E+6144'), dec('1E+6144'), dec('Infinity')],
  ])('adds %p and %p', (a, b, sum) => {
    expectValue(addNumbers(a, b), sum);
    expectValue(addNumbers(b, a), sum);
  });

  it.each<Row>([
    [1, 2, -1],
    [-2147483648, 1, -2147483649n],
    [LONG_MIN, 1, dbl(-(2 ** 63))],
    [1n, dbl(0.5), dbl(0.5)],
    [dec('1.5'), 1, dec('0.5')],
    [dec('Infinity'), dec('Infinity'), dec('NaN')],
  ])('subtracts from %p %p', (a, b, difference) => expectValue(subtractNumbers(a, b), difference));

  it.each<Row>([
    [3, 4, 12],
    [0, -5, 0],
    [65536, 32767, 2147418112],
    [65536, 32768, 2147483648n],
    [2147483647, 2147483647, 4611686014132420609n],
    [-2147483648, -2147483648, 2n ** 62n],
    [2n ** 62n, 1, 2n ** 62n],
    [2n ** 62n, 2, dbl(2 ** 63)],
    [2n ** 62n, -2, LONG_MIN],
    [2, dbl(1.5), dbl(3)],
    [dec('1.20'), dec('3.0'), dec('3.600')],
    [dec('0'), dec('Infinity'), dec('NaN')],
    [dec('-2'), dec('Infinity'), dec('-Infinity')],
    [dec('-0'), 5, dec('-0')],
  ])('multiplies %p and %p', (a, b, product) => {
    expectValue(multiplyNumbers(a, b), product);
    expectValue(multiplyNumbers(b, a), product);
  });

  it.each<Row>([
    [6, 3, dbl(2)],
    [1, 3, dbl(1 / 3)],
    [dec('1'), 3, dec('0.3333333333333333333333333333333333')],
    [dec('2'), 3, dec('0.6666666666666666666666666666666667')],
    [dec('6'), dec('2'), dec('3')],
    [dec('1.00'), dec('4'), dec('0.25')],
    [dec('1E+3'), 10, dec('1E+2')],
    [dec('Infinity'), -2, dec('-Infinity')],
    [1, dec('Infinity'), dec('0E-6176')],
    [dec('Infinity'), dec('Infinity'), dec('NaN')],
  ])('divides %p by %p', (a, b, quotient) => expectValue(divideNumbers(a, b), quotient));

  it.each<Row>([
    [7, 3, 1],
    [-7, 3, -1],
    [-6, 3, 0],
    [-2147483648, -1, 0],
    [7, 3n, 1n],
    [-7n, 3n, -1n],
    [dbl(7.5), 2, dbl(1.5)],
    [dec('7.5'), 2, dec('1.5')],
    [dec('-7.50'), 2, dec('-1.50')],
    [5, dec('Infinity'), dec('5')],
    [dec('Infinity'), 2, dec('NaN')],
    [dec('1E+6000'), 7, dec('1')],
  ])('takes the remainder of %p by %p', (a, b, remainder) => expectValue(modNumbers(a, b), remainder));

  it.each<Numeric>([0, 0n, dbl(0), dbl(-0), dec('0'), dec('-0.00')])('refuses to divide by the zero %p', (zero) => {
    expect(errorOf(() => divideNumbers(1, zero))).toEqual({ code: 2, message: "can't $divide by zero" });
    expect(errorOf(() => modNumbers(1, zero))).toEqual({ code: 16610, message: "can't $mod by zero" });
  });

  it.each<[Numeric, Value, Value]>([
    [5, -5, 5],
    [0, 0, 0],
    [-2147483648, 2147483648n, 2147483648n],
    [-5n, 5n, 5n],
    [dbl(-1.5), dbl(1.5), dbl(1.5)],
    [dbl(0), dbl(-0), dbl(0)],
    [dec('-1.50'), dec('1.50'), dec('1.50')],
    [dec('0'), dec('-0'), dec('0')],
    [dec('-Infinity'), dec('Infinity'), dec('Infinity')],
  ])('negates %p, and takes its magnitude', (a, negated, magnitude) => {
    expectValue(negate(a), negated);
    expectValue(absNumber(a), magnitude);
  });

  it('knows that the smallest long has no magnitude', () => {
    expect(errorOf(() => absNumber(LONG_MIN))?.code).toBe(28680);
    expectValue(negate(LONG_MIN), dbl(2 ** 63));
  });

  it('fails where $inc or $mul leave int64, but not for doubles', () => {
    expectValue(exactAdd(2147483647, 1), 2147483648n);
    expect(errorOf(() => exactAdd(LONG_MAX, 1))).toEqual({
      code: 2,
      message: 'Failed to apply $inc operations to current value ((NumberLong)9223372036854775807)',
    });
    expect(errorOf(() => exactMultiply(2n ** 62n, 2, () => 'told so'))).toEqual({ code: 2, message: 'told so' });
    expectValue(exactMultiply(2n ** 62n, -2), LONG_MIN);
    expectValue(exactAdd(LONG_MAX, dbl(1)), dbl(2 ** 63));
  });
});

describe('conversions', () => {
  it.each<[Maybe, bigint | undefined]>([
    [5, 5n],
    [LONG_MAX, LONG_MAX],
    [dbl(5), 5n],
    [dbl(5.5), undefined],
    [dbl(2 ** 63), undefined],
    [dbl(-(2 ** 63)), LONG_MIN],
    [dbl(Number.NaN), undefined],
    [dec('5.00'), 5n],
    [dec('5.01'), undefined],
    [dec('1E+18'), 10n ** 18n],
    [dec('9223372036854775807'), LONG_MAX],
    [dec('9223372036854775808'), undefined],
    [dec('0E+6000'), 0n],
    [dec('1E+6000'), undefined],
    [dec('1E-6000'), undefined],
    [dec('NaN'), undefined],
    ['5', undefined],
  ])('the integer in %p is %p', (value, expected) => expect(toBigIntExact(value)).toBe(expected));

  it('choose the smallest integer type', () => {
    expect([intOrLong(2147483647n), intOrLong(2147483648n), intOrLong(-2147483648n), intOrLong(-2147483649n)]).toEqual([
      2147483647,
      2147483648n,
      -2147483648,
      -2147483649n,
    ]);
    expect([fromCount(0), fromCount(2147483647), fromCount(2147483648)]).toEqual([0, 2147483647, 2147483648n]);
  });

  it.each<[Maybe, boolean]>([
    [true, true],
    [false, false],
    [null, false],
    [undefined, false],
    [UNDEFINED, false],
    [0, false],
    [1, true],
    [0n, false],
    [-1n, true],
    [dbl(0), false],
    [dbl(-0), false],
    [dbl(Number.NaN), true],
    [dec('0E+3'), false],
    [dec('-0'), false],
    [dec('NaN'), true],
    [dec('0.1'), true],
    ['', true],
    [[], true],
    [new Map(), true],
    [MIN_KEY, true],
  ])('%p is true: %p', (value, expected) => expect(truthy(value)).toBe(expected));

  it('tell numbers from the rest', () => {
    expect([1, 1n, dbl(1), dec('1')].map(numericTypeOf)).toEqual(['int', 'long', 'double', 'decimal']);
    expect([null, true, '1', [1], undefined].some(isNumeric)).toBe(false);
    expect([toDouble(3), toDouble(3n), toDouble(dec('0.1')), toDouble(dec('1E+400')), toDouble('x')]).toEqual([
      3,
      3,
      0.1,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
  });

  it.each<[number, string]>([
    [5.5, '5.50000000000000'],
    [1, '1.00000000000000'],
    [0, '0'],
    [-0, '-0'],
    [0.1, '0.100000000000000'],
    [1e20, '1.00000000000000E+20'],
    [1000000000000.125, '1000000000000.12'],
    [999999999999999.9, '1.00000000000000E+15'],
    [-1 / 3, '-0.333333333333333'],
    [5e-324, '4.94065645841247E-324'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('the double %p becomes the decimal %s', (value, expected) =>
    expect(decimalToString(decimalFromDouble(value))).toBe(expected),
  );
});
