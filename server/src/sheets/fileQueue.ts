import type { Types } from 'mongoose';
import { takeLease } from '../db/lease';
import { FileRefusal } from './fileRefusal';
import { withUploadedFile } from './uploads';

/** What every file that waits has. */
export interface QueuedFile {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  /** Names the stored pieces of the file. */
  uploadId: Types.ObjectId;
  /** How often a process has begun with it: who ends the process each time is given up. */
  tries: number;
}

/** The files that wait in a domain, and what becomes of them. */
export interface FileQueue<F extends QueuedFile> {
  name: string;
  /** Files that are not through, those of one branch in their order. */
  open: () => Promise<Pick<F, '_id' | 'branchId'>[]>;
  /** Counts a try and gives the file back; null once it is through. */
  begin: (_id: Types.ObjectId) => Promise<F | null>;
  /** Does the next step with the file at `path`; called again until `begin` gives null. */
  work: (file: F, path: string) => Promise<void>;
  /** The file is not read further. */
  refuse: (file: F, refusal: FileRefusal) => Promise<void>;
}

export interface FileWork {
  /** True once the process stops. */
  stopping: () => boolean;
  /** How long a branch stays with a process that died, in milliseconds. */
  leaseMs?: number;
}

const LEASE_MS = 30_000;
/** A file that ended so many processes, or failed so often, is given up. */
const MAX_TRIES = 10;

/**
 * Works on the files that wait, one after another and one at a time per branch; gives the number of steps. A lease
 * keeps other processes off a branch; what a process that died had in hand, the next one goes on with.
 */
export async function workFiles<F extends QueuedFile>(queue: FileQueue<F>, work: FileWork): Promise<number> {
  const open = await queue.open();
  let worked = 0;
  for (const branchId of new Set(open.map((file) => file.branchId.toHexString()))) {
    if (work.stopping()) break;
    const giveBack = await takeLease(`${queue.name}:${branchId}`, work.leaseMs ?? LEASE_MS);
    if (!giveBack) continue;
    try {
      const files = open.filter((file) => file.branchId.toHexString() === branchId);
      for (const { _id } of files) if (!work.stopping()) worked += await workOne(_id, queue, work);
    } finally {
      await giveBack();
    }
  }
  return worked;
}

async function workOne<F extends QueuedFile>(
  _id: Types.ObjectId,
  queue: FileQueue<F>,
  { stopping }: FileWork,
): Promise<number> {
  let worked = 0;
  for (;;) {
    const file = await queue.begin(_id);
    if (!file || stopping()) return worked;
    worked += 1;
    try {
      if (file.tries > MAX_TRIES) throw new FileRefusal('gave_up');
      await withUploadedFile(file.uploadId, (path) => queue.work(file, path));
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      await queue.refuse(file, error);
      return worked;
    }
  }
}
