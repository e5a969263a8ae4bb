import { requestId } from '../../support/api';
import { buildPoolLead, enterProspect, FEEDBACK, prospectFields, take } from '../../support/leads';
import { newPhone } from '../../support/world/branch';
import { importProspects, listedProspect, prospectCsv } from '../../support/world/prospectLists';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

const inPool = async ({ api, manager }: World) => ({ params: { leadId: await buildPoolLead(api, manager) } });

/** A lead that the manager holds. */
async function held(world: World) {
  const { params } = await inPool(world);
  await take(world.api, world.manager, params.leadId);
  return { params };
}

async function ofProspect({ api, manager }: World, over: object = {}) {
  const prospect = await enterProspect(api, manager, over);
  return { prospect, params: { prospectId: prospect.id } };
}

/** A list of the manager's with one row that was taken and one that was not. */
async function ofProspectImport({ api, manager }: World) {
  const { id } = await importProspects(api, manager, prospectCsv([listedProspect(), { name: '王芳' }]));
  return { params: { importId: id } };
}

/** Leads and prospects of a branch. */
export const leadVisits: Visits = {
  listLeads: { by: 'manager', others: 'own', ask: () => ({ query: { scope: 'pool' } }) },
  getLeadDesk: { by: 'manager', others: 'own' },
  getLead: { by: 'manager', others: 'refused', ask: inPool },
  takeLead: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => ({ ...(await inPool(world)), body: { requestId: requestId() } }),
  },
  releaseLead: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => ({ ...(await held(world)), body: { note: '不是我的片区', requestId: requestId() } }),
  },
  followUpLead: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => ({ ...(await held(world)), body: { ...FEEDBACK, requestId: requestId() } }),
  },
  assignLeads: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params } = await inPool(world);
      const employeeId = world.manager.employee.id;
      return { body: { leadIds: [params.leadId], employeeId, note: '您来跟进', requestId: requestId() } };
    },
  },
  getBranchLeadDesk: { by: 'head', others: 'refused', ask: ({ id }) => ({ params: { branchId: id } }) },
  getLeadFigures: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ query: { from: '2026-11-01', to: '2026-11-30', branchId: id } }),
  },
  getPoolOrder: { by: 'manager', others: 'refused', ask: ({ id }) => ({ params: { branchId: id } }) },
  setPoolOrder: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ params: { branchId: id }, body: { order: ['first', 'nearest', 'industry'], version: 0 } }),
  },
  listProspects: { by: 'manager', others: 'own', ask: () => ({ query: { scope: 'mine' } }) },
  createProspect: {
    by: 'staff',
    others: 'own',
    ask: () => ({ body: { ...prospectFields(), phone: newPhone(), requestId: requestId() } }),
  },
  getProspect: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => ({ params: (await ofProspect(world)).params }),
  },
  updateProspect: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => {
      const { prospect, params } = await ofProspect(world);
      const { kind: _kind, phone: _phone, ...fields } = prospectFields();
      return { params, body: { ...fields, state: 'open', version: prospect.version } };
    },
  },
  revealProspectPhone: {
    by: 'manager',
    others: 'refused',
    ask: async (world) => {
      const { prospect, params } = await ofProspect(world, { phone: newPhone() });
      await take(world.api, world.manager, prospect.leadId ?? '');
      return { params, body: { purpose: '电话回访', requestId: requestId() } };
    },
  },
  uploadProspectImport: {
    by: 'staff',
    others: 'own',
    ask: () => ({ query: { fileName: '潜客.csv' }, file: prospectCsv([listedProspect()]) }),
  },
  listProspectImports: { by: 'manager', others: 'own', ask: () => ({ query: { scope: 'mine' } }) },
  getProspectImport: { by: 'manager', others: 'refused', ask: ofProspectImport },
  listProspectFaults: { by: 'manager', others: 'refused', ask: ofProspectImport },
  getProspectFaultFile: { by: 'manager', others: 'refused', ask: ofProspectImport },
  getProspectTemplate: { by: 'staff', others: 'own' },
};
