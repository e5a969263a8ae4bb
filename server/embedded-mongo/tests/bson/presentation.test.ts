import { createCollator } from '../../src/bson/collation';
import { decimalFromString } from '../../src/bson/decimal';
import { formatValue, fromJs, toJs } from '../../src/bson/js';
import {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  type Doc,
  Double,
  MAX_KEY,
  type Maybe,
  MIN_KEY,
  ObjectId,
  Regex,
  Timestamp,
  UNDEFINED,
  UtcDate,
  type Value,
} from '../../src/bson/values';
import type { CommandError } from '../../src/errors';

const doc = (source: object): Doc => fromJs(source) as Doc;
const id = new ObjectId(Uint8Array.from(Buffer.from('0123456789abcdef01234567', 'hex')));

describe('values in messages', () => {
  it.each<[Maybe, string]>([
    [doc({}), '{}'],
    [doc({ a: 1, b: 'x', c: [1, [], { d: null }] }), '{ a: 1, b: "x", c: [ 1, [], { d: null } ] }'],
    [new Map<string, Value>([['_id', id]]), "{ _id: ObjectId('0123456789abcdef01234567') }"],
    [5n, '5'],
    [new Double(5), '5.0'],
    [new Double(0.1), '0.1'],
    [new Double(-0), '-0.0'],
    [new Double(123456789.25), '123456789.25'],
    [new Double(100), '100.0'],
    [new Double(1 / 3), '0.3333333333333333'],
    [new Double(1.5e300), '1.5e+300'],
    [decimalFromString('1.50'), '1.50'],
    [new UtcDate(-5), 'new Date(-5)'],
    [new Timestamp((5n << 32n) | 7n), 'Timestamp(5, 7)'],
    [new Binary(Uint8Array.of(0xab, 1), 0), 'BinData(0, AB01)'],
    [new Binary(new Uint8Array(16).fill(0x12), 4), 'UUID("12121212-1212-1212-1212-121212121212")'],
    [new Regex('a.b', 'i'), '/a.b/i'],
    [new Code('f()'), 'f()'],
    [new Code('f()', doc({ a: 1 })), 'CodeWScope( f(), { a: 1 })'],
    [new BsonSymbol('s'), '"s"'],
    [new DbPointer('c', id), "DBRef('c',0123456789abcdef01234567)"],
    [MIN_KEY, 'MinKey'],
    [MAX_KEY, 'MaxKey'],
    [UNDEFINED, 'undefined'],
    [null, 'null'],
    [true, 'true'],
  ])('%p is %s', (value, expected) => expect(formatValue(value)).toBe(expected));
});

describe('JavaScript values', () => {
  it.each<[unknown, Value]>([
    [5, 5],
    [2147483647, 2147483647],
    [2147483648, new Double(2147483648)],
    [-0, new Double(-0)],
    [1.5, new Double(1.5)],
    [7n, 7n],
    ['a', 'a'],
    [null, null],
    [new Date(5), new UtcDate(5)],
    [Buffer.from([1, 2]), new Binary(Uint8Array.of(1, 2), 0)],
    [/a/i, new Regex('a', 'i')],
    [id, id],
    [new Map([['a', 1]]), new Map([['a', 1]])],
  ])('%p is a BSON value', (source, expected) => expect(fromJs(source)).toEqual(expected));

  it('leave out fields that are undefined, and keep __proto__ a field', () => {
    const source = JSON.parse('{ "__proto__": { "x": 1 } }') as object;
    expect(doc({ a: undefined, b: [undefined] })).toEqual(new Map([['b', [null]]]));
    expect([...doc(source).keys()]).toEqual(['__proto__']);
    expect(Object.keys(toJs(doc(source)) as object)).toEqual(['__proto__']);
    expect((toJs(doc(source)) as { x?: number }).x).toBeUndefined();
  });

  it('that BSON cannot hold are refused', () => {
    expect(() => fromJs(() => 1)).toThrow(TypeError);
    expect(() => fromJs(Symbol('x'))).toThrow(TypeError);
  });

  it('are plain where possible', () => {
    expect(
      toJs(
        new Map<string, Value>([
          ['a', new Double(1)],
          ['b', [2n, 'x']],
          ['c', new UtcDate(5)],
        ]),
      ),
    ).toEqual({ a: 1, b: [2n, 'x'], c: new Date(5) });
    expect(toJs(new UtcDate(2n ** 62n))).toEqual(new UtcDate(2n ** 62n));
    expect(toJs(id)).toBe(id);
  });
});

describe('a collation', () => {
  const sorted = (collation: object, texts: string[]) => [...texts].sort(createCollator(doc(collation))?.compare);

  it('of the simple locale, or none, is no collator', () => {
    expect(createCollator(undefined)).toBeUndefined();
    expect(createCollator(doc({ locale: 'simple' }))).toBeUndefined();
  });

  it.each<[object, string, string, boolean]>([
    [{ locale: 'en' }, 'a', 'A', false],
    [{ locale: 'en', strength: 2 }, 'a', 'A', true],
    [{ locale: 'en', strength: new Double(2) }, 'a', 'A', true],
    [{ locale: 'en', strength: 2 }, 'a', 'á', false],
    [{ locale: 'en', strength: 1 }, 'a', 'á', true],
    [{ locale: 'en', strength: 1, caseLevel: true }, 'a', 'A', false],
    [{ locale: 'en', strength: 1, caseLevel: true }, 'a', 'á', true],
    [{ locale: 'en', strength: 2, caseLevel: true }, 'a', 'A', false],
    [{ locale: 'en', alternate: 'shifted' }, 'a-b', 'ab', true],
    [{ locale: 'en', alternate: 'shifted', strength: 4 }, 'a-b', 'ab', false],
    [{ locale: 'en' }, 'a-b', 'ab', false],
    [{ locale: 'en_US' }, 'é', 'e\u0301', true],
    [{ locale: 'en_US', strength: 5 }, 'é', 'e\u0301', false],
  ])('%j finds %s and %s equal: %p', (collation, a, b, equal) => {
    expect(createCollator(doc(collation))!.compare(a, b) === 0).toBe(equal);
  });

  it('orders by language, case and number', () => {
    expect(sorted({ locale: 'en' }, ['b', 'A', 'a', 'B'])).toEqual(['a', 'A', 'b', 'B']);
    expect(sorted({ locale: 'en', caseFirst: 'upper' }, ['b', 'a', 'A'])).toEqual(['A', 'a', 'b']);
    expect(sorted({ locale: 'en', numericOrdering: true }, ['a10', 'a2'])).toEqual(['a2', 'a10']);
    expect(sorted({ locale: 'en' }, ['a10', 'a2'])).toEqual(['a10', 'a2']);
    expect(sorted({ locale: 'sv' }, ['ö', 'z', 'o'])).toEqual(['o', 'z', 'ö']);
    expect(sorted({ locale: 'de' }, ['ö', 'z', 'o'])).toEqual(['o', 'ö', 'z']);
    expect(sorted({ locale: 'de@collation=phonebook' }, ['of', 'ö', 'od'])).toEqual(['od', 'ö', 'of']);
  });

  it.each<[object, number]>([
    [{}, 40414],
    [{ strength: 2 }, 40414],
    [{ locale: 5 }, 14],
    [{ locale: 'en', strength: 'x' }, 14],
    [{ locale: 'en', caseLevel: 1 }, 14],
    [{ locale: 'en', unknown: 1 }, 40415],
    [{ locale: 'en', ['__proto__']: 1 }, 40415],
    [{ locale: 'nowhere' }, 2],
    [{ locale: '' }, 2],
    [{ locale: 'en@collation=unheard' }, 2],
    [{ locale: 'en', strength: 0 }, 2],
    [{ locale: 'en', strength: 6 }, 2],
    [{ locale: 'en', strength: 2.5 }, 2],
    [{ locale: 'en', caseFirst: 'sideways' }, 2],
    [{ locale: 'en', alternate: 'x' }, 2],
    [{ locale: 'en', backwards: true }, 238],
    [{ locale: 'en', alternate: 'shifted', maxVariable: 'space' }, 238],
  ])('%j is refused with code %d', (collation, code) => {
    expect(() => createCollator(doc(collation))).toThrow(expect.objectContaining({ code }) as CommandError);
  });
});
