import type { Branch as BranchAnswer, Place } from '@linzhang/shared/branches/branches.contract';
import type { Industry } from '@linzhang/shared/branches/branches.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { Branch, type BranchRecord } from './branch.model';

export interface BranchFields {
  name: string;
  place: Place;
  industries: Industry[];
}

/** All branches by name, or only the given one. */
export async function listBranches(onlyId?: string): Promise<BranchRecord[]> {
  return Branch.find(onlyId ? { _id: new Types.ObjectId(onlyId) } : {})
    .sort({ name: 1 })
    .limit(1000)
    .lean();
}

/** Names of branches by id, for lists that show them. */
export async function branchNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Branch.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

/** One branch; throws `not_found`. */
export async function getBranch(branchId: string): Promise<BranchRecord> {
  const branch = await Branch.findById(branchId).lean();
  if (!branch) throw new AppError('not_found');
  return branch;
}

/** Opens a branch. Safe to retry with the same requestId. */
export async function createBranch(
  fields: BranchFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<BranchRecord> {
  const id = await refuseDuplicate('name', 'branch_name_taken', () =>
    once(
      { actorId: actor.actorId ?? 'cli', operation: 'createBranch', requestId, params: fields },
      now,
      async (session) => {
        const [branch] = await Branch.create([{ ...fields, version: 0, createdAt: now }], { session });
        if (!branch) throw new Error('branch was not stored');
        const branchId = branch._id.toHexString();
        await recordAuditBy(session, actor, {
          action: 'branch_created',
          subject: { kind: 'branch', id: branchId, name: fields.name },
          branchId,
          at: now,
          changes: { ...fields },
        });
        return branchId;
      },
    ),
  );
  return getBranch(id);
}

/** Changes a branch that nobody changed since `version` was read. */
export async function updateBranch(
  branchId: string,
  fields: BranchFields,
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<BranchRecord> {
  await refuseDuplicate('name', 'branch_name_taken', () =>
    inTransaction(async (session) => {
      const before = await Branch.findOneAndUpdate(
        { _id: branchId, version },
        { $set: fields, $inc: { version: 1 } },
        { session, returnDocument: 'before' },
      ).lean();
      if (!before) throw new AppError((await Branch.exists({ _id: branchId })) ? 'version_conflict' : 'not_found');
      await recordAuditBy(session, actor, {
        action: 'branch_changed',
        subject: { kind: 'branch', id: branchId, name: fields.name },
        branchId,
        at: now,
        changes: {
          before: { name: before.name, place: before.place, industries: before.industries },
          after: { ...fields },
        },
      });
    }),
  );
  return getBranch(branchId);
}

/** A branch as head and admin see it. */
export function presentBranch(branch: BranchRecord, canUpdate: boolean): BranchAnswer {
  const { address, latitude, longitude } = branch.place;
  return {
    id: branch._id.toHexString(),
    name: branch.name,
    place: { address, latitude, longitude },
    industries: branch.industries,
    version: branch.version,
    can: { update: canUpdate },
  };
}
