import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as approvalRoutes from '@linzhang/shared/approvals/approvals.endpoints';
import type { CreditedConversion } from '@linzhang/shared/attribution/attribution.contract';
import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { HOUR_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import {
  type NewConversion,
  recordConversion,
  relationOf,
  reverseConversion,
} from '../../server/src/attribution/attribution.service';
import { Credit } from '../../server/src/attribution/credit.model';
import { OriginChange } from '../../server/src/attribution/originChange.model';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { verifyAttribution } from '../../server/src/attribution/verify.service';
import { Audit } from '../../server/src/audit/audit.model';
import { Channel } from '../../server/src/channels/channel.model';
import { inTransaction } from '../../server/src/db/transaction';
import { Employee } from '../../server/src/employees/employee.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { differences } from '../support/differences';
import { buildMember, buildWorker, type Person, type Worker } from '../support/people';
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

const convert = (who: Person, over: Partial<NewConversion> = {}) => {
  const now = api.clock.now();
  const causeId = new Types.ObjectId().toHexString();
  const conversion = { memberId: who.me.id, kind: 'group_joined' as const, causeId, at: now, now, branchId };
  return inTransaction((session) => recordConversion(session, { ...conversion, ...over }));
};

/** Came by the manager 9 hours ago, by the other 6 hours ago, by the manager again an hour ago. */
async function comers(): Promise<Person> {
  const member = await buildMember(api);
  const [first, second] = [await buildChannel(api, manager), await buildChannel(api, other)];
  for (const [code, hours] of [
    [first.code, 3],
    [second.code, 5],
    [first.code, 1],
  ] as const) {
    await scan(api, member, code);
    api.clock.advance(hours * HOUR_MS);
  }
  return member;
}

const read = (who: Person | null, memberId: string, query: Record<string, string> = {}) =>
  api.call<Page<CreditedConversion>>(routes.listCredits, {
    ...(who ? { token: who.token } : {}),
    params: { memberId },
    query,
  });
const creditsOf = (who: Person) =>
  Credit.find({ memberId: new Types.ObjectId(who.me.id) })
    .sort({ _id: 1 })
    .lean();

describe('the credits of a member', () => {
  it('stand beside the five models, each with reason and version, and never change', async () => {
    const member = await comers();
    await convert(member, { kind: 'product_opened', amountFen: 5_000_000, product: 'fund' });
    const { body } = await read(manager, member.me.id);
    const [row] = body.items;
    expect(row).toMatchObject({
      kind: 'product_opened',
      amountFen: 5_000_000,
      product: 'fund',
      reversed: false,
      held: false,
      origin: {
        because: 'new_origin',
        ruleVersion: 1,
        credits: [{ employee: { id: manager.employee.id }, ppm: 1_000_000 }],
      },
    });
    expect(row?.touches.map(({ employee, placement, source }) => [employee.id, placement, source])).toEqual([
      [manager.employee.id, 'merchant', 'circle'],
      [other.employee.id, 'merchant', 'circle'],
      [manager.employee.id, 'merchant', 'circle'],
    ]);
    expect(row?.comparing.map(({ model, because, ruleVersion, ppm }) => [model, because, ruleVersion, ppm])).toEqual([
      ['first', 'touches', 1, [1_000_000, 0, 0]],
      ['last', 'touches', 1, [0, 0, 1_000_000]],
      ['linear', 'touches', 1, [333_333, 333_333, 333_334]],
      ['position', 'touches', 1, [400_000, 200_000, 400_000]],
      ['timeDecay', 'touches', 1, expect.anything()],
    ]);
    // A touch that comes later, a channel that is moved elsewhere, another owner: none of them touches what was given.
    await Channel.updateMany(
      { employeeId: new Types.ObjectId(manager.employee.id) },
      { $set: { placement: 'leaflet' } },
    );
    await scan(api, member, (await buildChannel(api, other)).code);
    await inTransaction((session) => assignOwner(session, member.me.id, other.employee.id, 'roster', api.clock.now()));
    expect((await read(head, member.me.id)).body).toEqual(body);
    expect((await creditsOf(member)).map(({ employeeId }) => employeeId.toHexString())).toEqual([manager.employee.id]);
    await convert(member, { kind: 'claim_redeemed' });
    expect((await creditsOf(member)).map(({ employeeId }) => employeeId.toHexString())).toEqual([
      manager.employee.id,
      manager.employee.id,
    ]);
  });

  it('are nobody’s for who works here, and for who came by nobody', async () => {
    const member = await buildMember(api);
    await convert(member);
    const admin = await buildWorker(api, branchId, ['admin']);
    const [alone] = (await read(admin, member.me.id)).body.items;
    expect(alone?.comparing.map(({ because, ppm }) => [because, ppm.length])).toEqual(Array(5).fill(['no_touch', 0]));
    const colleague = await comers();
    await Employee.updateOne({ _id: other.employee.id }, { $set: { memberId: new Types.ObjectId(colleague.me.id) } });
    await convert(colleague);
    await Employee.updateOne({ _id: other.employee.id }, { $set: { memberId: new Types.ObjectId(other.me.id) } });
    const [row] = (await read(admin, colleague.me.id)).body.items;
    expect(row?.origin).toEqual({ because: 'insider', ruleVersion: 1, credits: [] });
    expect(row?.comparing.map(({ because, ppm }) => [because, ppm.length])).toEqual(Array(5).fill(['insider', 0]));
  });

  it('are read a page at a time, and say what was taken back', async () => {
    const member = await comers();
    await convert(member, { causeId: 'a' });
    api.clock.advance(MINUTE_MS);
    await convert(member, { causeId: 'b' });
    const key = { memberId: member.me.id, kind: 'group_joined' as const, causeId: 'a' };
    await inTransaction((session) => reverseConversion(session, key, { because: 'test', now: api.clock.now() }));
    const first = (await read(head, member.me.id, { limit: '1' })).body;
    const second = (await read(head, member.me.id, { limit: '1', cursor: first.nextCursor ?? '' })).body;
    expect([first.items[0]?.reversed, second.items[0]?.reversed, second.nextCursor]).toEqual([false, true, null]);
  });

  it('are read by the owner, the head of the branch and an admin', async () => {
    const member = await comers();
    await convert(member);
    for (const who of [other, stranger]) expect(codeOf(await read(who, member.me.id))).toBe('not_found');
    expect((await read(manager, member.me.id)).status).toBe(200);
    expect(codeOf(await read(member, member.me.id))).toBe('forbidden');
    expect(codeOf(await read(null, member.me.id))).toBe('signed_out');
    expect(codeOf(await read(head, 'x'))).toBe('invalid_request');
  });
});

describe('a decision on the origin', () => {
  const ask = (
    who: Person | null,
    memberId: string,
    over: Record<string, unknown> = {},
  ): Promise<Reply<{ approvalId: string }>> =>
    api.call(routes.decideOrigin, {
      ...(who ? { token: who.token } : {}),
      params: { memberId },
      body: { employeeId: other.employee.id, reason: '客户由李娜带来', requestId: requestId(), ...over },
    });
  const decide = (who: Person, approvalId: string, approve = true): Promise<Reply<Approval>> =>
    api.call(approvalRoutes.decideApproval, {
      token: who.token,
      params: { approvalId },
      body: { approve, note: '', requestId: requestId() },
    });

  it('takes effect once a second person agrees: later credit moves, past credit stays', async () => {
    const member = await comers();
    await convert(member);
    const { approvalId } = (await ask(head, member.me.id)).body;
    expect((await relationOf(member.me.id)).originId).toBe(manager.employee.id);
    expect(codeOf(await decide(head, approvalId))).toBe('own_request');
    const before = await creditsOf(member);
    const agreed = await decide(otherHead, approvalId);
    expect(agreed.body).toMatchObject({ kind: 'origin_change', status: 'approved', reason: '客户由李娜带来' });
    expect(await relationOf(member.me.id)).toMatchObject({ originId: other.employee.id, ownerId: manager.employee.id });
    expect(await creditsOf(member)).toEqual(before);
    await convert(member, { kind: 'claim_redeemed' });
    expect((await creditsOf(member)).map(({ employeeId }) => employeeId.toHexString())).toEqual([
      manager.employee.id,
      other.employee.id,
    ]);
    const memberId = new Types.ObjectId(member.me.id);
    expect(await OriginChange.find({ memberId }).lean()).toMatchObject([{ reason: '客户由李娜带来' }]);
    await expect(OriginChange.deleteMany({ memberId })).rejects.toThrow('append-only');
    expect(await Audit.countDocuments({ action: 'origin_changed', 'subject.id': member.me.id })).toBe(1);
  });

  it('is asked for once at a time, and once however often the phone retries', async () => {
    const member = await comers();
    await convert(member);
    const id = requestId();
    const replies = await Promise.all([
      ask(head, member.me.id, { requestId: id }),
      ask(head, member.me.id, { requestId: id }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(replies.map(({ body }) => body.approvalId)).size).toBe(1);
    expect(codeOf(await ask(otherHead, member.me.id))).toBe('origin_waiting');
    const approvalId = replies[0]?.body.approvalId ?? '';
    expect((await decide(otherHead, approvalId, false)).status).toBe(200);
    expect((await relationOf(member.me.id)).originId).toBe(manager.employee.id);
    expect((await ask(head, member.me.id)).status).toBe(201);
  });

  it('is asked for by one of two heads who ask at once', async () => {
    const member = await comers();
    await convert(member);
    const replies = await Promise.all([ask(head, member.me.id), ask(otherHead, member.me.id)]);
    expect(replies.map((reply) => (reply.status === 201 ? 'asked' : codeOf(reply))).sort()).toEqual([
      'asked',
      'origin_waiting',
    ]);
  });

  it('names another manager at work in the branch', async () => {
    const member = await comers();
    await convert(member);
    const cashierless = await buildWorker(api, branchId, ['staff']);
    for (const worker of [manager, stranger, cashierless])
      expect(codeOf(await ask(head, member.me.id, { employeeId: worker.employee.id }))).toBe('origin_invalid');
    expect(codeOf(await ask(head, member.me.id, { employeeId: '0'.repeat(24) }))).toBe('origin_invalid');
  });

  it('is outdated where the one named has left meanwhile', async () => {
    const member = await comers();
    await convert(member);
    const leaving = await buildWorker(api, branchId, ['manager']);
    const { approvalId } = (await ask(head, member.me.id, { employeeId: leaving.employee.id })).body;
    await Employee.updateOne({ _id: leaving.employee.id }, { $set: { status: 'disabled' }, $unset: { memberId: '' } });
    expect(codeOf(await decide(otherHead, approvalId))).toBe('approval_outdated');
  });

  it('is asked for by a head of the branch', async () => {
    const member = await comers();
    await convert(member);
    expect(codeOf(await ask(manager, member.me.id))).toBe('forbidden');
    expect(codeOf(await ask(stranger, member.me.id))).toBe('not_found');
    expect(codeOf(await ask(member, member.me.id))).toBe('forbidden');
    expect(codeOf(await ask(null, member.me.id))).toBe('signed_out');
    expect(codeOf(await ask(head, member.me.id, { reason: '' }))).toBe('invalid_request');
  });
});
