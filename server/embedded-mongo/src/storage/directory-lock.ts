import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootId, sameBoot } from './boot-id';

const LOCK_FILE = 'owner.lock';
/** Two processes that take over the same stale lock at once see each other within this time. */
const TAKEOVER_SETTLE_MS = 30;

/** A data directory held by this process. */
export interface DirectoryLock {
  release(): void;
}

interface Owner {
  readonly pid: number;
  readonly started: string;
  readonly boot: string;
  readonly token: string;
}

/**
 * Takes a data directory for this process; throws when another living process has it. A lock left behind by a
 * killed process is taken over: its process is gone, or another one with the same id started at another time.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, LOCK_FILE);
  const own: Owner = {
    pid: process.pid,
    started: startOf(process.pid),
    boot: bootId(),
    token: randomBytes(12).toString('hex'),
  };
  const draft = `${path}.${own.token}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    let takenOver = false;
    while (!linked(draft, path)) {
      removeStale(path, directory, own.token);
      takenOver = true;
    }
    if (takenOver) await new Promise((resolve) => setTimeout(resolve, TAKEOVER_SETTLE_MS));
    if (readOwner(path)?.token !== own.token) throw inUse(directory, readOwner(path)?.pid);
  } finally {
    unlinkSync(draft);
  }
  return {
    release() {
      if (readOwner(path)?.token === own.token) unlinkSync(path);
    },
  };
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(path: string, directory: string, token: string): void {
  const owner = readOwner(path);
  if (owner && isAlive(owner)) throw inUse(directory, owner.pid);
  const aside = `${path}.stale-${token}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // What was moved may be the lock of a process that was quicker in taking over: give it back.
  const moved = readOwner(aside);
  if (moved && moved.token !== owner?.token && isAlive(moved)) linked(aside, path);
  unlinkSync(aside);
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner): boolean {
  if (!sameBoot(owner.boot, bootId())) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(owner.pid) === owner.started;
}

/** When a process started, in whatever unit the platform has; empty where it cannot be known. */
function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function inUse(directory: string, pid: number | undefined): Error {
  return new Error(`data directory ${directory} is in use by process ${pid ?? 'unknown'}`);
}
