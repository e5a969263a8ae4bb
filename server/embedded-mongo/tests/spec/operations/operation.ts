import type { Document } from 'mongodb';
import type { Entities } from '../entities';
import type { Operation } from '../format';

/** What a step may use besides its own object and arguments. */
export interface StepContext {
  readonly entities: Entities;
  /** Runs further steps: of a transaction's callback, or of a thread. */
  run(operations: readonly Operation[], inCallback: boolean): Promise<void>;
}

/** Carries out one kind of step on the object it names. Arguments have their sessions resolved. */
export type Step<T> = (object: T, args: Document, context: StepContext) => unknown;

/** The steps that one kind of object knows. */
export type Steps<T> = Readonly<Record<string, Step<T>>>;

/** The arguments without those named: what is left are the driver's options. */
export function optionsOf(args: Document, ...taken: string[]): Document {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !taken.includes(name)));
}
