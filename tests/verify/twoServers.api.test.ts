import * as claims from '@linzhang/shared/claims/claims.endpoints';
import type { Redemption } from '@linzhang/shared/claims/redemptions.contract';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import mongoose, { Types } from 'mongoose';
import { findDifferences } from '../../server/src/verifications';
import { type Caller, callerAt, codeOf, type Reply, requestId } from '../support/api';
import { differences } from '../support/differences';
import { openTestDatabase, startServerProcess } from '../support/processes';
import { buildCustomer, buildStaffed, type Staffed } from '../support/world/branch';
import { buildEvent, stampCodes } from '../support/world/events';
import { buildOffer, claim, lookUp } from '../support/world/offers';

type Server = Awaited<ReturnType<typeof startServerProcess>>;

let database: { uri: string; drop: () => Promise<void> };
let servers: Server[];
let api: Caller;
let branch: Staffed;
beforeAll(async () => {
  database = await openTestDatabase();
  const env = { MONGODB_URI: database.uri, LOG_LEVEL: 'error', RATE_PER_ACTOR: '100000', RATE_PER_ADDRESS: '100000' };
  servers = await Promise.all([startServerProcess(env), startServerProcess(env)]);
  api = callerAt(servers[0]?.url ?? '');
  branch = await buildStaffed(api);
}, 60_000);
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGTERM');
  await Promise.all(servers.map(({ ended }) => ended));
  await database.drop();
}, 60_000);

/** Does the same so many times at once, the two servers taking turns. */
function atOnce<T>(times: number, call: (server: Caller) => Promise<T>): Promise<T[]> {
  const callers = servers.map(({ url }) => callerAt(url));
  return Promise.all(Array.from({ length: times }, (_none, n) => call(callers[n % callers.length] ?? api)));
}

const count = (collection: string, filter: Record<string, unknown>): Promise<number> =>
  mongoose.connection.collection(collection).countDocuments(filter);

describe('two servers on one database', () => {
  it('give one stamp for one code at one booth, and all of 50 callers an answer', async () => {
    const event = await buildEvent(api, branch);
    const member = await buildCustomer(api, '陈阿姨');
    const [code] = await stampCodes(api, member, event.id);
    const boothId = event.booths[0]?.id ?? '';
    const { token } = branch.staff;
    const scan = (server: Caller, id = requestId()): Promise<Reply<ScanAnswer>> =>
      server.call(stamps.scanCode, { token, body: { code, boothId, requestId: id } });
    const replies = await atOnce(50, (server) => scan(server));
    const results = replies.map(({ status, body }) => `${status} ${body.result}`).sort();
    expect(results).toEqual([...Array(49).fill('200 already_stamped'), '200 stamped']);
    const where = { memberId: new Types.ObjectId(member.me.id) };
    expect(await count('stamps', where)).toBe(1);
    expect(await count('engagements', { ...where, kind: 'stamped' })).toBe(1);

    const id = requestId();
    const same = await atOnce(50, (server) => scan(server, id));
    expect(new Set(same.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(await count('scans', { requestId: id })).toBe(1);
  }, 30_000);

  it('let one of 20 redeem a claim', async () => {
    const offer = await buildOffer(api, branch);
    const member = await buildCustomer(api, '吴同学');
    const { id: claimId } = await claim(api, member, offer.id);
    const { lookupId } = await lookUp(api, branch, { person: member });
    const { token } = branch.cashier;
    const replies = await atOnce(20, (server): Promise<Reply<Redemption>> => {
      const body = { lookupId, claimId, billFen: 6_300, boothId: null, requestId: requestId() };
      return server.call(claims.redeemClaim, { token, body });
    });
    const told = replies.map((reply) => codeOf(reply) ?? reply.body.state).sort();
    expect(told).toEqual([...Array(19).fill('claim_already_redeemed'), 'redeemed']);
    expect(await count('redemptions', { claimId, state: 'redeemed' })).toBe(1);
    expect(await count('stockmovements', { claimId, kind: 'redeemed' })).toBe(1);
  }, 30_000);

  it('leave nothing that the checker objects to', async () => {
    expect(await differences(findDifferences())).toEqual([]);
  });
});
