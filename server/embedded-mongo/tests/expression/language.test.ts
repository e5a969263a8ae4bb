import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { UtcDate } from '../../src/bson/values';
import { compileExpression, evaluateConstant, letVariables, rootEnv } from '../../src/expression/expression';
import { REDACT_VARIABLES } from '../../src/expression/variables';
import { plainOperation } from '../../src/operation';
import { answers, double, evaluate, failure, NOW, refusals } from './evaluate';

describe('A field path', () => {
  const nested = { a: [{ b: 1 }, { b: [2, 3] }, { c: 4 }, 5, [{ b: 6 }]], o: { p: { q: 7 } }, n: null };
  answers([
    ['$o.p.q', 7, nested],
    ['$o.p.x', undefined, nested],
    ['$n', null, nested],
    ['$n.x', undefined, nested],
    ['$a.b', [1, [2, 3]], nested],
    ['$a.x', [], nested],
    ['$a.0', [], nested],
    ['$$ROOT.o.p.q', 7, nested],
    ['$$CURRENT.a.b', [1, [2, 3]], nested],
    ['$__proto__', 1, new Map([['__proto__', 1]])],
    ['$constructor', undefined, {}],
    ['$toString', undefined, {}],
    [{ $let: { vars: { v: '$o' }, in: '$$v.p.q' } }, 7, nested],
    [{ $let: { vars: { v: '$a' }, in: '$$v.b' } }, [1, [2, 3]], nested],
  ]);
  refusals([
    ['$', 16872],
    ['$$', 9, 'empty variable names'],
    ['$a.', 40353],
    ['$a..b', 15998],
    ['$a.$b', 16410],
    ['$$1a', 9],
    ['$$a-b', 9, "contains an invalid character for a variable name: '-'"],
    ['$$nope', 17276, 'Use of undefined variable: nope'],
    ['$$KEEP', 17276],
    ['$$CLUSTER_TIME', 238],
  ]);
});

describe('Literals', () => {
  answers([
    ['text', 'text'],
    [{ $literal: '$a' }, '$a'],
    [{ $const: { $add: [1, 2] } }, { $add: [1, 2] }],
    [{ a: '$x', b: '$missing', c: { d: '$$REMOVE' } }, { a: 1, c: {} }, { x: 1 }],
    [['$x', '$missing', 2], [1, null, 2], { x: 1 }],
    [{}, {}],
    [[], []],
    ['$$NOW', new UtcDate(NOW)],
    ['$$REMOVE', undefined],
  ]);
  refusals([
    [{ $add: [1], $b: 2 }, 15983, 'must have exactly one field'],
    [{ $add: [1], b: 2 }, 15983],
    [{ b: 2, $add: [1] }, 16410],
    [{ 'a.b': 1 }, 16412],
    [{ '': 1 }, 15998],
    [{ $nope: 1 }, 168, "Unrecognized expression '$nope'"],
    [{ $constructor: 1 }, 168],
    [{ $function: { body: 'x', args: [], lang: 'js' } }, 238],
    [{ $accumulator: {} }, 238],
    [{ $meta: 'textScore' }, 238],
  ]);

  it('keep `__proto__` an ordinary field', () => {
    const result = evaluate(new Map([['__proto__', '$x']]), { x: 1 }) as Doc;
    expect([...result]).toEqual([['__proto__', 1]]);
  });
});

describe('$let', () => {
  answers([
    [{ $let: { vars: { a: 1, b: '$x' }, in: { $add: ['$$a', '$$b'] } } }, 3, { x: 2 }],
    [{ $let: { vars: { a: 1 }, in: { $let: { vars: { a: 2, b: '$$a' }, in: ['$$a', '$$b'] } } } }, [2, 1]],
    [{ $let: { vars: { CURRENT: '$o' }, in: '$p' } }, 5, { o: { p: 5 } }],
    [{ $let: { vars: { a: '$missing' }, in: { $type: '$$a' } } }, 'missing'],
    [{ $let: { vars: {}, in: 1 } }, 1],
  ]);
  refusals([
    [{ $let: 1 }, 16874],
    [{ $let: { vars: {}, in: 1, x: 1 } }, 16875],
    [{ $let: { in: 1 } }, 16876],
    [{ $let: { vars: {} } }, 16877],
    [{ $let: { vars: { Upper: 1 }, in: 1 } }, 9],
    [{ $let: { vars: { a: 1, b: '$$a' }, in: 1 } }, 17276],
  ]);
});

describe('The scope of a command', () => {
  it('gives every place of an expression the variables of `let`', () => {
    const variables = letVariables(fromJs({ low: { $add: [1, 2] }, gone: '$$REMOVE' }) as Doc, plainOperation());
    const operation = { ...plainOperation(), variables };
    expect(evaluate({ $map: { input: [1, 5], in: { $gt: ['$$this', '$$low'] } } }, {}, operation)).toEqual([
      false,
      true,
    ]);
    expect(evaluate({ $type: '$$gone' }, {}, operation)).toBe('missing');
  });

  it('refuses names that are no variables', () => {
    expect(() => letVariables(fromJs({ Low: 1 }) as Doc, plainOperation())).toThrow('invalid character');
  });

  it('refuses variables that read a document', () => {
    const define = (source: unknown) => letVariables(fromJs({ a: source }) as Doc, plainOperation());
    expect(() => define({ $add: ['$x', 1] })).toThrow('tried to access a field');
    expect(() => define('$$ROOT')).toThrow('tried to access a field');
    expect(define('$$NOW').get('a')).toBeInstanceOf(UtcDate);
  });

  it('has the variables of $redact only where its stage defines them', () => {
    const operation = plainOperation();
    const scope = { operation, variables: new Set(REDACT_VARIABLES.keys()) };
    const expression = compileExpression('$$PRUNE', scope);
    expect(expression({ ...rootEnv(new Map(), operation), variables: REDACT_VARIABLES })).toBe('prune');
  });

  it('evaluates constants', () => {
    expect(evaluateConstant(fromJs({ $multiply: [2, 1.5] }), plainOperation())).toEqual(double(3));
  });

  it('compares strings by the collation', () => {
    const collator = new Intl.Collator('en', { sensitivity: 'base' });
    const operation = { ...plainOperation(), collator };
    expect(evaluate({ $eq: ['a', 'A'] }, {}, operation)).toBe(true);
    expect(evaluate({ $in: ['a', ['A']] }, {}, operation)).toBe(true);
    expect(evaluate({ $setUnion: [['a'], ['A', 'b']] }, {}, operation)).toEqual(['a', 'b']);
    expect(evaluate({ $eq: ['a', 'A'] })).toBe(false);
  });
});

describe('A constant part of an expression', () => {
  it('is evaluated, and refused, at compilation', () => {
    const operation = plainOperation();
    const compile = () =>
      compileExpression(fromJs({ $add: ['$x', { $divide: [1, 0] }] }), { operation, variables: new Set() });
    expect(compile).toThrow("can't $divide by zero");
  });

  it('is not one as soon as chance is in it', () => {
    const operation = plainOperation();
    const expression = compileExpression(fromJs({ $add: [{ $rand: {} }, 0] }), { operation, variables: new Set() });
    const values = new Set(Array.from({ length: 20 }, () => JSON.stringify(expression(rootEnv(new Map(), operation)))));
    expect(values.size).toBeGreaterThan(1);
  });
});

describe('Hostile expressions', () => {
  // Expressions of one turn of the event loop share a time limit: each case gets a turn of its own.
  beforeEach(() => new Promise<void>((resolve) => void setImmediate(resolve)));

  const nest = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => ({ $not: [inner] }), true);

  it('are refused past 100 levels', () => {
    expect(evaluate(nest(99))).toBe(false);
    expect(failure(nest(101)).code).toBe(15);
  });

  it('cannot double an array for ever: too much memory, or where that takes long, too much time', () => {
    const doubling = { input: { $range: [0, 1000] }, initialValue: [1], in: { $concatArrays: ['$$value', '$$value'] } };
    expect([146, 50]).toContain(failure({ $reduce: doubling }).code);
  });

  it('cannot double a value for ever', () => {
    const text = { input: { $range: [0, 1000] }, initialValue: 'x', in: { $concat: ['$$value', '$$value'] } };
    expect(failure({ $reduce: text }).code).toBe(146);
    const shared = { input: { $range: [0, 60] }, initialValue: [1], in: ['$$value', '$$value'] };
    expect(failure({ $reduce: shared }).code).toBe(146);
  });

  it('cannot nest a value for ever', () => {
    const deep = { input: { $range: [0, 100_000] }, initialValue: [], in: { $mergeObjects: [{ a: '$$value' }, {}] } };
    expect(failure({ $reduce: { ...deep, initialValue: {} } }).code).toBe(15);
  });

  it('cannot fill the memory with variables that share their parts', () => {
    const share = (depth: number): unknown =>
      depth === 0
        ? { $eq: ['$$v', '$$v'] }
        : { $let: { vars: { v: depth === 40 ? ['$x'] : ['$$v', '$$v'] }, in: share(depth - 1) } };
    expect(failure(share(40), { x: 1 }).code).toBe(146);
  });

  it('stop when the time of the command is up', () => {
    const operation = { ...plainOperation(), deadline: performance.now() + 50 };
    const range = { $range: [0, 1_000_000] };
    const slow = { $map: { input: range, in: { $sum: { $map: { input: range, in: { $add: ['$$this', '$x'] } } } } } };
    expect(failure(slow, { x: 1 }, operation).code).toBe(50);
  });

  it('cannot ask for a range without end', () => {
    expect(failure({ $range: [0, 2_147_483_647] }).code).toBe(146);
  });
});
