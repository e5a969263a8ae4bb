import type { Doc } from './bson/values';

/** MongoDB's error codes that this server answers with, by name. */
export const ErrorCode = {
  InternalError: 1,
  BadValue: 2,
  HostUnreachable: 6,
  HostNotFound: 7,
  UnknownError: 8,
  FailedToParse: 9,
  UserNotFound: 11,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotBackfillArray: 34,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  InvalidDBRef: 55,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  UnsatisfiableWriteConcern: 100,
  NotExactValueField: 111,
  WriteConflict: 112,
  CommandNotSupported: 115,
  ConflictingOperationInProgress: 117,
  DocumentValidationFailure: 121,
  ExceededMemoryLimit: 146,
  CommandNotSupportedOnView: 166,
  InvalidPipelineOperator: 168,
  OptionNotSupportedOnView: 167,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  PrimarySteppedDown: 189,
  CannotBuildIndexKeys: 201,
  QueryFeatureNotAllowed: 224,
  TransactionTooOld: 225,
  NotImplemented: 238,
  ConversionFailure: 241,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  ExceededTimeLimit: 262,
  OperationNotSupportedInTransaction: 263,
  PreparedTransactionInProgress: 267,
  IndexBuildAborted: 276,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  SocketException: 9001,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
} as const;

/** Codes that are answered in one place only, or that failpoints let tests ask for. */
const RARE_NAMES: readonly (readonly [code: number, name: string])[] = [
  [21, 'RoleNotFound'],
  [46, 'LockBusy'],
  [57, 'DottedFieldName'],
  [63, 'OBSOLETE_StaleShardVersion'],
  [64, 'WriteConcernFailed'],
  [65, 'MultipleErrorsOccurred'],
  [79, 'UnknownReplWriteConcern'],
  [96, 'OperationFailed'],
  [125, 'CommandFailed'],
  [133, 'FailedToSatisfyReadPreference'],
  [134, 'ReadConcernMajorityNotAvailableYet'],
  [136, 'CappedPositionLost'],
  [148, 'ReadConcernMajorityNotEnabled'],
  [150, 'StaleEpoch'],
  [165, 'ViewDepthLimitExceeded'],
  [169, 'InvalidViewDefinition'],
  [175, 'QueryPlanKilled'],
  [202, 'NetworkInterfaceExceededTimeLimit'],
  [207, 'InvalidUUID'],
  [209, 'ClusterTimeFailsRateLimiter'],
  [217, 'IncompleteTransactionHistory'],
  [222, 'CloseChangeStream'],
  [232, 'MaxSubPipelineDepthExceeded'],
  [234, 'RetryChangeStream'],
  [237, 'CursorKilled'],
  [239, 'SnapshotTooOld'],
  [249, 'FailPointSetFailed'],
  [261, 'TooManyLogicalSessions'],
  [280, 'ChangeStreamFatalError'],
  [286, 'ChangeStreamHistoryLost'],
  [322, 'APIVersionError'],
  [323, 'APIStrictError'],
  [352, 'UnsupportedOpQueryCommand'],
  [391, 'ReauthenticationRequired'],
  [13388, 'StaleConfig'],
];

const NAME_OF_CODE = new Map<number, string>([
  ...RARE_NAMES,
  ...Object.entries(ErrorCode).map(([name, code]): [number, string] => [code, name]),
]);

/** Name that goes with a code on the wire; codes without a name are `Location<code>`, as MongoDB has it. */
export function codeName(code: number): string {
  return NAME_OF_CODE.get(code) ?? `Location${code}`;
}

/**
 * An answer of `ok: 0` (or a write error): the caller's fault, or a state the caller must deal with.
 * `fields` are added to the reply (`keyPattern`, `keyValue`, ...), `labels` become `errorLabels`.
 * Anything thrown that is not a CommandError is a fault of this server.
 */
export class CommandError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly fields?: Doc,
    readonly labels: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Refuses by name what this server leaves out on purpose. */
export function notSupported(what: string): CommandError {
  return new CommandError(ErrorCode.NotImplemented, `${what} is not supported by this server`);
}
