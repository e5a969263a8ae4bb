import { isNumeric, toDouble, truthy } from '../bson/numeric';
import { docOf, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** Settings that can be read with getParameter and, where a setter is given, changed with setParameter. */
export class Parameters {
  /** Seconds a transaction may run before it is aborted. */
  transactionLifetimeSeconds: number;
  /** Whether documents past the time of a TTL index are deleted. */
  ttlMonitorEnabled = true;

  constructor(
    options: { transactionLifetimeLimitSeconds: number; testCommands: boolean },
    private readonly ttlIntervalSeconds: number,
  ) {
    this.transactionLifetimeSeconds = options.transactionLifetimeLimitSeconds;
    this.testCommands = options.testCommands;
  }

  private readonly testCommands: boolean;

  /** All settings by name. */
  all(): ReadonlyMap<string, Value> {
    return new Map<string, Value>([
      ['authenticationMechanisms', []],
      ['enableTestCommands', this.testCommands],
      ['featureCompatibilityVersion', docOf({ version: '7.0' })],
      ['requireApiVersion', false],
      ['transactionLifetimeLimitSeconds', this.transactionLifetimeSeconds],
      ['ttlMonitorEnabled', this.ttlMonitorEnabled],
      ['ttlMonitorSleepSecs', this.ttlIntervalSeconds],
    ]);
  }

  /** Changes a setting and answers its former value. */
  set(name: string, value: Value): Value {
    const was = this.all().get(name);
    if (name === 'transactionLifetimeLimitSeconds' && isNumeric(value) && toDouble(value) >= 1) {
      this.transactionLifetimeSeconds = Math.trunc(toDouble(value));
    } else if (name === 'ttlMonitorEnabled') {
      this.ttlMonitorEnabled = truthy(value);
    } else if (name === 'requireApiVersion' && !truthy(value)) {
      return false;
    } else if (was === undefined) {
      throw new CommandError(
        ErrorCode.InvalidOptions,
        `attempted to set unrecognized parameter [${name}], use help:true to see options `,
      );
    } else {
      throw new CommandError(ErrorCode.BadValue, `parameter ${name} cannot be set to this value`);
    }
    return was ?? null;
  }
}
