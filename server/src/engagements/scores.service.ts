import { addToScore, ENGAGEMENT_WEIGHTS, type EngagementScore } from '@linzhang/shared/tiering/engagementScore.rules';
import { Types } from 'mongoose';
import { Engagement, type EngagementRecord } from './engagement.model';

type Row = Pick<EngagementRecord, '_id' | 'memberId' | 'kind' | 'occurredAt' | 'reverses' | 'insider'>;

const FIELDS = { memberId: 1, kind: 1, occurredAt: 1, reverses: 1, insider: 1 };
const COUNTED = Object.keys(ENGAGEMENT_WEIGHTS);

/**
 * Engagement scores of members by their ledger, as value and instant; who did nothing that counts is not in it. With
 * `until`, by what they had done before that instant.
 */
export async function scoresOf(memberIds: readonly string[], until?: Date): Promise<Map<string, EngagementScore>> {
  const ids = memberIds.map((id) => new Types.ObjectId(id));
  const memberId = ids.length === 1 ? ids[0] : { $in: ids };
  return scoresIn({ memberId, ...(until ? { occurredAt: { $lt: until } } : {}) });
}

/** The same of everybody whose id lies between two, both inclusive: one walk along the index. */
export async function scoresBetween(first: string, last: string): Promise<Map<string, EngagementScore>> {
  return scoresIn({ memberId: { $gte: new Types.ObjectId(first), $lte: new Types.ObjectId(last) } });
}

async function scoresIn(where: Record<string, unknown>): Promise<Map<string, EngagementScore>> {
  const rows = await Engagement.collection
    .find<Row>({ ...where, kind: { $in: COUNTED } } as never, { projection: FIELDS })
    .sort({ memberId: 1, occurredAt: -1, _id: -1 })
    .toArray();
  const reversed = new Set(rows.flatMap((row) => (row.reverses ? [row.reverses.toHexString()] : [])));
  const scores = new Map<string, EngagementScore>();
  // The oldest first, so that the same rows give the same score to the last digit.
  for (const row of rows.reverse()) {
    const weight = ENGAGEMENT_WEIGHTS[row.kind];
    if (weight === undefined || row.insider || row.reverses || reversed.has(row._id.toHexString())) continue;
    const id = row.memberId.toHexString();
    scores.set(id, addToScore(scores.get(id) ?? null, weight, row.occurredAt));
  }
  return scores;
}
