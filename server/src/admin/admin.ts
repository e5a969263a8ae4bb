import { userInfo } from 'node:os';
import { AppError } from '@linzhang/shared/kernel/errors';
import { registerChannels } from '../channels/channelHolding.service';
import { type Env, EnvError, readEnv } from '../config/env';
import { type DatabaseHandle, isInUse, joinDatabase } from '../db/connection';
import { migrations } from '../db/migrations/list';
import { migrate } from '../db/migrations/runner';
import { registerLeads } from '../leads/leadHolding.service';
import { createLogger } from '../platform/logger';
import { branchCommands } from './branchCommands';
import type { Command } from './command';
import { employeeCommands } from './employeeCommands';
import { offerCommands } from './offerCommands';
import { upkeepCommands } from './upkeepCommands';
import { readOptions, usage } from './usage';
import { REFUSALS, Refusal, UsageError } from './words';

const COMMANDS: readonly Command[] = [...branchCommands, ...employeeCommands, ...offerCommands, ...upkeepCommands];

/** Exit codes: done, refused or failed, not understood. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Where the command line writes. */
export interface AdminOutput {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** Runs one command line and gives back its exit code. Changes are in the audit trail with `actorId` null. */
export async function runAdmin(
  words: readonly string[],
  source: NodeJS.ProcessEnv | undefined,
  { out, err }: AdminOutput,
): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    out(usage(COMMANDS, rest[0]));
    return EXIT.done;
  }
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (!command) throw new UsageError(`没有命令“${name}”。`);
    const options = readOptions(command, rest);
    const env = readEnv(source);
    const invocation = { options, actor: operator(), env, now: new Date() };
    for (const line of await withDatabase(env, () => command.run(invocation))) out(line);
    return EXIT.done;
  } catch (error) {
    err(messageOf(error));
    if (!(error instanceof UsageError)) return EXIT.failed;
    err(`\n${usage(COMMANDS, command?.name)}`);
    return EXIT.usage;
  }
}

function operator() {
  return { actorId: null, actorName: `命令行（${userInfo().username}）`, ip: null };
}

async function withDatabase<T>(env: Env, work: () => Promise<T>): Promise<T> {
  const database: DatabaseHandle = await joinDatabase(env);
  try {
    await migrate(migrations, createLogger('silent'));
    // Whoever leaves by a command hands over like everybody else.
    registerChannels();
    registerLeads();
    return await work();
  } finally {
    await database.close();
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AppError) return REFUSALS[error.code] ?? `被拒绝：${error.code}`;
  if (error instanceof Refusal || error instanceof UsageError || error instanceof EnvError) return error.message;
  if (isInUse(error))
    return '数据目录正被另一个进程使用，而它没有留下可读的地址（DATA_DIR/db.uri）。请用启动服务器的同一用户运行，或先停止服务器。';
  return `失败：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

if (require.main === module) {
  runAdmin(process.argv.slice(2), undefined, {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  }).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = EXIT.failed;
    },
  );
}
