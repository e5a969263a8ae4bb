import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import * as aumRoutes from '@linzhang/shared/aum/aum.endpoints';
import { requestId } from '../../support/api';
import { done } from '../../support/done';
import { buildListed, csvOf, importRows, newCustomerNo } from '../../support/world/lists';
import type { World } from '../../support/world/world';
import type { Ask, Visits } from './visit';

const ofBranch = ({ id }: World): Ask => ({ query: { branchId: id } });

const someRow = () => ({ customerNo: newCustomerNo(), asOf: '2026-01-31', deposits: '1.00' });

async function ofImport(world: World): Promise<Ask> {
  const { id } = await importRows(world.api, world, [someRow(), { customerNo: '' }]);
  return { params: { importId: id } };
}

const listed = (world: World) => buildListed(world.api, world, { deposits: '60000' });

const ofListed = async (world: World): Promise<Ask> => ({ params: { memberId: (await listed(world)).me.id } });

/** A member whose phone another customer has too. */
async function doubtful(world: World): Promise<AumDoubt> {
  const { row } = await listed(world);
  await importRows(world.api, world, [{ ...someRow(), phone: row.phone ?? '' }]);
  const asked = { token: world.head.token, query: { branchId: world.id, limit: '100' } };
  const { items } = await done<{ items: AumDoubt[] }>(world.api, aumRoutes.listAumDoubts, asked);
  const doubt = items.at(-1);
  if (!doubt) throw new Error('nothing is doubtful');
  return doubt;
}

/** The bank's lists, and where members stand by them. */
export const aumVisits: Visits = {
  uploadAumImport: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ query: { branchId: id, fileName: '名单.csv' }, file: csvOf([someRow()]) }),
  },
  listAumImports: { by: 'head', others: 'refused', ask: ofBranch },
  getAumImport: { by: 'head', others: 'refused', ask: ofImport },
  listAumFaults: { by: 'head', others: 'refused', ask: ofImport },
  getAumFaultFile: { by: 'head', others: 'refused', ask: ofImport },
  getAumTemplate: { by: 'head', others: 'own' },
  listAumDoubts: { by: 'head', others: 'refused', ask: ofBranch },
  getAumDoubtFile: { by: 'head', others: 'refused', ask: ofBranch },
  decideAumDoubt: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { accountId, member } = await doubtful(world);
      return { params: { accountId }, body: { memberId: member.id, accept: true, requestId: requestId() } };
    },
  },
  assignOwners: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { row } = await listed(world);
      const rows = [{ customerNo: row.customerNo ?? '', managerNo: world.staff.employee.number }];
      return { body: { branchId: world.id, rows, reason: '年初分配', requestId: requestId() } };
    },
  },
  readRoster: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { row } = await listed(world);
      const file = `客户号,客户经理工号\n${row.customerNo},${world.manager.employee.number}`;
      return { query: { branchId: world.id, fileName: '花名册.csv' }, file };
    },
  },
  listOwnerHoldings: { by: 'head', others: 'refused', ask: ofBranch },
  transferOwners: {
    by: 'head',
    others: 'refused',
    ask: ({ manager, staff }) => ({
      body: { fromId: manager.employee.id, toId: staff.employee.id, reason: '离职', requestId: requestId() },
    }),
  },
  getMyStanding: { by: 'member', others: 'own' },
  chooseService: {
    by: 'member',
    others: 'own',
    ask: async (world) => {
      const person = await listed(world);
      await importRows(world.api, world, [{ ...person.row, deposits: '250000' }]);
      return { as: person, body: { choice: 'specialist', requestId: requestId() } };
    },
  },
  getStanding: { by: 'head', others: 'refused', ask: ofListed },
  setSupporters: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({ ...(await ofListed(world)), body: { employeeIds: [world.staff.employee.id] } }),
  },
  recomputeStandings: { by: 'head', others: 'refused', ask: ({ id }) => ({ body: { branchId: id } }) },
  getTierTransitions: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ query: { branchId: id, from: '2026-01-01', to: '2026-12-31' } }),
  },
};
