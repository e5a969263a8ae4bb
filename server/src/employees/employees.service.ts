import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import type { Position, Role } from '@linzhang/shared/employees/employees.rules';
import { roleRefusal } from '@linzhang/shared/employees/employees.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, type PipelineStage, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { branchNames, getBranch } from '../branches/branches.service';
import { containing } from '../db/containing';
import { pageAfter } from '../db/pages';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import type { EmployeeActor } from '../http/actor';
import { getMerchant, merchantNames } from '../merchants/merchants.service';
import { Employee, type EmployeeRecord } from './employee.model';
import { presentSelf } from './employees.presenter';
import { tellLeaving } from './leaving.service';

export interface EmployeeFields {
  name: string;
  branchId: string;
  roles: Role[];
  position: Position;
  merchantId: string | null;
  workPhone: string | null;
  capacity: number;
}

/**
 * Stage that adds the active employee behind `memberId` of a document as `employee` (none or one row): for the reads
 * that every request makes, which take it along in one round trip.
 */
export function employeeLookup(): PipelineStage.Lookup {
  return {
    $lookup: {
      from: Employee.collection.name,
      localField: 'memberId',
      foreignField: 'memberId',
      pipeline: [{ $match: { status: 'active' } }],
      as: 'employee',
    },
  };
}

/** What a row found by `employeeLookup` is to requests; null for a customer. */
export function employeeActorOf(row: EmployeeRecord | undefined): EmployeeActor | null {
  if (!row) return null;
  return {
    employeeId: row._id.toHexString(),
    branchId: row.branchId.toHexString(),
    name: row.name,
    roles: row.roles,
    position: row.position,
    ...(row.merchantId ? { merchantId: row.merchantId.toHexString() } : {}),
  };
}

/** What a row found by `employeeLookup` is to the own pages, with names; null for a customer. */
export async function employeeSelfOf(row: EmployeeRecord | undefined): Promise<EmployeeSelf | null> {
  return row ? presentSelf(row, await namesFor([row])) : null;
}

/** The own working account with names, for the own pages; null for a customer. */
export async function findEmployeeSelf(memberId: string): Promise<EmployeeSelf | null> {
  const row = await Employee.findOne({ memberId: new Types.ObjectId(memberId), status: 'active' }).lean();
  return employeeSelfOf(row ?? undefined);
}

/** True while the member works here: such an account is not deleted or moved before a head has unlinked it. */
export async function isLinkedEmployee(memberId: string): Promise<boolean> {
  return (await Employee.exists({ memberId: new Types.ObjectId(memberId), status: { $ne: 'disabled' } })) !== null;
}

/** Names of employees by id, for lists that show them. */
export async function employeeNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Employee.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

/** Names of branches and merchants that the given employees refer to. */
export async function namesFor(
  rows: readonly EmployeeRecord[],
): Promise<{ branches: Map<string, string>; merchants: Map<string, string> }> {
  const branchIds = [...new Set(rows.map((row) => row.branchId.toHexString()))];
  const merchantIds = [...new Set(rows.flatMap((row) => (row.merchantId ? [row.merchantId.toHexString()] : [])))];
  const [branches, merchants] = await Promise.all([branchNames(branchIds), merchantNames(merchantIds)]);
  return { branches, merchants };
}

/** One employee; throws `not_found`. */
export async function getEmployee(employeeId: string, session: ClientSession | null = null): Promise<EmployeeRecord> {
  const row = await Employee.findById(employeeId).session(session).lean();
  if (!row) throw new AppError('not_found');
  return row;
}

/** The employees that exist of these ids. */
export async function findEmployees(
  ids: readonly string[],
  session: ClientSession | null = null,
): Promise<EmployeeRecord[]> {
  return Employee.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
    .session(session)
    .lean();
}

/** The employee who has this number; null where nobody has. */
export async function findEmployeeByNumber(number: string): Promise<EmployeeRecord | null> {
  return Employee.findOne({ number }).lean();
}

export interface EmployeeQuery {
  /** Null lists every branch. */
  branchId: string | null;
  status?: 'invited' | 'active' | 'disabled';
  search?: string;
  cursor?: string;
  limit: number;
}

/** Employees by number. */
export async function listEmployees(query: EmployeeQuery): Promise<Page<EmployeeRecord>> {
  const like = query.search ? containing(query.search) : null;
  const filter = {
    ...(query.branchId === null ? {} : { branchId: new Types.ObjectId(query.branchId) }),
    ...(query.status ? { status: query.status } : {}),
    ...(like ? { $or: [{ name: like }, { number: like }] } : {}),
  };
  return pageAfter(Employee, filter, { field: 'number', direction: 1 }, query, (row) => row);
}

/** Adds an employee, not yet linked to a WeChat account. Safe to retry with the same requestId. */
export async function createEmployee(
  number: string,
  fields: EmployeeFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<EmployeeRecord> {
  await checkFields(fields);
  const id = await refuseDuplicate('number', 'employee_number_taken', () =>
    once(
      { actorId: actor.actorId ?? 'cli', operation: 'createEmployee', requestId, params: { number, fields } },
      now,
      async (session) => {
        const [row] = await Employee.create(
          [{ ...stored(fields).set, number, status: 'invited', version: 0, createdAt: now }],
          { session },
        );
        if (!row) throw new Error('employee was not stored');
        await auditEmployee(session, actor, 'employee_created', row, now, { number, ...fields });
        return row._id.toHexString();
      },
    ),
  );
  return getEmployee(id);
}

/** Changes an employee that nobody changed since `version` was read. */
export async function updateEmployee(
  employeeId: string,
  fields: EmployeeFields,
  version: number,
  actor: AuditActor,
  now: Date,
): Promise<EmployeeRecord> {
  await checkFields(fields);
  const { set, unset } = stored(fields);
  await inTransaction(async (session) => {
    const before = await changeVersion(session, employeeId, version, {
      $set: set,
      ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    });
    if (before.roles.includes('admin') && !fields.roles.includes('admin')) await requireAnAdmin(session);
    const { name, roles, position, capacity, workPhone = null } = before;
    const merchantId = before.merchantId?.toHexString() ?? null;
    await auditEmployee(session, actor, 'employee_changed', before, now, {
      before: { name, roles, position, capacity, workPhone, merchantId, branchId: before.branchId.toHexString() },
      after: { ...fields },
    });
  });
  return getEmployee(employeeId);
}

/** Ends or renews an employee's access. A disabled one is unlinked, so the WeChat account is a customer's again. */
export async function setEmployeeAccess(
  employeeId: string,
  access: 'disable' | 'enable',
  version: number,
  reason: string | null,
  actor: AuditActor,
  now: Date,
): Promise<EmployeeRecord> {
  // Who has the access already keeps it as it is: enabling must not unlink somebody at work.
  const [from, change] =
    access === 'disable'
      ? [{ $ne: 'disabled' }, { $set: { status: 'disabled' }, $unset: { memberId: '', activation: '' } }]
      : ['disabled', { $set: { status: 'invited' } }];
  await inTransaction(async (session) => {
    const row = await getEmployee(employeeId, session);
    if (row.version === version && (row.status === 'disabled') === (access === 'disable')) return;
    const before = await changeVersion(session, employeeId, version, change, { status: from });
    if (access === 'disable' && before.roles.includes('admin')) await requireAnAdmin(session);
    if (access === 'disable') await tellLeaving(session, employeeId, now, actor);
    await auditEmployee(
      session,
      actor,
      access === 'disable' ? 'employee_disabled' : 'employee_enabled',
      before,
      now,
      {},
      reason,
    );
  });
  return getEmployee(employeeId);
}

async function changeVersion(
  session: ClientSession,
  employeeId: string,
  version: number,
  change: Record<string, unknown>,
  guard: Record<string, unknown> = {},
): Promise<EmployeeRecord> {
  const before = await Employee.findOneAndUpdate(
    { _id: employeeId, version, ...guard },
    { ...change, $inc: { version: 1 } },
    { session, returnDocument: 'before' },
  ).lean();
  if (!before) throw new AppError((await Employee.exists({ _id: employeeId })) ? 'version_conflict' : 'not_found');
  return before;
}

/**
 * The product always has an admin who can get in. The admins left are touched, so that two admins who remove each
 * other at the same time conflict instead of both passing.
 */
async function requireAnAdmin(session: ClientSession): Promise<void> {
  const left = await Employee.updateMany({ roles: 'admin', status: 'active' }, { $inc: { version: 1 } }, { session });
  if (left.matchedCount === 0) throw new AppError('last_admin');
}

async function checkFields(fields: EmployeeFields): Promise<void> {
  const refusal = roleRefusal(fields.roles, fields.merchantId);
  if (refusal) throw new AppError(refusal);
  await getBranch(fields.branchId);
  if (fields.merchantId === null) return;
  const merchant = await getMerchant(fields.merchantId);
  if (merchant.branchId.toHexString() !== fields.branchId) throw new AppError('not_found');
}

function stored(fields: EmployeeFields): { set: Record<string, unknown>; unset: Record<string, ''> } {
  const { branchId, merchantId, workPhone, ...rest } = fields;
  return {
    set: {
      ...rest,
      branchId: new Types.ObjectId(branchId),
      ...(merchantId === null ? {} : { merchantId: new Types.ObjectId(merchantId) }),
      ...(workPhone === null ? {} : { workPhone }),
    },
    unset: {
      ...(merchantId === null ? { merchantId: '' as const } : {}),
      ...(workPhone === null ? { workPhone: '' as const } : {}),
    },
  };
}

type EmployeeAudit = Parameters<typeof recordAuditBy>[2]['action'];

/** Writes a line about an employee; its reader is the head of the employee's branch. */
export async function auditEmployee(
  session: ClientSession,
  actor: AuditActor,
  action: EmployeeAudit,
  employee: Pick<EmployeeRecord, '_id' | 'name' | 'branchId'>,
  now: Date,
  changes: Record<string, unknown>,
  reason: string | null = null,
): Promise<void> {
  await recordAuditBy(session, actor, {
    action,
    subject: { kind: 'employee', id: employee._id.toHexString(), name: employee.name },
    branchId: employee.branchId.toHexString(),
    at: now,
    changes,
    ...(reason === null ? {} : { reason }),
  });
}
