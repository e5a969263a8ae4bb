import type { Doc, Maybe } from '../../bson/values';
import type { Operation } from '../../operation';
import type { Sorter } from '../../query/sort';
import type { MemoryBudget } from '../memory';

/** The sorted documents of one partition. */
export interface Partition {
  readonly docs: readonly Doc[];
  readonly operation: Operation;
  readonly budget: MemoryBudget;
  /** The sort of the stage, for functions that go by it. */
  readonly sorter: Sorter | undefined;
  /** Values of the single field that the stage sorts by; only for functions that require one. */
  sortValues(): readonly Maybe[];
}

/** The results of a function: asked once for each document of the partition, in order. */
export type Column = (index: number) => Maybe;

/** A window function as written in a stage. */
export type WindowFunction = (partition: Partition) => Column;
