import type { AumImport } from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import { COLUMN_NAMES, COLUMNS, type Column } from '@linzhang/shared/aum/aumRow.rules';
import { workImports } from '../../../server/src/aum/importWorker.service';
import { readEnv } from '../../../server/src/config/env';
import { memberSecrets } from '../../../server/src/members/secrets';
import { createLogger } from '../../../server/src/platform/logger';
import type { Caller } from '../api';
import { done } from '../done';
import { buildMember, type Person } from '../people';
import { bindPhone, newPhone, type Staffed } from './branch';

export type ListRow = Partial<Record<Column, string>>;

/** A list of the bank as CSV with all headings. */
export function csvOf(rows: readonly ListRow[]): string {
  const headings = COLUMN_NAMES.map((name) => COLUMNS[name]);
  const lines = [headings, ...rows.map((row) => COLUMN_NAMES.map((name) => row[name] ?? ''))];
  return lines.map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\n');
}

/** Does what the import worker of a server does, until nothing is left. */
export async function workLists(api: Caller): Promise<void> {
  const { hashPhone } = memberSecrets(readEnv({ NODE_ENV: 'test' }));
  await workImports({ hashPhone, now: api.clock.now, logger: createLogger('silent'), stopping: () => false });
}

/** Sends a list for the head of a branch, lets the worker do its part, and gives back what became of it. */
export async function importRows(api: Caller, branch: Staffed, rows: readonly ListRow[]): Promise<AumImport> {
  const { token } = branch.head;
  const query = { branchId: branch.id, fileName: '名单.csv' };
  const { id } = await done<AumImport>(api, routes.uploadAumImport, { token, query, file: csvOf(rows) });
  await workLists(api);
  return done(api, routes.getAumImport, { token, params: { importId: id } });
}

let lastCustomer = 0;

/** A number that no customer in this test file has. */
export function newCustomerNo(): string {
  lastCustomer += 1;
  return `K${lastCustomer}`;
}

/** A member whom the list names with this much, in yuan, beside one so large that nobody moves the branch's total. */
export async function buildListed(api: Caller, branch: Staffed, more: ListRow): Promise<Person & { row: ListRow }> {
  const person = await buildMember(api);
  const phone = newPhone();
  await bindPhone(api, person, phone);
  const asOf = `${api.clock.now().toISOString().slice(0, 7)}-01`;
  const row = { customerNo: newCustomerNo(), phone, asOf, managerNo: branch.manager.employee.number, ...more };
  const large = { customerNo: 'LARGE', asOf: '2026-01-01', deposits: '900000000' };
  await importRows(api, branch, [row, large]);
  return { ...person, row };
}
