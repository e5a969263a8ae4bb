import { metersBetween } from '@linzhang/shared/kernel/distance';
import { AppError } from '@linzhang/shared/kernel/errors';
import { POOL_PRINCIPLES, type PoolFacts, type PoolPrinciple, poolRank } from '@linzhang/shared/leads/leads.rules';
import { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import { Lead, type LeadRecord } from './lead.model';
import { PoolOrder } from './poolOrder.model';

/** Where a lead stands by the branch's principles. */
export interface PoolPlace {
  /** Metres from the branch; null where the place is not known. */
  distance: number | null;
  industryMatches: boolean;
}

export interface KnownPlace {
  point: { latitude: number; longitude: number } | null;
  industry: string | null;
}

/** The nearest of the places known of somebody, and whether the branch serves one of the industries. */
export async function placeIn(branchId: string, known: readonly KnownPlace[]): Promise<PoolPlace> {
  const { place, industries } = await getBranch(branchId);
  const distances = known.flatMap(({ point }) => (point ? [metersBetween(point, place)] : []));
  const served: readonly string[] = industries;
  return {
    distance: distances.length > 0 ? Math.min(...distances) : null,
    industryMatches: known.some(({ industry }) => industry !== null && served.includes(industry)),
  };
}

/** The order of a branch's principles, and the version of it. */
export async function poolOrderOf(branchId: string): Promise<{ order: PoolPrinciple[]; version: number }> {
  const row = await PoolOrder.findById(branchId).lean();
  return { order: row?.order ?? [...POOL_PRINCIPLES], version: row?.version ?? 0 };
}

/** Place of a lead in the pool of a branch, as text. */
export async function rankOf(branchId: string, facts: PoolFacts): Promise<string> {
  return poolRank((await poolOrderOf(branchId)).order, facts);
}

/** Changes the order that nobody changed since `version` was read, and sorts the pool anew. */
export async function changePoolOrder(
  branchId: string,
  order: PoolPrinciple[],
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<{ order: PoolPrinciple[]; version: number }> {
  const branch = await getBranch(branchId);
  const before = await poolOrderOf(branchId);
  try {
    await inTransaction(async (session) => {
      const guard = { _id: branch._id, version };
      const change = { $set: { order }, $inc: { version: 1 } };
      if (version === 0) await PoolOrder.create([{ _id: branch._id, order, version: 1 }], { session });
      else if ((await PoolOrder.updateOne(guard, change, { session })).modifiedCount !== 1)
        throw new AppError('version_conflict');
      await recordAuditBy(session, actor, {
        action: 'pool_order_changed',
        subject: { kind: 'branch', id: branchId, name: branch.name },
        branchId,
        at: now,
        changes: { before: before.order, after: order },
      });
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('version_conflict');
    throw error;
  }
  await rankAgain(branchId, order);
  return poolOrderOf(branchId);
}

const MOST_AT_ONCE = 500;

/** Each lead for itself: a reader of the pool may see some in the new order and some in the old for a moment. */
async function rankAgain(branchId: string, order: readonly PoolPrinciple[]): Promise<void> {
  let writes: ReturnType<typeof rankWrite>[] = [];
  const flush = async () => {
    if (writes.length > 0) await Lead.bulkWrite(writes);
    writes = [];
  };
  const rows = Lead.find({ branchId: new Types.ObjectId(branchId), live: true })
    .lean()
    .cursor();
  for await (const lead of rows) {
    writes.push(rankWrite(lead, order));
    if (writes.length >= MOST_AT_ONCE) await flush();
  }
  await flush();
}

function rankWrite({ _id, distance, industryMatches, openedAt }: LeadRecord, order: readonly PoolPrinciple[]) {
  const rank = poolRank(order, { distance: distance ?? null, industryMatches, openedAt });
  return { updateOne: { filter: { _id }, update: { $set: { rank } } } };
}
