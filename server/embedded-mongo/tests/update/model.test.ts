import * as fc from 'fast-check';
import { identical } from '../../src/bson/compare';
import { decodeDocument } from '../../src/bson/decode';
import { encodeDocument } from '../../src/bson/encode';
import type { Doc, Maybe, Value } from '../../src/bson/values';
import { isArray, isDoc } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { rawUpdated } from './apply-update';

type Step = { operator: '$set' | '$unset' | '$inc'; path: string; value: number };

const NAME = fc.constantFrom('a', 'b', '0', '1', '2');
const VALUE = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(NAME, tie('value')), { maxLength: 3 }).map((fields) => new Map(fields)),
  ),
})).value;
const DOCUMENT = fc
  .array(fc.tuple(NAME, VALUE), { maxLength: 4 })
  .map((fields): Doc => new Map([['_id', 1], ...fields]));
const PATH = fc.array(NAME, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const STEP: fc.Arbitrary<Step> = fc.record({
  operator: fc.constantFrom('$set' as const, '$unset' as const, '$inc' as const),
  path: PATH,
  value: fc.integer({ min: 0, max: 3 }),
});

/** One step on a document that may be changed; the code of the error where it is refused. */
function applyNaively(root: Doc, { operator, path, value }: Step): number | undefined {
  const parts = path.split('.');
  const last = parts.pop()!;
  let parent: Value = root;
  for (const part of parts) {
    if (!isDoc(parent) && !(isArray(parent) && /^\d+$/.test(part))) return operator === '$unset' ? undefined : 28;
    const child: Maybe = isDoc(parent) ? parent.get(part) : parent[Number(part)];
    if (child === undefined && operator === '$unset') return undefined;
    if (child === undefined) put(parent, part, new Map());
    parent = (isDoc(parent) ? parent.get(part) : parent[Number(part)])!;
  }
  if (!isDoc(parent) && !(isArray(parent) && /^\d+$/.test(last))) return operator === '$unset' ? undefined : 28;
  const current = isDoc(parent) ? parent.get(last) : parent[Number(last)];
  if (operator === '$unset') {
    if (isDoc(parent)) parent.delete(last);
    else if (current !== undefined) parent[Number(last)] = null;
    return undefined;
  }
  if (operator === '$inc' && current !== undefined && typeof current !== 'number') return 14;
  put(parent, last, operator === '$set' ? value : ((current as number | undefined) ?? 0) + value);
  return undefined;
}

function put(parent: Doc | Value[], part: string, value: Value): void {
  if (isDoc(parent)) {
    parent.set(part, value);
    return;
  }
  while (parent.length < Number(part)) parent.push(null);
  parent[Number(part)] = value;
}

const copyOf = (doc: Doc): Doc => decodeDocument(encodeDocument(doc));

it('updates random documents as a plain assignment would, and never the document it was given', () => {
  void fc.assert(
    fc.property(DOCUMENT, STEP, (before, step) => {
      const model = copyOf(before);
      const expectedCode = applyNaively(model, step);
      const untouched = copyOf(before);
      const update = new Map([[step.operator, new Map([[step.path, step.value]])]]);
      let code: number | undefined;
      try {
        const after = rawUpdated(before, update);
        if (expectedCode === undefined) expect(identical(after, model)).toBe(true);
        if (step.operator !== '$unset') expect(after === before).toBe(identical(model, untouched));
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        code = error.code;
      }
      expect(code).toBe(expectedCode);
      expect(identical(before, untouched)).toBe(true);
    }),
    { numRuns: 2000, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  );
});
