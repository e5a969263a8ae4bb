import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as routes from '@linzhang/shared/approvals/approvals.endpoints';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import mongoose, { Types } from 'mongoose';
import { isWaiting, registerApproval, requestApproval } from '../../server/src/approvals/approvals.service';
import { inTransaction } from '../../server/src/db/transaction';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let second: Worker;
let admin: Worker;
const done = () => mongoose.connection.collection('testapprovals');
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  second = await buildWorker(api, branchId, ['head']);
  admin = await buildWorker(api, await buildBranch(api), ['admin']);
  registerApproval('offer_raise', {
    apply: async (session, approval) => {
      if (approval.payload === 'outdated') throw new AppError('approval_outdated');
      await done().insertOne({ what: 'applied', subject: approval.subject.id }, { session });
    },
    drop: async (session, approval) => {
      await done().insertOne({ what: 'dropped', subject: approval.subject.id }, { session });
    },
  });
});
afterAll(() => api.stop());

interface Asked {
  approvalId: string;
  subjectId: string;
}

async function ask(payload: unknown = null, subjectId = new Types.ObjectId().toHexString()): Promise<Asked> {
  const subject = { kind: 'offer', id: subjectId, name: '满50减20' };
  const request = { kind: 'offer_raise' as const, branchId, subject, payload, facts: { stock: 200 }, reason: '追加' };
  const actor = { actorId: head.employee.id, actorName: '周敏', ip: null };
  const approvalId = await inTransaction((session) => requestApproval(session, request, actor, api.clock.now()));
  return { approvalId, subjectId };
}

const decide = (who: Person, approvalId: string, approve: boolean, id = requestId()): Promise<Reply<Approval>> =>
  api.call(routes.decideApproval, {
    token: who.token,
    params: { approvalId },
    body: { approve, note: '同意追加', requestId: id },
  });
const withdraw = (who: Person, approvalId: string): Promise<Reply<Approval>> =>
  api.call(routes.withdrawApproval, { token: who.token, params: { approvalId }, body: { requestId: requestId() } });
const list = (who: Person, status = 'open'): Promise<Reply<Page<Approval>>> =>
  api.call(routes.listApprovals, { token: who.token, query: { status, limit: '100' } });
const effects = async (subject: string) => (await done().find({ subject }).toArray()).map((row) => row['what']);

describe('a decision', () => {
  it('of the second person does what was asked, once however often the phone retries', async () => {
    const { approvalId, subjectId } = await ask();
    expect((await list(second)).body.items.find(({ id }) => id === approvalId)).toMatchObject({
      facts: { stock: 200 },
      reason: '追加',
      can: { decide: true, withdraw: false },
    });
    const id = requestId();
    const replies = await Promise.all(Array.from({ length: 20 }, () => decide(second, approvalId, true, id)));
    expect(replies.map(({ status, body }) => [status, body.status])).toEqual(replies.map(() => [200, 'approved']));
    expect(await effects(subjectId)).toEqual(['applied']);
    expect((await list(second, 'closed')).body.items[0]).toMatchObject({ note: '同意追加', can: { decide: false } });
    expect(await isWaiting('offer_raise', subjectId)).toBe(false);
  });

  it('is made by one of many who decide at once, each reading what became of it', async () => {
    const { approvalId, subjectId } = await ask();
    const deciders = [second, admin];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => decide(deciders[index % 2] ?? admin, approvalId, index % 3 === 0)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => codeOf(reply) === 'approval_closed')).toHaveLength(19);
    expect(await effects(subjectId)).toHaveLength(1);
  });

  it('is never made by who asked, nor by anybody who does not lead the branch', async () => {
    const { approvalId, subjectId } = await ask();
    expect(codeOf(await decide(head, approvalId, true))).toBe('own_request');
    const elsewhere = await buildWorker(api, await buildBranch(api), ['head']);
    expect(codeOf(await decide(elsewhere, approvalId, true))).toBe('not_found');
    const manager = await buildWorker(api, branchId, ['manager']);
    expect(codeOf(await decide(manager, approvalId, true))).toBe('not_found');
    expect(codeOf(await decide(await buildMember(api), approvalId, true))).toBe('forbidden');
    expect(codeOf(await api.call(routes.decideApproval, { params: { approvalId }, body: {} }))).toBe('signed_out');
    expect(codeOf(await decide(second, approvalId, true, 'no uuid'))).toBe('invalid_request');
    expect(await effects(subjectId)).toEqual([]);
    expect((await decide(admin, approvalId, false)).body.status).toBe('rejected');
    expect(await effects(subjectId)).toEqual(['dropped']);
  });

  it('that can no longer be carried out leaves the request open, to be sent back', async () => {
    const { approvalId, subjectId } = await ask('outdated');
    expect(codeOf(await decide(second, approvalId, true))).toBe('approval_outdated');
    expect((await decide(second, approvalId, false)).body.status).toBe('rejected');
    expect(await effects(subjectId)).toEqual(['dropped']);
  });
});

describe('a request', () => {
  it('of one thing is open once at a time', async () => {
    const { subjectId, approvalId } = await ask();
    await expect(ask(null, subjectId)).rejects.toMatchObject({ code: 11_000 });
    await decide(second, approvalId, false);
    expect((await ask(null, subjectId)).approvalId).not.toBe(approvalId);
  });

  it('is taken back by who asked only, and not after it was decided', async () => {
    const { approvalId, subjectId } = await ask();
    expect(codeOf(await withdraw(second, approvalId))).toBe('forbidden');
    expect((await withdraw(head, approvalId)).body).toMatchObject({ status: 'withdrawn', can: { withdraw: false } });
    expect(codeOf(await withdraw(head, approvalId))).toBe('approval_closed');
    expect(codeOf(await decide(second, approvalId, true))).toBe('approval_closed');
    expect(await effects(subjectId)).toEqual(['dropped']);
  });

  it('is listed for who leads the branch', async () => {
    const { approvalId } = await ask();
    for (const who of [head, second, admin])
      expect((await list(who)).body.items.map(({ id }) => id)).toContain(approvalId);
    const elsewhere = await buildWorker(api, await buildBranch(api), ['head']);
    expect((await list(elsewhere)).body.items).toEqual([]);
    expect(codeOf(await list(await buildWorker(api, branchId, ['manager'])))).toBe('forbidden');
    expect(codeOf(await list(head, 'anything'))).toBe('invalid_request');
    expect(codeOf(await api.call(routes.listApprovals))).toBe('signed_out');
  });
});
