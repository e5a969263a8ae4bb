import type { Position } from '@linzhang/shared/employees/employees.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay } from '@linzhang/shared/kernel/time';
import { pickSpecialist, serviceOf, type TierChoice } from '@linzhang/shared/tiering/service.rules';
import { latestRise } from '@linzhang/shared/tiering/standing.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import { type ClientSession, Types } from 'mongoose';
import { relationOf } from '../attribution/attribution.service';
import { assignOwner, ownedCounts } from '../attribution/owners.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { findEmployees, listEmployees } from '../employees/employees.service';
import { settingsOf } from '../settings/settings.service';
import { Standing, type StandingRecord } from './standing.model';
import { Supporter } from './supporter.model';
import { TierChoiceEntry } from './tierChoice.model';

const MOST_STAFF = 500;
const MOST_SUPPORTERS = 5;

/** A rise of the tier that the member has not answered, with what can be chosen and who would come. */
export interface OpenRise {
  from: Tier;
  to: Tier;
  on: string;
  choices: TierChoice[];
  specialistId: string | null;
}

/** The rise that waits for a choice; null where none does, or where there is nothing to choose. */
export async function openRise(memberId: string, now: Date): Promise<OpenRise | null> {
  const standing = await Standing.findById(memberId).lean();
  const rise = standing ? latestRise(standing.steps) : null;
  if (!standing || !rise) return null;
  const answered = { memberId: standing._id, tier: rise.to, risenOn: rise.on };
  if (await TierChoiceEntry.exists(answered)) return null;
  const { ownerId } = await relationOf(memberId);
  const specialistId = await findSpecialist(standing, rise.to, ownerId, now);
  const choices: TierChoice[] = [
    ...(ownerId ? (['stay'] as const) : []),
    ...(ownerId && specialistId ? (['specialist'] as const) : []),
    ...(specialistId ? (['move'] as const) : []),
  ];
  return choices.length > 0 ? { ...rise, choices, specialistId } : null;
}

async function findSpecialist(
  { branchId, facts }: StandingRecord,
  tier: Tier,
  ownerId: string | null,
  now: Date,
): Promise<string | null> {
  const age = facts.birthYear === null ? null : Number(businessDay(now).slice(0, 4)) - facts.birthYear;
  const { staffServiceAge } = await settingsOf(branchId.toHexString());
  const { owners } = serviceOf(tier, age, staffServiceAge);
  const query = { branchId: branchId.toHexString(), status: 'active' as const, limit: MOST_STAFF };
  const { items } = owners.length > 0 ? await listEmployees(query) : { items: [] };
  const fitting = items.filter((row) => owners.includes(row.position) && row._id.toHexString() !== ownerId);
  const counts = await ownedCounts(fitting.map((row) => row._id.toHexString()));
  const candidates = fitting.map((row) => {
    const id = row._id.toHexString();
    return { id, position: row.position as Position, capacity: row.capacity, owned: counts.get(id) ?? 0 };
  });
  return pickSpecialist(owners, candidates)?.id ?? null;
}

/** The member's answer to a rise. Credit stays with the origin manager whatever is chosen. */
export async function chooseService(memberId: string, choice: TierChoice, requestId: string, now: Date): Promise<void> {
  const key = { actorId: memberId, operation: 'chooseService', requestId, params: { choice } };
  await once(key, now, async (session) => {
    const rise = await openRise(memberId, now);
    if (!rise?.choices.includes(choice)) throw new AppError('choice_not_open');
    const employeeId = choice === 'stay' ? null : rise.specialistId;
    const row = {
      _id: new Types.ObjectId(),
      memberId: new Types.ObjectId(memberId),
      tier: rise.to,
      risenOn: rise.on,
      choice,
      ...(employeeId ? { employeeId: new Types.ObjectId(employeeId) } : {}),
      at: now,
    };
    await TierChoiceEntry.create([row], { session });
    if (choice === 'move' && employeeId) await assignOwner(session, memberId, employeeId, 'choice', now);
    if (choice === 'specialist' && employeeId) await addSupporter(session, memberId, employeeId, now);
    return null;
  });
}

async function addSupporter(session: ClientSession, memberId: string, employeeId: string, now: Date): Promise<void> {
  const before = await supportersOf(memberId, session);
  const ids = [...new Set([employeeId, ...before])].slice(0, MOST_SUPPORTERS);
  await storeSupporters(session, memberId, ids, now);
}

async function storeSupporters(
  session: ClientSession,
  memberId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const employeeIds = ids.map((id) => new Types.ObjectId(id));
  await Supporter.updateOne({ _id: memberId }, { $set: { employeeIds, changedAt: now } }, { session, upsert: true });
}

/** Who serves a member beside the owner, by hex ids. */
export async function supportersOf(memberId: string, session: ClientSession | null = null): Promise<string[]> {
  const row = await Supporter.findById(memberId).session(session).lean();
  return (row?.employeeIds ?? []).map((id) => id.toHexString());
}

/** The same of each of these members; who is served by nobody else is left out. */
export async function supportersOfAll(memberIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await Supporter.find({ _id: { $in: [...memberIds] } }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.employeeIds.map((id) => id.toHexString())]));
}

/** Names who serves a member beside the owner: people who work in the member's branch, not the owner; `supporter_invalid`. */
export async function setSupporters(
  memberId: string,
  employeeIds: readonly string[],
  branchId: string,
  actor: AuditActor,
  now: Date,
): Promise<void> {
  const ids = [...new Set(employeeIds)];
  const { ownerId } = await relationOf(memberId);
  const employees = await findEmployees(ids);
  const fitting = employees.filter((row) => row.status !== 'disabled' && row.branchId.toHexString() === branchId);
  if (fitting.length !== ids.length || (ownerId !== null && ids.includes(ownerId)))
    throw new AppError('supporter_invalid');
  await inTransaction(async (session) => {
    const from = await supportersOf(memberId, session);
    await storeSupporters(session, memberId, ids, now);
    await recordAuditBy(session, actor, {
      action: 'supporters_changed',
      subject: { kind: 'member', id: memberId },
      branchId,
      at: now,
      changes: { supporters: { from: from.length, to: ids.length } },
    });
  });
}
