import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildTurn } from './buildTurn';
import { inputsHash } from './inputs';

const ROOT = join(__dirname, '..', '..');
const BUILDS = join(ROOT, '.cache', 'builds');
const TARO = join(ROOT, 'node_modules', '@tarojs', 'cli', 'bin', 'taro');
const PROGRESS_EVERY_MS = 5_000;
const LOG_TAIL_LINES = 25;

/** Which build of the mini-program is wanted. */
export interface WantedBuild {
  target: 'h5' | 'weapp';
  /** Whether the persona picker of the demo is in it. */
  personas: boolean;
}

/**
 * The folder of a build made from the sources as they are: the kept one where nothing changed since, else a new one.
 * It is a copy, so that a later build into `miniprogram/dist` never pulls files from under a running server.
 */
export async function freshBuild(wanted: WantedBuild, say: (line: string) => void): Promise<string> {
  const folder = join(BUILDS, wanted.personas ? `${wanted.target}-personas` : wanted.target);
  const constants = constantsOf(wanted);
  if (isFresh(folder, inputsHash(ROOT, constants))) return folder;
  mkdirSync(BUILDS, { recursive: true });
  const endTurn = await buildTurn(join(BUILDS, 'building.pid'), say);
  try {
    // Asked again: whoever had the turn may have made this very build, and the sources may have moved on.
    const hash = inputsHash(ROOT, constants);
    if (isFresh(folder, hash)) return folder;
    await build(wanted.target, constants, say);
    keep(join(ROOT, 'miniprogram', 'dist', wanted.target), folder, hash);
  } finally {
    endTurn();
  }
  return folder;
}

/** All that the build reads from the environment; the h5 finds the API where it was loaded from. */
function constantsOf({ target, personas }: WantedBuild): Record<string, string> {
  return {
    NODE_ENV: 'production',
    BUILD_PERSONAS: String(personas),
    BUILD_KIT: 'false',
    API_BASE: target === 'h5' ? '' : 'http://127.0.0.1:8080',
  };
}

function isFresh(folder: string, hash: string): boolean {
  return existsSync(folder) && existsSync(`${folder}.hash`) && readFileSync(`${folder}.hash`, 'utf8') === hash;
}

function keep(output: string, folder: string, hash: string): void {
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  cpSync(output, next, { recursive: true });
  rmSync(`${folder}.hash`, { force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(next, folder);
  writeFileSync(`${folder}.hash`, hash);
}

async function build(target: string, constants: Record<string, string>, say: (line: string) => void): Promise<void> {
  const log = join(BUILDS, `${target}.log`);
  const output = openSync(log, 'w');
  const from = performance.now();
  const seconds = () => Math.round((performance.now() - from) / 1000);
  say(`building ${target} (about a minute, only after a change) ...`);
  const progress = setInterval(() => say(`  ... ${seconds()} s`), PROGRESS_EVERY_MS);
  try {
    const code = await ended(
      spawn(process.execPath, [TARO, 'build', '--type', target], {
        cwd: join(ROOT, 'miniprogram'),
        env: { ...process.env, ...constants },
        stdio: ['ignore', output, output],
      }),
    );
    if (code !== 0) throw new Error(`building ${target} failed (full log: ${log})\n${tailOf(log)}`);
  } finally {
    clearInterval(progress);
    closeSync(output);
  }
  say(`${target} built in ${seconds()} s`);
}

/** Exit code of a child, which is ended with this process. */
function ended(child: ChildProcess): Promise<number | null> {
  const end = () => child.kill();
  process.once('exit', end);
  return new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => process.off('exit', end));
}

function tailOf(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
