import type { AttributionAnswer } from '@linzhang/shared/attribution/attribution.contract';
import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import { DAY_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Types } from 'mongoose';
import {
  type ConversionKey,
  type NewConversion,
  recordConversion,
  relationOf,
  reverseConversion,
} from '../../server/src/attribution/attribution.service';
import { Conversion } from '../../server/src/attribution/conversion.model';
import { Credit } from '../../server/src/attribution/credit.model';
import { Relation } from '../../server/src/attribution/relation.model';
import { verifyAttribution } from '../../server/src/attribution/verify.service';
import { inTransaction } from '../../server/src/db/transaction';
import { Employee } from '../../server/src/employees/employee.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { differences } from '../support/differences';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let manager: Worker;
let other: Worker;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  manager = await buildWorker(api, branchId, ['manager']);
  other = await buildWorker(api, branchId, ['manager']);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(async () => {
  expect(await differences(verifyAttribution())).toEqual([]);
  await api.stop();
});

let lastPhone = 13_600_000_000;
const newPhone = () => String(++lastPhone);
const bind = (who: Person, phone = newPhone()) =>
  api.call(memberRoutes.bindPhone, {
    token: who.token,
    body: { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() },
  });

const convert = (who: Person, over: Partial<NewConversion> = {}) => {
  const now = api.clock.now();
  const conversion = {
    kind: 'group_joined' as const,
    causeId: new Types.ObjectId().toHexString(),
    at: now,
    now,
    branchId,
  };
  return inTransaction((session) => recordConversion(session, { memberId: who.me.id, ...conversion, ...over }));
};
const reverse = (who: Person, key: Omit<ConversionKey, 'memberId'>) =>
  inTransaction((session) =>
    reverseConversion(session, { memberId: who.me.id, ...key }, { because: 'test', now: api.clock.now() }),
  );
const creditsOf = (who: Person) => Credit.find({ memberId: new Types.ObjectId(who.me.id) }).lean();
const totalOf = async (who: Person, worker: Worker) =>
  (await creditsOf(who))
    .filter((credit) => credit.employeeId.toHexString() === worker.employee.id)
    .reduce((sum, credit) => sum + credit.ppm, 0);

async function scannedBy(worker: Worker): Promise<Person> {
  const member = await buildMember(api);
  await scan(api, member, (await buildChannel(api, worker)).code);
  return member;
}

describe('the first conversion after a touch', () => {
  it('makes the manager origin and owner, with all of the credit', async () => {
    const member = await scannedBy(manager);
    await convert(member);
    expect(await relationOf(member.me.id)).toEqual({
      originId: manager.employee.id,
      ownerId: manager.employee.id,
      branchId,
    });
    expect(await creditsOf(member)).toMatchObject([{ model: 'origin', ppm: 1_000_000, because: 'new_origin' }]);
    const mine = await api.call(routes.getMyManager, { token: member.token });
    expect(mine.body).toMatchObject({ manager: { name: '周敏' } });
  });

  it('stays the origin’s, whoever is scanned later', async () => {
    const member = await scannedBy(manager);
    await convert(member);
    api.clock.advance(31 * MINUTE_MS);
    await scan(api, member, (await buildChannel(api, other)).code);
    await convert(member, { kind: 'claim_redeemed' });
    expect([await totalOf(member, manager), await totalOf(member, other)]).toEqual([2_000_000, 0]);
  });

  it.each([
    ['30 days later still', 30 * DAY_MS, true],
    ['a millisecond more than 30 days later not', 30 * DAY_MS + 1, false],
  ])('%s', async (_name, ms, found) => {
    const member = await scannedBy(manager);
    await convert(member, { at: new Date(api.clock.now().getTime() + ms) });
    expect((await relationOf(member.me.id)).originId).toBe(found ? manager.employee.id : null);
    expect((await creditsOf(member)).length).toBe(found ? 1 : 0);
  });

  it('without a touch has the branch of the group alone', async () => {
    const member = await buildMember(api);
    await convert(member);
    expect(await relationOf(member.me.id)).toEqual({ originId: null, ownerId: null, branchId });
    expect((await api.call(routes.getMyManager, { token: member.token })).body).toEqual({ manager: null });
  });

  it('of a manager who has left makes an origin, but no owner', async () => {
    const leaving = await buildWorker(api, branchId, ['manager']);
    const member = await scannedBy(leaving);
    await Employee.updateOne({ _id: leaving.employee.id }, { $set: { status: 'disabled' }, $unset: { memberId: '' } });
    await convert(member);
    expect(await relationOf(member.me.id)).toMatchObject({ originId: leaving.employee.id, ownerId: null });
  });

  it('exists once for its cause', async () => {
    const member = await scannedBy(manager);
    const causeId = new Types.ObjectId().toHexString();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => convert(member, { causeId })));
    expect(results.filter((result) => result.status === 'fulfilled').length).toBe(1);
    expect((await creditsOf(member)).length).toBe(1);
  });
});

describe('a reversal', () => {
  it('takes conversion and credit back by entries of its own, once', async () => {
    const member = await scannedBy(manager);
    const key = { kind: 'group_joined' as const, causeId: 'a' };
    await convert(member, key);
    await Promise.all([reverse(member, key), reverse(member, key), reverse(member, key)]);
    expect(await totalOf(member, manager)).toBe(0);
    expect((await creditsOf(member)).map((credit) => credit.ppm)).toEqual([1_000_000, -1_000_000]);
    expect(await Conversion.countDocuments({ memberId: new Types.ObjectId(member.me.id) })).toBe(2);
    expect((await relationOf(member.me.id)).originId).toBe(manager.employee.id);
  });

  it('of nothing does nothing', async () => {
    const member = await buildMember(api);
    await reverse(member, { kind: 'claim_redeemed', causeId: 'none' });
    expect(await Conversion.countDocuments({ memberId: new Types.ObjectId(member.me.id) })).toBe(0);
  });

  it('is the only way: the ledgers refuse every change', async () => {
    await expect(Credit.updateMany({}, { $set: { ppm: 0 } })).rejects.toThrow('append-only');
    await expect(Conversion.deleteMany({})).rejects.toThrow('append-only');
    await expect(Conversion.findOneAndUpdate({}, { $set: { because: 'x' } })).rejects.toThrow('append-only');
  });
});

describe('a bound phone', () => {
  it('is a conversion, once, however often the number changes', async () => {
    const member = await scannedBy(manager);
    expect((await bind(member)).status).toBe(200);
    expect((await bind(member)).status).toBe(200);
    expect(await totalOf(member, manager)).toBe(1_000_000);
    const rows = await Conversion.find({ memberId: new Types.ObjectId(member.me.id) }).lean();
    expect(rows).toMatchObject([{ kind: 'phone_bound', because: 'new_origin' }]);
  });

  it('that is an employee’s credits nobody', async () => {
    const phone = newPhone();
    await Employee.updateOne({ _id: other.employee.id }, { $set: { workPhone: phone } });
    const member = await scannedBy(manager);
    await bind(member, phone);
    expect(await creditsOf(member)).toEqual([]);
    await convert(member);
    expect(await creditsOf(member)).toEqual([]);
    await Employee.updateOne({ _id: other.employee.id }, { $unset: { workPhone: '' } });
  });

  it('of a deleted account brings the former origin back, and no second conversion', async () => {
    const phone = newPhone();
    const member = await scannedBy(manager);
    await bind(member, phone);
    const body = { confirm: '注销', requestId: requestId() };
    expect((await api.call(memberRoutes.deleteOwnAccount, { token: member.token, body })).status).toBe(200);
    expect((await relationOf(member.me.id)).ownerId).toBeNull();
    const again = await buildMember(api, member.name);
    await scan(api, again, (await buildChannel(api, other)).code);
    await bind(again, phone);
    await convert(again);
    const { id } = manager.employee;
    expect(await relationOf(again.me.id)).toEqual({ originId: id, ownerId: id, branchId });
    expect([await totalOf(again, manager), await totalOf(again, other)]).toEqual([1_000_000, 0]);
  });

  it('that moves takes origin, conversions and credits along; what both did counts once', async () => {
    const phone = newPhone();
    const old = await scannedBy(manager);
    const groupId = new Types.ObjectId().toHexString();
    await convert(old, { groupId });
    await bind(old, phone);
    api.clock.advance(DAY_MS);
    const fresh = await scannedBy(other);
    await convert(fresh, { groupId });
    const found = await api.call<{ proof: string }>(memberRoutes.bindPhone, {
      token: fresh.token,
      body: { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() },
    });
    const body = { proof: found.body.proof, requestId: requestId() };
    expect((await api.call(memberRoutes.movePhone, { token: fresh.token, body })).status).toBe(200);
    expect((await relationOf(fresh.me.id)).originId).toBe(manager.employee.id);
    // The join and the phone of the first account; the later join of the second is taken back.
    expect([await totalOf(fresh, manager), await totalOf(fresh, other)]).toEqual([2_000_000, 0]);
    expect(await Relation.findById(old.me.id)).toBeNull();
  });
});

describe('who may read an attribution', () => {
  it('are origin and owner, the head of the branch and an admin; others find nobody', async () => {
    const member = await scannedBy(manager);
    await convert(member);
    const admin = await buildWorker(api, await buildBranch(api), ['admin']);
    const read = (who: Person | null, memberId = member.me.id) =>
      api.call<AttributionAnswer>(routes.getAttribution, {
        ...(who ? { token: who.token } : {}),
        params: { memberId },
      });
    for (const who of [manager, head, admin])
      expect((await read(who)).body).toMatchObject({
        origin: { id: manager.employee.id, because: 'touch' },
        owner: { id: manager.employee.id },
        conversions: [{ kind: 'group_joined', reversed: false, held: false, credits: [{ ppm: 1_000_000 }] }],
      });
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    for (const who of [other, stranger]) expect(codeOf(await read(who))).toBe('not_found');
    expect(codeOf(await read(admin, '0'.repeat(24)))).toBe('not_found');
    expect(codeOf(await read(admin, 'x'))).toBe('invalid_request');
    expect(codeOf(await read(member))).toBe('forbidden');
    expect(codeOf(await read(null))).toBe('signed_out');
    expect(codeOf(await api.call(routes.getMyManager))).toBe('signed_out');
  });
});
