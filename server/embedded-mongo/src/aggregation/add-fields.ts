import { formatValue } from '../bson/js';
import { type Doc, isArray, isDoc, type Maybe, type Value } from '../bson/values';
import { CommandError } from '../errors';
import { compileExpression, type Env, type Expression, type ExpressionScope } from '../expression/expression';
import { boundComputed } from '../expression/growth';
import { fieldPath, validatePathComponent } from './field-paths';

/** Fields to set at one level of a document: computed values, or more fields below. */
export interface FieldTree {
  readonly children: Map<string, FieldTree | Expression>;
}

/** An empty tree. */
export function emptyTree(): FieldTree {
  return { children: new Map() };
}

/** Compiles the argument of `$addFields`. */
export function compileFieldTree(spec: Doc, scope: ExpressionScope): FieldTree {
  const tree = emptyTree();
  for (const [path, source] of spec) insertSource(tree, fieldPath(path), source, { spec, scope, depth: 0 });
  return tree;
}

interface Insertion {
  readonly spec: Doc;
  readonly scope: ExpressionScope;
  readonly depth: number;
}

const MAX_DEPTH = 100;

function insertSource(tree: FieldTree, names: readonly string[], source: Value, at: Insertion): void {
  if (!isDoc(source) || source.size === 0 || at.depth > MAX_DEPTH) {
    insertExpression(tree, names, compileExpression(source, at.scope), at.spec);
    return;
  }
  for (const [name, value] of source) {
    if (name.startsWith('$')) {
      if (source.size !== 1) throw tooManyFields(source, at.spec);
      insertExpression(tree, names, compileExpression(source, at.scope), at.spec);
      return;
    }
    if (name.includes('.')) {
      throw new CommandError(40183, `cannot use dotted field name '${name}' in a sub object: ${formatValue(at.spec)}`);
    }
    validatePathComponent(name);
    insertSource(tree, [...names, name], value, { ...at, depth: at.depth + 1 });
  }
}

function tooManyFields(source: Doc, spec: Doc): CommandError {
  return new CommandError(
    40181,
    `an expression specification must contain exactly one field, the name of the expression. Found ${source.size} fields in ${formatValue(source)}, while parsing object ${formatValue(spec)}`,
  );
}

/** Adds a computed value at a path; throws where another path of the stage is in the way. */
export function insertExpression(tree: FieldTree, names: readonly string[], expression: Expression, spec: Doc): void {
  let node = tree;
  for (let i = 0; i < names.length - 1; i++) {
    const next: FieldTree | Expression = node.children.get(names[i]!) ?? emptyTree();
    if (typeof next === 'function') throw conflict(names, names.slice(0, i + 1), spec);
    node.children.set(names[i]!, next);
    node = next;
  }
  const last = names.at(-1)!;
  const other = node.children.get(last);
  if (other) throw conflict(names, typeof other === 'function' ? names : [...names, ...firstPath(other)], spec);
  node.children.set(last, expression);
}

function firstPath(tree: FieldTree): string[] {
  for (const [name, child] of tree.children) return typeof child === 'function' ? [name] : [name, ...firstPath(child)];
  return [];
}

function conflict(path: readonly string[], other: readonly string[], spec: Doc): CommandError {
  return new CommandError(
    40176,
    `specification contains two conflicting paths. Cannot specify both '${path.join('.')}' and '${other.join('.')}': ${formatValue(spec)}`,
  );
}

/** A copy of `doc` with the fields of a tree set; a value of nothing removes its field. */
export function applyFieldTree(doc: Doc, tree: FieldTree, env: Env): Doc {
  const copy: Doc = new Map(doc);
  for (const [name, child] of tree.children) {
    const value = typeof child === 'function' ? boundComputed(child(env)) : applyBelow(doc.get(name), child, env);
    if (value === undefined) copy.delete(name);
    else copy.set(name, value);
  }
  return copy;
}

/** In an array each element gets the fields; what is no document is replaced by one. */
function applyBelow(value: Maybe, tree: FieldTree, env: Env): Value {
  if (isArray(value)) return value.map((element) => applyBelow(element, tree, env));
  return applyFieldTree(isDoc(value) ? value : new Map(), tree, env);
}
