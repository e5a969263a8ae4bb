import type { Doc, Maybe } from './bson/values';
import { CommandError, ErrorCode } from './errors';

/** Compares two strings by the rules of a language (`collation`). */
export interface Collator {
  compare(a: string, b: string): number;
}

/**
 * A pause in a stream of documents. Long scans yield it so that the event loop can serve
 * other connections; every stage hands it on to its consumer and otherwise ignores it.
 */
export const TICK = Symbol('tick');
export type Tick = typeof TICK;

/** What one command carries through query, expressions, update and aggregation. */
export interface Operation {
  /** Clock of the command, milliseconds since 1970: `$$NOW`, `$currentDate`, TTL. */
  readonly now: number;
  /** Instant on `performance.now()` after which the command fails with MaxTimeMSExpired; Infinity for none. */
  readonly deadline: number;
  /** String comparison of the command's `collation`; undefined is binary. */
  readonly collator?: Collator;
  /** Variables of the command's `let`, already evaluated; undefined stands for a missing value. */
  readonly variables: ReadonlyMap<string, Maybe>;
  /** Set when the session, cursor or connection behind the command has gone. */
  interrupted?: boolean;
}

/** Throws MaxTimeMSExpired past the deadline, Interrupted once the command was cancelled. Cheap enough for every few hundred steps. */
export function checkInterrupt(operation: Operation): void {
  if (operation.interrupted) throw new CommandError(ErrorCode.Interrupted, 'operation was interrupted');
  if (operation.deadline !== Number.POSITIVE_INFINITY && performance.now() > operation.deadline) {
    throw new CommandError(ErrorCode.MaxTimeMSExpired, 'operation exceeded time limit');
  }
}

/** An operation without time limit, collation or variables: for internal work and tests. */
export function plainOperation(now = Date.now()): Operation {
  return { now, deadline: Number.POSITIVE_INFINITY, variables: new Map() };
}

const ITEMS_BETWEEN_PAUSES = 128;
const MS_BETWEEN_PAUSES = 4;

/** Tells when a stream is due a pause: after so many items, sooner where what is done with each takes long. */
export class Pauses {
  private items = 0;
  private since = performance.now();

  /** Counts one item; true when it is time for a pause. */
  due(): boolean {
    this.items += 1;
    const now = performance.now();
    if (this.items < ITEMS_BETWEEN_PAUSES && now - this.since < MS_BETWEEN_PAUSES) return false;
    this.items = 0;
    this.since = now;
    return true;
  }
}

/** A document on its way through a pipeline, or a pause. */
export type Stream<T = Doc> = Iterable<T | Tick>;
