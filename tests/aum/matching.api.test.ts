import type { AttributionAnswer } from '@linzhang/shared/attribution/attribution.contract';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type { AumDoubt } from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import mongoose from 'mongoose';
import { findDifferences } from '../../server/src/verifications';
import { codeOf, requestId, type TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildMember, type Person } from '../support/people';
import { buildStaffed, newPhone, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { importRows, type ListRow } from '../support/world/lists';
import { buildKnown, listRow, standingFor, workMatchesNow } from './lists';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const send = (rows: readonly ListRow[]) => importRows(api, branch, rows);

const customer = (phone?: string) => buildKnown(api, phone);
const standing = (person: Person) => standingFor(api, person);

describe('matching', () => {
  it('needs the agreement, and ends with it', async () => {
    const phone = newPhone();
    await send([listRow('C1', { phone })]);
    const person = await buildMember(api);
    const body = { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() };
    await done(api, memberRoutes.bindPhone, { token: person.token, body });
    await workMatchesNow(api);
    expect((await standing(person)).standing).toBeNull();
    const agree = { purpose: 'matching', version: person.me.termsVersion, requestId: requestId() };
    await done(api, memberRoutes.grantConsent, { token: person.token, body: agree });
    await workMatchesNow(api);
    expect((await standing(person)).standing).toMatchObject({ tier: 'basic' });
    await done(api, memberRoutes.withdrawConsent, { token: person.token, params: { purpose: 'matching' } });
    await workMatchesNow(api);
    expect((await standing(person)).standing).toBeNull();
  });

  it('keeps who is no member yet, and matches when the phone is bound; the roster sets owner and origin', async () => {
    const phone = newPhone();
    await send([listRow('C1', { phone, managerNo: branch.manager.employee.number })]);
    const person = await customer(phone);
    await workMatchesNow(api);
    const mine = await standing(person);
    expect(mine.standing).toMatchObject({ tier: 'basic' });
    expect(mine.manager?.name).toBe(branch.manager.employee.name);
    const asked = { token: branch.manager.token, params: { memberId: person.me.id } };
    const { origin, owner } = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, asked);
    expect([origin?.id, owner?.id]).toEqual([branch.manager.employee.id, branch.manager.employee.id]);
    expect(origin?.because).toBe('assigned');
  });

  it('leaves doubtful ones to the head, who is asked once', async () => {
    const person = await customer();
    const { phone } = person;
    await send([listRow('C1', { phone, deposits: '60000' }), listRow('C2', { phone, deposits: '200000' })]);
    expect((await standing(person)).standing).toBeNull();
    const list = { token: branch.head.token, query: { branchId: branch.id } };
    const { items } = await done<{ items: AumDoubt[] }>(api, routes.listAumDoubts, list);
    expect(items.map(({ customerNo, doubt }) => [customerNo, doubt]).sort()).toEqual([
      ['C1', 'phone_shared'],
      ['C2', 'phone_shared'],
    ]);
    const file = await done<FileAnswer>(api, routes.getAumDoubtFile, list);
    expect(Buffer.from(file.base64, 'base64').toString('utf8')).toContain('多个客户号用同一手机号');
    const accountId = items.find(({ customerNo }) => customerNo === 'C2')?.accountId ?? '';
    const ask = (token: string) => ({
      token,
      params: { accountId },
      body: { memberId: person.me.id, accept: true, requestId: requestId() },
    });
    const other = await buildStaffed(api);
    expect((await api.call(routes.decideAumDoubt, ask(other.head.token))).status).toBe(404);
    expect((await api.call(routes.decideAumDoubt, ask(branch.manager.token))).status).toBe(404);
    const both = await Promise.all([
      api.call(routes.decideAumDoubt, ask(branch.head.token)),
      api.call(routes.decideAumDoubt, ask(branch.otherHead.token)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await standing(person)).standing).toMatchObject({ tier: 'wealth' });
    expect((await done<{ items: AumDoubt[] }>(api, routes.listAumDoubts, list)).items).toEqual([]);
    await send([listRow('C1', { phone, deposits: '60001' })]);
    expect((await done<{ items: AumDoubt[] }>(api, routes.listAumDoubts, list)).items).toEqual([]);
  });
});

describe('what a list tells of a member', () => {
  it('counts as conversions with product and amount, once', async () => {
    const person = await customer();
    const { phone } = person;
    const managerNo = branch.manager.employee.number;
    await send([
      listRow('C1', {
        phone,
        managerNo,
        asOf: '2026-10-01',
        deposits: '100000',
        products: '存款',
        cardsActivated: '0',
      }),
    ]);
    const later = [
      listRow('C1', {
        phone,
        managerNo,
        asOf: '2026-11-01',
        deposits: '100000',
        funds: '9999.99',
        products: '存款、基金',
        cardsActivated: '1',
      }),
    ];
    await send(later);
    const conversions = async () => {
      const rows = await mongoose.connection
        .collection('conversions')
        .find({ memberId: new mongoose.Types.ObjectId(person.me.id), kind: { $ne: 'phone_bound' } })
        .sort({ kind: 1 })
        .toArray();
      return rows.map(({ kind, amountFen, product }) => [kind, amountFen, product]);
    };
    expect(await conversions()).toEqual([
      ['bank_card_activated', undefined, 'debit_card'],
      ['product_opened', 999_999, 'fund'],
    ]);
    await send([{ ...later[0], asOf: '2026-11-01', funds: '10000.00' }]);
    await send([{ ...later[0], asOf: '2026-11-02', funds: '10000.00' }]);
    expect(await conversions()).toEqual([
      ['aum_uplift', 1_000_000, undefined],
      ['bank_card_activated', undefined, 'debit_card'],
      ['product_opened', 999_999, 'fund'],
    ]);
  });
});

describe('giving customers to managers', () => {
  it('follows a roster, and the leaver’s go over in bulk', async () => {
    const person = await customer();
    await send([listRow('C1', { phone: person.phone }), listRow('C2')]);
    const assign = {
      branchId: branch.id,
      rows: [
        { customerNo: 'C1', managerNo: branch.manager.employee.number },
        { customerNo: 'C2', managerNo: branch.manager.employee.number },
        { customerNo: 'C1', managerNo: 'nobody' },
        { customerNo: 'C9', managerNo: branch.manager.employee.number },
      ],
      reason: '年初分配',
      requestId: requestId(),
    };
    const statusOf = async (token: string | undefined, body: object) =>
      (await api.call(routes.assignOwners, { ...(token ? { token } : {}), body })).status;
    expect(await statusOf(undefined, assign)).toBe(401);
    expect(await statusOf(branch.manager.token, assign)).toBe(403);
    expect(await statusOf(branch.head.token, { ...assign, rows: [] })).toBe(400);
    for (let time = 0; time < 2; time += 1)
      expect(await done(api, routes.assignOwners, { token: branch.head.token, body: assign })).toEqual({
        assigned: 1,
        kept: 1,
        unchanged: 0,
        refused: [
          { customerNo: 'C1', because: 'manager_unknown' },
          { customerNo: 'C9', because: 'customer_unknown' },
        ],
      });
    const [fromId, toId] = [branch.manager.employee.id, branch.staff.employee.id];
    const move = { fromId, toId, reason: '离职', requestId: requestId() };
    expect((await api.call(routes.transferOwners, { body: move })).status).toBe(401);
    expect((await api.call(routes.transferOwners, { token: branch.manager.token, body: move })).status).toBe(404);
    const body = { ...move, requestId: requestId() };
    const toSelf = { ...move, toId: move.fromId };
    const self = await api.call(routes.transferOwners, { token: branch.head.token, body: toSelf });
    expect(codeOf(self)).toBe('transfer_invalid');
    expect(await done(api, routes.transferOwners, { token: branch.head.token, body })).toEqual({
      moved: 1,
      left: 0,
      channels: 0,
    });
    const asked = { token: branch.head.token, params: { memberId: person.me.id } };
    const { origin, owner } = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, asked);
    expect([origin?.id, owner?.id]).toEqual([branch.manager.employee.id, branch.staff.employee.id]);
    await send([listRow('C1', { phone: person.phone, deposits: '60100' })]);
    const after = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, asked);
    expect(after.owner?.id).toBe(branch.staff.employee.id);
  });
});

it('leaves projections that follow from the ledgers', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
