import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as routes from '@linzhang/shared/employees/employees.endpoints';
import type { Merchant } from '@linzhang/shared/merchants/merchants.contract';
import * as merchantRoutes from '@linzhang/shared/merchants/merchants.endpoints';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settingsRoutes from '@linzhang/shared/settings/settings.endpoints';
import { requestId } from '../../support/api';
import { done } from '../../support/done';
import { buildMember, uniqueName } from '../../support/people';
import type { World } from '../../support/world/world';
import type { Visits } from './visit';

const PLACE = { address: '江宁路 1 号', latitude: 31.95, longitude: 118.84 };

function employeeFields({ id }: World) {
  return {
    name: '李娜',
    branchId: id,
    roles: ['staff'],
    position: 'teller',
    merchantId: null,
    workPhone: null,
    capacity: 10,
  };
}

async function newEmployee(world: World): Promise<Employee> {
  const body = { ...employeeFields(world), number: uniqueName('E'), requestId: requestId() };
  return done(world.api, routes.createEmployee, { token: world.head.token, body });
}

async function codeFor(world: World, employeeId: string): Promise<string> {
  const asked = { token: world.head.token, params: { employeeId }, body: {} };
  return (await done<{ code: string }>(world.api, routes.issueActivation, asked)).code;
}

async function disabled(world: World): Promise<Employee> {
  const { id: employeeId, version } = await newEmployee(world);
  const body = { reason: '离职', version };
  return done(world.api, routes.disableEmployee, { token: world.head.token, params: { employeeId }, body });
}

async function ofNewEmployee(world: World) {
  const { id: employeeId, version } = await newEmployee(world);
  return { params: { employeeId }, version };
}

async function loginCode({ api }: World): Promise<{ code: string; secret: string }> {
  return done(api, routes.startH5Login, { body: {} });
}

const branchFields = (name: string) => ({ name, place: PLACE, industries: ['food_market'] });
const merchantFields = () => ({ name: uniqueName('商户'), place: PLACE, industry: 'retail', contact: null });

/** Employees, branches, partners, the numbers of a branch and its trail. */
export const employeeVisits: Visits = {
  listEmployees: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  createEmployee: {
    by: 'head',
    others: 'refused',
    ask: (world) => ({ body: { ...employeeFields(world), number: uniqueName('E'), requestId: requestId() } }),
  },
  getEmployee: { by: 'head', others: 'refused', ask: ({ staff }) => ({ params: { employeeId: staff.employee.id } }) },
  updateEmployee: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params, version } = await ofNewEmployee(world);
      return { params, body: { ...employeeFields(world), name: '李芳', version } };
    },
  },
  issueActivation: {
    by: 'head',
    others: 'refused',
    ask: async (world) => ({ params: (await ofNewEmployee(world)).params }),
  },
  revokeActivation: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params } = await ofNewEmployee(world);
      await codeFor(world, params.employeeId);
      return { params };
    },
  },
  disableEmployee: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { params, version } = await ofNewEmployee(world);
      return { params, body: { reason: '离职', version } };
    },
  },
  enableEmployee: {
    by: 'head',
    others: 'refused',
    ask: async (world) => {
      const { id, version } = await disabled(world);
      return { params: { employeeId: id }, body: { version } };
    },
  },
  activateEmployee: {
    by: 'member',
    others: 'open',
    ask: async (world) => {
      const { id, number } = await newEmployee(world);
      return { as: await buildMember(world.api), body: { number, code: await codeFor(world, id) } };
    },
  },
  startH5Login: { by: 'nobody', others: 'open' },
  confirmH5Login: {
    by: 'staff',
    others: 'open',
    ask: async (world) => ({ body: { code: (await loginCode(world)).code } }),
  },
  claimH5Login: {
    by: 'nobody',
    others: 'open',
    ask: async (world) => ({ body: { secret: (await loginCode(world)).secret } }),
  },
  listBranches: { by: 'head', others: 'own' },
  createBranch: {
    by: 'admin',
    other: 'head',
    others: 'refused',
    ask: () => ({ body: { ...branchFields(uniqueName('网点')), requestId: requestId() } }),
  },
  updateBranch: {
    by: 'admin',
    other: 'head',
    others: 'refused',
    ask: ({ id }) => ({ params: { branchId: id }, body: { ...branchFields(uniqueName('网点')), version: 0 } }),
  },
  listMerchants: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  createMerchant: {
    by: 'head',
    others: 'refused',
    ask: ({ id }) => ({ body: { ...merchantFields(), branchId: id, requestId: requestId() } }),
  },
  getMerchant: { by: 'head', others: 'refused', ask: ({ merchantId }) => ({ params: { merchantId } }) },
  updateMerchant: {
    by: 'head',
    others: 'refused',
    ask: async ({ api, id, head: { token } }) => {
      const body = { ...merchantFields(), branchId: id, requestId: requestId() };
      const { id: merchantId, version }: Merchant = await done(api, merchantRoutes.createMerchant, { token, body });
      return { params: { merchantId }, body: { ...merchantFields(), status: 'ended', version } };
    },
  },
  getSettings: { by: 'head', others: 'refused', ask: ({ id }) => ({ params: { branchId: id } }) },
  changeSettings: {
    by: 'head',
    others: 'refused',
    ask: async ({ api, id, head: { token } }) => {
      const params = { branchId: id };
      const { values, version }: BranchSettings = await done(api, settingsRoutes.getSettings, { token, params });
      return { params, body: { values: { ...values, undoSeconds: 150 }, version } };
    },
  },
  listAudits: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
};
