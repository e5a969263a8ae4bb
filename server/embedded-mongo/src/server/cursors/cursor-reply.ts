const KEYS: Buffer[] = [];

function arrayKey(index: number): Buffer {
  let key = KEYS[index];
  if (!key) {
    key = Buffer.from(`\x03${index}\0`, 'latin1');
    if (index < 10_000) KEYS[index] = key;
  }
  return key;
}

const HEAD = Buffer.from('\0\0\0\0\x03cursor\0', 'latin1');
const ID = Buffer.from('\x12id\0', 'latin1');
const NS = Buffer.from('\x02ns\0', 'latin1');
const AT_CLUSTER_TIME = Buffer.from('\x11atClusterTime\0', 'latin1');

/** What a cursor reply says beside its documents. */
export interface CursorReplyFields {
  /** 0 where there is no more. */
  readonly id: bigint;
  readonly namespace: string;
  readonly field: 'firstBatch' | 'nextBatch';
  /** Point in time of a snapshot read outside a transaction. */
  readonly atClusterTime?: bigint;
}

/** Body of a cursor reply, put together from documents that stay encoded. */
export function cursorReply(documents: readonly Buffer[], fields: CursorReplyFields): Buffer {
  const batchName = Buffer.from(`\x04${fields.field}\0`, 'latin1');
  const namespace = Buffer.from(fields.namespace, 'utf8');
  let arrayLength = 5;
  for (let i = 0; i < documents.length; i++) arrayLength += arrayKey(i).length + documents[i]!.length;
  const timeLength = fields.atClusterTime === undefined ? 0 : AT_CLUSTER_TIME.length + 8;
  const cursorLength =
    4 + batchName.length + arrayLength + timeLength + ID.length + 8 + NS.length + 4 + namespace.length + 1 + 1;
  const body = Buffer.allocUnsafe(HEAD.length + cursorLength + 1);
  let at = HEAD.copy(body, 0);
  body.writeInt32LE(body.length, 0);
  at = body.writeInt32LE(cursorLength, at);
  at += batchName.copy(body, at);
  at = writeArray(body, at, arrayLength, documents);
  if (fields.atClusterTime !== undefined) {
    at += AT_CLUSTER_TIME.copy(body, at);
    at = body.writeBigUInt64LE(fields.atClusterTime, at);
  }
  at += ID.copy(body, at);
  at = body.writeBigInt64LE(fields.id, at);
  at += NS.copy(body, at);
  at = body.writeInt32LE(namespace.length + 1, at);
  at += namespace.copy(body, at);
  body.fill(0, at);
  return body;
}

function writeArray(body: Buffer, start: number, length: number, documents: readonly Buffer[]): number {
  let at = body.writeInt32LE(length, start);
  for (let i = 0; i < documents.length; i++) {
    at += arrayKey(i).copy(body, at);
    const document = documents[i]!;
    body.set(document, at);
    at += document.length;
  }
  body[at] = 0;
  return at + 1;
}
