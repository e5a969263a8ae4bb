import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { recoverAfterRestart } from '../../src/storage/checkpoint';
import { committed, contents, entries, insertAll, NAMESPACE, storesOfThisFile } from './open-store';

const stores = storesOfThisFile();
const WRITER = join(__dirname, 'writer-process.ts');
const ROUNDS = 4;

/** Starts a process that writes into a directory and prints what was acknowledged. */
function startWriter(directory: string): { child: ChildProcess; acknowledged: string[]; first: Promise<unknown> } {
  const tsx = resolve(require.resolve('tsx/package.json'), '../dist/loader.mjs');
  const child = spawn(process.execPath, ['--import', tsx, WRITER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => acknowledged.push(line));
  return { child, acknowledged, first: once(lines, 'line') };
}

describe('A store whose process is killed', () => {
  it('has every acknowledged write, whole transactions only, and indexes that agree', async () => {
    const directory = stores.newDirectory();
    const known = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const { child, acknowledged, first } = startWriter(directory);
      await first;
      await new Promise((done) => setTimeout(done, 150));
      child.kill('SIGKILL');
      await once(child, 'exit');
      for (const line of acknowledged) known.add(line);
      const store = await stores.open(directory);
      const ids = new Set(committed(store).map((each) => (each as { _id: string })._id));
      expect([...known].filter((id) => !ids.has(id))).toEqual([]);
      const halves = [...ids].filter((id) => id.startsWith('left'));
      expect(halves.filter((id) => !ids.has(id.replace('left', 'right')))).toEqual([]);
      const snapshot = store.snapshot();
      expect(snapshot.count(snapshot.collection(NAMESPACE)!)).toBe(ids.size);
      expect(entries(snapshot, 'n_1')).toHaveLength(ids.size);
      expect(entries(snapshot, '_id_')).toHaveLength(ids.size);
      snapshot.close();
      await stores.close(store);
    }
    expect(known.size).toBeGreaterThan(20);
  }, 60_000);

  it('cannot be opened by two, but by the next after a kill', async () => {
    const directory = stores.newDirectory();
    const { child, first } = startWriter(directory);
    await first;
    await expect(stores.open(directory)).rejects.toThrow(
      `data directory ${directory} is in use by process ${child.pid}`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await stores.open(directory);
    await expect(stores.open(directory)).rejects.toThrow(`is in use by process ${process.pid}`);
    await stores.close(store);
    await stores.close(await stores.open(directory));
  }, 30_000);

  it('is taken over from a process of another boot with an id that lives again', async () => {
    const directory = stores.newDirectory();
    writeFileSync(
      join(directory, 'owner.lock'),
      JSON.stringify({ pid: process.pid, started: '1', boot: 'another', token: 'x' }),
    );
    await stores.close(await stores.open(directory));
  });
});

describe('After a restart of the machine', () => {
  /** As the disk may be: the data as of some later moment, its meta pages torn. */
  async function directoryAfterPowerFailure(): Promise<string> {
    const directory = stores.newDirectory();
    const store = await stores.open(directory, 'flush');
    await insertAll(store, { _id: 1 }, { _id: 2 });
    const copy = join(directory, 'copy');
    mkdirSync(copy);
    copyFileSync(join(directory, 'checkpoint'), join(copy, 'checkpoint'));
    for (let i = 0; i < 5; i++) await insertAll(store, { _id: 10 + i });
    copyFileSync(join(directory, 'data.mdb'), join(copy, 'data.mdb'));
    await stores.close(store);
    return copy;
  }

  it('the data is as of the last checkpoint', async () => {
    const copy = await directoryAfterPowerFailure();
    const kept = readFileSync(join(copy, 'checkpoint'));
    recoverAfterRestart(copy);
    expect(readFileSync(join(copy, 'checkpoint'))).toEqual(kept);
    const sameBoot = await stores.open(copy);
    expect(committed(sameBoot)).toHaveLength(7);
    await stores.close(sameBoot);
  });

  it('a torn checkpoint is left alone for the one before', async () => {
    const copy = await directoryAfterPowerFailure();
    const kept = readFileSync(join(copy, 'checkpoint'));
    kept[100] = kept[100]! ^ 1;
    writeFileSync(join(copy, 'checkpoint'), kept);
    const store = await stores.open(copy);
    const snapshot = store.snapshot();
    expect(contents(snapshot).length).toBeGreaterThan(0);
    snapshot.close();
  });
});
