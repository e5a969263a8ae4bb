import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';

/** Types of arguments by what they take. */
export type ArgumentType =
  | 'string'
  | 'object'
  | 'array'
  | 'number'
  | 'bool'
  | 'flag'
  | 'stringOrObject'
  | 'timestamp'
  | 'long'
  | 'arrayOrObject';

/** A command that is right, and the types of its arguments by their paths. */
export interface TypedCommand {
  readonly command: Record<string, unknown>;
  readonly types: Readonly<Record<string, ArgumentType>>;
}

const SAMPLES: readonly (readonly [string, unknown])[] = [
  ['string', 'text'],
  ['string', ''],
  ['object', { a: 1 }],
  ['array', [1, 'x', { a: 1 }]],
  ['number', new Int32(-7)],
  ['number', new Double(Number.NaN)],
  ['number', Long.MAX_VALUE],
  ['number', Decimal128.fromString('1E+6000')],
  ['bool', true],
  ['objectId', new ObjectId('000000000000000000000000')],
  ['date', new Date(0)],
  ['timestamp', new Timestamp({ t: 1, i: 1 })],
  ['binary', new Binary(Buffer.from([1, 2]))],
  ['regex', /x/],
  ['minKey', new MinKey()],
  ['maxKey', new MaxKey()],
];
const TAKEN: Record<ArgumentType, readonly string[]> = {
  string: ['string'],
  object: ['object'],
  array: ['array'],
  arrayOrObject: ['array', 'object'],
  number: ['number'],
  long: ['number'],
  bool: ['bool'],
  flag: ['bool', 'number'],
  stringOrObject: ['string', 'object'],
  timestamp: ['timestamp'],
};

const GENERIC: Record<string, ArgumentType> = {
  $db: 'string',
  lsid: 'object',
  maxTimeMS: 'number',
  readConcern: 'object',
  writeConcern: 'object',
  $clusterTime: 'object',
  apiVersion: 'string',
  'lsid.id': 'long',
};
const COLLATION: Record<string, ArgumentType> = {
  collation: 'object',
  'collation.locale': 'string',
  'collation.strength': 'number',
  'collation.caseLevel': 'bool',
};
const UPDATE = { update: 'kept', updates: [{ q: { _id: 1 }, u: { $set: { n: 99 } } }] };
const DELETE = { delete: 'kept', deletes: [{ q: { _id: 1 }, limit: 1 }] };
const INDEX = { createIndexes: 'kept', indexes: [{ key: { z: 1 }, name: 'z_1' }] };

/** Every command with typed arguments. */
export const TYPED_COMMANDS: readonly TypedCommand[] = [
  {
    command: { find: 'kept' },
    types: {
      find: 'string',
      filter: 'object',
      sort: 'object',
      projection: 'object',
      hint: 'stringOrObject',
      skip: 'number',
      limit: 'number',
      batchSize: 'number',
      singleBatch: 'flag',
      max: 'object',
      min: 'object',
      let: 'object',
      allowDiskUse: 'flag',
      showRecordId: 'flag',
      ...COLLATION,
    },
  },
  {
    command: { aggregate: 'kept', pipeline: [], cursor: {} },
    types: {
      pipeline: 'array',
      cursor: 'object',
      'cursor.batchSize': 'number',
      explain: 'flag',
      allowDiskUse: 'flag',
      hint: 'stringOrObject',
      let: 'object',
      'pipeline.0': 'object',
      bypassDocumentValidation: 'flag',
      ...COLLATION,
    },
  },
  {
    command: { count: 'kept' },
    types: { count: 'string', query: 'object', skip: 'number', limit: 'number', hint: 'stringOrObject' },
  },
  { command: { distinct: 'kept', key: 'n' }, types: { distinct: 'string', key: 'string', query: 'object' } },
  {
    command: { insert: 'kept', documents: [{ _id: 'bad' }] },
    types: { insert: 'string', documents: 'array', 'documents.0': 'object', ordered: 'flag' },
  },
  {
    command: UPDATE,
    types: {
      update: 'string',
      updates: 'array',
      'updates.0': 'object',
      'updates.0.q': 'object',
      'updates.0.u': 'arrayOrObject',
      'updates.0.multi': 'flag',
      'updates.0.upsert': 'flag',
      'updates.0.arrayFilters': 'array',
      'updates.0.collation': 'object',
      'updates.0.hint': 'stringOrObject',
      'updates.0.u.$set': 'object',
      ordered: 'flag',
      let: 'object',
    },
  },
  {
    command: DELETE,
    types: {
      delete: 'string',
      deletes: 'array',
      'deletes.0': 'object',
      'deletes.0.q': 'object',
      'deletes.0.limit': 'number',
      'deletes.0.collation': 'object',
      ordered: 'flag',
      let: 'object',
    },
  },
  {
    command: { findAndModify: 'kept', query: { _id: 1 }, update: { $set: { n: 99 } } },
    types: {
      findAndModify: 'string',
      query: 'object',
      sort: 'object',
      update: 'arrayOrObject',
      fields: 'object',
      remove: 'flag',
      new: 'flag',
      upsert: 'flag',
      arrayFilters: 'array',
      let: 'object',
      hint: 'stringOrObject',
    },
  },
  {
    command: { create: 'made' },
    types: {
      create: 'string',
      capped: 'flag',
      viewOn: 'string',
      validator: 'object',
      validationLevel: 'string',
      validationAction: 'string',
      storageEngine: 'object',
      ...COLLATION,
    },
  },
  {
    command: INDEX,
    types: {
      createIndexes: 'string',
      indexes: 'array',
      'indexes.0': 'object',
      'indexes.0.key': 'object',
      'indexes.0.name': 'string',
      'indexes.0.unique': 'flag',
      'indexes.0.sparse': 'flag',
      'indexes.0.expireAfterSeconds': 'number',
      'indexes.0.partialFilterExpression': 'object',
    },
  },
  { command: { dropIndexes: 'kept', index: 'nothing' }, types: { dropIndexes: 'string' } },
  {
    command: { collMod: 'kept' },
    types: { collMod: 'string', index: 'object', validator: 'object', validationLevel: 'string' },
  },
  {
    command: { renameCollection: 'fuzz.kept', to: 'fuzz.other', $db: 'admin' },
    types: { renameCollection: 'string', to: 'string', dropTarget: 'flag' },
  },
  {
    command: { getMore: Long.fromNumber(1), collection: 'kept' },
    types: { getMore: 'long', collection: 'string', batchSize: 'number' },
  },
  {
    command: { killCursors: 'kept', cursors: [Long.fromNumber(1)] },
    types: { killCursors: 'string', cursors: 'array', 'cursors.0': 'long' },
  },
  {
    command: { explain: { find: 'kept' } },
    types: { explain: 'object', verbosity: 'string', 'explain.find': 'string', 'explain.filter': 'object' },
  },
  { command: { validate: 'kept' }, types: { validate: 'string', full: 'flag' } },
  { command: { listCollections: 1 }, types: { filter: 'object', nameOnly: 'flag', cursor: 'object' } },
  { command: { listIndexes: 'kept' }, types: { listIndexes: 'string', cursor: 'object' } },
  { command: { listDatabases: 1, $db: 'admin' }, types: { filter: 'object', nameOnly: 'flag' } },
  { command: { collStats: 'kept' }, types: { collStats: 'string', scale: 'number' } },
  { command: { drop: 'nothing' }, types: { drop: 'string' } },
];

/** A copy with a value at a path; objects and arrays on the way are copied too. */
function withArgument(target: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const holder = (target ?? {}) as Record<string, unknown>;
  const inner = withArgument(holder[name], rest, value);
  if (Array.isArray(holder)) return holder.map((each, i) => (String(i) === name ? inner : each));
  return { ...holder, [name]: inner };
}

/** Every argument of every command with each type it does not take. */
export function wronglyTyped(): { name: string; command: object }[] {
  const cases: { name: string; command: object }[] = [];
  for (const { command, types } of TYPED_COMMANDS) {
    const complete = { $db: 'fuzz', ...command };
    for (const [path, type] of Object.entries({ ...types, ...GENERIC })) {
      for (const [kind, value] of SAMPLES) {
        if (TAKEN[type].includes(kind)) continue;
        const base = path.startsWith('collation.') ? { ...complete, collation: { locale: 'en' } } : complete;
        cases.push({
          name: `${Object.keys(command)[0]}: ${kind} for ${path}`,
          command: withArgument(base, path.split('.'), value) as object,
        });
      }
    }
  }
  return cases;
}
