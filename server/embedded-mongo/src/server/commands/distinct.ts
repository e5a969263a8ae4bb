import { compareValues } from '../../bson/compare';
import { encodeKey } from '../../bson/keys';
import { type Doc, docOf, isDoc, type Maybe, Timestamp, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Collator } from '../../operation';
import { fieldRules, requiredField, stringField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { namespaceOf } from '../namespaces';
import { applyCollationAndLet, reading } from '../readings';
import { MAX_DOCUMENT_BYTES } from '../services';
import { eachInTurns } from '../time-slice';
import { documentsToRead } from './documents-to-read';

/** Fields of distinct, also inside explain. */
export const DISTINCT_FIELDS = fieldRules({
  key: 'string',
  query: 'object',
  collation: 'object',
  hint: ['string', 'object'],
});

/** The distinct command. */
export const distinctCommands: CommandTable = {
  distinct: { fields: DISTINCT_FIELDS, reads: true, readsSnapshots: true, inTransactions: true, run: distinct },
};

function distinct(context: CommandContext): Promise<Doc> {
  const { command, operation } = context;
  requiredField(command, 'key', 'distinct');
  const key = stringField(command, 'key') ?? '';
  if (key === '' || key.includes('\0')) throw new CommandError(ErrorCode.BadValue, `Invalid field path '${key}'`);
  applyCollationAndLet(context);
  return reading(context, async (opened) => {
    const found = new DistinctValues(operation.collator);
    const path = key.split('.');
    await eachInTurns(documentsToRead(context, opened), operation, (doc) => {
      collect(doc, path, 0, found);
    });
    const collection = opened.view.collection(namespaceOf(context));
    // An index on the field gives its values in order.
    const isIndexed = collection?.indexes.some((index) => index.state === 'ready' && index.fields[0]?.path === key);
    const values = isIndexed ? found.values.sort((a, b) => compareValues(a, b, operation.collator)) : found.values;
    const time = opened.atClusterTime;
    return docOf({ values, atClusterTime: time === undefined ? undefined : new Timestamp(time) });
  });
}

/** Adds the values at a path: arrays on the way and at its end are taken apart, one level each. */
function collect(value: Maybe, path: readonly string[], depth: number, found: DistinctValues): void {
  if (depth === path.length) {
    if (Array.isArray(value)) for (const element of value) found.add(element);
    else if (value !== undefined) found.add(value);
    return;
  }
  const name = path[depth]!;
  if (isDoc(value)) {
    collect(value.get(name), path, depth + 1, found);
  } else if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) collect(value[Number(name)], path, depth + 1, found);
    for (const element of value) if (isDoc(element)) collect(element, path, depth, found);
  }
}

/** Values without repetition, in the order they came. */
class DistinctValues {
  readonly values: Value[] = [];
  private readonly keys = new Set<string>();
  private readonly ordered: Value[] = [];
  private bytes = 0;

  constructor(private readonly collator: Collator | undefined) {}

  add(value: Value): void {
    const key = encodeKey(value);
    const text = key.toString('latin1');
    if (this.keys.has(text)) return;
    this.keys.add(text);
    if (this.collator && !this.insertOrdered(value, this.collator)) return;
    this.bytes += key.length;
    if (this.bytes > MAX_DOCUMENT_BYTES) throw new CommandError(17217, 'distinct too big, 16mb cap');
    this.values.push(value);
  }

  /** False where an equal value is there already: different bytes may be equal by the rules of a language. */
  private insertOrdered(value: Value, collator: Collator): boolean {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = compareValues(this.ordered[middle]!, value, collator);
      if (order === 0) return false;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    this.ordered.splice(low, 0, value);
    return true;
  }
}
