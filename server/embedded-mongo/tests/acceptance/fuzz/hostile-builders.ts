import { Int32 } from 'mongodb';

/** A command that is formed well and meant badly. */
export interface Hostile {
  readonly name: string;
  readonly command: () => Record<string, unknown>;
  /** Whether it must be refused; else any answer is fine. */
  readonly refused?: boolean;
}

export const $db = 'fuzz';
export const on = (pipeline: unknown[]) => ({ aggregate: 'kept', pipeline, cursor: {}, $db });
export const alone = (pipeline: unknown[]) => ({ aggregate: 1, pipeline, cursor: {}, $db });
export const compute = (expression: unknown) => on([{ $limit: 1 }, { $project: { x: expression } }]);
/** Only the first batch: an open cursor would rightly keep its plan. */
export const find = (filter: unknown, more: object = {}) => ({ find: 'kept', filter, singleBatch: true, ...more, $db });
export const update = (u: unknown, q: unknown = { _id: 1 }) => ({
  update: 'scratch',
  updates: [{ q, u, upsert: true }],
  $db,
});

export function nest(levels: number, wrap: (inner: unknown) => unknown, core: unknown): unknown {
  let value = core;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

export const MILLION = 1_000_000;
export const manyNumbers = () => Array.from({ length: MILLION }, (_, i) => new Int32(i));
export const range = (count: number) => ({ $range: [0, count] });
export const map = (count: number, inner: unknown, as = 'i') => ({ $map: { input: range(count), as, in: inner } });
export const reduce = (count: number, initialValue: unknown, inner: unknown) => ({
  $reduce: { input: range(count), initialValue, in: inner },
});
export const lookup = (pipeline: unknown[]) => ({ $lookup: { from: 'kept', pipeline, as: 'all' } });
