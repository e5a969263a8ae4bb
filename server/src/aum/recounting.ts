import { recounted } from '@linzhang/shared/aum/aum.rules';
import { type AumPart, aumOf } from '@linzhang/shared/aum/aumRow.rules';
import type { Settings } from '@linzhang/shared/settings/settings.rules';
import type { AnyBulkWriteOperation, ClientSession, Types } from 'mongoose';
import { takeLease } from '../db/lease';
import { AumAccount, type AumAccountRecord } from './aumAccount.model';
import { AumRecount, type AumRecountRecord } from './aumRecount.model';
import { AumRowEntry, rowId } from './aumRow.model';
import { aumNumbersOf, partsBy } from './numbers';
import { settleAccounts } from './settling.service';

/** A branch counts other parts as AUM: its accounts are to follow, in the transaction of the change. */
export async function noteRecount(
  session: ClientSession,
  branchId: string,
  before: Settings,
  after: Settings,
): Promise<void> {
  if (partsBy(before).join() === partsBy(after).join()) return;
  // Whatever was begun by other parts begins anew.
  await AumRecount.updateOne(
    { _id: branchId },
    { $set: { version: after.version }, $unset: { after: '' } },
    { session, upsert: true },
  );
}

/** True while accounts of a branch are still to follow. */
export async function isRecounting(branchId: Types.ObjectId): Promise<boolean> {
  return (await AumRecount.exists({ _id: branchId })) !== null;
}

export interface RecountWork {
  now: () => Date;
  stopping: () => boolean;
  leaseMs?: number;
}

const LEASE_MS = 30_000;
/** Points that are read and written at once. */
const POINTS_AT_ONCE = 2_000;

/**
 * Brings the accounts of branches that count other parts up to that, from the rows of their lists. A branch is with one
 * process at a time, and no list of it is read meanwhile; a killed process is followed by one that goes on from there.
 */
export async function workRecounts(work: RecountWork): Promise<void> {
  for (const { _id } of await AumRecount.find({}, { _id: 1 }).lean()) {
    if (work.stopping()) return;
    const giveBack = await takeLease(`aum-import:${_id.toHexString()}`, work.leaseMs ?? LEASE_MS);
    if (!giveBack) continue;
    try {
      const recount = await AumRecount.findById(_id).lean();
      if (recount) await recountBranch(recount, work);
    } finally {
      await giveBack();
    }
  }
}

async function recountBranch({ _id, version, after }: AumRecountRecord, work: RecountWork): Promise<void> {
  const { parts } = await aumNumbersOf(_id.toHexString());
  const mine = { _id, version };
  for await (const batch of batchesOf(_id, after)) {
    await recountBatch(batch, parts, work.now());
    await AumRecount.updateOne(mine, { $set: { after: batch.at(-1)?._id } });
    if (work.stopping()) return;
  }
  // Where the numbers were changed again meanwhile, the next round goes through it once more.
  await AumRecount.deleteOne(mine);
}

async function* batchesOf(branchId: Types.ObjectId, after: Types.ObjectId | undefined) {
  const filter = { branchId, ...(after ? { _id: { $gt: after } } : {}) };
  let [batch, points]: [AumAccountRecord[], number] = [[], 0];
  for await (const account of AumAccount.find(filter).sort({ _id: 1 }).lean().cursor()) {
    batch.push(account);
    points += account.points.length;
    if (points < POINTS_AT_ONCE) continue;
    yield batch;
    [batch, points] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

async function recountBatch(batch: readonly AumAccountRecord[], parts: readonly AumPart[], now: Date): Promise<void> {
  const ids = batch.flatMap(({ _id, points }) => points.map(({ on, by }) => rowId(_id, on, by)));
  const rows = await AumRowEntry.find({ _id: { $in: ids } }, { says: 1 }).lean();
  const fenOf = new Map(rows.map(({ _id, says }) => [_id, aumOf(says, parts)]));
  const writes = batch.map(({ _id, memberId, ...account }): AnyBulkWriteOperation<AumAccountRecord> => {
    const { facts, points } = recounted(account, ({ on, by, fen }) => fenOf.get(rowId(_id, on, by)) ?? fen);
    const filter = { _id, 'facts.asOf': facts.asOf, 'facts.by': facts.by };
    return { updateOne: { filter, update: { $set: { facts, points, ...(memberId ? { stale: true } : {}) } } } };
  });
  await AumAccount.bulkWrite(writes as never, { ordered: false });
  const matched = batch.filter(({ memberId }) => memberId).map(({ _id }) => _id);
  await settleAccounts(matched, 'recount', now);
}
