import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Schema, Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A piece of an uploaded file: kept in the database, since another process may be the one that reads it. */
interface UploadPiece {
  _id: Types.ObjectId;
  uploadId: Types.ObjectId;
  /** Place among the pieces, from 0. */
  place: number;
  bytes: Buffer;
  at: Date;
}

const schema = new Schema<UploadPiece>(
  {
    uploadId: { type: Schema.Types.ObjectId, required: true },
    place: { type: Number, required: true },
    bytes: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A file has one piece at each place.
schema.index({ uploadId: 1, place: 1 }, { unique: true });
// What was left behind goes by itself: a file names people.
schema.index({ at: 1 }, { expireAfterSeconds: 30 * 86_400 });

const Piece = defineModel<UploadPiece>('UploadPiece', schema, 'uploadpieces');

const PIECE_BYTES = 1024 * 1024;

export interface StoredUpload {
  uploadId: Types.ObjectId;
  hash: string;
  bytes: number;
  format: 'csv' | 'xlsx';
}

/** Stores what comes in piece by piece; `request_too_large` beyond `mostBytes`, `file_missing` for nothing. */
export async function storeUpload(source: AsyncIterable<Buffer>, mostBytes: number, now: Date): Promise<StoredUpload> {
  const uploadId = new Types.ObjectId();
  const hash = createHash('sha256');
  let [bytes, place] = [0, 0];
  let begin: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of inPieces(source)) {
      bytes += piece.length;
      if (bytes > mostBytes) throw new AppError('request_too_large', { limit: `${mostBytes} bytes` });
      if (place === 0) begin = piece.subarray(0, 4);
      hash.update(piece);
      await Piece.collection.insertOne({ _id: new Types.ObjectId(), uploadId, place, bytes: piece, at: now } as never);
      place += 1;
    }
    if (bytes === 0) throw new AppError('file_missing');
  } catch (error) {
    await removeUpload(uploadId);
    throw error;
  }
  // A packed sheet begins with the mark of zip files.
  const format = begin.equals(Buffer.from('PK\u0003\u0004')) ? 'xlsx' : 'csv';
  return { uploadId, hash: hash.digest('hex'), bytes, format };
}

async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** Removes a stored file. */
export async function removeUpload(uploadId: Types.ObjectId, session: ClientSession | null = null): Promise<void> {
  await Piece.deleteMany({ uploadId }).session(session);
}

async function* piecesOf(uploadId: Types.ObjectId): AsyncGenerator<Buffer> {
  for (let place = 0; ; place += 1) {
    const piece = await Piece.findOne({ uploadId, place }, { bytes: 1 }).lean();
    if (!piece) return;
    const { bytes } = piece as unknown as { bytes: Buffer | { buffer: Uint8Array } };
    yield Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
  }
}

/** Puts a stored file on disk for as long as `work` reads it. */
export async function withUploadedFile<T>(uploadId: Types.ObjectId, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'linzhang-import-'));
  try {
    const path = join(folder, 'list');
    await pipeline(Readable.from(piecesOf(uploadId)), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
