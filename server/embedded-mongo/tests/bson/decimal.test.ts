import * as bson from 'bson';
import fc from 'fast-check';
import { decimalFromParts, decimalFromString, decimalToParts, decimalToString } from '../../src/bson/decimal';
import { Decimal128 } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { decimal } from './arbitraries';

const dec = decimalFromString;

function errorOf(work: () => unknown): { code: number; message: string } | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

describe('decimals', () => {
  it.each([
    ['1.50', '1.50'],
    ['-0', '-0'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e3', '1E+3'],
    ['0.000001', '0.000001'],
    ['0.0000001', '1E-7'],
    ['00012', '12'],
    ['inf', 'Infinity'],
    ['-INFINITY', '-Infinity'],
    ['nan', 'NaN'],
    ['1E6145', 'Infinity'],
    ['1E6144', '1.000000000000000000000000000000000E+6144'],
    ['1E-6176', '1E-6176'],
    ['4E-6177', '0E-6176'],
    ['5E-6177', '0E-6176'],
    ['6E-6177', '1E-6176'],
    ['15E-6177', '2E-6176'],
    ['1E-99999999999999999999', '0E-6176'],
    ['0E99999', '0E+6111'],
    ['12345678901234567890123456789012345', '1.234567890123456789012345678901234E+34'],
    ['12345678901234567890123456789012355', '1.234567890123456789012345678901236E+34'],
    ['99999999999999999999999999999999995', '1.000000000000000000000000000000000E+35'],
  ])('%s reads as %s', (text, expected) => expect(decimalToString(dec(text))).toBe(expected));

  it.each(['', '.', 'e5', '1e', '1.2.3', ' 1', '0x10', '--1', 'Infinit', '1,5'])('"%s" is no decimal', (text) => {
    expect(errorOf(() => dec(text))?.code).toBe(9);
  });

  it('are the same bytes and text as those of the bson package', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const theirs = new bson.Decimal128(Uint8Array.from(value.bytes));
        expect(decimalToString(value)).toBe(theirs.toString());
        expect(dec(theirs.toString()).bytes).toEqual(
          Uint8Array.from(bson.Decimal128.fromString(theirs.toString()).bytes),
        );
        expect(decimalFromParts(decimalToParts(value)).bytes).toEqual(value.bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('count as zero where their coefficient has too many digits', () => {
    const bytes = new Uint8Array(16).fill(0xff);
    bytes[15] = 0x31;
    expect(decimalToParts(new Decimal128(bytes))).toMatchObject({ coefficient: 0n });
    bytes[15] = 0x6c;
    expect(decimalToParts(new Decimal128(bytes))).toMatchObject({ coefficient: 0n });
  });
});
