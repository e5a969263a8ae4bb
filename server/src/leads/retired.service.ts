import { findEmployees } from '../employees/employees.service';

/** True for an employee whose access has ended, or who is not known. */
export async function hasLeft(employeeId: string): Promise<boolean> {
  const [row] = await findEmployees([employeeId]);
  return row === undefined || row.status === 'disabled';
}
