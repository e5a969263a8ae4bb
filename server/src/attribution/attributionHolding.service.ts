import { conversionTwinKey } from '@linzhang/shared/attribution/attribution.rules';
import { type ClientSession, Types } from 'mongoose';
import { registerApproval } from '../approvals/approvals.service';
import { registerBindingDecision } from '../channels/reviews.service';
import { moveRows, standing, twinsAmong } from '../db/moveRows';
import { hasEngagement, recordEngagements } from '../engagements/engagements.service';
import { registerHolding } from '../members/holdings.service';
import { isInsider } from '../members/insiders.service';
import { limitIdsOf } from '../members/members.service';
import { registerPhoneBound } from '../members/phoneBound.service';
import { registerServiceSource } from '../members/relations.service';
import { decideHeld, recordConversion, reverseConversion } from './attribution.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit } from './credit.model';
import { relationsOf } from './memberRelations.service';
import { OriginChange } from './originChange.model';
import { applyOrigin } from './originDecisions.service';
import { OwnerChange } from './ownerChange.model';
import { endRelation, moveRelation } from './relations.service';

/** Tells members who serves a member, what is kept of it, and what a bound phone means; and channels what a review does. */
export function registerAttribution(): void {
  registerServiceSource(relationsOf);
  registerPhoneBound(recordPhoneBound);
  registerBindingDecision(decideHeld);
  registerApproval('origin_change', { apply: applyOrigin });
  registerHolding({
    name: 'attribution',
    move: moveAttribution,
    exportOwn: exportAttribution,
    erase: (session, memberId) => endRelation(session, memberId),
  });
}

/** A person binds a phone for the first time once; another number, or another account, is no second time. */
async function recordPhoneBound(session: ClientSession, memberId: string, now: Date): Promise<void> {
  if (await hasEngagement(await limitIdsOf(memberId, session), 'phone_bound', session)) return;
  const insider = await isInsider(memberId, session);
  const times = { occurredAt: now, recordedAt: now };
  await recordEngagements(session, [
    { memberId, kind: 'phone_bound', causeId: memberId, ...times, ...(insider ? { insider } : {}) },
  ]);
  await recordConversion(session, { memberId, kind: 'phone_bound', causeId: memberId, at: now, now });
}

/** Of what both accounts did, the earlier conversion stays and the later is taken back with its credit. */
async function moveAttribution(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  const [theirs, own] = [await conversionsOf(session, from), await conversionsOf(session, to)];
  for (const [one, other] of twinsAmong(standing(theirs), standing(own), conversionTwinKey)) {
    const { memberId, kind, causeId } = one.at < other.at ? other : one;
    const key = { memberId: memberId.toHexString(), kind, causeId };
    await reverseConversion(session, key, { because: 'account_merged', now });
  }
  const named = new Set(own.map(({ kind, causeId }) => `${kind} ${causeId}`));
  // By the driver itself: the model refuses every change. What happened stays; only the row's name gives way.
  for (const { memberId, kind, causeId } of theirs.filter((row) => named.has(`${row.kind} ${row.causeId}`)))
    await Conversion.collection.updateMany(
      { memberId, kind, causeId },
      { $set: { causeId: `${causeId}#${from}` } },
      { session },
    );
  await moveRows(Conversion, session, from, to);
  await moveRows(Credit, session, from, to);
  await moveRows(OwnerChange, session, from, to);
  await moveRows(OriginChange, session, from, to);
  await moveRelation(session, from, to, now);
}

function conversionsOf(session: ClientSession, memberId: string): Promise<ConversionRecord[]> {
  return Conversion.find({ memberId: new Types.ObjectId(memberId) })
    .session(session)
    .lean();
}

const MOST_EXPORTED = 2_000;

async function exportAttribution(memberId: string): Promise<unknown> {
  const rows = await Conversion.find({ memberId: new Types.ObjectId(memberId), reverses: { $exists: false } })
    .sort({ at: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  return rows.map(({ kind, at, amountFen }) => ({ kind, at, ...(amountFen === undefined ? {} : { amountFen }) }));
}
