import { type Doc, isArray, isDoc, typeNameOf, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { validateVariableName } from '../expression/variables';
import { documentField, rejectUnknownFields, requiredField, stringField } from './arguments';
import { fieldPath } from './field-paths';

/** `$out`: the documents become the whole content of a collection. */
export interface OutWrite {
  readonly kind: 'out';
  readonly database: string;
  readonly collection: string;
}

/** `$merge`: each document is merged into a collection by the fields `on`. */
export interface MergeWrite {
  readonly kind: 'merge';
  readonly database: string;
  readonly collection: string;
  /** Paths that identify a document; a unique index with exactly these must exist. `['_id']` when not given. */
  readonly on: readonly string[];
  readonly whenMatched: 'replace' | 'keepExisting' | 'merge' | 'fail' | 'pipeline';
  /** Stages of `whenMatched: [...]`. */
  readonly pipeline?: readonly Doc[];
  /** Variables of the pipeline as expressions on the incoming document; `{ new: '$$ROOT' }` is always among them. */
  readonly let?: Doc;
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
}

/** What a pipeline writes at its end. */
export type TerminalWrite = OutWrite | MergeWrite;

/** The write that the pipeline ends in, checked; undefined for a pipeline that only reads. */
export function terminalWrite(stages: readonly Value[], database: string): TerminalWrite | undefined {
  const last = stages.at(-1);
  if (!isDoc(last) || last.size !== 1) return undefined;
  const out = last.get('$out');
  if (out !== undefined) return readOut(out, database);
  const merge = last.get('$merge');
  return merge === undefined ? undefined : readMerge(merge, database);
}

function readOut(spec: Value, database: string): OutWrite {
  if (typeof spec === 'string') return outTo(database, spec);
  if (!isDoc(spec)) {
    throw new CommandError(16990, `$out only supports a string or object argument, but found ${typeNameOf(spec)}`);
  }
  rejectUnknownFields(spec, '$out', ['db', 'coll']);
  const collection = stringField(requiredField(spec, '$out', 'coll'), '$out.coll');
  return outTo(stringField(requiredField(spec, '$out', 'db'), '$out.db'), collection);
}

function outTo(database: string, collection: string): OutWrite {
  if (!isValidNamespace(database, collection)) {
    throw new CommandError(ErrorCode.InvalidNamespace, `Invalid $out target namespace, ${database}.${collection}`);
  }
  if (collection.startsWith('system.')) {
    throw new CommandError(17385, `Can't $out to special collection: ${collection}`);
  }
  if (isInternal(database)) throw new CommandError(31321, `Can't $out to internal database: ${database}`);
  return { kind: 'out', database, collection };
}

function isValidNamespace(database: string, collection: string): boolean {
  if (database === '' || database.length > 63 || /[/\\. "$\0]/.test(database)) return false;
  return collection !== '' && !collection.startsWith('.') && !/[$\0]/.test(collection);
}

function isInternal(database: string): boolean {
  return database === 'admin' || database === 'config' || database === 'local';
}

const MERGE_FIELDS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];
const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail'] as const;
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'] as const;

function readMerge(spec: Value, database: string): MergeWrite {
  if (typeof spec !== 'string' && !isDoc(spec)) {
    throw new CommandError(
      ErrorCode.TypeMismatch,
      `$merge requires a string or object argument, but found ${typeNameOf(spec)}`,
    );
  }
  const options: Doc = typeof spec === 'string' ? new Map([['into', spec]]) : spec;
  rejectUnknownFields(options, '$merge', MERGE_FIELDS);
  const target = readTarget(requiredField(options, '$merge', 'into'), database);
  const on = readOn(options.get('on'));
  const matched = readWhenMatched(options.get('whenMatched') ?? 'merge');
  const whenNotMatched = oneOf(options.get('whenNotMatched') ?? 'insert', WHEN_NOT_MATCHED, '$merge.whenNotMatched');
  if ((matched.whenMatched === 'keepExisting' || matched.whenMatched === 'fail') && whenNotMatched !== 'insert') {
    throw new CommandError(
      51181,
      `Combination of $merge modes 'whenMatched: ${matched.whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    );
  }
  const variables = readVariables(options.get('let'), matched.whenMatched);
  return { kind: 'merge', ...target, on, ...matched, let: variables, whenNotMatched };
}

function readTarget(into: Value, database: string): { database: string; collection: string } {
  if (typeof into !== 'string' && !isDoc(into)) {
    throw new CommandError(
      51178,
      `$merge 'into' field  must be either a string or an object, but found ${typeNameOf(into)}`,
    );
  }
  const target = isDoc(into) ? targetOf(into, database) : { database, collection: into };
  if (!isValidNamespace(target.database, target.collection)) {
    throw new CommandError(
      ErrorCode.InvalidNamespace,
      `Invalid $merge target namespace: '${target.database}.${target.collection}'`,
    );
  }
  if (target.collection.startsWith('system.')) {
    throw new CommandError(31319, `Cannot $merge to special collection: ${target.collection}`);
  }
  if (isInternal(target.database)) {
    throw new CommandError(31320, `Cannot $merge to internal database: ${target.database}`);
  }
  return target;
}

function targetOf(into: Doc, database: string): { database: string; collection: string } {
  rejectUnknownFields(into, '$merge.into', ['db', 'coll']);
  return {
    database: stringField(into.get('db') ?? database, '$merge.into.db'),
    collection: stringField(requiredField(into, '$merge.into', 'coll'), '$merge.into.coll'),
  };
}

function readOn(on: Value | undefined): readonly string[] {
  if (on === undefined) return ['_id'];
  if (typeof on !== 'string' && !isArray(on)) {
    throw new CommandError(
      51186,
      `$merge 'on' field  must be either a string or an array of strings, but found ${typeNameOf(on)}`,
    );
  }
  const paths = typeof on === 'string' ? [on] : on;
  if (paths.length === 0) {
    throw new CommandError(51187, "If explicitly specifying $merge 'on', must include at least one field");
  }
  const seen = new Set<string>();
  for (const path of paths) {
    if (typeof path !== 'string') {
      throw new CommandError(51134, `$merge 'on' array elements must be strings, but found ${typeNameOf(path)}`);
    }
    fieldPath(path);
    if (seen.has(path)) throw new CommandError(31465, `Found a duplicate field '${path}'`);
    seen.add(path);
  }
  return [...seen];
}

function readWhenMatched(value: Value): Pick<MergeWrite, 'whenMatched' | 'pipeline'> {
  if (isArray(value)) {
    const pipeline = value.map((stage, index) => documentField(stage, `$merge.whenMatched.${index}`));
    return { whenMatched: 'pipeline', pipeline };
  }
  if (typeof value !== 'string') {
    throw new CommandError(
      51191,
      `$merge 'whenMatched' field  must be either a string or an array, but found ${typeNameOf(value)}`,
    );
  }
  return { whenMatched: oneOf(value, WHEN_MATCHED, '$merge.whenMatched') };
}

function oneOf<T extends string>(value: Value, known: readonly T[], path: string): T {
  const text = stringField(value, path);
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  throw new CommandError(ErrorCode.BadValue, `Enumeration value '${text}' for field '${path}' is not a valid value.`);
}

function readVariables(source: Value | undefined, whenMatched: MergeWrite['whenMatched']): Doc | undefined {
  if (whenMatched !== 'pipeline') {
    if (source === undefined) return undefined;
    throw new CommandError(51199, `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`);
  }
  const variables: Doc = new Map(source === undefined ? [] : documentField(source, '$merge.let'));
  for (const name of variables.keys()) validateVariableName(name);
  if ((variables.get('new') ?? '$$ROOT') !== '$$ROOT') {
    throw new CommandError(51273, "'let' may not define a value for the reserved 'new' variable other than '$$ROOT'");
  }
  return variables.set('new', '$$ROOT');
}
