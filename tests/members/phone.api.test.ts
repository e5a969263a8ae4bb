import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Me, PhoneOutcome } from '@linzhang/shared/members/members.contract';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { PHONE_PROOF_MS, REVEALS_PER_DAY } from '@linzhang/shared/members/members.rules';
import { Audit } from '../../server/src/audit/audit.model';
import { Account, PhoneBinding } from '../../server/src/members/account.model';
import { Member } from '../../server/src/members/member.model';
import { registerServiceSource } from '../../server/src/members/relations.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, signIn, uniqueName } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

let lastPhone = 13_800_000_000;
const newPhone = () => String(++lastPhone);

function bind(
  person: Person,
  phone: string,
  wishes = { marketing: false, matching: false },
  id = requestId(),
): Promise<Reply<PhoneOutcome>> {
  return api.call(routes.bindPhone, { token: person.token, body: { code: `sim:${phone}`, ...wishes, requestId: id } });
}

function boundElsewhere(reply: Reply<PhoneOutcome>): Extract<PhoneOutcome, { outcome: 'bound_elsewhere' }> {
  if (reply.body.outcome !== 'bound_elsewhere') throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

describe('binding the phone', () => {
  it('shows it masked, keeps it sealed, and records only the wishes that were ticked', async () => {
    const member = await buildMember(api);
    const phone = newPhone();
    const reply = await bind(member, phone, { marketing: true, matching: false });
    expect(reply.body).toMatchObject({
      outcome: 'bound',
      me: { phone: `${phone.slice(0, 3)}****${phone.slice(7)}`, consents: { matching: null } },
    });
    const stored = JSON.stringify([
      await Member.findById(member.me.id).lean(),
      await PhoneBinding.find({ memberId: member.me.id }).lean(),
    ]);
    expect(stored).not.toContain(phone);
    expect((await Member.findById(member.me.id).lean())?.consents.map((each) => each.purpose)).toEqual([
      'service',
      'marketing',
    ]);
  });

  it('answers a retry with the same id alike, though the WeChat code works once', async () => {
    const member = await buildMember(api);
    const body = { code: `sim:${newPhone()}#once`, marketing: false, matching: false, requestId: requestId() };
    const replies = [
      await api.call(routes.bindPhone, { token: member.token, body }),
      await api.call(routes.bindPhone, { token: member.token, body }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
    expect(replies[1]?.body).toEqual(replies[0]?.body);
    const reused = await api.call(routes.bindPhone, { token: member.token, body: { ...body, marketing: true } });
    expect([reused.status, codeOf(reused)]).toEqual([409, 'request_reused']);
  });

  it('refuses a foreign number and a landline', async () => {
    const member = await buildMember(api);
    expect(codeOf(await bind(member, '+852-61234567'))).toBe('phone_not_mobile');
    expect(codeOf(await bind(member, '02584521234'))).toBe('phone_not_mobile');
  });

  it('changes the phone and gives the old one back', async () => {
    const member = await buildMember(api);
    const [first, second] = [newPhone(), newPhone()];
    await bind(member, first);
    await bind(member, second);
    expect(await PhoneBinding.countDocuments({ memberId: member.me.id })).toBe(1);
    const other = await buildMember(api);
    expect((await bind(other, first)).body.outcome).toBe('bound');
  });

  it('gives a phone to exactly one of ten who bind it at once', async () => {
    const phone = newPhone();
    const people = await Promise.all(Array.from({ length: 10 }, () => buildMember(api)));
    const replies = await Promise.all(people.map((person) => bind(person, phone)));
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200));
    expect(replies.filter((reply) => reply.body.outcome === 'bound')).toHaveLength(1);
    expect(await PhoneBinding.countDocuments({ memberId: { $in: people.map((person) => person.me.id) } })).toBe(1);
  });
});

describe('a phone that another account holds', () => {
  async function twoAccounts() {
    const [old, fresh, phone] = [await buildMember(api), await buildMember(api), newPhone()];
    await api.call(routes.updateMe, { token: old.token, body: { nickname: '李小芳' } });
    await bind(old, phone);
    return { old, fresh, phone, found: boundElsewhere(await bind(fresh, phone)) };
  }

  it('is named masked, and moved by the proof; the other account is closed', async () => {
    const { old, fresh, found } = await twoAccounts();
    expect(found.account.nickname).toBe('李*芳');
    const moved: Reply<Me> = await api.call(routes.movePhone, {
      token: fresh.token,
      body: { proof: found.proof, requestId: requestId() },
    });
    expect(moved.body.phone).not.toBeNull();
    expect(codeOf(await api.call(routes.getMe, { token: old.token }))).toBe('signed_out');
    const closed = await Member.findById(old.me.id).lean();
    expect([closed?.status, closed?.movedTo?.toHexString(), closed?.phone]).toEqual(['closed', fresh.me.id, undefined]);
    expect((await Member.findById(fresh.me.id).lean())?.returnsFrom?.map(String)).toContain(old.me.id);
  });

  it('gives the old WeChat account a new, empty member that remembers the old one', async () => {
    const { old, fresh, found } = await twoAccounts();
    await api.call(routes.movePhone, { token: fresh.token, body: { proof: found.proof, requestId: requestId() } });
    const back = await signIn(api, old.name);
    expect(back.me.id).not.toBe(old.me.id);
    expect((await Member.findById(back.me.id).lean())?.returnsFrom?.map(String)).toEqual([old.me.id]);
  });

  it("is not moved by a proof that is forged, expired or somebody else's", async () => {
    const { fresh, found } = await twoAccounts();
    const stranger = await buildMember(api);
    const move = (token: string, proof: string) =>
      api.call(routes.movePhone, { token, body: { proof, requestId: requestId() } });
    expect(codeOf(await move(stranger.token, found.proof))).toBe('phone_proof_expired');
    expect(codeOf(await move(fresh.token, `${found.proof.slice(0, -4)}AAAA`))).toBe('phone_proof_expired');
    api.clock.advance(PHONE_PROOF_MS);
    expect(codeOf(await move(fresh.token, found.proof))).toBe('phone_proof_expired');
  });
});

describe('withdrawing and leaving', () => {
  it('takes marketing back, keeps the trace, and may be given again', async () => {
    const member = await buildMember(api);
    await bind(member, newPhone(), { marketing: true, matching: true });
    const withdrawn: Reply<Me> = await api.call(routes.withdrawConsent, {
      token: member.token,
      params: { purpose: 'marketing' },
    });
    expect(withdrawn.body.consents.marketing).toBeNull();
    expect(withdrawn.body.consents.matching).not.toBeNull();
    const again: Reply<Me> = await api.call(routes.grantConsent, {
      token: member.token,
      body: { purpose: 'marketing', version: member.me.termsVersion, requestId: requestId() },
    });
    expect(again.body.consents.marketing).not.toBeNull();
    expect(
      (await Member.findById(member.me.id).lean())?.consents.filter((each) => each.purpose === 'marketing'),
    ).toHaveLength(2);
  });

  it('exports the own data with the phone in full', async () => {
    const member = await buildMember(api);
    const phone = newPhone();
    await bind(member, phone);
    const reply: Reply<{ sections: { profile: { phone: string } } }> = await api.call(routes.exportOwnData, {
      token: member.token,
    });
    expect(reply.body.sections.profile.phone).toBe(phone);
    expect(await Audit.countDocuments({ action: 'data_exported', actorId: member.me.id })).toBe(1);
  });

  it('deletes the person, keeps the hashes, and starts anew without renewing limits', async () => {
    const member = await buildMember(api);
    const phone = newPhone();
    await bind(member, phone);
    await api.call(routes.updateMe, { token: member.token, body: { nickname: '李芳' } });
    expect(
      (
        await api.call(routes.deleteOwnAccount, {
          token: member.token,
          body: { confirm: '删除', requestId: requestId() },
        })
      ).status,
    ).toBe(400);
    const gone = await api.call(routes.deleteOwnAccount, {
      token: member.token,
      body: { confirm: '注销', requestId: requestId() },
    });
    expect(gone.status).toBe(200);
    expect(codeOf(await api.call(routes.getMe, { token: member.token }))).toBe('signed_out');
    const left = await Member.findById(member.me.id).lean();
    expect([left?.status, left?.nickname, left?.phone]).toEqual(['deleted', undefined, undefined]);
    expect(await Account.countDocuments({ 'former.memberId': member.me.id, openid: { $exists: false } })).toBe(1);
    const back = await buildMember(api, member.name);
    const rebound = await bind(back, phone);
    expect(rebound.body.outcome).toBe('bound');
    expect((await Member.findById(back.me.id).lean())?.returnsFrom?.map(String)).toEqual([member.me.id]);
  });

  it('keeps the account of somebody who still works here', async () => {
    const worker = await buildWorker(api, await buildBranch(api), ['staff']);
    const reply = await api.call(routes.deleteOwnAccount, {
      token: worker.token,
      body: { confirm: '注销', requestId: requestId() },
    });
    expect(codeOf(reply)).toBe('employee_linked_elsewhere');
  });
});

describe('revealing a phone', () => {
  const owners = new Map<string, string>();
  registerServiceSource(async () => new Map([...owners].map(([memberId, ownerId]) => [memberId, { ownerId }])));

  async function served() {
    const worker = await buildWorker(api, await buildBranch(api), ['manager']);
    const member = await buildMember(api, uniqueName('客'));
    const phone = newPhone();
    await bind(member, phone);
    owners.set(member.me.id, worker.employee.id);
    const reveal = (token: string, id = requestId()): Promise<Reply<{ phone: string }>> =>
      api.call(routes.revealPhone, {
        token,
        params: { memberId: member.me.id },
        body: { purpose: '回访', requestId: id },
      });
    return { worker, member, phone, reveal };
  }

  it('shows it to the owner manager, and records who and why', async () => {
    const { worker, member, phone, reveal } = await served();
    expect((await reveal(worker.token)).body.phone).toBe(phone);
    const line = await Audit.findOne({ action: 'phone_revealed', 'subject.id': member.me.id }).lean();
    expect([line?.actorId, line?.reason, line?.ip]).toEqual([
      worker.employee.id,
      '回访',
      expect.stringContaining('127.0.0.1'),
    ]);
  });

  it('tells anybody else that there is no such member', async () => {
    const { member, reveal } = await served();
    const other = await buildWorker(api, await buildBranch(api), ['manager']);
    expect(codeOf(await reveal(other.token))).toBe('not_found');
    expect(codeOf(await reveal(member.token))).toBe('forbidden');
  });

  it('stops at 30 a business day, also when they come at once, and starts again the next day', async () => {
    const { worker, reveal } = await served();
    const replies = await Promise.all(Array.from({ length: REVEALS_PER_DAY + 5 }, () => reveal(worker.token)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(REVEALS_PER_DAY);
    expect(codeOf(await reveal(worker.token))).toBe('reveal_limit_reached');
    api.clock.advance(DAY_MS);
    expect((await reveal(worker.token)).status).toBe(200);
  });

  it('counts a retry once', async () => {
    const { worker, reveal } = await served();
    const id = requestId();
    await Promise.all(Array.from({ length: 5 }, () => reveal(worker.token, id)));
    expect(await Audit.countDocuments({ action: 'phone_revealed', actorId: worker.employee.id })).toBe(1);
  });
});
