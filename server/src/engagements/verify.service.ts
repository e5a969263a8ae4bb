import type { Difference } from '../db/difference';
import { Engagement } from './engagement.model';

/** Finds rows of the ledger that take back what is not there, or something else. */
export async function* verifyEngagements(): AsyncGenerator<Difference> {
  for await (const row of Engagement.find({ reverses: { $exists: true } })
    .lean()
    .cursor()) {
    const reversed = await Engagement.findById(row.reverses, { memberId: 1, kind: 1, causeId: 1, reverses: 1 }).lean();
    const expected = `${row.memberId.toHexString()} ${row.kind} ${row.causeId}`;
    const found =
      reversed && !reversed.reverses
        ? `${reversed.memberId.toHexString()} ${reversed.kind} ${reversed.causeId}`
        : 'nothing that could be taken back';
    if (found !== expected) yield { projection: 'engagements.reverses', id: row._id.toHexString(), expected, found };
  }
}
