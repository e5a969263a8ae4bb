import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import { ownedCounts } from '../attribution/owners.service';
import { channelCounts } from '../channels/handOver.service';
import { listEmployees } from '../employees/employees.service';
import { heldCounts } from '../leads/heldLeads.service';

const PAGE = 100;

type EmployeeRow = Awaited<ReturnType<typeof listEmployees>>['items'][number];

/** The employees of a branch with what lies with each: those who have left first, then who has most. */
export async function listHoldings(branchId: string): Promise<OwnerHolding[]> {
  const employees = await employeesOf(branchId);
  const ids = employees.map((row) => row._id.toHexString());
  const [members, leads, channels] = await Promise.all([ownedCounts(ids), heldCounts(ids), channelCounts(branchId)]);
  const holdings = employees.map((row): OwnerHolding => {
    const id = row._id.toHexString();
    const left = row.status === 'disabled';
    return {
      employee: { id, name: row.name, number: row.number, left },
      receives: row.status === 'active' && row.roles.some((role) => role === 'manager' || role === 'head'),
      members: members.get(id) ?? 0,
      leads: leads.get(id) ?? 0,
      channels: channels.get(id) ?? 0,
    };
  });
  const toHandOver = (one: OwnerHolding) => one.employee.left && one.members + one.channels > 0;
  return holdings.sort(
    (a, b) =>
      Number(toHandOver(b)) - Number(toHandOver(a)) ||
      b.members - a.members ||
      a.employee.number.localeCompare(b.employee.number),
  );
}

async function employeesOf(branchId: string): Promise<EmployeeRow[]> {
  const rows: EmployeeRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEmployees({ branchId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
