import { readCommandLine, USAGE } from './cli-arguments';
import { reportFault } from './fault-log';
import { relieveMemory } from './memory-relief';
import { type RunningServer, type ServerOptions, startServer } from './server/server';
import type { ChildMessage } from './supervisor/messages';

const WRONG_USAGE = 2;

/** Runs the `embedded-mongo` command. */
export async function main(argv: readonly string[]): Promise<void> {
  const line = readCommandLine(argv);
  if (line.kind === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  if (line.kind === 'error') {
    process.stderr.write(`embedded-mongo: ${line.message}\n\n${USAGE}`);
    process.exitCode = WRONG_USAGE;
    return;
  }
  await run(line.options);
}

function tellParent(message: ChildMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function run(options: ServerOptions): Promise<void> {
  let server: RunningServer;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await server?.close();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`embedded-mongo: stopping failed: ${(error as Error).message}\n`);
      process.exit(1);
    }
  };
  try {
    server = await startServer({ ...options, onShutdown: () => setImmediate(() => void stop()) });
  } catch (error) {
    const { message } = error as Error;
    if (process.connected) tellParent({ kind: 'failed', message });
    else process.stderr.write(`embedded-mongo: ${message}\n`);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
    return;
  }
  relieveMemory();
  process.on('SIGTERM', () => void stop());
  // Ctrl-C reaches every process of the terminal: a parent that has work to finish stops its database itself.
  process.on('SIGINT', () => {
    if (!process.connected) void stop();
  });
  // The parent has gone: nobody would ever stop this process.
  process.on('disconnect', () => void stop());
  process.on('uncaughtException', (error) => reportFault('uncaught fault', error));
  process.on('unhandledRejection', (error) => reportFault('unhandled rejection', error));
  tellParent({ kind: 'listening', port: server.port });
  process.stdout.write(
    `embedded-mongo listening on mongodb://127.0.0.1:${server.port}/?replicaSet=rs0 (data: ${options.dataDir})\n`,
  );
}
