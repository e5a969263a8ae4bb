import { engagementTwinKey } from '@linzhang/shared/engagements/engagements.rules';
import { type ClientSession, Types } from 'mongoose';
import { moveRows, standing, twinsAmong } from '../db/moveRows';
import { registerHolding } from '../members/holdings.service';
import { Engagement, type EngagementRecord } from './engagement.model';
import { reverseEngagement } from './engagements.service';

/** Tells members what the ledger keeps for them. Deletion leaves it: the id stands for nobody then. */
export function registerEngagements(): void {
  registerHolding({ name: 'engagements', move: moveEngagements, exportOwn: exportEngagements });
}

/**
 * Gives the ledger of one account to another. What both did is one thing (both joined the same group): the earlier row
 * stays, the later is taken back.
 */
async function moveEngagements(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  const [theirs, own] = [await rowsOf(session, from), await rowsOf(session, to)];
  for (const [one, other] of twinsAmong(standing(theirs), standing(own), engagementTwinKey)) {
    const { memberId, kind, causeId } = isEarlier(one, other) ? other : one;
    const because = 'account_merged';
    await reverseEngagement(session, { memberId: memberId.toHexString(), kind, causeId }, { because, now });
  }
  const named = new Set(own.map(({ kind, causeId }) => `${kind} ${causeId}`));
  // By the driver itself: the model refuses every change. What happened stays; only the row's name gives way.
  for (const { memberId, kind, causeId } of theirs.filter((row) => named.has(`${row.kind} ${row.causeId}`)))
    await Engagement.collection.updateMany(
      { memberId, kind, causeId },
      { $set: { causeId: `${causeId}#${from}` } },
      { session },
    );
  await moveRows(Engagement, session, from, to);
}

function rowsOf(session: ClientSession, memberId: string): Promise<EngagementRecord[]> {
  return Engagement.find({ memberId: new Types.ObjectId(memberId) })
    .session(session)
    .lean();
}

const MOST_EXPORTED = 10_000;

async function exportEngagements(memberId: string): Promise<unknown> {
  const rows = await Engagement.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ occurredAt: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  return rows.map(({ kind, occurredAt, amountFen, because, reverses }) => ({
    kind,
    occurredAt,
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(reverses ? { takesBack: true, because } : {}),
  }));
}

/** Of two at one instant the one written first. */
function isEarlier(one: EngagementRecord, other: EngagementRecord): boolean {
  const ms = one.occurredAt.getTime() - other.occurredAt.getTime();
  return ms < 0 || (ms === 0 && one._id.toHexString() < other._id.toHexString());
}
