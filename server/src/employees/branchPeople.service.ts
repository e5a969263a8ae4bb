import type { Position } from '@linzhang/shared/employees/employees.rules';
import { type ClientSession, Types } from 'mongoose';
import { Employee } from './employee.model';

/** Somebody of a branch who may be given customers. */
export interface BranchManager {
  employeeId: string;
  name: string;
  /** How many the person serves at most. */
  capacity: number;
}

/** The active managers of a branch, in the order of their numbers. */
export async function managersOf(branchId: string): Promise<BranchManager[]> {
  const rows = await Employee.find({
    branchId: new Types.ObjectId(branchId),
    status: 'active',
    roles: { $in: ['manager'] },
  })
    .sort({ number: 1 })
    .lean();
  return rows.map(({ _id, name, capacity }) => ({ employeeId: _id.toHexString(), name, capacity }));
}

/** Who of a branch may have brought a customer: managers and heads at work, in the order of their numbers. */
export async function bringersOf(branchId: string): Promise<{ id: string; name: string; position: Position }[]> {
  const rows = await Employee.find(
    { branchId: new Types.ObjectId(branchId), status: 'active', roles: { $in: ['manager', 'head'] } },
    { name: 1, position: 1 },
  )
    .sort({ number: 1 })
    .lean();
  return rows.map(({ _id, name, position }) => ({ id: _id.toHexString(), name, position }));
}

/** The WeChat account by which an active employee works; null for who has none. */
export async function accountOfEmployee(employeeId: string): Promise<string | null> {
  const row = await Employee.findOne({ _id: new Types.ObjectId(employeeId), status: 'active' }, { memberId: 1 }).lean();
  return row?.memberId?.toHexString() ?? null;
}

/** The WeChat accounts of the heads at work in a branch. */
export async function headAccountsOf(branchId: string, session: ClientSession | null = null): Promise<string[]> {
  const where = {
    branchId: new Types.ObjectId(branchId),
    status: 'active' as const,
    roles: { $in: ['head' as const] },
  };
  const rows = await Employee.find(where, { memberId: 1 }).session(session).lean();
  return rows.flatMap(({ memberId }) => (memberId ? [memberId.toHexString()] : []));
}
