import type { Doc, Maybe, Value } from '../bson/values';
import type { Operation } from '../operation';

/** What a modifier answers when it leaves the field as it is. */
export const UNCHANGED = Symbol('unchanged');
export type Unchanged = typeof UNCHANGED;

/** The place in the document that a modifier works on. */
export interface Site {
  /** The document before the update. */
  readonly root: Doc;
  /** Path of the field, with array positions filled in. Only valid during the call. */
  readonly path: readonly string[];
  /** True when an upsert makes a new document. */
  readonly isInsert: boolean;
}

/** One operator with its argument for one path (`$inc` by 2). */
export interface Modifier {
  /** New value of a field that exists; `undefined` takes the field away. */
  change(value: Value, site: Site): Maybe | Unchanged;
  /** Value of a field that does not exist; absent for operators that never add one. */
  create?(site: Site): Value | Unchanged;
  /** True when a path that runs into a scalar is nothing to do rather than an error. */
  readonly ignoresBlockedPath?: boolean;
}

/** Makes a modifier from an operator's argument for `field`; throws where the argument is not allowed. */
export type ModifierFactory = (field: string, argument: Value, operation: Operation) => Modifier;
