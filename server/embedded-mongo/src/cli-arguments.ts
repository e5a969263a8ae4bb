import { parseArgs } from 'node:util';
import { DEFAULT_OPTIONS, type ServerOptions } from './server/server';

/** Text of `--help`. */
export const USAGE = `Usage: embedded-mongo --data DIR [options]

Serves the MongoDB wire protocol on 127.0.0.1 from a directory.

  --data DIR                 directory that holds the data; made when missing (required)
  --port N                   port to listen on (default 27017; 0 takes any free one)
  --durability commit|flush  acknowledge a write after the commit (survives the end of this
                             process; default) or after the disk has it (survives power loss)
  --no-test-commands         refuse configureFailPoint
  --ttl-interval SECONDS     pause between sweeps of TTL indexes (default 60)
  --transaction-lifetime SECONDS
                             age at which a transaction is aborted (default 60)
  --max-connections N        connections accepted at once (default ${DEFAULT_OPTIONS.maxConnections})
  --help                     show this text
`;

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'run'; readonly options: ServerOptions };

const DEFAULT_PORT = 27017;

/** Reads the command line. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  try {
    return interpret(argv);
  } catch (error) {
    return { kind: 'error', message: (error as Error).message };
  }
}

function interpret(argv: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      durability: { type: 'string' },
      'no-test-commands': { type: 'boolean' },
      'ttl-interval': { type: 'string' },
      'transaction-lifetime': { type: 'string' },
      'max-connections': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return { kind: 'help' };
  if (!values.data) throw new Error('--data DIR is required');
  const durability = values.durability ?? DEFAULT_OPTIONS.durability;
  if (durability !== 'commit' && durability !== 'flush') {
    throw new Error(`--durability must be commit or flush, not '${durability}'`);
  }
  return {
    kind: 'run',
    options: {
      dataDir: values.data,
      port: whole('--port', values.port, DEFAULT_PORT, 0, 65535),
      durability,
      testCommands: values['no-test-commands'] !== true,
      ttlIntervalSeconds: whole('--ttl-interval', values['ttl-interval'], DEFAULT_OPTIONS.ttlIntervalSeconds, 1, 86400),
      transactionLifetimeLimitSeconds: whole(
        '--transaction-lifetime',
        values['transaction-lifetime'],
        DEFAULT_OPTIONS.transactionLifetimeLimitSeconds,
        1,
        86400,
      ),
      maxConnections: whole('--max-connections', values['max-connections'], DEFAULT_OPTIONS.maxConnections, 1, 100000),
    },
  };
}

function whole(flag: string, text: string | undefined, fallback: number, low: number, high: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`${flag} must be a whole number from ${low} to ${high}, not '${text}'`);
}
