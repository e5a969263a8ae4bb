import type { Doc } from '../../bson/values';
import { CommandError } from '../../errors';
import type { Expression } from '../../expression/expression';

/** What a projection does at the end of a path. */
export type Leaf =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'computed'; expression: Expression }
  | { kind: 'elemMatch'; field: string; find: (doc: Doc) => number | undefined }
  | { kind: 'slice'; path: readonly string[]; skip: number | undefined; limit: number }
  | { kind: 'positional'; path: readonly string[] };

/** Fields of one level, in the order of the specification. */
export interface Branch {
  readonly kind: 'branch';
  readonly children: Map<string, Leaf | Branch>;
}

/** A level without fields. */
export function newBranch(): Branch {
  return { kind: 'branch', children: new Map() };
}

/** Adds a leaf or a branch at a path below a branch. */
export function addAt(root: Branch, path: readonly string[], node: Leaf | Branch): void {
  let branch = root;
  for (let i = 0; i < path.length; i++) {
    const name = path[i]!;
    const child = branch.children.get(name);
    if (i === path.length - 1) {
      if (child) throw new CommandError(31250, `Path collision at ${path.join('.')}`);
      branch.children.set(name, node);
      return;
    }
    if (child && child.kind !== 'branch') {
      const rest = path.slice(1).join('.');
      throw new CommandError(31249, `Path collision at ${path.join('.')} remaining portion ${rest}`);
    }
    const next = child ?? newBranch();
    branch.children.set(name, next);
    branch = next;
  }
}
