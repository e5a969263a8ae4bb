import { fromCount, isNumeric, toDouble } from '../../bson/numeric';
import { type Doc, docOf, isDoc, UtcDate, type Value } from '../../bson/values';
import { CommandError, ErrorCode, notSupported } from '../../errors';
import { paced, type Stage, type StageScope } from '../context';

const CURRENT_OP_OPTIONS: readonly string[] = [
  'allUsers',
  'idleConnections',
  'idleCursors',
  'idleSessions',
  'localOps',
  'backtrace',
  'truncateOps',
  'targetAllNodes',
];

function optionsOf(name: string, spec: Value, known: readonly string[]): Doc {
  if (!isDoc(spec)) throw new CommandError(ErrorCode.TypeMismatch, `${name} options must be specified in an object`);
  for (const option of spec.keys()) {
    if (!known.includes(option)) throw new CommandError(40415, `BSON field '${name}.${option}' is an unknown field.`);
  }
  return spec;
}

/** `$listLocalSessions` */
export function compileListLocalSessions(spec: Value, { source }: StageScope): Stage {
  optionsOf('$listLocalSessions', spec, ['users', 'allUsers']);
  if (!source.localSessions) throw notSupported('$listLocalSessions');
  return () => paced(source.localSessions!());
}

/** `$currentOp` */
export function compileCurrentOp(spec: Value, { source, database }: StageScope): Stage {
  optionsOf('$currentOp', spec, CURRENT_OP_OPTIONS);
  if (!source.runningOperations) throw notSupported('$currentOp');
  if (database !== 'admin') {
    throw new CommandError(
      ErrorCode.InvalidNamespace,
      "$currentOp must be run against the 'admin' database with {aggregate: 1}",
    );
  }
  return () => paced(source.runningOperations!());
}

/** `$collStats` with `count` and `storageStats`. */
export function compileCollStats(spec: Value, { source, operation }: StageScope): Stage {
  const options = optionsOf('$collStats', spec, ['latencyStats', 'storageStats', 'count', 'queryExecStats']);
  for (const option of ['latencyStats', 'queryExecStats']) {
    if (options.has(option)) throw notSupported(`$collStats option '${option}'`);
  }
  const { storageStatistics, host } = source;
  if (!storageStatistics) throw notSupported('$collStats');
  const scale = scaleOf(options.get('storageStats'));
  return function* statistics() {
    const found = storageStatistics(scale);
    const ns = found.get('ns') ?? '';
    found.delete('ns');
    yield docOf({
      ns,
      host,
      localTime: new UtcDate(operation.now),
      storageStats: options.has('storageStats') ? found : undefined,
      count: options.has('count') ? (found.get('count') ?? fromCount(0)) : undefined,
    });
  };
}

function scaleOf(storageStats: Value | undefined): number {
  if (storageStats === undefined) return 1;
  const scale = optionsOf('$collStats.storageStats', storageStats, ['scale']).get('scale');
  if (scale === undefined || scale === null) return 1;
  const whole = isNumeric(scale) ? Math.trunc(toDouble(scale)) : Number.NaN;
  if (whole >= 1) return whole;
  throw new CommandError(51024, `BSON field 'scale' value must be >= 1, actual value '${whole}'`);
}
