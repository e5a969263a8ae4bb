import { COLUMN_NAMES } from '@linzhang/shared/aum/aumRow.rules';
import { contracts } from '@linzhang/shared/contracts';
import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import * as members from '@linzhang/shared/members/members.endpoints';
import { PROSPECT_COLUMN_NAMES } from '@linzhang/shared/prospects/prospectRow.rules';
import type { TestApi } from '../support/api';
import { done } from '../support/done';
import type { Person } from '../support/people';
import { sheetRows } from '../support/sheetRows';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';
import { buildListed, importRows, newCustomerNo } from '../support/world/lists';
import { importProspects, prospectCsv } from '../support/world/prospectLists';

/** What a sheet would run, as a text that somebody typed or sent. */
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '＝1+1', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'];
const RUNS = /^[=+\-@＝＋－＠\t\r\n]/;
const MADE_SAFE = /^'[=+\-@＝＋－＠\t\r\n]/;

let api: TestApi;
let branch: Staffed;
builtForAll(buildStaffed, (started, built) => {
  [api, branch] = [started, built];
});

/** A row in which every cell is something that a sheet would run. */
const hostileRow = (names: readonly string[], from: number) =>
  Object.fromEntries(names.map((name, index) => [name, FORMULAS[(from + index) % FORMULAS.length] ?? '']));

/** The manager is called like a formula, and so is a member of the manager's. */
async function nameAlike(): Promise<string> {
  const { token } = branch.head;
  const params = { employeeId: branch.manager.employee.id };
  const { version } = await done<Employee>(api, employeeRoutes.getEmployee, { token, params });
  const fields = { branchId: branch.id, roles: ['manager'], position: 'wealth_manager', merchantId: null };
  const body = { ...fields, name: '@SUM(A1)', workPhone: null, capacity: 10, version };
  await done(api, employeeRoutes.updateEmployee, { token, params, body });
  const member = await buildListed(api, branch, { deposits: '60000' });
  await done(api, members.updateMe, { token: member.token, body: { nickname: '=1+1' } });
  return '';
}

/** The bank's list with rows that are not taken; gives back its id. */
async function faultyList(): Promise<string> {
  return (
    await importRows(
      api,
      branch,
      FORMULAS.map((_formula, index) => hostileRow(COLUMN_NAMES, index)),
    )
  ).id;
}

/** Customers of one phone, who are called like formulas. */
async function doubtful(): Promise<string> {
  const { row } = await buildListed(api, branch, { deposits: '1.00' });
  const names = FORMULAS.slice(0, 5).map((name) => ({ ...row, customerNo: newCustomerNo(), name }));
  return (await importRows(api, branch, names)).id;
}

async function faultyProspects(): Promise<string> {
  const rows = FORMULAS.map((_formula, index) => hostileRow(PROSPECT_COLUMN_NAMES, index));
  return (await importProspects(api, branch.manager, prospectCsv(rows), '潜客.csv')).id;
}

interface Export {
  by: (branch: Staffed) => Person;
  /** Puts into the file what a sheet would run; null where nothing in it comes from anybody. */
  fill: (() => Promise<string>) | null;
  query?: (branch: Staffed) => Record<string, string>;
}

const EXPORTS: Readonly<Record<string, Export>> = {
  getAumTemplate: { by: ({ head }) => head, fill: null },
  getAumFaultFile: { by: ({ head }) => head, fill: faultyList },
  getAumDoubtFile: { by: ({ head }) => head, fill: doubtful, query: ({ id }) => ({ branchId: id }) },
  getProspectTemplate: { by: ({ manager }) => manager, fill: null },
  getProspectFaultFile: { by: ({ manager }) => manager, fill: faultyProspects },
  exportPortfolioMembers: { by: ({ manager }) => manager, fill: nameAlike },
  exportPortfolioFigures: { by: ({ head }) => head, fill: nameAlike, query: () => ({ by: 'employee' }) },
};

/** Whether what an endpoint answers is a file with a name. */
const givesFile = (response: unknown): boolean =>
  ['name', 'mime', 'base64'].every((field) => field in ((response as { shape?: object } | undefined)?.shape ?? {}));

describe('a file that is given out', () => {
  it('is one of those that are looked at here', () => {
    const files = Object.entries(contracts).filter(([, { response }]) => givesFile(response));
    expect(files.map(([name]) => name).sort()).toEqual(Object.keys(EXPORTS).sort());
  });

  it.each(Object.entries(EXPORTS))('by %s has no cell that a sheet runs', async (name, { by, fill, query }) => {
    const contract = contracts[name];
    if (!contract) throw new Error(`${name} is no endpoint`);
    const importId = (await fill?.()) ?? '';
    const asked = { token: by(branch).token, params: { importId }, query: query?.(branch) ?? {} };
    const cells = (await sheetRows(await done<FileAnswer>(api, contract.route, asked))).flat().filter(Boolean);
    expect(cells.filter((cell) => RUNS.test(cell))).toEqual([]);
    expect(cells.some((cell) => MADE_SAFE.test(cell))).toBe(fill !== null);
  });
});
