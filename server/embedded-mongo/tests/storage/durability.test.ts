import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Checkpointer, PAGE_SIZE, recoverAfterRestart } from '../../src/storage/checkpoint';
import { Tables } from '../../src/storage/tables';
import { committed, entries, NAMESPACE, storesOfThisFile } from './open-store';

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
  const VALUES = 200;
  const keyOf = (n: number) => Buffer.from(`key${String(n).padStart(6, '0')}`);

  /** Data with one checkpoint, written over many times since then. */
  async function directoryWithOldCheckpoint(): Promise<string> {
    const directory = stores.newDirectory();
    const tables = new Tables(directory);
    const fail = (error: unknown) => {
      throw error;
    };
    const checkpointer = new Checkpointer(directory, () => tables.beginRead(), 1_000_000, fail);
    const fill = (value: string) => {
      tables.transact(() => {
        for (let n = 0; n < VALUES; n++) tables.put('documents', keyOf(n), Buffer.from(value.repeat(50)));
      });
    };
    fill('before');
    checkpointer.committed();
    await checkpointer.flush();
    for (let i = 0; i < 30; i++) fill(`after${i}`);
    const copy = join(directory, 'copy');
    mkdirSync(copy);
    for (const file of ['data.mdb', 'checkpoint']) copyFileSync(join(directory, file), join(copy, file));
    await checkpointer.close();
    await tables.close();
    return copy;
  }

  /** Makes the checkpoints of a directory those of another boot. */
  function forgetBoot(directory: string): void {
    const path = join(directory, 'checkpoint');
    const content = readFileSync(path);
    const slotBytes = 32 + 8 + 64 + 2 * PAGE_SIZE;
    for (let start = 0; start < content.length; start += slotBytes) {
      const body = content.subarray(start + 32, start + slotBytes);
      body.fill(0, 8, 72).write('another boot', 8, 'latin1');
      createHash('sha256').update(body).digest().copy(content, start);
    }
    writeFileSync(path, content);
  }

  async function valuesIn(directory: string): Promise<Set<string>> {
    const tables = new Tables(directory);
    const values = Array.from({ length: VALUES }, (_, n) => tables.get('documents', keyOf(n))!.toString());
    await tables.close();
    return new Set(values.map((value) => value.slice(0, value.length / 50)));
  }

  it('the data is whole, as of the last checkpoint', async () => {
    const copy = await directoryWithOldCheckpoint();
    forgetBoot(copy);
    recoverAfterRestart(copy);
    expect(await valuesIn(copy)).toEqual(new Set(['before']));
  });

  it('nothing is put back as long as the machine has been running', async () => {
    const copy = await directoryWithOldCheckpoint();
    recoverAfterRestart(copy);
    expect(await valuesIn(copy)).toEqual(new Set(['after29']));
  });

  it('a torn checkpoint is not used', async () => {
    const copy = await directoryWithOldCheckpoint();
    forgetBoot(copy);
    const kept = readFileSync(join(copy, 'checkpoint'));
    for (let at = 200; at < kept.length; at += 4096) kept[at] = kept[at]! ^ 1;
    writeFileSync(join(copy, 'checkpoint'), kept);
    recoverAfterRestart(copy);
    expect(await valuesIn(copy)).toEqual(new Set(['after29']));
  });
});
