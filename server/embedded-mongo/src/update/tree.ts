import type { Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Modifier } from './modifier';
import { comparePathParts, isArrayUpdate } from './path';

/** Update of one field. */
export interface LeafNode {
  readonly kind: 'leaf';
  readonly modifier: Modifier;
}

/** Updates below fields of a document, or below fixed positions of an array. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly children: Map<string, UpdateNode>;
  /** Updates below the position that the query matched (`$`). */
  positional?: UpdateNode;
  /** Children in the order of application, by the position that stands for `$`. */
  readonly ordered: Map<string | undefined, readonly (readonly [string, UpdateNode])[]>;
}

/** Updates below `$[]` (identifier '') and `$[identifier]`. */
export interface ArrayNode {
  readonly kind: 'array';
  readonly children: Map<string, UpdateNode>;
  readonly filters: ArrayFilters;
  /** Merged children of elements that several identifiers match. */
  readonly merged: Map<UpdateNode, Map<UpdateNode, UpdateNode>>;
}

export type UpdateNode = LeafNode | ObjectNode | ArrayNode;

/** Tests of array elements by identifier. */
export type ArrayFilters = ReadonlyMap<string, (element: Value) => boolean>;

/** A level of the tree without updates yet. */
export function objectNode(): ObjectNode {
  return { kind: 'object', children: new Map(), ordered: new Map() };
}

function arrayNode(filters: ArrayFilters): ArrayNode {
  return { kind: 'array', children: new Map(), filters, merged: new Map() };
}

/** Adds an update of one path; throws where it and an earlier one touch the same field. */
export function addUpdate(root: ObjectNode, parts: readonly string[], modifier: Modifier, filters: ArrayFilters): void {
  let node: ObjectNode | ArrayNode = root;
  for (let i = 0; i < parts.length - 1; i += 1) {
    const name = childName(parts, i, filters);
    const wanted = isArrayUpdate(parts[i + 1]!) ? 'array' : 'object';
    let child = getChild(node, name);
    if (child === undefined) {
      child = wanted === 'array' ? arrayNode(filters) : objectNode();
      setChild(node, name, child);
    }
    if (child.kind === 'leaf' || child.kind !== wanted) throw staticConflict(parts, i + 1);
    node = child;
  }
  const last = childName(parts, parts.length - 1, filters);
  if (getChild(node, last) !== undefined) throw staticConflict(parts, parts.length);
  setChild(node, last, { kind: 'leaf', modifier });
}

function getChild(node: ObjectNode | ArrayNode, name: string): UpdateNode | undefined {
  return node.kind === 'object' && name === '$' ? node.positional : node.children.get(name);
}

function setChild(node: ObjectNode | ArrayNode, name: string, child: UpdateNode): void {
  if (node.kind === 'object' && name === '$') node.positional = child;
  else node.children.set(name, child);
}

/** Name of a path part in its node: the identifier for `$[identifier]`. */
function childName(parts: readonly string[], index: number, filters: ArrayFilters): string {
  const part = parts[index]!;
  if (!isArrayUpdate(part)) return part;
  const path = parts.join('.');
  if (index === 0) {
    const what = "Cannot have array filter identifier (i.e. '$[<id>]') element in the first position";
    throw new CommandError(ErrorCode.BadValue, `${what} in path '${path}'`);
  }
  const identifier = part.slice(2, -1);
  if (identifier !== '' && !filters.has(identifier)) {
    throw new CommandError(
      ErrorCode.BadValue,
      `No array filter found for identifier '${identifier}' in path '${path}'`,
    );
  }
  return identifier;
}

function staticConflict(parts: readonly string[], conflictLength: number): CommandError {
  const path = parts.join('.');
  const at = parts.slice(0, conflictLength).join('.');
  const message = `Updating the path '${path}' would create a conflict at '${at}'`;
  return new CommandError(ErrorCode.ConflictingUpdateOperators, message);
}

/**
 * Children of a node in the order of application. `position` takes the place of `$`; where a child names that
 * position too, both are merged. `path` is the node's own, for the message of a conflict.
 */
export function orderedChildren(
  node: ObjectNode,
  position: string | undefined,
  path: readonly string[],
): readonly (readonly [string, UpdateNode])[] {
  const key = node.positional === undefined ? undefined : position;
  const known = node.ordered.get(key);
  if (known !== undefined) return known;
  const children = new Map(node.children);
  if (node.positional !== undefined && position !== undefined) {
    const other = children.get(position);
    const merged = other === undefined ? node.positional : mergeNodes(node.positional, other, [...path, position]);
    children.set(position, merged);
  }
  const ordered = [...children];
  if (ordered.length > 1) ordered.sort((a, b) => comparePathParts(a[0], b[0]));
  node.ordered.set(key, ordered);
  return ordered;
}

/** Merges the updates that apply to one array element; `path` leads to the element. */
export function mergeForElement(node: ArrayNode, updates: readonly UpdateNode[], path: readonly string[]): UpdateNode {
  let result = updates[0]!;
  for (const update of updates.slice(1)) {
    const partners = node.merged.get(result) ?? new Map<UpdateNode, UpdateNode>();
    node.merged.set(result, partners);
    const merged = partners.get(update) ?? mergeNodes(result, update, path);
    partners.set(update, merged);
    result = merged;
  }
  return result;
}

function mergeNodes(a: UpdateNode, b: UpdateNode, path: readonly string[]): UpdateNode {
  if (a.kind === 'object' && b.kind === 'object') {
    const node = objectNode();
    mergeChildren(node.children, a.children, b.children, path, (name) => name);
    if (a.positional && b.positional) node.positional = mergeNodes(a.positional, b.positional, [...path, '$']);
    else node.positional = a.positional ?? b.positional;
    return node;
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const node = arrayNode(a.filters);
    mergeChildren(node.children, a.children, b.children, path, (identifier) => `$[${identifier}]`);
    return node;
  }
  const message = `Update created a conflict at '${path.join('.')}'`;
  throw new CommandError(ErrorCode.ConflictingUpdateOperators, message);
}

function mergeChildren(
  into: Map<string, UpdateNode>,
  a: ReadonlyMap<string, UpdateNode>,
  b: ReadonlyMap<string, UpdateNode>,
  path: readonly string[],
  partOf: (name: string) => string,
): void {
  for (const [name, child] of a) into.set(name, child);
  for (const [name, child] of b) {
    const other = into.get(name);
    into.set(name, other === undefined ? child : mergeNodes(other, child, [...path, partOf(name)]));
  }
}
