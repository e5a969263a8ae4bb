import { AppError } from '@linzhang/shared/kernel/errors';
import { isCardComplete } from '@linzhang/shared/stamps/rewards.rules';
import { undoRefusal } from '@linzhang/shared/stamps/scan.rules';
import { type ClientSession, Types } from 'mongoose';
import { reverseConversion } from '../attribution/attribution.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { once } from '../db/requests';
import { reverseEngagement } from '../engagements/engagements.service';
import { type EventRecord, getEvent } from '../events/events.service';
import { cancelPrize } from '../offers/offers.service';
import { settingsOf } from '../settings/settings.service';
import { Card } from './card.model';
import { announceCard } from './cardNews';
import { Conflict } from './conflict.model';
import { Grant, type GrantRecord } from './grant.model';
import { Stamp, type StampRecord, type VoidCause } from './stamp.model';

/** A stamp with its event; throws `not_found`. */
export async function getStamp(stampId: string): Promise<{ stamp: StampRecord; event: EventRecord }> {
  const stamp = await Stamp.findById(stampId).lean();
  if (!stamp) throw new AppError('not_found');
  return { stamp, event: await getEvent(stamp.eventId.toHexString()) };
}

export interface VoidRequest {
  stampId: string;
  employeeId: string;
  reason: string;
  requestId: string;
  actor: AuditActor;
}

export interface VoidedStamp {
  stampId: string;
  voidedAt: string;
  because: 'undone' | 'voided';
}

/** Takes back the own last stamp while the time for it runs. */
export async function undoStamp(request: VoidRequest, now: Date): Promise<VoidedStamp> {
  const { stampId, employeeId } = request;
  const { stamp } = await getStamp(stampId);
  const { undoSeconds } = await settingsOf(stamp.branchId.toHexString());
  return voidOnce(request, 'undone', now, async (session) => {
    const found = await stampIn(session, stampId);
    const last = await Stamp.findOne({ employeeId: found.employeeId, active: true }, { _id: 1 })
      .sort({ recordedAt: -1, _id: -1 })
      .session(session)
      .lean();
    const facts = {
      employeeId: found.employeeId.toHexString(),
      recordedAt: found.recordedAt,
      voided: !found.active,
    };
    const asking = { employeeId, isLast: last?._id.equals(found._id) ?? false };
    const refusal = undoRefusal(facts, asking, undoSeconds, now);
    if (refusal) throw new AppError(refusal);
    return found;
  });
}

/** A head voids a stamp, whoever gave it and whenever that was. */
export async function voidStamp(request: VoidRequest, now: Date): Promise<VoidedStamp> {
  return voidOnce(request, 'voided', now, async (session) => {
    const found = await stampIn(session, request.stampId);
    if (!found.active) throw new AppError('stamp_voided');
    return found;
  });
}

async function stampIn(session: ClientSession, stampId: string): Promise<StampRecord> {
  const stamp = await Stamp.findById(stampId).session(session).lean();
  if (!stamp) throw new AppError('not_found');
  return stamp;
}

async function voidOnce(
  { stampId, employeeId, reason, requestId, actor }: VoidRequest,
  cause: 'undone' | 'voided',
  now: Date,
  find: (session: ClientSession) => Promise<StampRecord>,
): Promise<VoidedStamp> {
  const key = { actorId: employeeId, operation: `stamp_${cause}`, requestId, params: { stampId, reason } };
  const answer = await once(key, now, async (session): Promise<VoidedStamp & { memberId: string; eventId: string }> => {
    const stamp = await find(session);
    await voidInTransaction(session, stamp, { cause, reason, by: employeeId, now });
    await recordAuditBy(session, actor, {
      action: 'stamp_voided',
      subject: { kind: 'stamp', id: stampId },
      branchId: stamp.branchId.toHexString(),
      at: now,
      reason,
      changes: { cause, memberId: stamp.memberId.toHexString(), boothId: stamp.boothId.toHexString() },
    });
    return {
      stampId,
      voidedAt: now.toISOString(),
      because: cause,
      memberId: stamp.memberId.toHexString(),
      eventId: stamp.eventId.toHexString(),
    };
  });
  const { memberId, eventId, ...voided } = answer;
  announceCard(memberId, eventId);
  return voided;
}

export interface Voiding {
  cause: VoidCause;
  reason: string;
  /** Employee who voids; null where the system does (an account moved). */
  by: string | null;
  now: Date;
}

/** Voids a stamp and takes back what it caused: rewards above the count that is left, the completed card, the credit. */
export async function voidInTransaction(
  session: ClientSession,
  stamp: StampRecord,
  { cause, reason, by, now }: Voiding,
): Promise<void> {
  const taken = await Stamp.updateOne(
    { _id: stamp._id, active: true },
    {
      $set: {
        active: false,
        voidedAt: now,
        voidCause: cause,
        voidReason: reason,
        ...(by === null ? {} : { voidedBy: new Types.ObjectId(by) }),
      },
    },
    { session },
  );
  if (taken.modifiedCount === 0) throw new AppError('stamp_voided');
  const memberId = stamp.memberId.toHexString();
  const back = { because: `stamp_${cause}`, now, ...(by === null ? {} : { employeeId: by }) };
  await reverseEngagement(session, { memberId, kind: 'stamped', causeId: stamp._id.toHexString() }, back);
  await shrinkCard(session, stamp, back);
  await takeGrantsBack(session, stamp, back);
  await Conflict.updateMany(
    { stampId: stamp._id, status: 'open' },
    { $set: { status: 'rejected', decidedAt: now, ...(by === null ? {} : { decidedBy: new Types.ObjectId(by) }) } },
    { session },
  );
}

interface TakingBack {
  because: string;
  now: Date;
  employeeId?: string;
}

/** Counts the card anew; one that is no longer complete loses the conversion that completing it was. */
async function shrinkCard(session: ClientSession, stamp: StampRecord, back: TakingBack): Promise<void> {
  const where = { memberId: stamp.memberId, eventId: stamp.eventId };
  const event = await getEvent(stamp.eventId.toHexString(), session);
  const stampCount = await Stamp.countDocuments({ ...where, active: true }).session(session);
  const before = await Card.findOneAndUpdate(
    where,
    { $set: { stampCount }, $inc: { version: 1 } },
    { session, returnDocument: 'before' },
  ).lean();
  if (!before?.completedBy || isCardComplete(stampCount, event.cardRule.needed)) return;
  await Card.updateOne(where, { $unset: { completedAt: '', completedBy: '' } }, { session });
  const fact = {
    memberId: stamp.memberId.toHexString(),
    kind: 'stamp_card_completed' as const,
    causeId: before.completedBy.toHexString(),
  };
  await reverseEngagement(session, fact, back);
  await reverseConversion(session, fact, back);
}

/** Takes back the rewards above the count that is left, and the booth's own offer; what was redeemed stays given. */
async function takeGrantsBack(session: ClientSession, stamp: StampRecord, back: TakingBack): Promise<void> {
  const where = { memberId: stamp.memberId, eventId: stamp.eventId, active: true };
  const event = await getEvent(stamp.eventId.toHexString(), session);
  const stampCount = await Stamp.countDocuments(where).session(session);
  const kept = new Set(event.rewards.filter((reward) => reward.at <= stampCount).map(({ _id }) => _id.toHexString()));
  const grants = await Grant.find(where).session(session).lean();
  for (const grant of grants) {
    const ownOffer = grant.part === 'booth_offer';
    const lost = ownOffer ? grant.stampId.equals(stamp._id) : !kept.has(grant.rewardId.toHexString());
    if (lost) await takeGrantBack(session, grant, back);
  }
}

async function takeGrantBack(session: ClientSession, grant: GrantRecord, back: TakingBack): Promise<void> {
  const id = grant._id.toHexString();
  const inClaim = grant.part === 'prize' || grant.part === 'booth_offer';
  // A prize that was handed out is not taken from the customer; it stays, so that it is not earned again.
  if (inClaim && (await cancelPrize(session, id, back.now)) === 'used') return;
  await Grant.updateOne({ _id: grant._id, active: true }, { $set: { active: false, voidedAt: back.now } }, { session });
  if (grant.part === 'badge')
    await reverseEngagement(
      session,
      { memberId: grant.memberId.toHexString(), kind: 'badge_earned', causeId: id },
      back,
    );
}
