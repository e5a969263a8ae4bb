import type { Maybe } from '../bson/values';
import type { Collator, Operation } from '../operation';

const NO_VARIABLES: ReadonlyMap<string, Maybe> = new Map();

/** The operation of one command: filled in while its arguments are read. */
export class CommandOperation implements Operation {
  readonly now: number;
  deadline = Number.POSITIVE_INFINITY;
  collator?: Collator;
  variables: ReadonlyMap<string, Maybe> = NO_VARIABLES;
  interrupted = false;

  constructor(now = Date.now()) {
    this.now = now;
  }

  /** Ends the operation `ms` from now. */
  limitTo(ms: number): void {
    if (ms > 0) this.deadline = performance.now() + ms;
  }
}
