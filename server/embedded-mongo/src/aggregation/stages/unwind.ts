import { type Doc, isArray, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { Pauses, type Stream, TICK } from '../../operation';
import type { Stage } from '../context';
import { fieldPath, nestedValue, withNested } from '../field-paths';

interface UnwindOptions {
  readonly names: readonly string[];
  readonly indexNames: readonly string[] | undefined;
  readonly preserve: boolean;
}

/** `$unwind`: a value that is no array counts as an array of itself. */
export function compileUnwind(spec: Value): Stage {
  const options = readOptions(spec);
  return function* unwound(input) {
    for (const item of input) {
      if (item === TICK) yield TICK;
      else yield* unwind(item, options);
    }
  };
}

function* unwind(doc: Doc, options: UnwindOptions): Stream & Generator {
  const value = nestedValue(doc, options.names);
  if (isArray(value) && value.length > 0) {
    const pauses = new Pauses();
    for (let i = 0; i < value.length; i++) {
      yield withIndex(withNested(doc, options.names, value[i]), options, BigInt(i));
      if (pauses.due()) yield TICK;
    }
  } else if (isArray(value) || value === null || value === undefined) {
    if (!options.preserve) return;
    // An empty array leaves no field behind; null stays null.
    yield withIndex(isArray(value) ? withNested(doc, options.names, undefined) : doc, options, null);
  } else {
    yield withIndex(doc, options, null);
  }
}

function withIndex(doc: Doc, { indexNames }: UnwindOptions, index: Value): Doc {
  return indexNames ? withNested(doc, indexNames, index) : doc;
}

function readOptions(spec: Value): UnwindOptions {
  if (isDoc(spec)) return readDocument(spec);
  if (typeof spec === 'string') return { names: readPath(spec), indexNames: undefined, preserve: false };
  throw new CommandError(
    15981,
    `expected either a string or an object as specification for $unwind stage, got ${typeNameOf(spec)}`,
  );
}

function readDocument(spec: Doc): UnwindOptions {
  let path = '';
  let indexNames: readonly string[] | undefined;
  let preserve = false;
  for (const [name, value] of spec) {
    if (name === 'path') {
      if (typeof value !== 'string') {
        throw new CommandError(28808, `expected a string as the path for $unwind stage, got ${typeNameOf(value)}`);
      }
      path = value;
    } else if (name === 'preserveNullAndEmptyArrays') {
      if (typeof value !== 'boolean') throw notBoolean(value);
      preserve = value;
    } else if (name === 'includeArrayIndex') indexNames = readIndexPath(value);
    else throw new CommandError(28811, `unrecognized option to $unwind stage: ${name}`);
  }
  return { names: readPath(path), indexNames, preserve };
}

function notBoolean(value: Maybe): CommandError {
  return new CommandError(
    28809,
    `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeNameOf(value)}`,
  );
}

function readIndexPath(value: Value): readonly string[] {
  if (typeof value !== 'string' || value === '') {
    throw new CommandError(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${typeNameOf(value)}`,
    );
  }
  if (value.startsWith('$')) {
    throw new CommandError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${value}`,
    );
  }
  return fieldPath(value);
}

function readPath(path: string): readonly string[] {
  if (path === '') throw new CommandError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$')) {
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  }
  return fieldPath(path.slice(1));
}
