import { decodeDocument } from '../../bson/decode';
import { encodeDocument } from '../../bson/encode';
import { type Doc, docOf, isDoc, UtcDate } from '../../bson/values';
import { StatementLog } from './statement-log';

/** What must outlive a restart of the server about a session's latest transaction number. */
export interface SessionRecord {
  readonly txnNumber: bigint;
  /** A committed transaction, or a retryable write. */
  readonly kind: 'committed' | 'retryable';
  readonly statements: StatementLog;
  /** Whole answer of a findAndModify. */
  readonly reply?: Doc;
}

/** Bytes of a record; `now` is kept with it so that old ones can be removed. */
export function encodeSessionRecord(record: SessionRecord, now: number): Buffer {
  const { txnNumber, kind, statements, reply } = record;
  return encodeDocument(docOf({ txnNumber, kind, at: new UtcDate(now), statements: statements.toValue(), reply }));
}

/** Reads a record and the time it was written. */
export function decodeSessionRecord(bytes: Uint8Array): SessionRecord & { readonly writtenAt: number } {
  const doc = decodeDocument(bytes);
  const at = doc.get('at');
  const reply = doc.get('reply');
  return {
    txnNumber: doc.get('txnNumber') as bigint,
    kind: doc.get('kind') === 'committed' ? 'committed' : 'retryable',
    statements: StatementLog.fromValue(doc.get('statements')),
    reply: isDoc(reply) ? reply : undefined,
    writtenAt: at instanceof UtcDate ? Number(at.ms) : 0,
  };
}
