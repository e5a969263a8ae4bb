import type { EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import type { Types } from 'mongoose';
import { Engagement } from './engagement.model';

/** A row of the ledger that holds: neither taken back nor taking back another. */
export interface StandingEngagement {
  memberId: Types.ObjectId;
  causeId: string;
}

/** All rows of a kind that hold, for whoever recomputes what follows from them. */
export async function* standingEngagements(kind: EngagementKind): AsyncGenerator<StandingEngagement> {
  const rows = Engagement.aggregate<{ _id: StandingEngagement }>([
    { $match: { kind } },
    {
      $group: {
        _id: { memberId: '$memberId', causeId: '$causeId' },
        standing: { $sum: { $cond: [{ $eq: [{ $type: '$reverses' }, 'missing'] }, 1, -1] } },
      },
    },
    { $match: { standing: { $gt: 0 } } },
  ]);
  for await (const row of rows.cursor<{ _id: StandingEngagement }>({ batchSize: 1000 })) yield row._id;
}

/** Causes of all rows of a kind that were ever written, also where one was taken back since. */
export async function* recordedCauses(kind: EngagementKind): AsyncGenerator<string> {
  const rows = Engagement.find({ kind, reverses: { $exists: false } }, { causeId: 1 }).lean();
  for await (const { causeId } of rows.cursor({ batchSize: 1000 })) yield causeId;
}
