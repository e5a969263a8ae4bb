import type { AttributionAnswer } from '@linzhang/shared/attribution/attribution.contract';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import type { OwnerHolding, RosterFile } from '@linzhang/shared/aum/owners.contract';
import { MAX_ROSTER_BYTES, MAX_ROSTER_ROWS } from '@linzhang/shared/aum/roster.rules';
import mongoose from 'mongoose';
import writeExcelFile from 'write-excel-file/node';
import { findDifferences } from '../../server/src/verifications';
import { codeOf, type ErrorBody, requestId, type TestApi } from '../support/api';
import { buildChannel } from '../support/channels';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildBranch, type Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { importRows } from '../support/world/lists';
import { buildKnown, listRow } from './lists';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const row = (customerNo: string, phone = '') => listRow(customerNo, { phone });

const customer = () => buildKnown(api);

async function sendRoster(
  file: string | Uint8Array,
  token: string | null = branch.head.token,
  branchId = branch.id,
): Promise<{ status: number; body: RosterFile & ErrorBody }> {
  const query = new URLSearchParams({ branchId, fileName: '花名册.csv' });
  const response = await fetch(`${api.url}/api${routes.readRoster.path}?${query}`, {
    method: 'POST',
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: file as BodyInit,
  });
  return { status: response.status, body: (await response.json()) as RosterFile & ErrorBody };
}

const ownerOf = async ({ me }: Person) => {
  const asked = { token: branch.head.token, params: { memberId: me.id } };
  const { owner } = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, asked);
  return owner?.id ?? null;
};

const assign = (rows: object[], token = branch.head.token, id = requestId()) =>
  api.call(routes.assignOwners, { token, body: { branchId: branch.id, rows, reason: '年初分配', requestId: id } });

describe('reading a roster', () => {
  it('is for the head of the branch', async () => {
    const file = '客户号,客户经理工号\nC1,E1';
    expect((await sendRoster(file, null)).status).toBe(401);
    expect((await sendRoster(file, branch.manager.token)).status).toBe(403);
    expect((await sendRoster(file, branch.head.token, await buildBranch(api))).status).toBe(403);
    expect((await sendRoster(file, branch.head.token, 'nowhere')).status).toBe(400);
    const empty = await sendRoster('');
    expect([empty.status, empty.body.error.code]).toEqual([400, 'file_missing']);
    const large = await sendRoster('x'.repeat(MAX_ROSTER_BYTES + 1));
    expect([large.status, large.body.error.code]).toEqual([413, 'request_too_large']);
  });

  it('says what it would do and what it would not, and changes nothing', async () => {
    await importRows(api, branch, [row('C1'), row('C2'), row('C3')]);
    const [manager, staff] = [branch.manager.employee, branch.staff.employee];
    const lines = [
      '姓名,客户号,客户经理工号（新）',
      `李芳,C1,${manager.number}`,
      `王强,C2,${manager.number}`,
      `赵敏,C3,${staff.number}`,
      `钱多,C9,${staff.number}`,
      '孙丽,C1,E9',
      ',,E9',
    ];
    const { status, body } = await sendRoster(lines.join('\n'));
    expect(status).toBe(200);
    expect(body).toEqual({
      fault: null,
      missing: [],
      rows: [
        { customerNo: 'C1', managerNo: manager.number },
        { customerNo: 'C2', managerNo: manager.number },
        { customerNo: 'C3', managerNo: staff.number },
      ],
      managers: [
        { number: manager.number, name: manager.name, customers: 2 },
        { number: staff.number, name: staff.name, customers: 1 },
      ],
      rejected: [
        { row: 5, customerNo: 'C9', because: 'customer_unknown' },
        { row: 6, customerNo: 'C1', because: 'repeated' },
        { row: 7, customerNo: '', because: 'customer_no_missing' },
      ],
    });
    const accounts = await mongoose.connection.collection('aumaccounts').find({ customerNo: 'C1' }).toArray();
    expect(accounts.map(({ managerNo }) => managerNo)).not.toContain(manager.number);
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });

  it('knows people of the own branch only', async () => {
    await importRows(api, branch, [row('C1')]);
    const other = await buildStaffed(api);
    const { body } = await sendRoster(`客户号,客户经理工号\nC1,${other.manager.employee.number}`);
    expect(body.rejected).toEqual([{ row: 2, customerNo: 'C1', because: 'manager_unknown' }]);
    const theirs = await sendRoster(
      `客户号,客户经理工号\nC1,${other.manager.employee.number}`,
      other.head.token,
      other.id,
    );
    expect(theirs.body.rejected).toEqual([{ row: 2, customerNo: 'C1', because: 'customer_unknown' }]);
  });

  it('takes an .xlsx file, and says why a file is none', async () => {
    await importRows(api, branch, [row('1001')]);
    const sheet = [
      [{ value: '客户号' }, { value: '客户经理工号' }],
      [
        { value: 1001, type: Number },
        { value: branch.manager.employee.number, type: String },
      ],
    ];
    const file = await writeExcelFile(sheet).toBuffer();
    const read = await sendRoster(new Uint8Array(file));
    expect(read.body.rows).toEqual([{ customerNo: '1001', managerNo: branch.manager.employee.number }]);
    const unheaded = await sendRoster('客户号,姓名\nC1,李芳');
    expect(unheaded.body).toMatchObject({ fault: 'columns_missing', missing: ['managerNo'], rows: [] });
    const long = ['客户号,客户经理工号', ...Array.from({ length: MAX_ROSTER_ROWS + 1 }, (_, n) => `C${n},E1`)];
    expect((await sendRoster(long.join('\n'))).body.fault).toBe('too_many_rows');
    expect((await sendRoster(new Uint8Array([80, 75, 3, 4, 1, 2, 3]))).body.fault).not.toBeNull();
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });
});

describe('giving members to managers', () => {
  it('takes members as such, whether a list names them or not', async () => {
    const person = await customer();
    await importRows(api, branch, [row('C1', person.phone)]);
    const first = await assign([{ customerNo: 'C1', managerNo: branch.manager.employee.number }]);
    expect(first.body).toMatchObject({ assigned: 1 });
    const second = await assign([{ memberId: person.me.id, managerNo: branch.staff.employee.number }]);
    expect(second.body).toEqual({ assigned: 1, kept: 0, unchanged: 0, refused: [] });
    expect(await ownerOf(person)).toBe(branch.staff.employee.id);
    // The list goes on to name the manager that the head has named.
    const account = await mongoose.connection
      .collection('aumaccounts')
      .findOne({ memberId: { $exists: true }, branchId: new mongoose.Types.ObjectId(branch.id) });
    expect([account?.managerNo, account?.assignedNo]).toEqual(Array(2).fill(branch.staff.employee.number));
    const third = await assign([{ memberId: person.me.id, managerNo: branch.staff.employee.number }]);
    expect(third.body).toMatchObject({ assigned: 0, unchanged: 1 });
  });

  it('gives nobody of another branch, and nobody to a stranger', async () => {
    const other = await buildStaffed(api);
    const person = await customer();
    await importRows(api, other, [row('C1', person.phone)]);
    await done(api, routes.assignOwners, {
      token: other.head.token,
      body: {
        branchId: other.id,
        rows: [{ customerNo: 'C1', managerNo: other.manager.employee.number }],
        reason: '年初分配',
        requestId: requestId(),
      },
    });
    const theirs = { memberId: person.me.id, managerNo: branch.manager.employee.number };
    const nobody = { memberId: new mongoose.Types.ObjectId().toHexString(), managerNo: 'nobody' };
    expect((await assign([theirs, nobody])).body).toEqual({
      assigned: 0,
      kept: 0,
      unchanged: 0,
      refused: [
        { memberId: theirs.memberId, because: 'member_unknown' },
        { memberId: nobody.memberId, because: 'member_unknown' },
      ],
    });
    expect((await assign([{ ...theirs, customerNo: 'C1' }])).status).toBe(400);
  });
});

describe('handing over', () => {
  const holdings = async (token = branch.head.token) =>
    (await done<{ items: OwnerHolding[] }>(api, routes.listOwnerHoldings, { token, query: { branchId: branch.id } }))
      .items;

  it('shows what lies with each, to the head of the branch', async () => {
    const asked = { query: { branchId: branch.id } };
    expect((await api.call(routes.listOwnerHoldings, asked)).status).toBe(401);
    expect((await api.call(routes.listOwnerHoldings, { ...asked, token: branch.manager.token })).status).toBe(403);
    const bad = { query: { branchId: 'x' }, token: branch.head.token };
    expect((await api.call(routes.listOwnerHoldings, bad)).status).toBe(400);
    const person = await customer();
    await importRows(api, branch, [row('C1', person.phone)]);
    await assign([{ customerNo: 'C1', managerNo: branch.manager.employee.number }]);
    const [first, ...others] = await holdings();
    expect(first).toMatchObject({
      employee: { id: branch.manager.employee.id, left: false },
      receives: true,
      members: 1,
    });
    expect(others.map(({ members }) => members)).toEqual([0, 0, 0, 0]);
    expect(others.find(({ employee }) => employee.id === branch.cashier.employee.id)?.receives).toBe(false);
  });

  it('moves the channels with the last of the members, once, and to nobody who has none', async () => {
    const person = await customer();
    await importRows(api, branch, [row('C1', person.phone)]);
    await assign([{ customerNo: 'C1', managerNo: branch.manager.employee.number }]);
    const channel = await buildChannel(api, branch.manager);
    const move = { fromId: branch.manager.employee.id, channels: true, reason: '离职' };
    const toStaff = { ...move, toId: branch.staff.employee.id, requestId: requestId() };
    const refused = await api.call(routes.transferOwners, { token: branch.head.token, body: toStaff });
    expect(codeOf(refused)).toBe('transfer_invalid');
    const body = { ...move, toId: branch.otherHead.employee.id, requestId: requestId() };
    for (let time = 0; time < 2; time += 1)
      expect(await done(api, routes.transferOwners, { token: branch.head.token, body })).toEqual({
        moved: 1,
        left: 0,
        channels: 1,
      });
    const stored = await mongoose.connection
      .collection('channels')
      .findOne({ _id: new mongoose.Types.ObjectId(channel.id) });
    expect(stored?.employeeId.toHexString()).toBe(branch.otherHead.employee.id);
    const [first] = await holdings();
    expect(first).toMatchObject({ employee: { id: branch.otherHead.employee.id }, members: 1, channels: 1 });
  });
});

it('leaves projections that follow from the ledgers', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
