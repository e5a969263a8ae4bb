import type { PhoneOutcome } from '@linzhang/shared/members/members.contract';
import * as routes from '@linzhang/shared/members/members.endpoints';
import mongoose from 'mongoose';
import { PhoneBinding } from '../../server/src/members/account.model';
import { Member } from '../../server/src/members/member.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

let lastPhone = 13_700_000_000;
const newPhone = () => String(++lastPhone);

function bind(person: Person, code: string, id = requestId()): Promise<Reply<PhoneOutcome>> {
  const body = { code, marketing: true, matching: false, requestId: id };
  return api.call(routes.bindPhone, { token: person.token, body });
}

const move = (person: Person, proof: string, id = requestId()) =>
  api.call(routes.movePhone, { token: person.token, body: { proof, requestId: id } });

function proofOf(reply: Reply<PhoneOutcome>): string {
  if (reply.body.outcome !== 'bound_elsewhere') throw new Error(JSON.stringify(reply.body));
  return reply.body.proof;
}

describe('a double tap on the phone button', () => {
  it('answers both alike, though the code of WeChat works once', async () => {
    const member = await buildMember(api);
    const [code, id] = [`sim:${newPhone()}#${requestId()}`, requestId()];
    const replies = await Promise.all([bind(member, code, id), bind(member, code, id), bind(member, code, id)]);
    expect(replies.map((reply) => reply.body.outcome)).toEqual(['bound', 'bound', 'bound']);
    expect((await Member.findById(member.me.id).lean())?.consents.map((each) => each.purpose)).toEqual([
      'service',
      'marketing',
    ]);
  });

  it('of different requests tells the second that the code is used', async () => {
    const member = await buildMember(api);
    const code = `sim:${newPhone()}#${requestId()}`;
    expect((await bind(member, code)).status).toBe(200);
    expect(codeOf(await bind(member, code))).toBe('wechat_code_invalid');
  });
});

describe('moving a phone', () => {
  it('twice at once closes the other account once', async () => {
    const [old, fresh, phone] = [await buildMember(api), await buildMember(api), newPhone()];
    await bind(old, `sim:${phone}`);
    const proof = proofOf(await bind(fresh, `sim:${phone}`));
    const id = requestId();
    const replies = await Promise.all([move(fresh, proof, id), move(fresh, proof, id), move(fresh, proof)]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const row = await Member.findById(fresh.me.id).lean();
    expect(row?.returnsFrom?.map(String)).toEqual([old.me.id]);
    expect(await PhoneBinding.countDocuments({ memberId: fresh.me.id })).toBe(1);
  });

  it('by two accounts that both proved it leaves it with one of them', async () => {
    const [old, one, two, phone] = [await buildMember(api), await buildMember(api), await buildMember(api), newPhone()];
    await bind(old, `sim:${phone}`);
    const proofs = [proofOf(await bind(one, `sim:${phone}`)), proofOf(await bind(two, `sim:${phone}`))];
    await Promise.all([move(one, proofs[0] ?? ''), move(two, proofs[1] ?? '')]);
    const rows = await Member.find({
      _id: { $in: [old, one, two].map((each) => each.me.id) },
      status: 'active',
    }).lean();
    const holders = rows.filter((row) => row.phone !== undefined);
    expect(holders).toHaveLength(1);
    const bindings = await PhoneBinding.find({ memberId: { $in: rows.map((row) => row._id) } }).lean();
    expect(bindings.map((row) => String(row.memberId))).toEqual(holders.map((row) => String(row._id)));
  });

  it("never takes an employee's account: its owner would be locked out of work", async () => {
    const worker = await buildWorker(api, await buildBranch(api), ['manager']);
    const phone = newPhone();
    await bind(worker, `sim:${phone}`);
    const stranger = await buildMember(api);
    const reply = await move(stranger, proofOf(await bind(stranger, `sim:${phone}`)));
    expect(codeOf(reply)).toBe('employee_linked_elsewhere');
    expect((await api.call(routes.getMe, { token: worker.token })).status).toBe(200);
  });
});

describe('a number that changes hands', () => {
  it('tells nothing of the next holder while the former one is still here', async () => {
    const [first, next, phone] = [await buildMember(api), await buildMember(api), newPhone()];
    await bind(first, `sim:${phone}`);
    await bind(first, `sim:${newPhone()}`);
    await bind(next, `sim:${phone}`);
    expect((await Member.findById(next.me.id).lean())?.returnsFrom ?? []).toEqual([]);
  });
});

describe('deleting the own account', () => {
  it('twice at once is one deletion, and leaves no stored answer behind', async () => {
    const member = await buildMember(api);
    await bind(member, `sim:${newPhone()}`);
    const body = { confirm: '注销', requestId: requestId() };
    const remove = () => api.call(routes.deleteOwnAccount, { token: member.token, body });
    const statuses = (await Promise.all([remove(), remove()])).map((reply) => reply.status);
    expect(statuses).toContain(200);
    expect(statuses.every((status) => [200, 401, 410].includes(status))).toBe(true);
    const answers = await mongoose.connection.collection('requests').find({ actorId: member.me.id }).toArray();
    expect(answers.map((row) => row['operation'])).toEqual(['deleteAccount']);
    const audits = await mongoose.connection
      .collection('audits')
      .countDocuments({ action: 'account_deleted', actorId: member.me.id });
    expect(audits).toBe(1);
  });
});
