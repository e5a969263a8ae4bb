import { listBranches } from '../branches/branches.service';
import { findEmployeeByNumber } from '../employees/employees.service';
import { listMerchants } from '../merchants/merchants.service';
import { Refusal } from './words';

const MOST_MERCHANTS = 100;

/** What the command line needs of a branch or a partner. */
export interface Named {
  id: string;
  name: string;
}

/** The branch with this name or id; without either the only one there is. */
export async function branchBy(nameOrId: string | undefined): Promise<Named> {
  const branches = (await listBranches()).map((row) => ({ id: row._id.toHexString(), name: row.name }));
  if (branches.length === 0) throw new Refusal('还没有网点，请先用 create-branch 新建。');
  const names = branches.map((branch) => branch.name).join('、');
  if (nameOrId === undefined) {
    const [only, ...others] = branches;
    if (only && others.length === 0) return only;
    throw new Refusal(`有多个网点，请用 --branch 指定：${names}`);
  }
  const found = branches.find((branch) => branch.name === nameOrId || branch.id === nameOrId);
  if (!found) throw new Refusal(`没有网点“${nameOrId}”。现有：${names}`);
  return found;
}

/** The partner of a branch with this name or id. */
export async function merchantBy(nameOrId: string, branch: Named): Promise<Named> {
  const { items } = await listMerchants({ branchId: branch.id, limit: MOST_MERCHANTS });
  const merchants = items.map((row) => ({ id: row._id.toHexString(), name: row.name }));
  const found = merchants.find((merchant) => merchant.name === nameOrId || merchant.id === nameOrId);
  if (found) return found;
  const names = merchants.map((merchant) => merchant.name).join('、') || '无';
  throw new Refusal(`网点“${branch.name}”没有商户“${nameOrId}”。现有：${names}`);
}

/** The employee with this number. */
export async function employeeBy(number: string): Promise<{ id: string; name: string; version: number }> {
  const row = await findEmployeeByNumber(number);
  if (!row) throw new Refusal(`没有工号为 ${number} 的员工。可用 list-employees 查看。`);
  return { id: row._id.toHexString(), name: row.name, version: row.version };
}
