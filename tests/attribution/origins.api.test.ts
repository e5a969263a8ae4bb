import * as approvalRoutes from '@linzhang/shared/approvals/approvals.endpoints';
import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import type { OriginCase, OriginChange, OriginMember } from '@linzhang/shared/attribution/origins.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import { recordConversion } from '../../server/src/attribution/attribution.service';
import { verifyAttribution } from '../../server/src/attribution/verify.service';
import { inTransaction } from '../../server/src/db/transaction';
import { Employee } from '../../server/src/employees/employee.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import { buildColleagues } from './colleagues';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let manager: Worker;
let other: Worker;
let head: Worker;
let otherHead: Worker;
let stranger: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  ({ branchId, manager, other, head, otherHead, stranger } = await buildColleagues(api));
});
afterAll(async () => {
  expect(await differences(verifyAttribution())).toEqual([]);
  await api.stop();
});

async function joiner(code: string | null): Promise<Person> {
  const member = await buildMember(api);
  if (code) await scan(api, member, code);
  api.clock.advance(MINUTE_MS);
  const now = api.clock.now();
  const causeId = new Types.ObjectId().toHexString();
  const memberId = member.me.id;
  await inTransaction((session) =>
    recordConversion(session, { memberId, kind: 'group_joined', causeId, at: now, now, branchId }),
  );
  return member;
}

const tokenOf = (who: Person | null) => (who ? { token: who.token } : {});
const caseOf = (who: Person | null, memberId: string) =>
  api.call<OriginCase>(routes.getOriginCase, { ...tokenOf(who), params: { memberId } });
const membersOf = (who: Person | null, query: Record<string, string> = {}) =>
  api.call<Page<OriginMember>>(routes.listOriginMembers, { ...tokenOf(who), query: { branchId, ...query } });
const changesOf = (who: Person | null, query: Record<string, string> = {}) =>
  api.call<Page<OriginChange>>(routes.listOriginChanges, { ...tokenOf(who), query: { branchId, ...query } });

async function ask(memberId: string, employeeId: string, reason = '由同事带来'): Promise<string> {
  const body = { employeeId, reason, requestId: requestId() };
  const { approvalId } = await done<{ approvalId: string }>(api, routes.decideOrigin, {
    token: head.token,
    params: { memberId },
    body,
  });
  return approvalId;
}

const agree = (approvalId: string) =>
  done(api, approvalRoutes.decideApproval, {
    token: otherHead.token,
    params: { approvalId },
    body: { approve: true, note: '', requestId: requestId() },
  });

describe('what a head decides an origin by', () => {
  it('is one answer: who brought and serves the member, by which ways, who may be named, what waits', async () => {
    const channel = await buildChannel(api, manager);
    const member = await joiner(channel.code);
    const first = (await caseOf(head, member.me.id)).body;
    expect(first).toMatchObject({
      member: { id: member.me.id, number: member.me.number },
      branch: { id: branchId },
      origin: { id: manager.employee.id, because: 'touch' },
      owner: { id: manager.employee.id },
      insider: false,
      waiting: null,
      touches: [
        {
          employee: { id: manager.employee.id },
          channel: { id: channel.id, name: channel.name },
          source: 'circle',
          placement: 'merchant',
        },
      ],
      changes: [],
    });
    const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id).sort();
    expect(ids(first.candidates)).toEqual(ids([other, head, otherHead].map(({ employee }) => employee)));
    const approvalId = await ask(member.me.id, other.employee.id);
    expect((await caseOf(otherHead, member.me.id)).body.waiting).toMatchObject({
      to: { id: other.employee.id },
      reason: '由同事带来',
      requestedBy: head.employee.name,
    });
    await agree(approvalId);
    expect((await caseOf(head, member.me.id)).body).toMatchObject({
      origin: { id: other.employee.id, because: 'decided' },
      owner: { id: manager.employee.id },
      waiting: null,
      changes: [
        {
          from: { id: manager.employee.id },
          to: { id: other.employee.id },
          reason: '由同事带来',
          requestedBy: head.employee.name,
          decidedBy: otherHead.employee.name,
        },
      ],
    });
  });

  it('says that somebody works here', async () => {
    const member = await joiner(null);
    await Employee.updateOne({ _id: other.employee.id }, { $set: { memberId: new Types.ObjectId(member.me.id) } });
    expect((await caseOf(head, member.me.id)).body).toMatchObject({ origin: null, insider: true, touches: [] });
    await Employee.updateOne({ _id: other.employee.id }, { $set: { memberId: new Types.ObjectId(other.me.id) } });
  });

  it('is read by the head of the branch and an admin', async () => {
    const { me } = await joiner(null);
    for (const who of [manager, stranger]) expect(codeOf(await caseOf(who, me.id))).toBe('not_found');
    const admin = await buildWorker(api, await buildBranch(api), ['admin']);
    expect((await caseOf(admin, me.id)).status).toBe(200);
    expect(codeOf(await caseOf(null, me.id))).toBe('signed_out');
    expect(codeOf(await caseOf(head, 'x'))).toBe('invalid_request');
  });
});

describe('the customers of a branch by who brought them', () => {
  it('are listed, of one manager, of nobody, or by the number that is read out', async () => {
    const here = await buildBranch(api);
    const [own, boss] = [await buildWorker(api, here, ['manager']), await buildWorker(api, here, ['head'])];
    const { code } = await buildChannel(api, own);
    const at = branchId;
    branchId = here;
    const [brought, alone] = [await joiner(code), await joiner(null)];
    branchId = at;
    const list = async (query: Record<string, string>) =>
      (await membersOf(boss, { branchId: here, ...query })).body.items.map(({ member }) => member.id);
    expect(await list({})).toEqual([alone.me.id, brought.me.id]);
    expect(await list({ originId: 'none' })).toEqual([alone.me.id]);
    expect(await list({ originId: own.employee.id })).toEqual([brought.me.id]);
    expect(await list({ number: brought.me.number.toLowerCase() })).toEqual([brought.me.id]);
    expect(await list({ number: '0000 0000' })).toEqual([]);
    expect(await list({ number: '!!!! !!!!' })).toEqual([]);
    const elsewhere = await membersOf(head, { number: brought.me.number });
    expect(elsewhere.body.items).toEqual([]);
    const first = (await membersOf(boss, { branchId: here, limit: '1' })).body;
    expect(first.items[0]?.origin).toBeNull();
    expect(await list({ limit: '1', cursor: first.nextCursor ?? '' })).toEqual([brought.me.id]);
  });

  it('are for the head of the branch and an admin, and so are the decisions', async () => {
    for (const read of [membersOf, changesOf]) {
      for (const who of [manager, stranger]) expect(codeOf(await read(who))).toBe('forbidden');
      expect(codeOf(await read(null))).toBe('signed_out');
      expect(codeOf(await read(head, { branchId: 'x' }))).toBe('invalid_request');
    }
    expect(codeOf(await membersOf(head, { originId: 'nobody' }))).toBe('invalid_request');
  });
});

it('lists what two people decided, the newest first', async () => {
  const [one, two] = [await joiner(null), await joiner(null)];
  const before = (await changesOf(head)).body.items.length;
  for (const member of [one, two]) await agree(await ask(member.me.id, other.employee.id, '柜面接待'));
  const { items } = (await changesOf(head)).body;
  expect(items.length).toBe(before + 2);
  expect(items.slice(0, 2)).toMatchObject([
    { member: { id: two.me.id }, from: null, to: { id: other.employee.id }, reason: '柜面接待' },
    { member: { id: one.me.id }, requestedBy: head.employee.name, decidedBy: otherHead.employee.name },
  ]);
  const first = (await changesOf(head, { limit: '1' })).body;
  expect(first.items.map(({ member }) => member.id)).toEqual([two.me.id]);
  expect((await changesOf(head, { limit: '1', cursor: first.nextCursor ?? '' })).body.items[0]?.member.id).toBe(
    one.me.id,
  );
});
