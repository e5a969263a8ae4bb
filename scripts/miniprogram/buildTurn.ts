import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 500;

/**
 * Waits until no other process builds (builds share the output folder), then holds the turn until the returned
 * function is called. A turn whose process has gone is taken over.
 */
export async function buildTurn(file: string, say: (line: string) => void): Promise<() => void> {
  let told = false;
  for (;;) {
    if (take(file)) return () => rmSync(file, { force: true });
    const holder = holderOf(file);
    if (holder !== null && isAlive(holder)) {
      if (!told) say(`waiting for another build (process ${holder}) ...`);
      told = true;
      await sleep(POLL_MS);
    } else rmSync(file, { force: true });
  }
}

/** Makes the file with the process id in it at once, so that nobody reads an empty one. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Process that holds the turn; null where the file has gone. */
function holderOf(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
