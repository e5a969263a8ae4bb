import { Refusal } from './failure';
import { matches } from './filter';
import { compareKeys, equalKeys, type Key, keysOf } from './keys';
import { equal } from './order';
import { seed, type UpdateContext, updated, wholeResult } from './update';
import { copy, type Doc, identical, isDoc, type Value } from './values';

/** An index as far as it changes what may be stored. */
export interface IndexModel {
  readonly name: string;
  readonly key: readonly (readonly [path: string, direction: 1 | -1])[];
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partial?: Doc;
}

/** One way a write may come out: the documents after it, and its answer. */
export interface Outcome {
  readonly documents: readonly Doc[];
  readonly n: number;
  readonly nModified?: number;
  /** Codes one of which the answer must have. */
  readonly codes?: readonly number[];
}

const NO_ID_INDEX: IndexModel = { name: '_id_', key: [['_id', 1]], unique: true };

/** The keys under which an index holds a document. */
function indexKeys(index: IndexModel, doc: Doc): Key[] {
  if (index.partial && !matches(doc, index.partial)) return [];
  const keys = keysOf(
    doc,
    index.key.map(([path]) => path),
  );
  return keys.filter(({ missing }) => !(index.sparse && missing)).map(({ key }) => key);
}

/** Why documents cannot all be stored under these indexes; empty when they can. */
export function refusals(documents: readonly Doc[], indexes: readonly IndexModel[]): number[] {
  const codes = new Set<number>();
  for (const index of [NO_ID_INDEX, ...indexes]) {
    const keys: Key[][] = [];
    for (const doc of documents) {
      try {
        keys.push(indexKeys(index, doc));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        for (const code of error.codes) codes.add(code);
      }
    }
    if (index.unique && hasDuplicate(keys)) codes.add(11000);
  }
  return [...codes];
}

function hasDuplicate(keys: readonly Key[][]): boolean {
  return keys.some((mine, i) =>
    mine.some((key) => keys.some((others, j) => j > i && others.some((other) => equalKeys(key, other)))),
  );
}

/** The documents in the order of a sort. */
export function sorted(documents: readonly Doc[], sort: readonly (readonly [string, 1 | -1])[]): Doc[] {
  const directions = sort.map(([, direction]) => direction);
  const keyed = documents.map((doc) => {
    const keys = keysOf(
      doc,
      sort.map(([path]) => path),
    ).map(({ key }) => key);
    return { doc, key: keys.sort((a, b) => compareKeys(a, b, directions))[0]! };
  });
  return keyed.sort((a, b) => compareKeys(a.key, b.key, directions)).map(({ doc }) => doc);
}

/** How an insert of several documents comes out. */
export function inserted(
  documents: readonly Doc[],
  indexes: readonly IndexModel[],
  docs: readonly Doc[],
  ordered: boolean,
): Outcome {
  const result = [...documents];
  const codes: number[] = [];
  let n = 0;
  for (const doc of docs) {
    const reasons = refusals([...result, doc], indexes);
    codes.push(...reasons);
    if (reasons.length > 0 && ordered) break;
    if (reasons.length > 0) continue;
    result.push(copy(doc));
    n += 1;
  }
  return { documents: result, n, codes: codes.length > 0 ? codes : undefined };
}

/** The ways in which an update of one document may come out: MongoDB may choose any document that matches. */
export function updatedOne(
  documents: readonly Doc[],
  indexes: readonly IndexModel[],
  update: Value,
  context: UpdateContext,
): Outcome[] {
  return documents.flatMap((doc, i) =>
    matches(doc, context.filter) ? [changeAt(documents, indexes, i, update, context)] : [],
  );
}

function changeAt(
  documents: readonly Doc[],
  indexes: readonly IndexModel[],
  i: number,
  update: Value,
  context: UpdateContext,
): Outcome {
  const before = documents[i]!;
  try {
    const after = updated(before, update, context);
    const result = documents.map((doc, place) => (place === i ? after : doc));
    const codes = refusals(result, indexes);
    if (codes.length > 0) return { documents, n: 0, nModified: 0, codes };
    // A whole document is compared as it was sent or computed, mostly without the _id that it is stored with.
    const isKept = identical(before, wholeResult(before, update) ?? after);
    // A sort of $push counts as a change even where it moves nothing.
    const nModified = isKept && pushSorts(update) ? undefined : Number(!isKept);
    return { documents: result, n: 1, nModified };
  } catch (error) {
    if (error instanceof Refusal) return { documents, n: 0, nModified: 0, codes: error.codes };
    throw error;
  }
}

function pushSorts(update: Value): boolean {
  const pushes = isDoc(update) ? update.get('$push') : undefined;
  return isDoc(pushes) && [...pushes.values()].some((operand) => isDoc(operand) && operand.has('$sort'));
}

/** How an update of all that match comes out; undefined where it depends on the order of the documents. */
export function updatedMany(
  documents: readonly Doc[],
  indexes: readonly IndexModel[],
  update: Value,
  context: UpdateContext,
): Outcome | undefined {
  const chosen = [...documents.keys()].filter((i) => matches(documents[i]!, context.filter));
  const alone = chosen.map((i) => changeAt(documents, indexes, i, update, context));
  if (alone.some(({ codes }) => codes)) return chosen.length === 1 ? alone[0] : undefined;
  const result = documents.map((doc, i) => (chosen.includes(i) ? updated(doc, update, context) : doc));
  if (refusals(result, indexes).length > 0) return undefined;
  return {
    documents: result,
    n: chosen.length,
    nModified: alone.some(({ nModified }) => nModified === undefined)
      ? undefined
      : alone.reduce((sum, { nModified = 0 }) => sum + nModified, 0),
  };
}

/** How an upsert that finds nothing comes out. */
export function upserted(
  documents: readonly Doc[],
  indexes: readonly IndexModel[],
  update: Value,
  context: UpdateContext,
): Outcome {
  try {
    const start = seed(context.filter, update);
    const doc = updated(start, update, { ...context, isInsert: true });
    if (!equal(doc.get('_id'), start.get('_id'))) throw new Refusal(66);
    const codes = refusals([...documents, doc], indexes);
    if (codes.length > 0) return { documents, n: 0, nModified: 0, codes };
    return { documents: [...documents, doc], n: 1, nModified: 0 };
  } catch (error) {
    if (error instanceof Refusal) return { documents, n: 0, nModified: 0, codes: error.codes };
    throw error;
  }
}
