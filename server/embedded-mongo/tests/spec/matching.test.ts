import { Long, ObjectId } from 'mongodb';
import { match } from './matching';

const lookup = { entity: (id: string) => ({ kept: id }), sessionLsid: () => ({ id: 1 }) };
const matches = (expected: unknown, actual: unknown): boolean => {
  try {
    match(expected, actual, lookup);
    return true;
  } catch {
    return false;
  }
};

describe('the matching of the specification tests', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['takes numbers of any type for equal', 1, Long.fromNumber(1), true],
    ['tells different numbers apart', 1, 2, false],
    ['tells a number from its text', 1, '1', false],
    ['lets a root document hold more', { a: 1 }, { a: 1, b: 2 }, true],
    ['lets no nested document hold more', { a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
    ['misses a field', { a: 1 }, {}, false],
    ['lets documents in a root array hold more', [{ a: 1 }], [{ a: 1, b: 2 }], true],
    ['compares the length of arrays', [1], [1, 1], false],
    ['compares object ids', new ObjectId('0'.repeat(24)), new ObjectId('0'.repeat(24)), true],
    ['tells object ids apart', new ObjectId('0'.repeat(24)), new ObjectId('1'.repeat(24)), false],
    ['tells null from a value', null, 0, false],
    ['finds a field that must exist', { a: { $$exists: true } }, { a: null }, true],
    ['misses a field that must exist', { a: { $$exists: true } }, {}, false],
    ['finds a field that must not exist', { a: { $$exists: false } }, { a: 1 }, false],
    ['knows a type', { a: { $$type: ['string', 'int'] } }, { a: 1 }, true],
    ['knows another type', { a: { $$type: 'string' } }, { a: 1 }, false],
    ['takes what is unset', { a: { $$unsetOrMatches: 1 } }, {}, true],
    ['does not take another value for unset', { a: { $$unsetOrMatches: 1 } }, { a: 2 }, false],
    ['compares with an entity', { a: { $$matchesEntity: 'e' } }, { a: { kept: 'e' } }, true],
    ['compares with the lsid of a session', { a: { $$sessionLsid: 's' } }, { a: { id: 2 } }, false],
    ['compares bytes', { a: { $$matchesHexBytes: 'ff' } }, { a: Buffer.from([255]) }, true],
    ['compares with a limit', { a: { $$lte: 1 } }, { a: 2 }, false],
    ['reads a document out of a text', { a: { $$matchAsDocument: { b: 1 } } }, { a: '{"b": 1}' }, true],
    ['lets a nested document hold more where told so', { a: { $$matchAsRoot: { b: 1 } } }, { a: { b: 1, c: 1 } }, true],
  ])('%s', (_title, expected, actual, verdict) => {
    expect(matches(expected, actual)).toBe(verdict);
  });

  it('refuses an operator that it does not know', () => {
    expect(() => match({ a: { $$new: 1 } }, { a: 1 }, lookup)).toThrow('unknown matching operator $$new');
  });
});
