import { HOUR_MS } from '@linzhang/shared/kernel/time';
import { type OfflineVerdict, offlineDecision } from '@linzhang/shared/stamps/offline.rules';
import { CARD_RULE_VERSION } from '@linzhang/shared/stamps/rewards.rules';
import { friendsStamp, type ScanFacts, type ScanResult, scanDecision } from '@linzhang/shared/stamps/scan.rules';
import { Types } from 'mongoose';
import type { ConflictKind, ConflictRecord } from './conflict.model';
import { grantRewards } from './grantRewards';
import type { ScanRecord } from './scan.model';
import { type CardState, cardKey, markKept, requestKey, type ScanBatch, type ScanOutcome } from './scanBatch';
import type { KeptFacts, ScanIntent } from './scanIntent';
import type { StampRecord } from './stamp.model';

/** Answers one scan of a batch: the stored answer of its request, or a new one, which is kept. */
export async function answerScan(batch: ScanBatch, intent: ScanIntent): Promise<ScanOutcome> {
  const key = requestKey(intent);
  const before = batch.answered.get(key);
  if (before) return { ...before, repeated: true };
  const card = intent.code ? batch.cards.get(cardKey(intent.code.holder.memberId, intent.place.event._id)) : undefined;
  const facts = factsOf(intent, card);
  const verdict = verdictOf(batch, intent, facts);
  const scan = scanRecord(intent, verdict, facts);
  markKept(batch, intent, verdict.because);
  const outcome: ScanOutcome = { scan, stamp: null, grants: [], repeated: false };
  if (verdict.result === 'stamped' && card) {
    outcome.stamp = giveStamp(batch, intent, card, scan);
    outcome.grants = await grantRewards(batch, intent, card, outcome.stamp);
  }
  if (verdict.state === 'conflict') addConflict(batch, intent, scan, verdict.because as ConflictKind, facts.other);
  batch.scans.push(scan);
  batch.answered.set(key, outcome);
  return outcome;
}

/** Gives the stamp of a scan that the organizer accepted, unless the booth has stamped meanwhile. */
export async function acceptScan(batch: ScanBatch, intent: ScanIntent, scan: ScanRecord): Promise<ScanOutcome> {
  const card = intent.code && batch.cards.get(cardKey(intent.code.holder.memberId, intent.place.event._id));
  if (!card) throw new Error('an accepted scan names a member');
  const { here } = factsOf(intent, card);
  const outcome: ScanOutcome = { scan, stamp: null, grants: [], repeated: false };
  if (here) return { ...outcome, scan: { ...scan, result: 'already_stamped', stampId: here._id } };
  outcome.scan = { ...scan, result: 'stamped' };
  outcome.stamp = giveStamp(batch, { ...intent, accepted: true }, card, outcome.scan);
  outcome.grants = await grantRewards(batch, intent, card, outcome.stamp);
  return outcome;
}

type Facts = ScanFacts & { here: StampRecord | null; other: StampRecord | null };

function factsOf(intent: ScanIntent, card: CardState | undefined): Facts {
  const { booth, event } = intent.place;
  const boothId = booth._id.toHexString();
  const here = card?.stamps.find((stamp) => stamp.boothId.equals(booth._id)) ?? null;
  const other = card?.stamps.find((stamp) => stamp.code !== undefined && stamp.code === intent.code?.codeKey) ?? null;
  const existing = (stamp: StampRecord | null) => stamp && { boothId: stamp.boothId.toHexString(), at: stamp.at };
  return {
    boothId,
    eventId: event._id.toHexString(),
    code: intent.code && { eventId: intent.code.holder.eventId, slot: intent.code.slot },
    assigned: intent.assigned,
    stampHere: existing(here),
    stampByCode: existing(other),
    event: { published: event.status === 'published', startsAt: event.startsAt, endsAt: event.endsAt },
    memberWorksHere: intent.memberWorksHere,
    here,
    other,
  };
}

interface Verdict {
  /** Absent for a kept scan that gave nothing. */
  result: ScanResult | undefined;
  state: OfflineVerdict['state'] | null;
  because: OfflineVerdict['because'];
}

function verdictOf(batch: ScanBatch, intent: ScanIntent, facts: Facts): Verdict {
  if (!intent.kept) return { result: scanDecision(facts, intent.at), state: null, because: null };
  const { kept, at, now, settings } = intent;
  const clock = clockOf(batch, kept, at);
  const verdict = offlineDecision(
    { ...facts, ...clock, saidBoothId: kept.saidBoothId, shift: kept.shift },
    at,
    now,
    settings,
  );
  const results = { counted: 'stamped', already_stamped: 'already_stamped', conflict: undefined, rejected: undefined };
  return { ...verdict, result: results[verdict.state] as ScanResult | undefined };
}

/** What the other trusted scans of the shift and the device say of an instant. */
function clockOf(batch: ScanBatch, kept: KeptFacts, at: Date) {
  const ofShift = batch.marks.filter((mark) => mark.shiftId === kept.shiftId);
  const hourAgo = at.getTime() - HOUR_MS;
  return {
    before: latest(ofShift.filter((mark) => mark.sequence <= kept.sequence).map((mark) => mark.at)),
    after: earliest(ofShift.filter((mark) => mark.sequence > kept.sequence).map((mark) => mark.at)),
    earlierInHour: batch.marks.filter(
      (mark) => mark.deviceId === kept.deviceId && mark.at <= at && mark.at.getTime() > hourAgo,
    ).length,
  };
}

function latest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((found, at) => (found === null || at > found ? at : found), null);
}

function earliest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((found, at) => (found === null || at < found ? at : found), null);
}

function scanRecord(intent: ScanIntent, verdict: Verdict, facts: Facts): ScanRecord {
  const { place, code, at, now, kept } = intent;
  const { result, state, because } = verdict;
  const toldAt = result === 'code_replayed' ? facts.other?.at : result === 'event_closed' ? toldOf(intent) : undefined;
  return {
    _id: new Types.ObjectId(),
    employeeId: new Types.ObjectId(intent.employeeId),
    requestId: intent.requestId,
    paramsHash: intent.paramsHash,
    eventId: place.event._id,
    boothId: place.booth._id,
    ...(code ? { memberId: new Types.ObjectId(code.holder.memberId) } : {}),
    at,
    recordedAt: now,
    ...(result === undefined ? {} : { result }),
    ...(result === 'already_stamped' && facts.here ? { stampId: facts.here._id } : {}),
    ...(toldAt ? { toldAt } : {}),
    ...(kept && state
      ? {
          kept: {
            shiftId: new Types.ObjectId(kept.shiftId),
            deviceId: kept.deviceId,
            sequence: kept.sequence,
            state,
            ...(because ? { because } : {}),
          },
        }
      : {}),
  };
}

/** When an event that gives no stamps now begins, or when it ended. */
function toldOf({ place: { event }, at }: ScanIntent): Date {
  return at < event.startsAt ? event.startsAt : event.endsAt;
}

function giveStamp(batch: ScanBatch, intent: ScanIntent, card: CardState, scan: ScanRecord): StampRecord {
  const { booth, event } = intent.place;
  const stamp: StampRecord = {
    _id: new Types.ObjectId(),
    memberId: card.memberId,
    eventId: event._id,
    boothId: booth._id,
    branchId: event.branchId,
    employeeId: scan.employeeId,
    ordinal: card.stamps.length + 1,
    at: intent.at,
    recordedAt: intent.now,
    ...(intent.code && !intent.accepted ? { code: intent.code.codeKey } : {}),
    active: true,
  };
  scan.stampId = stamp._id;
  const friends = intent.accepted
    ? null
    : friendsStamp(
        card.stamps.map((row) => ({ boothId: row.boothId.toHexString(), at: row.at, row })),
        { boothId: booth._id.toHexString(), at: stamp.at },
        intent.settings.friendSeconds,
      );
  card.stamps.push(stamp);
  card.given += 1;
  batch.stamps.push(stamp);
  if (friends) addConflict(batch, intent, scan, 'friends', friends.row);
  batch.engagements.push({
    memberId: card.memberId.toHexString(),
    kind: 'stamped',
    causeId: stamp._id.toHexString(),
    occurredAt: stamp.at,
    recordedAt: stamp.recordedAt,
    branchId: event.branchId.toHexString(),
    eventId: event._id.toHexString(),
    boothId: booth._id.toHexString(),
    ...(booth.merchantId ? { merchantId: booth.merchantId.toHexString() } : {}),
    employeeId: intent.employeeId,
    ...(intent.code?.holder.employeeId ? { insider: true } : {}),
    because: CARD_RULE_VERSION,
  });
  return stamp;
}

function addConflict(
  batch: ScanBatch,
  intent: ScanIntent,
  scan: ScanRecord,
  kind: ConflictKind,
  other: StampRecord | null,
): void {
  if (!scan.memberId) throw new Error('a scan of nobody cannot be in conflict');
  const conflict: ConflictRecord = {
    _id: new Types.ObjectId(),
    kind,
    eventId: scan.eventId,
    branchId: intent.place.event.branchId,
    memberId: scan.memberId,
    boothId: scan.boothId,
    employeeId: scan.employeeId,
    at: scan.at,
    receivedAt: scan.recordedAt,
    scanId: scan._id,
    ...(kind === 'friends' && scan.stampId ? { stampId: scan.stampId } : {}),
    ...(other ? { other: { boothId: other.boothId, employeeId: other.employeeId, at: other.at } } : {}),
    status: 'open',
  };
  batch.conflicts.push(conflict);
}
