import { encodeDocument } from '../bson/encode';
import { Binary, type Doc, docOf, Timestamp } from '../bson/values';

/** Answer of a command: a document, or one already encoded. The dispatcher adds `ok`, `$clusterTime` and `operationTime`. */
export type Reply = Doc | Buffer;

const OK = Buffer.from('\x01ok\0\0\0\0\0\0\0\xf0\x3f', 'latin1');
const TIMES = timesTemplate();
const CLUSTER_TIME_AT = TIMES.indexOf('clusterTime\0', 14) + 'clusterTime\0'.length;
const OPERATION_TIME_AT = TIMES.indexOf('operationTime\0') + 'operationTime\0'.length;

/** Fields at the end of each reply, as bytes: the times of a replica set, with the closing zero of the document. */
function timesTemplate(): Buffer {
  const unsigned = docOf({ hash: new Binary(Buffer.alloc(20), 0), keyId: 0n });
  const template = encodeDocument(
    docOf({
      $clusterTime: docOf({ clusterTime: new Timestamp(0n), signature: unsigned }),
      operationTime: new Timestamp(0n),
    }),
  );
  return template.subarray(4);
}

/** Ends the encoded `body` of a reply: `ok: 1` where it succeeded, and the times. Returns the parts in order; `body` is changed in place. */
export function finishReply(body: Buffer, succeeded: boolean, time: bigint): Buffer[] {
  const tail = Buffer.allocUnsafe((succeeded ? OK.length : 0) + TIMES.length);
  const start = succeeded ? OK.copy(tail, 0) : 0;
  TIMES.copy(tail, start);
  tail.writeBigUInt64LE(time, start + CLUSTER_TIME_AT);
  tail.writeBigUInt64LE(time, start + OPERATION_TIME_AT);
  body.writeInt32LE(body.length - 1 + tail.length, 0);
  return [body.subarray(0, body.length - 1), tail];
}
