import type { Industry } from '@linzhang/shared/branches/branches.rules';
import type { Position, Role } from '@linzhang/shared/employees/employees.rules';
import { DEFAULT_CAPACITY } from '@linzhang/shared/employees/employees.rules';
import type { AuditActor } from '../audit/audit.service';
import { createBranch } from '../branches/branches.service';
import { activateEmployee, issueActivation } from '../employees/activation.service';
import { createEmployee, getEmployee } from '../employees/employees.service';
import { holderOfOpenid } from '../members/accounts.service';
import { changeNickname, getMe, grantConsent } from '../members/members.service';
import { bindPhone } from '../members/phone.service';
import { createMerchant } from '../merchants/merchants.service';
import { CHENS_PHONE, type MemberSecrets } from './people';
import { loginCodeOf } from './personas';
import { DEMO_IP, type DemoPart, type DemoWorld } from './world';

const ACTOR: AuditActor = { actorId: null, actorName: '演示数据', ip: null };
/** Minutes before the first start at which the customers had come. */
const MORNING = 240;
/** Days before it at which the branch was there with its merchants and employees: longer than anything that happened. */
const FOUNDED_DAYS = 120;
const FOUNDED = FOUNDED_DAYS * 24 * 60;

export interface DemoEmployee {
  number: string;
  name: string;
  roles: Role[];
  position: Position;
  merchant?: string;
  /** Account in the simulator; without one the employee is still to be activated. */
  persona?: string;
}

const EMPLOYEES: readonly DemoEmployee[] = [
  { number: 'JN001', name: '何静', roles: ['admin'], position: 'product_manager', persona: 'admin-he' },
  { number: 'JN002', name: '王建国', roles: ['head'], position: 'branch_head', persona: 'head-wang' },
  { number: 'JN003', name: '周敏', roles: ['manager'], position: 'wealth_manager', persona: 'manager-zhou' },
  { number: 'JN004', name: '孙丽', roles: ['staff'], position: 'lobby_manager', persona: 'staff-sun' },
  { number: 'JN005', name: '赵晨', roles: ['staff'], position: 'teller' },
  {
    number: 'JN101',
    name: '刘师傅',
    roles: ['cashier'],
    position: 'teller',
    merchant: 'market',
    persona: 'cashier-liu',
  },
];

/** Whom a head asks where two people must agree. */
const SECOND_HEAD: DemoEmployee = {
  number: 'JN006',
  name: '李红',
  roles: ['head'],
  position: 'branch_head',
  persona: 'head-li',
};

/** The demo data in the order of making. A later part finds by name (`branch`, `merchant:market`, `member:...`) what an earlier one kept. */
export function demoParts(secrets: MemberSecrets): readonly DemoPart[] {
  return [
    { name: 'branch', make: makeBranch },
    { name: 'merchants', make: makeMerchants },
    { name: 'customers', make: (world) => makeCustomers(world, secrets) },
    { name: 'employees', make: (world) => makeEmployees(world, secrets, EMPLOYEES) },
    { name: 'second-head', make: (world) => makeEmployees(world, secrets, [SECOND_HEAD]) },
  ];
}

async function makeBranch(world: DemoWorld): Promise<void> {
  const fields = {
    name: '江宁支行',
    place: { address: '南京市江宁区金箔路 88 号', latitude: 31.9522, longitude: 118.8399 },
    industries: ['food_market', 'catering', 'retail', 'services'] satisfies Industry[],
  };
  const make = () => createBranch(fields, world.requestIdOf('branch'), ACTOR, world.ago(FOUNDED));
  await world.make('branch', async () => (await make())._id);
}

async function makeMerchants(world: DemoWorld): Promise<void> {
  const make = async (key: string, fields: Parameters<typeof createMerchant>[1]) => {
    const requestId = world.requestIdOf(`merchant:${key}`);
    const [branchId, at] = [world.idOf('branch'), world.ago(FOUNDED)];
    await world.make(`merchant:${key}`, async () => (await createMerchant(branchId, fields, requestId, ACTOR, at))._id);
  };
  await make('market', {
    name: '阳光菜市场',
    place: { address: '南京市江宁区天元东路 16 号', latitude: 31.9468, longitude: 118.8467 },
    industry: 'food_market',
    contact: '市场办 李经理',
  });
  await make('bakery', {
    name: '麦香烘焙',
    place: { address: '南京市江宁区金箔路 112 号', latitude: 31.9531, longitude: 118.8412 },
    industry: 'catering',
    contact: null,
  });
}

/** Someone who opened the mini-program and agreed to the terms. */
async function makeMember(world: DemoWorld, secrets: MemberSecrets, persona: string, at: Date): Promise<string> {
  const { openid } = await world.wechat.login(loginCodeOf(persona));
  const memberId = (await holderOfOpenid(openid, secrets, at)).member._id.toHexString();
  const { termsVersion: version } = await getMe(memberId);
  const requestId = world.requestIdOf(`consent:${persona}`);
  await grantConsent({ memberId, purpose: 'service', version, requestId, ip: DEMO_IP }, at);
  await world.keep(`member:${persona}`, memberId);
  return memberId;
}

async function makeCustomers(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  const at = world.ago(MORNING);
  const chen = await makeMember(world, secrets, 'customer-chen', at);
  await changeNickname(chen, '陈阿姨', world.wechat, secrets);
  const requestId = world.requestIdOf('phone:customer-chen');
  const wishes = { code: loginCodeOf(CHENS_PHONE), marketing: true, matching: true };
  if ((await getMe(chen)).phone === null)
    await bindPhone({ memberId: chen, ...wishes, requestId, ip: DEMO_IP }, world.wechat, secrets, at);
  const wu = await makeMember(world, secrets, 'customer-wu', at);
  await changeNickname(wu, '小吴', world.wechat, secrets);
}

/** Enters employees of the branch and links the accounts of those who have one. */
export async function makeEmployees(
  world: DemoWorld,
  secrets: MemberSecrets,
  employees: readonly DemoEmployee[],
): Promise<void> {
  for (const { number, persona, merchant, ...rest } of employees) {
    const fields = {
      ...rest,
      branchId: world.idOf('branch'),
      merchantId: merchant ? world.idOf(`merchant:${merchant}`) : null,
      workPhone: `025-52${String(world.random(1_000_000)).padStart(6, '0')}`,
      capacity: DEFAULT_CAPACITY,
    };
    const requestId = world.requestIdOf(`employee:${number}`);
    const at = world.ago(FOUNDED);
    const employeeId = await world.make(
      `employee:${number}`,
      async () => (await createEmployee(number, fields, requestId, ACTOR, at))._id,
    );
    if (!persona || (await getEmployee(employeeId)).status === 'active') continue;
    const memberId = await makeMember(world, secrets, persona, at);
    await changeNickname(memberId, rest.name, world.wechat, secrets);
    const { code } = await issueActivation(employeeId, ACTOR, at);
    await activateEmployee(memberId, number, code, DEMO_IP, at);
  }
}
