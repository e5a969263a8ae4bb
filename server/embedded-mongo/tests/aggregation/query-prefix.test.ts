import { splitForQuery } from '../../src/aggregation/pipeline';
import { terminalWrite } from '../../src/aggregation/terminal-write';
import { fromJs } from '../../src/bson/js';
import type { Value } from '../../src/bson/values';
import { CommandError } from '../../src/errors';

const split = (...stages: object[]): object => splitForQuery(stages.map((stage) => fromJs(stage)) as Value[]);

describe('the query that a pipeline begins with', () => {
  const group = { $group: { _id: 1 } };

  test.each<[string, object[], object]>([
    [
      'filters together',
      [{ $match: { a: 1 } }, { $match: { b: 2 } }],
      { filter: { $and: [{ a: 1 }, { b: 2 }] }, rest: [] },
    ],
    [
      'a filter after the sort',
      [{ $sort: { a: 1 } }, { $match: { b: 2 } }, group],
      { filter: { b: 2 }, sort: { a: 1 }, rest: [group] },
    ],
    [
      'skip and limit',
      [{ $skip: 2 }, { $skip: 1 }, { $limit: 9 }, { $limit: 5 }],
      { filter: {}, skip: 3, limit: 5, rest: [] },
    ],
    ['a limit before a skip', [{ $limit: 9 }, { $skip: 2 }], { filter: {}, skip: 2, limit: 7, rest: [] }],
    ['no skip of all that is left', [{ $limit: 2 }, { $skip: 2 }], { filter: {}, limit: 2, rest: [{ $skip: 2 }] }],
    [
      'no filter after a limit',
      [{ $limit: 2 }, { $match: { a: 1 } }],
      { filter: {}, limit: 2, rest: [{ $match: { a: 1 } }] },
    ],
    [
      'no sort after a limit',
      [{ $limit: 2 }, { $sort: { a: 1 } }],
      { filter: {}, limit: 2, rest: [{ $sort: { a: 1 } }] },
    ],
    ['nothing after other stages', [group, { $match: { a: 1 } }], { filter: {}, rest: [group, { $match: { a: 1 } }] }],
    ['nothing that is wrong', [{ $limit: -1 }], { filter: {}, rest: [{ $limit: -1 }] }],
  ])('takes %s', (_, stages, expected) => {
    const wanted = Object.fromEntries(
      Object.entries(expected).map(([name, value]) => [name, typeof value === 'number' ? value : fromJs(value)]),
    );
    expect(split(...stages)).toEqual(wanted);
  });

  test('checks the places of all stages', () => {
    expect(() => split({ $match: {} }, { $documents: [] })).toThrow('first stage');
  });
});

describe('the write that a pipeline ends in', () => {
  const write = (stage: object): unknown => terminalWrite([fromJs(stage)], 'test');
  const merge = {
    kind: 'merge',
    database: 'test',
    collection: 'x',
    on: ['_id'],
    whenMatched: 'merge',
    whenNotMatched: 'insert',
  };

  test.each<[object, object | undefined]>([
    [{ $match: {} }, undefined],
    [{ $out: 'x' }, { kind: 'out', database: 'test', collection: 'x' }],
    [{ $out: { db: 'd', coll: 'x' } }, { kind: 'out', database: 'd', collection: 'x' }],
    [{ $merge: 'x' }, merge],
    [{ $merge: { into: { db: 'd', coll: 'x' }, on: ['a', 'b'] } }, { ...merge, database: 'd', on: ['a', 'b'] }],
    [
      { $merge: { into: 'x', on: 'a', whenMatched: 'replace', whenNotMatched: 'fail' } },
      { ...merge, on: ['a'], whenMatched: 'replace', whenNotMatched: 'fail' },
    ],
    [
      { $merge: { into: 'x', whenMatched: [{ $set: { a: '$$new.a' } }] } },
      {
        ...merge,
        whenMatched: 'pipeline',
        pipeline: [fromJs({ $set: { a: '$$new.a' } })],
        let: fromJs({ new: '$$ROOT' }),
      },
    ],
  ])('%j', (stage, expected) => {
    expect(write(stage)).toEqual(expected);
  });

  test.each<[object, number]>([
    [{ $out: 1 }, 16990],
    [{ $out: { coll: 'x' } }, 40414],
    [{ $out: { db: 'd', coll: 'x', mode: 1 } }, 40415],
    [{ $out: 'system.x' }, 17385],
    [{ $out: { db: 'admin', coll: 'x' } }, 31321],
    [{ $out: '' }, 73],
    [{ $merge: 1 }, 14],
    [{ $merge: {} }, 40414],
    [{ $merge: { into: 1 } }, 51178],
    [{ $merge: { into: 'x', on: 1 } }, 51186],
    [{ $merge: { into: 'x', on: [] } }, 51187],
    [{ $merge: { into: 'x', on: ['a', 'a'] } }, 31465],
    [{ $merge: { into: 'x', whenMatched: 'x' } }, 2],
    [{ $merge: { into: 'x', whenMatched: 'fail', whenNotMatched: 'discard' } }, 51181],
    [{ $merge: { into: 'x', let: { a: 1 } } }, 51199],
    [{ $merge: { into: 'x', let: { new: 1 }, whenMatched: [] } }, 51273],
    [{ $merge: { into: 'x', foo: 1 } }, 40415],
  ])('%j is refused with %i', (stage, code) => {
    const refused = (): unknown => write(stage);
    expect(refused).toThrow(CommandError);
    expect(refused).toThrow(expect.objectContaining({ code }));
  });
});
