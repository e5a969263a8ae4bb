import type { Persona } from '@linzhang/shared/demo/demo.contract';
import * as routes from '@linzhang/shared/demo/demo.endpoints';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Session } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import mongoose from 'mongoose';
import { listBranches } from '../../server/src/branches/branches.service';
import { type DemoExtent, makeDemoData } from '../../server/src/demo/demo.service';
import { listEmployees } from '../../server/src/employees/employees.service';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';
import { type RunningWechat, startWechat } from '../../server/src/platform/wechat/start';
import { codeOf, TestApi } from '../support/api';
import { buildBranch } from '../support/people';

jest.setTimeout(60_000);

const logger = createLogger('silent');
let api: TestApi;
let wechat: RunningWechat;

beforeEach(async () => {
  api = await TestApi.start();
  wechat = await startWechat(api.env, logger, api.clock);
});

afterEach(async () => {
  await wechat.stop();
  await api.stop();
});

const fill = (extent: DemoExtent = 'people') =>
  makeDemoData({ wechat: wechat.client, secrets: memberSecrets(api.env), logger, now: api.clock.now, extent });

const personas = async () => (await api.call<{ items: Persona[] }>(routes.listPersonas)).body.items;

async function enter(code: string): Promise<Session> {
  return (await api.call<Session>(memberRoutes.signIn, { body: { code, device: { platform: 'h5' } } })).body;
}

/** How many of each thing there are. */
async function counts(): Promise<Record<string, number>> {
  const names = [
    ...['branches', 'merchants', 'employees', 'members', 'audits', 'groups', 'memberships', 'channels', 'touches'],
    ...['events', 'booths', 'assignments', 'stamps', 'offers', 'claims', 'approvals', 'engagements', 'conversions'],
  ];
  const db = mongoose.connection.db;
  const found = await Promise.all(
    names.map(async (name) => [name, (await db?.collection(name).countDocuments()) ?? 0]),
  );
  return Object.fromEntries(found);
}

describe('the demo data', () => {
  it('lets one sign in as each of its people, in the role that stands beside the name', async () => {
    await fill();
    const items = await personas();
    expect(items.map((item) => item.role)).toEqual([
      ...['customer', 'customer', 'customer'],
      ...['cashier', 'staff', 'manager', 'head', 'head', 'admin'],
    ]);
    for (const { code, role } of items) {
      const { me } = await enter(code);
      expect(me.employee?.roles ?? ['customer']).toEqual([role]);
    }
  });

  it('has a customer with a phone and all consents, one without a phone, and one who has agreed to nothing', async () => {
    await fill();
    const mes = await Promise.all((await personas()).slice(0, 3).map(async ({ code }) => (await enter(code)).me));
    expect(mes.map((me) => [me.consented, me.phone !== null, me.consents.matching !== null])).toEqual([
      [true, true, true],
      [true, false, false],
      [false, false, false],
    ]);
  });

  it('is made once, however many processes start at the same time and however often', async () => {
    await Promise.all([fill(), fill(), fill()]);
    const made = await counts();
    expect(made).toMatchObject({
      branches: 1,
      merchants: 2,
      employees: 7,
      members: 8,
      groups: 0,
      events: 0,
      offers: 0,
    });
    await fill();
    expect(await counts()).toEqual(made);
  });

  it('is taken up where a run was cut short, without making anything twice', async () => {
    await fill();
    const made = await counts();
    const parts = { parts: ['branch', 'merchants'] };
    await mongoose.connection.db?.collection('demoruns').updateOne({ _id: 'demo' as never }, { $set: parts });
    api.clock.advance(HOUR_MS);
    await fill();
    expect(await counts()).toEqual(made);
  });

  it('can be had with the people alone, and the market added at a later start', async () => {
    await fill('people');
    expect(await counts()).toMatchObject({ employees: 7, groups: 0, events: 0, offers: 0 });
    await fill('market');
    const made = await counts();
    expect(made).toMatchObject({ employees: 7, groups: 2, events: 1, booths: 8, offers: 7 });
    await fill('market');
    expect(await counts()).toEqual(made);
  });

  it('leaves a database alone that was filled by somebody else', async () => {
    await buildBranch(api, '别的网点');
    await fill();
    expect((await listBranches()).map((branch) => branch.name)).toEqual(['别的网点']);
    expect((await listEmployees({ branchId: null, limit: 10 })).items).toEqual([]);
    expect((await personas()).map((item) => item.role)).toEqual(['customer', 'customer', 'customer']);
  });
});

describe('the personas of a server that talks to WeChat itself', () => {
  it('do not exist', async () => {
    await api.stop();
    api = await TestApi.start({ WECHAT_APPID: 'wx0000000000000001', WECHAT_SECRET: 'secret' });
    const reply = await api.call(routes.listPersonas);
    expect([reply.status, codeOf(reply)]).toEqual([404, 'not_found']);
  });
});
