import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as approvals from '@linzhang/shared/approvals/approvals.endpoints';
import type { MyManager } from '@linzhang/shared/attribution/attribution.contract';
import * as attribution from '@linzhang/shared/attribution/attribution.endpoints';
import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as channels from '@linzhang/shared/channels/channels.endpoints';
import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { LookUp, Redemption } from '@linzhang/shared/claims/redemptions.contract';
import type { EventDetail, EventSummary } from '@linzhang/shared/events/events.contract';
import * as events from '@linzhang/shared/events/events.endpoints';
import type { GroupSummary } from '@linzhang/shared/groups/groups.contract';
import * as groups from '@linzhang/shared/groups/groups.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { Session } from '@linzhang/shared/members/members.contract';
import * as members from '@linzhang/shared/members/members.endpoints';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { CodeHour, OwnCard, StampCard } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { makeDemoData } from '../../server/src/demo/demo.service';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';
import { startWechat } from '../../server/src/platform/wechat/start';
import { differences, nextCode } from '../stamps/market';
import { requestId, TestApi } from '../support/api';
import { done } from '../support/done';

jest.setTimeout(60_000);

const logger = createLogger('silent');
let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  const wechat = await startWechat(api.env, logger, api.clock);
  const secrets = memberSecrets(api.env);
  await makeDemoData({ wechat: wechat.client, secrets, logger, now: api.clock.now, extent: 'market' });
  await wechat.stop();
});
afterAll(() => api.stop());

async function enter(persona: string): Promise<string> {
  const body = { code: `sim:${persona}`, device: { platform: 'h5' } };
  return (await done<Session>(api, members.signIn, { body })).token;
}

const market = async (token: string): Promise<EventSummary> => {
  const { items } = await done<Page<EventSummary>>(api, events.listEvents, { token, query: { scope: 'upcoming' } });
  const [event] = items;
  if (!event) throw new Error('there is no event');
  return event;
};

it('has a market under way, with eight booths, three rewards and people at the booths', async () => {
  const token = await enter('customer-chen');
  const { id: eventId } = await market(token);
  const event = await done<EventDetail>(api, events.getEvent, { token, params: { eventId } });
  expect(event).toMatchObject({ name: '阳光市集', phase: 'running' });
  expect(event.booths.map(({ sealText }) => sealText).join(' ')).toBe('蔬果 水产 粮油 豆香 茶叶 鲜花 糕点 银行');
  expect(Date.parse(event.endsAt) - api.clock.now().getTime()).toBeGreaterThan(24 * 3_600_000);
  for (const [persona, booths] of [
    ['staff-sun', 8],
    ['cashier-liu', 1],
  ] as const) {
    const duties = await done<{ items: unknown[] }>(api, stamps.listOwnAssignments, { token: await enter(persona) });
    expect(duties.items).toHaveLength(booths);
  }
});

it('has 陈阿姨 in the group by the poster of 周敏, with three stamps, their prize and a ticket', async () => {
  const token = await enter('customer-chen');
  const { items: joined } = await done<Page<GroupSummary>>(api, groups.listGroups, {
    token,
    query: { scope: 'joined' },
  });
  expect(joined.map(({ name }) => name)).toEqual(['江宁支行 & 阳光菜市场福利圈']);
  const { items: cards } = await done<Page<OwnCard>>(api, stamps.listOwnCards, { token });
  expect(cards).toMatchObject([{ stampCount: 3, needed: 8, completedAt: null }]);
  const own = await done<Page<Claim>>(api, claims.listOwnClaims, { token, query: { state: 'usable' } });
  expect(own.items.map(({ offer }) => offer.name)).toEqual(['满50减20', '帆布袋']);
  const { manager } = await done<MyManager>(api, attribution.getMyManager, { token });
  expect(manager?.name).toBe('周敏');
  const made = await done<Page<Channel>>(api, channels.listChannels, { token: await enter('manager-zhou') });
  expect(made.items.map(({ name, target }) => `${name} ${target.kind}`)).toContain('菜市场门口海报 group');
});

it('can be tried at once: the staff stamp 陈阿姨 a fourth time, the cashier redeems her ticket', async () => {
  const [token, staff] = [await enter('customer-chen'), await enter('staff-sun')];
  const { id: eventId } = await market(token);
  const card = await done<StampCard>(api, stamps.getCard, { token, params: { eventId } });
  const left = card.booths.find(({ stampedAt }) => stampedAt === null);
  const { codes } = await done<CodeHour>(api, stamps.mintStampCodes, { token, params: { eventId } });
  const body = { code: codes[0], boothId: left?.id, requestId: requestId() };
  const scanned = await done<ScanAnswer>(api, stamps.scanCode, { token: staff, body });
  expect(scanned).toMatchObject({ result: 'stamped', ordinal: 4 });
  nextCode(api);
  const cashier = await enter('cashier-liu');
  const redeeming = await done<CodeHour>(api, stamps.mintRedeemCodes, { token });
  const found = await done<LookUp>(api, claims.lookUpClaims, {
    token: cashier,
    body: { code: redeeming.codes[0], claimCode: null, boothId: null },
  });
  expect(found.claims.map(({ name }) => name)).toEqual(['满50减20']);
  const redeemed = await done<Redemption>(api, claims.redeemClaim, {
    token: cashier,
    body: {
      lookupId: found.lookupId,
      claimId: found.claims[0]?.id,
      billFen: 6_300,
      boothId: null,
      requestId: requestId(),
    },
  });
  expect(redeemed).toMatchObject({ state: 'redeemed', offFen: 2_000 });
});

it('has an offer that waits for the second head, who did not ask for it', async () => {
  const open = async (persona: string) =>
    (await done<Page<Approval>>(api, approvals.listApprovals, { token: await enter(persona) })).items;
  expect((await open('head-wang')).map(({ can }) => can.decide)).toEqual([false]);
  const [asked] = await open('head-li');
  expect(asked).toMatchObject({ kind: 'offer_publish', subject: { name: '满100减30' }, can: { decide: true } });
  const decided = await done<Approval>(api, approvals.decideApproval, {
    token: await enter('head-li'),
    params: { approvalId: asked?.id ?? '' },
    body: { approve: true, note: '', requestId: requestId() },
  });
  expect(decided.status).toBe('approved');
});

it('leaves no projection that differs from its ledger', async () => {
  expect(await differences()).toEqual([]);
});
