import type { Doc, Maybe, Value } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { checkInterrupt } from '../operation';
import { Draft } from './draft';
import { elementText } from './element-text';
import type { Modifier, Site } from './modifier';
import { UNCHANGED } from './modifier';
import { arrayIndex, childOf } from './path';
import { checkDollarField } from './storable';
import type { ArrayNode, ObjectNode, UpdateNode } from './tree';
import { mergeForElement, orderedChildren } from './tree';

/** MongoDB's bound on the nulls that one update may put between the end of an array and a new element. */
const MAX_PADDING = 1_500_000;
const ELEMENTS_BETWEEN_CHECKS = 4096;

/** One application of an update tree to one document. The document is not changed; the result shares its unchanged parts. */
export class Application implements Site {
  readonly path: string[] = [];
  private changed = false;
  /** Number of parts of `path` that exist, and the value that they lead to. */
  private depth = 0;
  private deepest: Value;
  private readonly dollarFields: string[] = [];

  constructor(
    readonly root: Doc,
    private readonly position: string | undefined,
    readonly isInsert: boolean,
    private readonly operation: Operation,
  ) {
    this.deepest = root;
  }

  /** Applies the tree: a new document, or the same one when no modifier changed anything. */
  run(tree: ObjectNode): Doc {
    const result = this.visitObject(tree, this.root) as Doc;
    if (!this.changed) return this.root;
    for (const name of this.dollarFields) checkDollarField(result, name, name);
    return result === this.root ? new Map(result) : result;
  }

  private visit(node: UpdateNode, value: Maybe): Maybe {
    if (node.kind === 'object') return this.visitObject(node, value);
    if (node.kind === 'array') return this.visitArray(node, value);
    return value === undefined ? this.create(node.modifier) : this.change(node.modifier, value);
  }

  private visitObject(node: ObjectNode, value: Maybe): Maybe {
    if (node.positional !== undefined && this.position === undefined) {
      const message = 'The positional operator did not find the match needed from the query.';
      throw new CommandError(ErrorCode.BadValue, message);
    }
    const draft = new Draft(value);
    for (const [part, child] of orderedChildren(node, this.position, this.path)) this.step(draft, part, child);
    return draft.value;
  }

  private visitArray(node: ArrayNode, value: Maybe): Maybe {
    if (value === undefined) {
      const message = `The path '${this.path.join('.')}' must exist in the document in order to apply array updates.`;
      throw new CommandError(ErrorCode.BadValue, message);
    }
    if (!isArray(value)) {
      const element = elementText(this.path.at(-1)!, value);
      throw new CommandError(ErrorCode.BadValue, `Cannot apply array updates to non-array element ${element}`);
    }
    const draft = new Draft(value);
    value.forEach((element, index) => {
      if (index % ELEMENTS_BETWEEN_CHECKS === 0) checkInterrupt(this.operation);
      const updates: UpdateNode[] = [];
      for (const [identifier, child] of node.children) {
        if (identifier === '' || node.filters.get(identifier)!(element)) updates.push(child);
      }
      if (updates.length === 0) return;
      const part = String(index);
      const child = updates.length === 1 ? updates[0]! : mergeForElement(node, updates, [...this.path, part]);
      this.step(draft, part, child);
    });
    return draft.value;
  }

  private step(draft: Draft, part: string, child: UpdateNode): void {
    const container = draft.value;
    if (container !== undefined) {
      this.depth = this.path.length;
      this.deepest = container;
    }
    const before = childOf(container, part);
    this.path.push(part);
    const after = this.visit(child, before);
    this.path.pop();
    if (after !== before) draft.put(part, after);
  }

  private change(modifier: Modifier, value: Value): Maybe {
    const next = modifier.change(value, this);
    if (next === UNCHANGED) return value;
    if (this.path[0] === '_id') {
      const message = `Performing an update on the path '${this.path.join('.')}' would modify the immutable field '_id'`;
      throw new CommandError(ErrorCode.ImmutableField, message);
    }
    if (modifier.create !== undefined && next !== undefined && this.path.length === 1) this.noteTopLevelField();
    this.changed = true;
    return next;
  }

  private create(modifier: Modifier): Maybe {
    if (modifier.create === undefined) {
      if (!modifier.ignoresBlockedPath) this.requireOpenPath();
      return undefined;
    }
    const created = modifier.create(this);
    if (created === UNCHANGED) return undefined;
    this.requireCreatable();
    if (this.depth > 0 && this.path[0] === '_id') {
      const taken = this.path.slice(0, this.depth);
      const element = elementText(taken.at(-1)!, this.deepest);
      const message = `Updating the path '${taken.join('.')}' to ${element} would modify the immutable field '_id'`;
      throw new CommandError(ErrorCode.ImmutableField, message);
    }
    if (this.depth === 0) this.noteTopLevelField();
    this.changed = true;
    return created;
  }

  /** An inserted document may have `$`-prefixed fields at its top level; an update may not write them. */
  private noteTopLevelField(): void {
    const name = this.path[0]!;
    if (!this.isInsert && name.startsWith('$')) this.dollarFields.push(name);
  }

  private requireCreatable(): void {
    if (isDoc(this.deepest)) return;
    const part = this.path[this.depth]!;
    const index = isArray(this.deepest) ? arrayIndex(part) : undefined;
    if (index === undefined) {
      const element = elementText(this.path[this.depth - 1]!, this.deepest);
      throw new CommandError(ErrorCode.PathNotViable, `Cannot create field '${part}' in element {${element}}`);
    }
    if (index - (this.deepest as Value[]).length > MAX_PADDING) {
      throw new CommandError(ErrorCode.CannotBackfillArray, `can't backfill more than ${MAX_PADDING} elements`);
    }
  }

  private requireOpenPath(): void {
    const part = this.path[this.depth]!;
    if (isDoc(this.deepest) || (isArray(this.deepest) && arrayIndex(part) !== undefined)) return;
    const element = elementText(this.path[this.depth - 1]!, this.deepest);
    throw new CommandError(
      ErrorCode.PathNotViable,
      `Cannot use the part (${part}) of (${this.path.join('.')}) to traverse the element ({${element}})`,
    );
  }
}
