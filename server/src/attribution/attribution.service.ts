import {
  ATTRIBUTION_DAYS,
  ATTRIBUTION_RULES,
  type Attribution,
  attribute,
  type ConversionKind,
  latestTouch,
  PERFORMANCE_MODEL,
} from '@linzhang/shared/attribution/attribution.rules';
import type { KeptTouch } from '@linzhang/shared/attribution/models.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { type ClientSession, Types } from 'mongoose';
import { holdBinding } from '../channels/reviews.service';
import { eligibleTouches } from '../channels/touches.service';
import { getEmployee } from '../employees/employees.service';
import { isInsider } from '../members/insiders.service';
import { settingsOf } from '../settings/settings.service';
import { tellAttributionChanged } from './attributionChanged.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { Credit } from './credit.model';
import { readTouch, storeTouch, storeWay } from './keptTouch';
import { Relation, type RelationRecord } from './relation.model';
import { openRelation, setOrigin } from './relations.service';

/** Who brought a member and who serves the member, by hex ids. */
export interface MemberRelation {
  originId: string | null;
  ownerId: string | null;
  /** The owner's branch, else the origin's, else the first group's. */
  branchId: string | null;
}

/** Who brought and who serves a member; nulls where nobody does. */
export async function relationOf(memberId: string, session: ClientSession | null = null): Promise<MemberRelation> {
  return presentRelation(await Relation.findById(memberId).session(session).lean());
}

/**
 * The relation for a change that rests on it: who changes it at the same time comes wholly before the transaction or
 * wholly after it.
 */
export async function holdRelation(session: ClientSession, memberId: string): Promise<MemberRelation> {
  const options = { session, upsert: true, returnDocument: 'after' } as const;
  return presentRelation(await Relation.findByIdAndUpdate(memberId, { $inc: { holds: 1 } }, options).lean());
}

/** A relation as other domains read it; nulls where there is none. */
export function presentRelation(row: RelationRecord | null): MemberRelation {
  return {
    originId: row?.originId?.toHexString() ?? null,
    ownerId: row?.ownerId?.toHexString() ?? null,
    branchId: row?.branchId?.toHexString() ?? null,
  };
}

/** The member's branch: the owner's, else the origin's, else the first group's; null where there is none yet. */
export async function memberBranchOf(memberId: string, session: ClientSession | null = null): Promise<string | null> {
  return (await relationOf(memberId, session)).branchId;
}

/** Members of a branch among the given ones. */
export async function membersOfBranch(memberIds: readonly string[], branchId: string): Promise<Set<string>> {
  const where = {
    _id: { $in: memberIds.map((id) => new Types.ObjectId(id)) },
    branchId: new Types.ObjectId(branchId),
  };
  const rows = await Relation.find(where, { _id: 1 }).lean();
  return new Set(rows.map((row) => row._id.toHexString()));
}

/** A conversion as a domain reports it; ids are hex. */
export interface NewConversion {
  memberId: string;
  kind: ConversionKind;
  /** What made it happen; with the kind it names the conversion. */
  causeId: string;
  /** When it happened; touches are looked for before this. */
  at: Date;
  now: Date;
  /** Branch of the group, event or offer. */
  branchId?: string;
  groupId?: string;
  eventId?: string;
  offerId?: string;
  amountFen?: number;
  /** Product category of the bank's list. */
  product?: string;
}

/** Names a conversion. */
export interface ConversionKey {
  memberId: string;
  kind: ConversionKind;
  causeId: string;
}

/**
 * Records a conversion and credits it, in the transaction of the change it speaks of. The first one after a touch makes
 * the origin manager. A conversion of the same kind and cause throws the duplicate key: the caller's guard comes first.
 */
export async function recordConversion(session: ClientSession, input: NewConversion): Promise<void> {
  const { memberId, kind, at, now } = input;
  const relation = await openRelation(
    session,
    memberId,
    input.kind === 'group_joined' ? (input.branchId ?? null) : null,
    now,
  );
  const insider = await isInsider(memberId, session);
  const days = await attributionDaysOf(relation.branchId?.toHexString() ?? input.branchId);
  const touches = await eligibleTouches(session, memberId, new Date(at.getTime() - days * DAY_MS), at);
  const result = attribute({ originId: relation.originId?.toHexString() ?? null, insider }, touches, at, days);
  const channelId = latestTouch(touches, at, days)?.channelId ?? null;
  const conversionId = new Types.ObjectId();
  const held =
    kind === 'phone_bound' && channelId !== null && result.credits.length > 0
      ? await holdBinding(session, { channelId, memberId, conversionId: conversionId.toHexString(), now })
      : false;
  const row = {
    ...stored(input, conversionId, channelId),
    ...(await reported(session, input, relation, touches, result)),
    because: held ? 'held' : result.because,
  };
  await Conversion.create([row], { session });
  if (!held) await giveCredit(session, row, relation, result, now);
  await tellBinding(session, row, now);
}

/** A bound phone counts for somebody, or no more. */
async function tellBinding(session: ClientSession, { kind, memberId }: ConversionRecord, now: Date): Promise<void> {
  if (kind === 'phone_bound') await tellAttributionChanged(session, memberId.toHexString(), 'binding', now);
}

/** How far back a branch looks for touches; a member of no branch yet is looked for by the default. */
async function attributionDaysOf(branchId: string | undefined): Promise<number> {
  return branchId ? (await settingsOf(branchId)).attributionDays : ATTRIBUTION_DAYS;
}

function stored(
  input: NewConversion,
  _id: Types.ObjectId,
  channelId: string | null,
): Omit<ConversionRecord, 'because'> {
  const { memberId, kind, causeId, at, now, branchId, groupId, eventId, offerId, amountFen, product } = input;
  const given = { branchId, groupId, eventId, offerId, channelId: channelId ?? undefined };
  const ids = Object.fromEntries(
    Object.entries(given).flatMap(([name, id]) => (id === undefined ? [] : [[name, new Types.ObjectId(id)]])),
  );
  return {
    _id,
    memberId: new Types.ObjectId(memberId),
    kind,
    causeId,
    at,
    recordedAt: now,
    ...ids,
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(product === undefined ? {} : { product }),
    ruleVersion: ATTRIBUTION_RULES,
  };
}

/** What is kept for comparing models and reports: as things were, whatever changes later. */
async function reported(
  session: ClientSession,
  { branchId }: NewConversion,
  relation: RelationRecord,
  touches: readonly KeptTouch[],
  { originTouch, credits }: Attribution<KeptTouch>,
): Promise<Pick<ConversionRecord, 'touches' | 'originWay' | 'homeBranchId'>> {
  const originWay = originTouch ? storeWay(originTouch) : relation.originWay;
  const origin = originTouch && !relation.ownerId ? await getEmployee(originTouch.employeeId, session) : null;
  const home = origin?.branchId ?? relation.branchId ?? branchId;
  return {
    touches: touches.map(storeTouch),
    ...(originWay && credits.length > 0 ? { originWay } : {}),
    ...(home ? { homeBranchId: new Types.ObjectId(home) } : {}),
  };
}

async function giveCredit(
  session: ClientSession,
  conversion: ConversionRecord,
  relation: RelationRecord,
  result: Attribution<KeptTouch>,
  now: Date,
): Promise<void> {
  if (result.originTouch) await setOrigin(session, relation, result.originTouch, now);
  if (result.credits.length === 0) return;
  await Credit.insertMany(
    result.credits.map(({ employeeId, ppm }) => ({
      memberId: conversion.memberId,
      conversionId: conversion._id,
      model: PERFORMANCE_MODEL,
      employeeId: new Types.ObjectId(employeeId),
      ppm,
      because: result.because,
      ruleVersion: ATTRIBUTION_RULES,
      at: conversion.at,
      recordedAt: now,
    })),
    { session },
  );
}

/** True where a conversion was recorded before, taken back or not. */
export async function hasConversion(
  session: ClientSession,
  { memberId, kind, causeId }: ConversionKey,
): Promise<boolean> {
  const where = { memberId: new Types.ObjectId(memberId), kind, causeId };
  return (await Conversion.exists(where).session(session)) !== null;
}

/** Takes a conversion and its credits back by reversing entries. Does nothing where there is none or it was done before. */
export async function reverseConversion(
  session: ClientSession,
  { memberId, kind, causeId }: ConversionKey,
  { because, now }: { because: string; now: Date },
): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId), kind, causeId };
  const rows = await Conversion.find(where).session(session).lean();
  const row = rows.find((each) => !each.reverses);
  if (!row || rows.some((each) => each.reverses?.equals(row._id))) return;
  const { _id, movedFrom: _moved, ...facts } = row;
  const entry = { because, recordedAt: now, ruleVersion: ATTRIBUTION_RULES, reverses: _id };
  await Conversion.create([{ ...facts, ...entry }], { session });
  await reverseCredits(session, row, because, now);
  await tellBinding(session, row, now);
}

async function reverseCredits(
  session: ClientSession,
  conversion: ConversionRecord,
  because: string,
  now: Date,
): Promise<void> {
  const { memberId, _id: conversionId } = conversion;
  const credits = await Credit.find({ memberId, conversionId, reverses: { $exists: false } })
    .session(session)
    .lean();
  const entries = credits.map(({ _id, movedFrom: _moved, ...credit }) => ({
    ...credit,
    ppm: -credit.ppm,
    because,
    recordedAt: now,
    reverses: _id,
  }));
  if (entries.length > 0) await Credit.insertMany(entries, { session });
}

/** Credits, or takes back, conversions that waited for a head; one that was taken back meanwhile stays so. */
export async function decideHeld(
  session: ClientSession,
  held: readonly { memberId: string; conversionId: string }[],
  accept: boolean,
  now: Date,
): Promise<void> {
  for (const { conversionId } of held) {
    const row = await Conversion.findById(conversionId).session(session).lean();
    if (!row) throw new Error(`held conversion ${conversionId} is not there`);
    const memberId = row.memberId.toHexString();
    const key = { memberId, kind: row.kind, causeId: row.causeId };
    if (!accept) await reverseConversion(session, key, { because: 'review_rejected', now });
    else if (!(await Conversion.exists({ memberId: row.memberId, reverses: row._id }).session(session)))
      await creditLate(session, row, now);
  }
}

/** Credits by the touches that were kept with it, but to the origin manager of now: a late fact re-decides nothing. */
async function creditLate(session: ClientSession, row: ConversionRecord, now: Date): Promise<void> {
  const memberId = row.memberId.toHexString();
  const relation = await openRelation(session, memberId, null, now);
  const touches = (row.touches ?? []).map(readTouch);
  const state = { originId: relation.originId?.toHexString() ?? null, insider: await isInsider(memberId, session) };
  await giveCredit(session, row, relation, attribute(state, touches, row.at, Number.POSITIVE_INFINITY), now);
  await tellBinding(session, row, now);
}
