import type { CharSet } from './charset';

/** Syntax tree of a PCRE pattern. */
export type RegexNode =
  | { kind: 'set'; ranges: CharSet; properties: readonly string[]; negated: boolean; ignoreCase: boolean }
  | { kind: 'sequence'; parts: readonly RegexNode[] }
  | { kind: 'choice'; options: readonly RegexNode[] }
  | { kind: 'repeat'; body: RegexNode; min: number; max: number; lazy: boolean }
  | { kind: 'capture'; body: RegexNode; index: number }
  | { kind: 'atomic'; body: RegexNode }
  | { kind: 'look'; body: RegexNode; behind: boolean; negative: boolean }
  | { kind: 'backreference'; group: number }
  | { kind: 'assertion'; source: string; start: boolean };

/** A parsed pattern. */
export interface RegexSyntax {
  readonly root: RegexNode;
  /** Number of capturing groups. */
  readonly captures: number;
  /** Groups that a backreference names. */
  readonly referenced: ReadonlySet<number>;
  readonly names: ReadonlyMap<string, number>;
}

/** Option letters that are on at one place of the pattern. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly extended: boolean;
}

/** Nothing to match. */
export const EMPTY_NODE: RegexNode = { kind: 'sequence', parts: [] };

/** The pattern is not a regular expression; the message is PCRE's. */
export class RegexSyntaxError extends Error {}

/** The pattern uses a construct that is left out on purpose. */
export class RegexUnsupportedError extends Error {}
