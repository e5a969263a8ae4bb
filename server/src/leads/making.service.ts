import {
  DEFAULT_CAPS,
  dueAtOf,
  type EndedReason,
  LEAD_RULES,
  type LeadCaps,
  type LeadNumbers,
  type LeadStanding,
  type LostReason,
  leadScore,
} from '@linzhang/shared/leads/leads.rules';
import type { FoundReason } from '@linzhang/shared/leads/reasons.rules';
import { type ClientSession, Types } from 'mongoose';
import { countGiven, countGone } from './counters';
import { Lead, type LeadRecord } from './lead.model';
import { leadNumbersOf } from './numbers';
import { type PoolPlace, rankOf } from './pool.service';
import { recordSteps } from './steps';

/** Whose lead it is. */
export type LeadSubjectId = { memberId: Types.ObjectId } | { prospectId: Types.ObjectId; prospectName: string };

export interface NewLead {
  subject: LeadSubjectId;
  branchId: string;
  reasons: readonly FoundReason[];
  standing: LeadStanding | null;
  /** Gets it at once; null puts it where `desk` says. His counter must be open. */
  ownerId: string | null;
  desk: 'pool' | 'head';
  place: PoolPlace;
  caps: LeadCaps;
}

/** What a lead becomes that somebody gets now. */
export function heldBy(
  employeeId: string,
  heldBecause: NonNullable<LeadRecord['heldBecause']>,
  now: Date,
  caps = DEFAULT_CAPS,
) {
  return {
    state: 'held' as const,
    holderId: new Types.ObjectId(employeeId),
    heldBecause,
    heldSince: now,
    lastWorkedAt: now,
    dueAt: dueAtOf(now, null, caps),
  };
}

/** Opens a lead: with the owner where there is one, else in the pool. A second open one throws the duplicate key. */
export async function openLead(session: ClientSession, input: NewLead, now: Date): Promise<Types.ObjectId> {
  const { subject, branchId, reasons, standing, ownerId, desk, place, caps } = input;
  const _id = new Types.ObjectId();
  const names = reasons.map(({ reason }) => reason);
  const { points, settingsVersion } = await leadNumbersOf(branchId);
  await Lead.create(
    [
      {
        _id,
        ...subject,
        branchId: new Types.ObjectId(branchId),
        live: true,
        reasons: weighed(reasons, points),
        score: leadScore(names, standing, points),
        ruleVersion: LEAD_RULES,
        settingsVersion,
        ...(place.distance === null ? {} : { distance: place.distance }),
        industryMatches: place.industryMatches,
        rank: await rankOf(branchId, { ...place, openedAt: now }),
        openedAt: now,
        ...(ownerId ? { ...heldBy(ownerId, 'owner', now, caps), firstHeldAt: now } : { state: 'open' as const, desk }),
      },
    ],
    { session },
  );
  await recordSteps(session, [{ leadId: _id, kind: 'opened', state: 'open', at: now, note: names.join(' ') }]);
  if (ownerId) {
    const held = await countGiven(session, ownerId, null);
    const holderId = new Types.ObjectId(ownerId);
    await recordSteps(session, [{ leadId: _id, kind: 'held', state: 'held', at: now, holderId, held, caps }]);
  }
  return _id;
}

/** Adds reasons to the open lead; its score follows. */
export async function joinReasons(
  session: ClientSession,
  lead: LeadRecord,
  reasons: readonly FoundReason[],
  standing: LeadStanding | null,
  now: Date,
): Promise<void> {
  const { points, settingsVersion } = await leadNumbersOf(lead.branchId.toHexString());
  const joining = weighed(reasons, points);
  const all = [...lead.reasons, ...joining];
  // What is there keeps what it weighed when it came.
  const own = Object.fromEntries(all.map(({ reason, points: weight }) => [reason, weight ?? points[reason]]));
  const score = leadScore(
    all.map(({ reason }) => reason),
    standing,
    { ...points, ...own },
  );
  await Lead.updateOne(
    { _id: lead._id, live: true },
    { $push: { reasons: { $each: joining } }, $set: { score, settingsVersion } },
    { session },
  );
  const note = reasons.map(({ reason }) => reason).join(' ');
  await recordSteps(session, [{ leadId: lead._id, kind: 'joined', state: lead.state, at: now, note }]);
}

function weighed(reasons: readonly FoundReason[], points: LeadNumbers['points']): LeadRecord['reasons'] {
  return reasons.map(({ reason, causeId, at }) => ({ reason, causeId, at, points: points[reason] }));
}

/** Ends an open lead that nobody works on any more: who held it has one fewer. */
export async function endLead(
  session: ClientSession,
  lead: LeadRecord,
  lostReason: LostReason | EndedReason,
  now: Date,
): Promise<void> {
  const ended = await Lead.updateOne(
    { _id: lead._id, live: true },
    {
      $set: { state: 'lost', live: false, closedAt: now, lostReason },
      $unset: { desk: '', dueAt: '', nextOn: '' },
    },
    { session },
  );
  if (ended.modifiedCount !== 1) return;
  if (lead.holderId) await countGone(session, lead.holderId.toHexString());
  const holder = lead.holderId ? { holderId: lead.holderId } : {};
  await recordSteps(session, [
    { leadId: lead._id, kind: 'closed', state: 'lost', at: now, note: lostReason, ...holder },
  ]);
}
