import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BIN = path.resolve(__dirname, '../../bin/embedded-mongo.cjs');
const START_TIMEOUT_MS = 60_000;

/** A server in a process of its own, started by the command `embedded-mongo`. */
export interface SpawnedServer {
  readonly uri: string;
  readonly port: number;
  readonly pid: number;
  /** Ends the process by a signal and waits for its end. The data stays. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a server on a directory and any free port, and waits until it says that it listens. */
export async function spawnServer(dataDir: string, args: readonly string[] = []): Promise<SpawnedServer> {
  const child = spawn(process.execPath, [BIN, '--data', dataDir, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await listeningPort(child);
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0`,
    port,
    pid: child.pid ?? 0,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** A server for tests: the one at `MONGODB_URI` if that is set, else a new one on an empty temporary directory. */
export async function serverForTests(): Promise<{ uri: string; stop(): Promise<void> }> {
  const given = process.env['MONGODB_URI'];
  if (given) return { uri: given, stop: () => Promise.resolve() };
  const dataDir = mkdtempSync(path.join(tmpdir(), 'embedded-mongo-'));
  const server = await spawnServer(dataDir);
  const stop = async (): Promise<void> => {
    await server.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { uri: server.uri, stop };
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string): void => reject(new Error(`the server ${what}:\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not start in time');
    }, START_TIMEOUT_MS);
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /listening on mongodb:\/\/[^:]+:(\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended while starting');
    });
  });
}
