import { randomBytes } from 'node:crypto';
import * as prospects from '@linzhang/shared/prospects/prospects.endpoints';
import mongoose from 'mongoose';
import { readEnv } from '../../server/src/config/env';
import { Outbox } from '../../server/src/db/outbox';
import { Account } from '../../server/src/members/account.model';
import { Member } from '../../server/src/members/member.model';
import { memberSecrets } from '../../server/src/members/secrets';
import { callerAt, requestId } from '../support/api';
import { done } from '../support/done';
import { enterProspect, take } from '../support/leads';
import { openTestDatabase, startProcess, startServerProcess } from '../support/processes';
import { bindPhone, buildStaffed, type Staffed } from '../support/world/branch';
import { buildOffer, claim, lookUp, redeem } from '../support/world/offers';

jest.setTimeout(60_000);

const [OLD] = readEnv({}).PHONE_KEYS.map(({ id, key }) => `${id}:${key.toString('base64')}`);
const NEW = `next:${randomBytes(32).toString('base64')}`;
const PHONES = { member: '13911112222', prospect: '13933334444' };

let database: { uri: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

/** Runs a command of the operator and gives back what it printed. */
async function admin(env: Record<string, string>, ...words: string[]): Promise<string> {
  const run = startProcess('server/src/admin/admin.ts', { MONGODB_URI: database.uri, ...env }, words);
  const code = await run.ended;
  return `${code} ${run.output().trim()}`;
}

async function withServer<T>(env: Record<string, string>, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startServerProcess({ MONGODB_URI: database.uri, LOG_LEVEL: 'error', ...env });
  try {
    return await work(server.url);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
}

describe('a new phone key', () => {
  let branch: Staffed;
  let prospectId: string;
  beforeAll(async () => {
    await withServer({}, async (url) => {
      const api = callerAt(url);
      branch = await buildStaffed(api);
      await bindPhone(api, branch.member, PHONES.member);
      const entered = await enterProspect(api, branch.manager, { phone: PHONES.prospect });
      prospectId = entered.id;
      await take(api, branch.manager, entered.leadId ?? '');
    });
  });

  const reveal = (url: string) =>
    done(callerAt(url), prospects.revealProspectPhone, {
      token: branch.manager.token,
      params: { prospectId },
      body: { purpose: '回访', requestId: requestId() },
    });

  it('leaves what the old one sealed readable as long as both are there', async () => {
    expect(await withServer({ PHONE_KEYS: `${NEW},${OLD}` }, reveal)).toEqual({ phone: PHONES.prospect });
  });

  it('is taken for everything by one command, after which the old one may go', async () => {
    const accounts = await Account.countDocuments({ 'openid.keyId': 'dev' });
    expect(accounts).toBeGreaterThan(5);
    const said = await admin({ PHONE_KEYS: `${NEW},${OLD}` }, 'reseal');
    expect(said).toContain(`0 已改用密钥 next：账户 ${accounts}、会员 1、潜客 1`);
    expect(await withServer({ PHONE_KEYS: NEW }, reveal)).toEqual({ phone: PHONES.prospect });
    const secrets = memberSecrets(readEnv({ PHONE_KEYS: NEW }));
    const member = await Member.findById(branch.member.me.id).lean();
    expect(member?.phone && secrets.openPhone(member.phone)).toBe(PHONES.member);
    expect(member?.phone?.masked).toBe('139****2222');
    for (const account of await Account.find().lean())
      expect(account.openid && secrets.openOpenid(account.openid)).toMatch(/./);
    expect(await admin({ PHONE_KEYS: NEW }, 'reseal')).toContain('账户 0、会员 0、潜客 0');
  });

  it('changes nothing where the old one is missing', async () => {
    const before = await Account.find().sort({ _id: 1 }).lean();
    expect(await admin({ PHONE_KEYS: `third:${randomBytes(32).toString('base64')}` }, 'reseal')).toMatch(/no key next/);
    expect(await Account.find().sort({ _id: 1 }).lean()).toEqual(before);
  });
});

describe('the ledger of an offer', () => {
  it('says for each unit why it left or came back, and what is left', async () => {
    const { id, claimId } = await withServer({}, async (url) => {
      const api = callerAt(url);
      const branch = await buildStaffed(api);
      const offer = await buildOffer(api, branch);
      const claimed = await claim(api, branch.member, offer.id);
      const { lookupId } = await lookUp(api, branch, { person: branch.member });
      await redeem(api, branch, lookupId, claimed.id);
      return { id: offer.id, claimId: claimed.id };
    });
    const [head, published, taken, used, left, ...none] = (await admin({}, 'stock-ledger', '--offer', id)).split('\n');
    expect(head).toMatch(/^0 时间,动作,份数变化/);
    expect(published).toContain(',发布,50,');
    expect(taken).toContain(`,领取,-1,`);
    expect(used).toMatch(new RegExp(`,核销,0,.*,${claimId},\\d+\\.\\d\\d,[^,]+,`));
    expect(left).toContain('剩余 49 份');
    expect(none).toEqual([]);
  });

  it('is refused for what is no offer', async () => {
    for (const id of ['nothing', '665f1c2ab4d1e20012345678'])
      expect(await admin({}, 'stock-ledger', '--offer', id)).toBe(`1 没有编号为 ${id} 的优惠。`);
  });
});

describe('side effects that were given up', () => {
  const dead = (kind: string, key: string) => ({
    kind,
    dedupeKey: key,
    payload: {},
    createdAt: new Date(),
    nextAt: new Date('9999-12-31T00:00:00Z'),
    attempts: 20,
    deadAt: new Date(),
    lastError: 'errcode 40001',
  });

  it('are listed by kind and queued anew, one kind or all', async () => {
    await Outbox.deleteMany({});
    expect(await admin({}, 'list-given-up')).toBe('0 没有放弃的任务。');
    await Outbox.insertMany([dead('message', 'a'), dead('message', 'b'), dead('lead', 'c')]);
    expect(await admin({}, 'list-given-up')).toMatch(/^0 lead {2}1 .*\nmessage {2}2 .* errcode 40001$/);
    expect(await admin({}, 'retry-given-up', '--kind', 'message')).toBe('0 已重新排队 2 个任务');
    expect(await Outbox.countDocuments({ deadAt: { $exists: true } })).toBe(1);
    expect(await admin({}, 'retry-given-up')).toBe('0 已重新排队 1 个任务');
    const rows = await mongoose.connection.collection('outbox').find({ attempts: 0 }).toArray();
    expect(rows.map(({ nextAt }) => (nextAt as Date).getTime() <= Date.now())).toEqual([true, true, true]);
  });
});
