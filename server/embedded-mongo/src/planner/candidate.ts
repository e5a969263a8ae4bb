import { decodeDocument } from '../bson/decode';
import type { Doc } from '../bson/values';
import type { RecordId } from '../storage/types';
import type { Candidate } from './types';

/** A stored document that is decoded when somebody looks into it. */
export class StoredCandidate implements Candidate {
  private decoded: Doc | undefined;

  constructor(
    readonly recordId: RecordId,
    readonly raw: Buffer,
  ) {}

  doc(): Doc {
    this.decoded ??= decodeDocument(this.raw);
    return this.decoded;
  }
}
