import { isNumeric, toDouble } from '../bson/numeric';
import { type Doc, docOf, isDoc, Timestamp } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { checkFields, checkType, fieldRules, flagField, numberField, stringField } from './arguments';
import type { LogicalClock } from './clock';
import type { CommandDefinition } from './command';
import { MAX_NODES } from './write-concern';

/** Fields that every command takes. */
export const GENERIC_FIELDS = fieldRules({
  $db: 'string',
  $readPreference: 'object',
  $clusterTime: 'object',
  lsid: 'object',
  txnNumber: 'any',
  autocommit: 'any',
  startTransaction: 'any',
  readConcern: 'object',
  writeConcern: 'object',
  maxTimeMS: 'number',
  comment: 'any',
  apiVersion: 'string',
  apiStrict: 'bool',
  apiDeprecationErrors: 'bool',
});

const READ_CONCERN_FIELDS = fieldRules({
  level: 'string',
  afterClusterTime: ['timestamp'],
  atClusterTime: ['timestamp'],
  provenance: 'string',
});
const READ_CONCERN_LEVELS: ReadonlySet<string> = new Set([
  'local',
  'available',
  'majority',
  'linearizable',
  'snapshot',
]);

/** Which data a command wants to read. */
export interface ReadConcern {
  readonly level: string;
  readonly atClusterTime?: bigint;
}

/** Checks apiVersion and apiStrict. */
export function checkApiVersion(command: Doc, name: string, definition: CommandDefinition): void {
  const version = stringField(command, 'apiVersion');
  if (version === undefined) {
    if (!command.has('apiStrict') && !command.has('apiDeprecationErrors')) return;
    throw new CommandError(322, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
  }
  if (version !== '1') throw new CommandError(322, 'API version must be "1"');
  if (flagField(command, 'apiStrict') && !definition.stableApi) {
    throw new CommandError(
      323,
      `Provided apiStrict:true, but the command ${name} is not in API Version 1. Information on supported commands and ` +
        'migrations in API Version 1 can be found at https://dochub.mongodb.org/core/manual-versioned-api',
    );
  }
}

/** Catches up with the cluster time that the client has seen. */
export function observeClusterTime(command: Doc, clock: LogicalClock): void {
  const gossip = command.get('$clusterTime');
  if (!isDoc(gossip)) return;
  const time = gossip.get('clusterTime');
  if (!(time instanceof Timestamp)) {
    checkType('$clusterTime.clusterTime', time ?? false, ['timestamp']);
    return;
  }
  if (clock.observe(time.value)) return;
  throw new CommandError(209, "New cluster time is too far from this node's wall clock time");
}

/** Milliseconds the command may take; 0 for any time. */
export function timeLimit(command: Doc): number {
  const value = command.get('maxTimeMS');
  if (value === undefined || value === null) return 0;
  const ms = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(ms)) throw new CommandError(ErrorCode.FailedToParse, 'maxTimeMS has non-integral value');
  if (ms < 0 || ms > 2147483647) {
    throw new CommandError(ErrorCode.BadValue, `${ms} value for maxTimeMS is out of range [0, 2147483647]`);
  }
  return ms;
}

/** Reads and checks readConcern; undefined where it is absent or empty. */
export function readConcernOf(command: Doc, name: string, definition: CommandDefinition): ReadConcern | undefined {
  const concern = command.get('readConcern');
  if (!isDoc(concern) || concern.size === 0) return undefined;
  checkFields(concern, READ_CONCERN_FIELDS, 'readConcern');
  const level = stringField(concern, 'level') ?? 'local';
  if (!READ_CONCERN_LEVELS.has(level)) {
    throw new CommandError(
      ErrorCode.BadValue,
      `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`,
    );
  }
  const at = concern.get('atClusterTime');
  if (at !== undefined && level !== 'snapshot') {
    throw new CommandError(ErrorCode.InvalidOptions, 'readConcern.atClusterTime is only supported with level snapshot');
  }
  if (!definition.reads && !definition.inTransactions && level !== 'local') {
    throw new CommandError(
      ErrorCode.InvalidOptions,
      `Command ${name} does not support { readConcern: { level: "${level}" } }`,
    );
  }
  return { level, atClusterTime: at instanceof Timestamp ? at.value : undefined };
}

/** The field `writeConcernError` of a reply whose writeConcern cannot be met by one node. */
export function unsatisfiable(writeConcern: Doc): Doc | undefined {
  const w = writeConcern.get('w');
  if (w === undefined || !isNumeric(w) || toDouble(w) <= MAX_NODES) return undefined;
  const wtimeout = numberField(writeConcern, 'wtimeout') ?? 0;
  return docOf({
    code: ErrorCode.UnsatisfiableWriteConcern,
    codeName: 'UnsatisfiableWriteConcern',
    errmsg: 'Not enough data-bearing nodes',
    errInfo: docOf({ writeConcern: docOf({ w, wtimeout: Math.trunc(wtimeout), provenance: 'clientSupplied' }) }),
  });
}
