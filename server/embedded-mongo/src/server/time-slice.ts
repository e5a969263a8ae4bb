import { setImmediate } from 'node:timers/promises';
import { checkInterrupt, type Operation, type Stream, TICK, type Tick } from '../operation';

/** How long work runs before other connections get a turn. */
export const SLICE_MS = 8;

/** Measures a turn on the event loop. */
export class TimeSlice {
  private startedAt = performance.now();

  /** True once the turn has lasted long enough. */
  get over(): boolean {
    return performance.now() - this.startedAt >= SLICE_MS;
  }

  /** Lets everybody else run, then begins a new turn. Fails when the operation has been stopped meanwhile. */
  async rest(operation: Operation): Promise<void> {
    await setImmediate();
    checkInterrupt(operation);
    this.startedAt = performance.now();
  }
}

/** Feeds each item to `consume` until it answers false, in turns. */
export async function eachInTurns<T>(
  stream: Iterable<T | Tick>,
  operation: Operation,
  consume: (item: T) => unknown,
): Promise<void> {
  const slice = new TimeSlice();
  for (const item of stream) {
    if (item === TICK) {
      checkInterrupt(operation);
      if (slice.over) await slice.rest(operation);
    } else if (consume(item as T) === false) return;
  }
}

/** Runs a generator that pauses with TICK to its result, in turns. */
export async function resultInTurns<R>(work: Generator<Tick, R>, operation: Operation): Promise<R> {
  const slice = new TimeSlice();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    checkInterrupt(operation);
    if (slice.over) await slice.rest(operation);
  }
}

/** The first item of a stream, found at once. */
export function firstOf<T>(stream: Stream<T>, operation: Operation): T | undefined {
  for (const item of stream) {
    if (item !== TICK) return item as T;
    checkInterrupt(operation);
  }
  return undefined;
}
