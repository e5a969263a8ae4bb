import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { canBecome, type GroupDraft, type GroupFault, openingFaults } from '@linzhang/shared/groups/groups.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { inTransaction } from '../db/transaction';
import { findEmployees } from '../employees/employees.service';
import { findMerchants } from '../merchants/merchants.service';
import { rejectedTexts, type TextCheck } from '../platform/wechat/shownTexts';
import { Group, type GroupRecord } from './group.model';
import { getGroup } from './groups.service';

/** The parts of a group that decide whether it may be on show. */
export type ShownGroup = Pick<
  GroupRecord,
  'branchId' | 'kind' | 'name' | 'notice' | 'welcome' | 'managerIds' | 'merchantId'
>;

/** What is to mend before groups can be open, as far as it is known without WeChat; in their order. */
export async function faultsOf(groups: readonly ShownGroup[]): Promise<GroupFault[][]> {
  const employees = await findEmployees(hexOf(groups.flatMap(({ managerIds }) => managerIds)));
  const merchants = await findMerchants(hexOf(groups.flatMap(({ merchantId }) => (merchantId ? [merchantId] : []))));
  const leads = (row: (typeof employees)[number], branchId: Types.ObjectId) =>
    row.status !== 'disabled' &&
    row.branchId.equals(branchId) &&
    hasAnyRole({ employeeId: row._id.toHexString(), branchId: row.branchId.toHexString(), roles: row.roles }, [
      'manager',
      'head',
    ]);
  return groups.map((group) => {
    const { kind, name, notice, welcome, managerIds, merchantId, branchId } = group;
    const managers = employees.filter((row) => managerIds.some((id) => id.equals(row._id)) && leads(row, branchId));
    const merchant = merchants.find((row) => merchantId?.equals(row._id));
    const draft: GroupDraft = {
      kind,
      name,
      notice,
      welcome,
      managerCount: managerIds.length,
      managersAvailable: managers.length === managerIds.length,
      hasMerchant: merchantId !== undefined,
      merchantAvailable: !merchantId || (merchant?.status === 'active' && merchant.branchId.equals(branchId)),
    };
    return openingFaults(draft);
  });
}

function hexOf(ids: readonly Types.ObjectId[]): string[] {
  return [...new Set(ids.map((id) => id.toHexString()))];
}

/** Throws `group_not_ready` with every fault of a group as it would be on show, those that WeChat finds included. */
export async function requireOpenable(group: ShownGroup, texts: TextCheck): Promise<void> {
  const [known = []] = await faultsOf([group]);
  const shown = (['name', 'notice', 'welcome'] as const).map((field) => ({ content: group[field], where: field }));
  const rejected = await rejectedTexts(shown, texts);
  const faults: GroupFault[] = [...known, ...rejected.map((field) => ({ code: 'text_rejected' as const, field }))];
  if (faults.length > 0) throw new AppError('group_not_ready', { faults });
}

/** Opens a group, or closes it to newcomers, where nobody changed it since `version` was read. */
export async function setGroupStatus(
  groupId: string,
  { status, version }: { status: 'open' | 'closed'; version: number },
  { actor, texts }: { actor: AuditActor; texts: TextCheck },
  now: Date,
): Promise<GroupRecord> {
  const before = await getGroup(groupId);
  // The first answer got lost: what was asked for is done already.
  if (before.status === status && before.version === version + 1) return before;
  if (!canBecome(before.status, status)) throw new AppError('group_status_fixed');
  if (before.version !== version) throw new AppError('version_conflict');
  if (status === 'open') await requireOpenable(before, texts);
  await inTransaction(async (session) => {
    const first = status === 'open' && !before.openedAt ? { openedAt: now } : {};
    const changed = await Group.updateOne(
      { _id: before._id, version, status: before.status },
      { $set: { status, ...first }, $inc: { version: 1 } },
      { session },
    );
    if (changed.modifiedCount !== 1) throw new AppError('version_conflict');
    await recordAuditBy(session, actor, {
      action: 'group_status_changed',
      subject: { kind: 'group', id: groupId, name: before.name },
      branchId: before.branchId.toHexString(),
      at: now,
      changes: { before: { status: before.status }, after: { status } },
    });
  });
  return getGroup(groupId);
}
