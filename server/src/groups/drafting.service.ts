import type { Industry } from '@linzhang/shared/branches/branches.rules';
import type { GroupKind } from '@linzhang/shared/groups/groups.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { findEmployees } from '../employees/employees.service';
import { findMerchants } from '../merchants/merchants.service';
import type { TextCheck } from '../platform/wechat/shownTexts';
import { Group, type GroupRecord } from './group.model';
import { getGroup } from './groups.service';
import { requireOpenable } from './opening.service';

export interface GroupFields {
  kind: GroupKind;
  merchantId: string | null;
  name: string;
  notice: string;
  welcome: string;
  managerIds: string[];
  place: { address: string; latitude: number; longitude: number };
  industry: Industry;
  memberLimit: number;
}

/** Makes a group as a draft. Safe to retry with the same requestId. */
export async function createGroup(
  branchId: string,
  fields: GroupFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<GroupRecord> {
  await getBranch(branchId);
  await requireKnown(branchId, fields);
  const actorId = actor.actorId ?? 'cli';
  const key = { actorId, operation: 'createGroup', requestId, params: { branchId, fields } };
  const groupId = await refuseDuplicate('name', 'group_name_taken', () =>
    once(key, now, async (session) => {
      const row = { ...rowOf(fields), branchId: new Types.ObjectId(branchId) };
      const start = { memberCount: 0, status: 'draft' as const, version: 0, createdAt: now };
      const [group] = await Group.create([{ ...row, ...start }], { session });
      if (!group) throw new Error('group was not stored');
      await auditGroup(session, actor, 'group_created', group, now, { ...fields });
      return group._id.toHexString();
    }),
  );
  return getGroup(groupId);
}

/** Refuses people and partners of another branch, so that no id of theirs can be tried out. */
async function requireKnown(branchId: string, { managerIds, merchantId }: GroupFields): Promise<void> {
  const employees = await findEmployees(managerIds);
  const merchants = await findMerchants(merchantId ? [merchantId] : []);
  const own = [...employees, ...merchants].filter((row) => row.branchId.toHexString() === branchId);
  if (own.length !== managerIds.length + (merchantId ? 1 : 0)) throw new AppError('not_found');
}

function rowOf({ merchantId, managerIds, ...rest }: GroupFields) {
  return {
    ...rest,
    managerIds: managerIds.map((id) => new Types.ObjectId(id)),
    ...(merchantId === null ? {} : { merchantId: new Types.ObjectId(merchantId) }),
  };
}

/** Changes a group that nobody changed since `version` was read; one that is open must stay fit to be on show. */
export async function updateGroup(
  groupId: string,
  fields: GroupFields,
  version: number,
  { actor, texts }: { actor: AuditActor; texts: () => Promise<TextCheck> },
  now: Date,
): Promise<GroupRecord> {
  const before = await getGroup(groupId);
  if (before.version !== version) throw new AppError('version_conflict');
  await requireKnown(before.branchId.toHexString(), fields);
  const row = rowOf(fields);
  if (before.status === 'open') await requireOpenable({ branchId: before.branchId, ...row }, await texts());
  const unset = fields.merchantId === null ? { $unset: { merchantId: '' } } : {};
  await refuseDuplicate('name', 'group_name_taken', () =>
    inTransaction(async (session) => {
      const changed = await Group.updateOne(
        { _id: before._id, version, status: before.status, memberCount: { $lte: fields.memberLimit } },
        { $set: row, ...unset, $inc: { version: 1 } },
        { session },
      );
      if (changed.modifiedCount !== 1) throw await whyUnchanged(session, groupId, version);
      await auditGroup(session, actor, 'group_changed', { ...before, name: fields.name }, now, {
        before: fieldsOf(before),
        after: { ...fields },
      });
    }),
  );
  return getGroup(groupId);
}

async function whyUnchanged(session: ClientSession, groupId: string, version: number): Promise<AppError> {
  const { version: stored, memberCount } = await getGroup(groupId, session);
  return stored === version
    ? new AppError('group_limit_below_members', { memberCount })
    : new AppError('version_conflict');
}

/** What may be changed of a group, as it is. */
export function fieldsOf(group: GroupRecord): GroupFields {
  const { kind, name, notice, welcome, managerIds, merchantId, industry, memberLimit } = group;
  const { address, latitude, longitude } = group.place;
  return {
    kind,
    merchantId: merchantId?.toHexString() ?? null,
    name,
    notice,
    welcome,
    managerIds: managerIds.map((id) => id.toHexString()),
    place: { address, latitude, longitude },
    industry,
    memberLimit,
  };
}

async function auditGroup(
  session: ClientSession,
  actor: AuditActor,
  action: 'group_created' | 'group_changed',
  group: Pick<GroupRecord, '_id' | 'name' | 'branchId'>,
  now: Date,
  changes: Record<string, unknown>,
): Promise<void> {
  await recordAuditBy(session, actor, {
    action,
    subject: { kind: 'group', id: group._id.toHexString(), name: group.name },
    branchId: group.branchId.toHexString(),
    at: now,
    changes,
  });
}
