import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ServerProcess } from './serverProcess';

const ROOT = join(__dirname, '..', '..', '..');

/** Runs a command of the operator beside a running server and gives back what it says. */
export function operate(server: ServerProcess, ...words: string[]): string {
  return runBeside(server, 'server/src/admin/admin.ts', words);
}

/** A new activation code for the employee with this number. */
export function activationCode(server: ServerProcess, number: string): string {
  const said = operate(server, 'issue-activation', '--number', number);
  const code = /激活码 (\d{8})/.exec(said)?.[1];
  if (code === undefined) throw new Error(`no code in: ${said}`);
  return code;
}

/** Recomputes every projection of a server from its ledgers: one line for each difference. */
export function differencesOf(server: ServerProcess): string[] {
  try {
    return runBeside(server, 'server/src/verify.ts', []).split('\n').filter(Boolean);
  } catch (error) {
    return String((error as { stdout?: string }).stdout || error)
      .split('\n')
      .filter(Boolean);
  }
}

function runBeside(server: ServerProcess, program: string, words: readonly string[]): string {
  const { MONGODB_URI: _other, ...rest } = process.env;
  return execFileSync(process.execPath, ['--import', 'tsx', program, ...words], {
    cwd: ROOT,
    env: { ...rest, NODE_ENV: 'development', DATA_DIR: server.dataDir },
    encoding: 'utf8',
  });
}
