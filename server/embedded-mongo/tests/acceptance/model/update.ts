import { Refusal } from './failure';
import { isOperators, matches, meets } from './filter';
import { applyModifier } from './modifiers';
import { runPipeline } from './pipeline';
import { copy, type Doc, isArray, isDoc, type Maybe, type Value } from './values';

/** How an update is to be applied. */
export interface UpdateContext {
  readonly filter: Doc;
  readonly arrayFilters?: readonly Doc[];
  readonly isInsert?: boolean;
}

interface Change {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: Value;
}

/** What a replacement or a pipeline makes of a document, before `_id` is kept; undefined for operators. */
export function wholeResult(doc: Doc, update: Value): Doc | undefined {
  if (isArray(update)) return runPipeline(copy(doc), update as Doc[]);
  return isReplacement(update) ? (update as Doc) : undefined;
}

/** True when an update is a whole document. */
function isReplacement(update: Value): boolean {
  return isDoc(update) && !isOperators(update);
}

/** A document after an update: replacement, operators or pipeline. */
export function updated(doc: Doc, update: Value, context: UpdateContext): Doc {
  const whole = wholeResult(doc, update);
  if (whole) return replaced(doc, whole);
  const result = copy(doc);
  const changes: Change[] = [];
  for (const [operator, fields] of update as Doc) {
    for (const [path, operand] of fields as Doc) {
      const target = operator === '$rename' ? String(operand) : path;
      const argument = operator === '$rename' ? path : operand;
      changes.push({ operator, path: target.split('.'), operand: argument });
    }
  }
  changes.sort((a, b) => comparePaths(a.path, b.path));
  for (const change of changes) {
    for (const path of places(doc, result, change.path, context)) {
      if (change.operator === '$setOnInsert' && !context.isInsert) continue;
      if (change.operator === '$rename') rename(result, String(change.operand).split('.'), path);
      else applyAt(result, path, change);
    }
  }
  return result;
}

function replaced(doc: Doc, update: Doc): Doc {
  const id = doc.get('_id');
  const rest = [...copy(update)].filter(([name]) => name !== '_id');
  return new Map([...(id === undefined ? [] : ([['_id', id]] as [string, Value][])), ...rest]);
}

/** New fields are added in this order: numbers by their value, other names by their bytes. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [i, name] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const isNumber = /^\d+$/.test(name) && /^\d+$/.test(other);
    const order = isNumber ? Number(name) - Number(other) : Buffer.compare(Buffer.from(name), Buffer.from(other));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The paths that `$`, `$[]` and `$[name]` stand for. */
function places(before: Doc, doc: Doc, path: readonly string[], context: UpdateContext): string[][] {
  const at = path.findIndex((name) => name.startsWith('$'));
  if (at < 0) return [[...path]];
  const [head, mark, tail] = [path.slice(0, at), path[at]!, path.slice(at + 1)];
  if (mark === '$') return [[...head, String(matchedPlace(before, head, context.filter)), ...tail]];
  const array = valueAt(doc, head);
  if (!isArray(array)) throw new Refusal(2);
  const name = mark.slice(2, -1);
  const condition = context.arrayFilters?.find((filter) => [...filter.keys()][0]!.split('.')[0] === name);
  const chosen = [...array.keys()].filter((i) => !condition || matches(new Map([[name, array[i]!]]), condition));
  return chosen.flatMap((i) => places(before, doc, [...head, String(i), ...tail], context));
}

/** The place in an array that the filter's condition on it found. */
function matchedPlace(doc: Doc, path: readonly string[], filter: Doc): number {
  const condition = filter.get(path.join('.'));
  const array = valueAt(doc, path);
  if (condition === undefined || !isArray(array)) throw new Refusal(2);
  const elemMatch = isDoc(condition) ? condition.get('$elemMatch') : undefined;
  const place =
    elemMatch === undefined
      ? array.findIndex((value) => meets({ elements: [value], wholes: [value] }, condition))
      : array.findIndex((value) => meets({ elements: [], wholes: [[value]] }, condition));
  if (place < 0) throw new Refusal(2);
  return place;
}

function valueAt(doc: Doc, path: readonly string[]): Maybe {
  let value: Maybe = doc;
  for (const name of path) value = child(value, name);
  return value;
}

function child(value: Maybe, name: string): Maybe {
  if (isDoc(value)) return value.get(name);
  return isArray(value) && /^\d+$/.test(name) ? value[Number(name)] : undefined;
}

function applyAt(doc: Doc, path: readonly string[], { operator, operand }: Change): void {
  const before = valueAt(doc, path);
  if (operator === '$unset') {
    if (before !== undefined) remove(doc, path);
    return;
  }
  if (before === undefined && !isViable(doc, path)) throw new Refusal(28);
  const after = applyModifier(operator, before, operand);
  if (after !== undefined) put(doc, path, after);
}

/** False when a scalar, or an array at a name that is no number, is in the way. */
function isViable(doc: Doc, path: readonly string[]): boolean {
  let value: Maybe = doc;
  for (const name of path) {
    if (value === undefined) return true;
    if (!isDoc(value) && !(isArray(value) && /^(0|[1-9]\d*)$/.test(name))) return false;
    value = child(value, name);
  }
  return true;
}

function put(doc: Doc, path: readonly string[], after: Value): void {
  let holder: Value = doc;
  for (const [i, name] of path.entries()) {
    const isLast = i === path.length - 1;
    const value: Value = isLast ? after : (child(holder, name) ?? new Map());
    if (isDoc(holder)) holder.set(name, value);
    else if (isArray(holder)) {
      while (holder.length < Number(name)) holder.push(null);
      holder[Number(name)] = value;
    }
    holder = value;
  }
}

function remove(doc: Doc, path: readonly string[]): void {
  const holder = valueAt(doc, path.slice(0, -1));
  const name = path.at(-1)!;
  if (isDoc(holder)) holder.delete(name);
  else if (isArray(holder)) holder[Number(name)] = null;
}

function passesArray(doc: Doc, path: readonly string[]): boolean {
  return path.some((_, i) => i > 0 && isArray(valueAt(doc, path.slice(0, i))));
}

function rename(doc: Doc, from: readonly string[], to: readonly string[]): void {
  const value = valueAt(doc, from);
  if (value === undefined && !isViable(doc, from)) throw new Refusal(28);
  if (value === undefined) return;
  if (passesArray(doc, from) || passesArray(doc, to)) throw new Refusal(2);
  if (valueAt(doc, to) === undefined && !isViable(doc, to)) throw new Refusal(28);
  put(doc, to, value);
  remove(doc, from);
}

/** The document that an upsert starts from: what the filter says must be equal. */
export function seed(filter: Doc, update: Value): Doc {
  const equalities: [string, Value][] = [];
  const collect = (part: Doc): void => {
    for (const [path, condition] of part) {
      if (path === '$and') for (const inner of condition as Doc[]) collect(inner);
      else if (path.startsWith('$')) continue;
      else if (!isOperators(condition)) equalities.push([path, condition]);
      else if (condition.has('$eq')) equalities.push([path, condition.get('$eq')!]);
    }
  };
  collect(filter);
  const doc: Doc = new Map();
  const id = equalities.find(([path]) => path === '_id');
  if (id) doc.set('_id', id[1]);
  const order = (a: [string, Value], b: [string, Value]): number =>
    Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0]));
  if (!isReplacement(update))
    for (const [path, value] of equalities.sort(order)) put(doc, path.split('.'), copy(value));
  return doc;
}
