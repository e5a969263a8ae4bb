import { AppError } from '@linzhang/shared/kernel/errors';
import { maskName, memberNumber } from '@linzhang/shared/members/members.rules';
import type { BoothMember, HandOut, ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { BoothRecord } from '../events/events.service';
import { maskedNames } from '../members/members.service';
import { announceCard } from './cardNews';
import { Grant, type GrantRecord } from './grant.model';
import { settleGrant } from './prizes.service';
import type { ScanOutcome } from './scanBatch';
import { answerAtDesk } from './scanDesk';
import { type ScanIntent, type ScanRequest, scanIntent } from './scanIntent';
import { Stamp, type StampRecord } from './stamp.model';

/** Name of a member who has none. */
const NO_NAME = '会员';

export type OnlineScan = Pick<ScanRequest, 'employeeId' | 'place' | 'code' | 'requestId'>;

/** Scans a code at a booth. Safe to retry: the first answer of a requestId is kept, prizes included. */
export async function scanCode(scan: OnlineScan, now: Date): Promise<ScanAnswer> {
  const intent = await scanIntent({ ...scan, at: now, now });
  const outcome = await answerAtDesk(intent);
  if (outcome.scan.paramsHash !== intent.paramsHash) throw new AppError('request_reused');
  return presentOutcome(outcome, intent, now);
}

async function presentOutcome(outcome: ScanOutcome, intent: ScanIntent, now: Date): Promise<ScanAnswer> {
  const { scan } = outcome;
  const { result } = scan;
  if (result !== 'stamped' && result !== 'already_stamped')
    return { result: result ?? 'code_invalid', at: scan.toldAt?.toISOString() ?? null };
  const stamp = outcome.stamp ?? (await stampOf(scan.stampId));
  const member = await boothMember(stamp, intent);
  const common = {
    stampId: stamp._id.toHexString(),
    member,
    ordinal: stamp.ordinal,
    stampedAt: stamp.at.toISOString(),
  };
  if (result === 'already_stamped') return { result, ...common };
  const grants = await settledGrants(outcome, stamp, now);
  if (!outcome.repeated) announceCard(stamp.memberId.toHexString(), stamp.eventId.toHexString());
  return {
    result,
    ...common,
    undoUntil: new Date(stamp.recordedAt.getTime() + intent.settings.undoSeconds * 1000).toISOString(),
    completed: stamp.ordinal === intent.place.event.cardRule.needed,
    handOut: grants.map((grant) => presentHandOut(grant, intent.place.booth)),
  };
}

async function stampOf(stampId: StampRecord['_id'] | undefined): Promise<StampRecord> {
  const stamp = await Stamp.findById(stampId).lean();
  if (!stamp) throw new Error(`stamp ${String(stampId)} of a kept answer is not there`);
  return stamp;
}

/** The member as the booth sees one: what the code named is at hand, a kept answer reads it anew. */
async function boothMember(stamp: StampRecord, intent: ScanIntent): Promise<BoothMember> {
  const memberId = stamp.memberId.toHexString();
  const holder = intent.code?.holder;
  if (holder?.memberId !== memberId) return (await boothMembers([memberId])).get(memberId) as BoothMember;
  return { name: holder.nickname ? maskName(holder.nickname) : NO_NAME, number: memberNumber(memberId) };
}

/** Members as a booth sees them, by id. */
export async function boothMembers(memberIds: readonly string[]): Promise<Map<string, BoothMember>> {
  const names = await maskedNames(memberIds);
  return new Map(memberIds.map((id) => [id, { name: names.get(id) ?? NO_NAME, number: memberNumber(id) }]));
}

/** What the stamp earned, with the prizes issued: by this request, or by an earlier one that was cut off. */
async function settledGrants(outcome: ScanOutcome, stamp: StampRecord, now: Date): Promise<GrantRecord[]> {
  const grants = outcome.stamp ? outcome.grants : await Grant.find({ stampId: stamp._id }).sort({ _id: 1 }).lean();
  const settled: GrantRecord[] = [];
  for (const grant of grants) settled.push(await settledOrPending(grant, now));
  return settled;
}

/** The stamp is given whatever becomes of its prize: where issuing fails, the outbox tries again, and staff look again. */
async function settledOrPending(grant: GrantRecord, now: Date): Promise<GrantRecord> {
  if (grant.state !== 'pending') return grant;
  return (await settleGrant(grant._id.toHexString(), now).catch(() => null)) ?? grant;
}

/** What the staff hand out; out of a stock it is handed out at the bank's booth only. */
export function presentHandOut(grant: GrantRecord, booth: BoothRecord): HandOut {
  return {
    name: grant.name,
    kind: grant.part,
    state: grant.state,
    here: grant.part === 'gift' || (grant.part === 'prize' && booth.merchantId === undefined),
    claimId: grant.claimId ?? null,
  };
}
