import { type Doc, docOf, isDoc, type Value } from '../bson/values';
import { CommandError } from '../errors';
import type { ParsedStage } from './stage-list';
import { limitOf, skipOf } from './stages/cut';

/** What the command layer reads from the collection itself before the rest of the pipeline runs. */
export interface SplitPipeline {
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly skip?: number;
  readonly limit?: number;
  /** The stages that remain. */
  readonly rest: Value[];
}

/** The query that leading stages of a pipeline come to. */
export class QueryPrefix {
  private readonly filters: Doc[] = [];
  private sort: Doc | undefined;
  private skip = 0;
  private limit: number | undefined;

  /** Takes a stage if the query can do it after all that it does already. */
  take({ name, spec }: ParsedStage): boolean {
    if (name === '$match') return this.takeMatch(spec);
    if (name === '$sort') return this.takeSort(spec);
    if (name === '$skip') return this.takeSkip(spec);
    return name === '$limit' && this.takeLimit(spec);
  }

  query(): Omit<SplitPipeline, 'rest'> {
    return {
      filter: this.filters.length > 1 ? docOf({ $and: this.filters }) : (this.filters[0] ?? new Map()),
      sort: this.sort,
      skip: this.skip || undefined,
      limit: this.limit,
    };
  }

  /** A filter may come before the sort that it was written after. */
  private takeMatch(spec: Value): boolean {
    if (!isDoc(spec) || this.isCut()) return false;
    if (spec.size > 0) this.filters.push(spec);
    return true;
  }

  private takeSort(spec: Value): boolean {
    if (!isDoc(spec) || spec.size === 0 || this.sort || this.isCut()) return false;
    this.sort = spec;
    return true;
  }

  private takeSkip(spec: Value): boolean {
    const skip = validCount(() => skipOf(spec));
    // A limit of nothing would read as no limit.
    if (skip === undefined || (this.limit !== undefined && skip >= this.limit)) return false;
    if (!Number.isSafeInteger(this.skip + skip)) return false;
    this.skip += skip;
    if (this.limit !== undefined) this.limit -= skip;
    return true;
  }

  private takeLimit(spec: Value): boolean {
    const limit = validCount(() => limitOf(spec));
    if (limit === undefined) return false;
    this.limit = Math.min(limit, this.limit ?? limit);
    return true;
  }

  private isCut(): boolean {
    return this.skip > 0 || this.limit !== undefined;
  }
}

/** Leaves a wrong argument to the compilation of its stage, which says what is wrong. */
function validCount(read: () => number): number | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
