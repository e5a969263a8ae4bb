import type { Session } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Types } from 'mongoose';
import { Claim } from '../../server/src/offers/claim.model';
import { Offer } from '../../server/src/offers/offer.model';
import { OfferCounter } from '../../server/src/offers/offerCounter.model';
import { StockMovement } from '../../server/src/offers/stockMovement.model';
import { requestId } from '../support/api';
import { differences, offerFields } from '../support/offers';
import { openTestDatabase, startServerProcess, type TestProcess } from '../support/processes';

jest.setTimeout(180_000);

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let servers: (TestProcess & { url: string })[];
beforeAll(async () => {
  database = await openTestDatabase();
  const env = {
    NODE_ENV: 'development',
    MONGODB_URI: database.uri,
    LOG_LEVEL: 'warn',
    RATE_PER_ADDRESS: '1000000',
    RATE_PER_ACTOR: '1000000',
  };
  servers = [await startServerProcess(env)];
  servers.push(await startServerProcess(env));
});
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await database.drop();
});

async function post(server: number, path: string, token: string | null, body: unknown) {
  const reply = await fetch(`${servers[server]?.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  const answer = (await reply.json()) as { id?: string; error?: { code: string } };
  return { status: reply.status, id: answer.id, code: answer.error?.code ?? null };
}

async function signIn(name: string): Promise<string> {
  const reply = await fetch(`${servers[0]?.url}/api${memberRoutes.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: `sim:${name}`, device: { platform: 'weapp' } }),
  });
  const { token, me } = (await reply.json()) as Session;
  await post(0, memberRoutes.grantConsent.path, token, {
    purpose: 'service',
    version: me.termsVersion,
    requestId: requestId(),
  });
  return token;
}

/** A published offer as publishing leaves it; it costs nothing, since each process has a WeChat of its own here. */
async function storeOffer(stock: number, perMember = 1): Promise<string> {
  const now = new Date();
  const { eligibility, ...fields } = offerFields(now);
  const _id = new Types.ObjectId();
  const terms = { kind: 'gift' as const, goods: '福字', costFen: 0 };
  const { merchantId: _none, campaign: _no, perMemberDay: _day, ...rest } = fields;
  await Offer.create([
    {
      ...rest,
      _id,
      branchId: new Types.ObjectId(),
      terms,
      boothIds: [],
      stock,
      perMember,
      budgetFen: 0,
      opensAt: new Date(fields.opensAt),
      closesAt: new Date(fields.closesAt),
      validity: { kind: 'days', days: 7 },
      eligibility: { ...eligibility, groupIds: [], stamps: null },
      status: 'published',
      version: 1,
      createdAt: now,
    },
  ]);
  const none = { spentFen: 0, claimedCount: 0, redeemedCount: 0, budgetFen: 0, budgetLeftFen: 0 };
  await OfferCounter.create([{ _id, claimable: true, offerVersion: 1, stock, unitsLeft: stock, ...none }]);
  const movement = { offerId: _id, kind: 'published' as const, units: stock, budgetFen: 0, spentFen: 0 };
  await StockMovement.create([
    { ...movement, _id: `${_id.toHexString()}:published`, occurredAt: now, recordedAt: now, ruleVersion: 'offers-1' },
  ]);
  return _id.toHexString();
}

describe('two server processes on one database', () => {
  it('give exactly what there is, one to a member, and one for a requestId sent to both', async () => {
    const [offerId, last] = [await storeOffer(100, 2), await storeOffer(1)];
    const tokens = await Promise.all(Array.from({ length: 60 }, (_none, index) => signIn(`two-${index}`)));
    const wishes = tokens.flatMap((token) => {
      const twice = requestId();
      return [0, 1, 0, 1].map((server, index) => ({ token, server, id: index < 2 ? twice : requestId() }));
    });
    const replies = await Promise.all(
      wishes.map(({ token, server, id }) => post(server, `/offers/${offerId}/claims`, token, { requestId: id })),
    );
    const granted = replies.filter(({ status }) => status === 201);
    expect(new Set(granted.map(({ id }) => id)).size).toBe(100);
    expect(await Claim.countDocuments({ offerId })).toBe(100);
    const codes = new Set(replies.map(({ code }) => code));
    expect([...codes].every((code) => [null, 'offer_sold_out', 'offer_limit_reached'].includes(code))).toBe(true);
    const most = await Claim.aggregate<{ count: number }>([
      { $match: { offerId: new Types.ObjectId(offerId) } },
      { $group: { _id: '$memberId', count: { $sum: 1 } } },
      { $match: { count: { $gt: 2 } } },
    ]);
    expect(most).toEqual([]);
    const one = await Promise.all(
      tokens.map((token, index) => post(index % 2, `/offers/${last}/claims`, token, { requestId: requestId() })),
    );
    expect(one.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await differences()).toEqual([]);
  });
});
