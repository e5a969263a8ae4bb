import { fromCount, isNumeric, toBigIntExact, toDouble } from '../../bson/numeric';
import { type Doc, isDoc, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { TICK } from '../../operation';
import { countArgument } from '../arguments';
import { paced, type Stage } from '../context';
import { sizeOf, stageBudget } from '../memory';

/** Number of documents that `$limit` lets pass. */
export function limitOf(spec: Value): number {
  const limit = countArgument(spec, '$limit', 5107201);
  if (limit === 0) throw new CommandError(15958, 'the limit must be positive');
  return limit;
}

/** Number of documents that `$skip` drops. */
export function skipOf(spec: Value): number {
  return countArgument(spec, '$skip', 5107200);
}

/** `$limit` */
export function compileLimit(spec: Value): Stage {
  return limitTo(limitOf(spec));
}

/** Lets the first documents pass and then stops reading. */
export function limitTo(limit: number): Stage {
  return function* limited(input) {
    let left = limit;
    if (left <= 0) return;
    for (const item of input) {
      yield item;
      if (item !== TICK && --left === 0) return;
    }
  };
}

/** `$skip` */
export function compileSkip(spec: Value): Stage {
  return skipFirst(skipOf(spec));
}

/** Drops the first documents. */
export function skipFirst(skip: number): Stage {
  return function* skipped(input) {
    let left = skip;
    for (const item of input) {
      if (item === TICK || left === 0) yield item;
      else left--;
    }
  };
}

/** `$count`: no document at all for an empty input. */
export function compileCount(spec: Value): Stage {
  if (typeof spec !== 'string') throw new CommandError(40156, 'the count field must be a non-empty string');
  if (spec === '') throw new CommandError(40157, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw new CommandError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('\0')) throw new CommandError(40159, 'the count field cannot contain a null byte');
  if (spec.includes('.')) throw new CommandError(40160, "the count field cannot contain '.'");
  if (spec === '_id') throw new CommandError(15948, "a group's _id may only be specified once");
  return function* counted(input) {
    let count = 0;
    for (const item of input) {
      if (item === TICK) yield TICK;
      else count++;
    }
    if (count > 0) yield new Map([[spec, fromCount(count)]]);
  };
}

/** `$sample`: every document is as likely as any other. */
export function compileSample(spec: Value): Stage {
  const size = sampleSize(spec);
  return function* sampled(input) {
    const budget = stageBudget('$sample');
    const chosen: Doc[] = [];
    let seen = 0;
    for (const item of input) {
      if (item === TICK) {
        yield TICK;
        continue;
      }
      seen++;
      const place = seen <= size ? seen - 1 : Math.floor(Math.random() * seen);
      if (place >= size) continue;
      budget.take(sizeOf(item) - (place < chosen.length ? sizeOf(chosen[place]) : 0));
      chosen[place] = item;
    }
    yield* paced(shuffled(chosen));
  };
}

function sampleSize(spec: Value): number {
  if (!isDoc(spec)) throw new CommandError(28745, 'the $sample stage specification must be an object');
  for (const name of spec.keys()) {
    if (name !== 'size') throw new CommandError(28748, `unrecognized option to $sample: ${name}`);
  }
  const size = spec.get('size');
  if (size === undefined) throw new CommandError(28749, '$sample stage must specify a size');
  if (!isNumeric(size)) throw new CommandError(28746, 'size argument to $sample must be a number');
  if (toDouble(size) < 0) throw new CommandError(28747, 'size argument to $sample must not be negative');
  return Number(toBigIntExact(size) ?? Math.trunc(toDouble(size)));
}

function shuffled(docs: Doc[]): Doc[] {
  for (let i = docs.length - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1));
    const doc = docs[i]!;
    docs[i] = docs[other]!;
    docs[other] = doc;
  }
  return docs;
}
