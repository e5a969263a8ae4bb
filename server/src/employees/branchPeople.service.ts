import { Types } from 'mongoose';
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

/** The WeChat account by which an active employee works; null for who has none. */
export async function accountOfEmployee(employeeId: string): Promise<string | null> {
  const row = await Employee.findOne({ _id: new Types.ObjectId(employeeId), status: 'active' }, { memberId: 1 }).lean();
  return row?.memberId?.toHexString() ?? null;
}
