import { CommandError, ErrorCode } from '../../errors';
import { checkInterrupt, type Operation, TICK } from '../../operation';
import { MAX_DOCUMENT_BYTES } from '../services';
import { TimeSlice } from '../time-slice';
import type { DocumentSource } from './cursors';

/** Documents of a first batch when the client does not say how many. */
export const DEFAULT_BATCH = 101;

/** A computed document may be a little longer than a stored one, as in MongoDB. */
const LARGEST_RESULT = MAX_DOCUMENT_BYTES + 16 * 1024;

function tooLarge(length: number): CommandError {
  return new CommandError(
    ErrorCode.BSONObjectTooLarge,
    `BSONObj size: ${length} (0x${length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${LARGEST_RESULT}(16MB)`,
  );
}

/** Documents for one reply. */
export interface Batch {
  readonly documents: Buffer[];
  /** Read already, but too big for this reply. */
  readonly pending?: Buffer;
  readonly exhausted: boolean;
}

/** Reads up to `size` documents, at most 16 MB unless one alone is bigger, in turns with other work. */
export async function readBatch(
  source: DocumentSource,
  size: number,
  operation: Operation,
  pending?: Buffer,
): Promise<Batch> {
  const documents: Buffer[] = [];
  let bytes = 0;
  if (pending) {
    documents.push(pending);
    bytes = pending.length;
  }
  const slice = new TimeSlice();
  checkInterrupt(operation);
  while (documents.length < size) {
    const next = source.documents.next();
    if (next.done) return { documents, exhausted: true };
    if (next.value === TICK) {
      checkInterrupt(operation);
      if (slice.over) await slice.rest(operation);
      continue;
    }
    const document = next.value as Buffer;
    if (document.length > LARGEST_RESULT) throw tooLarge(document.length);
    if (documents.length > 0 && bytes + document.length > MAX_DOCUMENT_BYTES) {
      return { documents, pending: document, exhausted: false };
    }
    documents.push(document);
    bytes += document.length;
    if ((documents.length & 127) === 0 && slice.over) await slice.rest(operation);
  }
  return { documents, exhausted: source.exhausted?.() === true };
}
