import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';

const ROOT = resolve(__dirname, '../..');

/** A process of ours that runs beside the test; `messages` are what it sent so far. */
export interface TestProcess {
  child: ChildProcess;
  messages: unknown[];
  /** Everything it printed so far. */
  output: () => string;
  /** The next message, or one that came already; throws when the process ends without. */
  message: <T>() => Promise<T>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Starts a TypeScript file in a process of its own, with the words of its command line. */
export function startProcess(file: string, env: Record<string, string>, words: readonly string[] = []): TestProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(ROOT, file), ...words], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const messages: unknown[] = [];
  const printed: string[] = [];
  const ended = new Promise<number | string>((done) => child.once('exit', (code, signal) => done(signal ?? code ?? 0)));
  child.on('message', (message) => messages.push(message));
  child.stdout?.on('data', (chunk) => printed.push(String(chunk)));
  child.stderr?.on('data', (chunk) => printed.push(String(chunk)));
  const output = () => printed.join('');
  let read = 0;
  const message = async <T>(): Promise<T> => {
    while (messages.length <= read) {
      const code = await Promise.race([ended, new Promise((done) => child.once('message', () => done(null)))]);
      if (code !== null && messages.length <= read) throw new Error(`${file} ended with ${code}:\n${output()}`);
    }
    return messages[read++] as T;
  };
  return { child, messages, output, message, ended };
}

/** A server process like the one that runs in production, listening on a free port. */
export async function startServerProcess(env: Record<string, string>): Promise<TestProcess & { url: string }> {
  const server = startProcess('server/src/main.ts', { PORT: '0', DEMO_DATA: '0', ...env });
  const { listening } = await server.message<{ listening: string }>();
  return { ...server, url: listening };
}

/** The address of a database of its own in the database server of this run, and how to remove it. */
export async function openTestDatabase(): Promise<{ uri: string; drop: () => Promise<void> }> {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/test_${randomBytes(6).toString('hex')}`;
  await connect(uri.toString());
  return {
    uri: uri.toString(),
    drop: async () => {
      await mongoose.connection.dropDatabase();
      await mongoose.disconnect();
    },
  };
}
