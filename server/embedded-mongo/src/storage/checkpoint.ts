import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bootId, sameBoot } from './boot-id';

/**
 * LMDB commits here without waiting for the disk, so that a commit costs microseconds and survives the end of the
 * process (the page cache has it). When the machine stops, the disk may hold any mixture of pages. So from time to time
 * the data is flushed and then the two meta pages of that moment are kept in a file of their own. After a restart of
 * the machine the kept meta pages are put back: the data is then as of the last flush. Until the next flush a read
 * transaction on the flushed state keeps LMDB from using its pages again.
 */
const META_FILE = 'checkpoint';
const DATA_FILE = 'data.mdb';
const META_PAGES = 2;
const DIGEST_BYTES = 32;
const syncData = promisify(fdatasync);

/** Length of one data page; fixed when the file is made. */
export const PAGE_SIZE = 4096;

/** Puts the last flushed state back when the machine has been restarted since the directory was last open. */
export function recoverAfterRestart(directory: string): void {
  const data = join(directory, DATA_FILE);
  const kept = join(directory, META_FILE);
  if (!existsSync(data) || !existsSync(kept)) return;
  const slots = readSlots(kept);
  const last = slots[0];
  if (!last || sameBoot(last.boot, bootId())) return;
  const file = openSync(data, 'r+');
  try {
    writeSync(file, last.metaPages, 0, last.metaPages.length, 0);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

interface Slot {
  readonly sequence: number;
  readonly boot: string;
  readonly metaPages: Buffer;
}

const BOOT_BYTES = 64;
const SLOT_BYTES = DIGEST_BYTES + 8 + BOOT_BYTES + META_PAGES * PAGE_SIZE;

/** The valid slots, latest first. Of the two, one may be torn by a power failure. */
function readSlots(path: string): Slot[] {
  const content = readFileSync(path);
  const slots: Slot[] = [];
  for (let start = 0; start + SLOT_BYTES <= content.length; start += SLOT_BYTES) {
    const digest = content.subarray(start, start + DIGEST_BYTES);
    const body = content.subarray(start + DIGEST_BYTES, start + SLOT_BYTES);
    if (!createHash('sha256').update(body).digest().equals(digest)) continue;
    slots.push({
      sequence: Number(body.readBigUInt64BE(0)),
      boot: body.toString('latin1', 8, 8 + BOOT_BYTES).replace(/\0+$/, ''),
      metaPages: Buffer.from(body.subarray(8 + BOOT_BYTES)),
    });
  }
  return slots.sort((a, b) => b.sequence - a.sequence);
}

/** What a checkpoint needs of the environment: a read transaction on the state just committed. */
export type PinState = () => { done(): void };

/** Writes checkpoints: at most one at a time, at most every `interval` ms unless somebody waits for one. */
export class Checkpointer {
  private readonly data: number;
  private readonly kept: number;
  private sequence: number;
  private pinned: { done(): void } | undefined;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private dirty = false;

  constructor(
    directory: string,
    private readonly pin: PinState,
    private readonly interval: number,
    private readonly onFailure: (error: unknown) => void,
  ) {
    const path = join(directory, META_FILE);
    if (!existsSync(path)) writeFileSync(path, '');
    this.sequence = readSlots(path)[0]?.sequence ?? 0;
    this.data = openSync(join(directory, DATA_FILE), 'r+');
    this.kept = openSync(path, 'r+');
  }

  /** Call after a commit: sees to a checkpoint soon. */
  committed(): void {
    this.dirty = true;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flush().catch(this.onFailure);
    }, this.interval).unref();
  }

  /** Resolves when everything committed before the call is on the disk. */
  async flush(): Promise<void> {
    // A checkpoint under way began before the latest commit; those who wait meanwhile share the next one.
    if (this.running) await this.running.catch(() => undefined);
    if (this.running) return this.running;
    if (!this.dirty) return;
    this.running = this.write().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.flush();
    this.pinned?.done();
    closeSync(this.data);
    closeSync(this.kept);
  }

  private async write(): Promise<void> {
    this.dirty = false;
    const pinned = this.pin();
    try {
      const slot = this.slotOfNow();
      await syncData(this.data);
      writeSync(this.kept, slot, 0, slot.length, (this.sequence % 2) * SLOT_BYTES);
      await syncData(this.kept);
    } catch (error) {
      this.dirty = true;
      pinned.done();
      throw error;
    }
    this.pinned?.done();
    this.pinned = pinned;
  }

  /** Read through the page cache in the same turn as the pin, so they are the meta pages of the pinned state. */
  private slotOfNow(): Buffer {
    this.sequence++;
    const slot = Buffer.alloc(SLOT_BYTES);
    const body = slot.subarray(DIGEST_BYTES);
    body.writeBigUInt64BE(BigInt(this.sequence), 0);
    body.write(bootId(), 8, BOOT_BYTES, 'latin1');
    readSync(this.data, body, 8 + BOOT_BYTES, META_PAGES * PAGE_SIZE, 0);
    createHash('sha256').update(body).digest().copy(slot);
    return slot;
  }
}
