import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as approvalRoutes from '@linzhang/shared/approvals/approvals.endpoints';
import type { AumFault, AumImport } from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import mongoose from 'mongoose';
import writeExcelFile from 'write-excel-file/node';
import { findDifferences } from '../../server/src/verifications';
import { codeOf, requestId, type TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildBranch, type Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { csvOf, importRows, type ListRow, workLists } from '../support/world/lists';
import { buildKnown, listRow, sendFile, standingFor } from './lists';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const send = (rows: readonly ListRow[]) => importRows(api, branch, rows);

const customer = (phone?: string) => buildKnown(api, phone);
const standing = (person: Person) => standingFor(api, person);

const stored = async () => {
  const accounts = await mongoose.connection.collection('aumaccounts').find().sort({ _id: 1 }).toArray();
  const rows = await mongoose.connection.collection('aumrows').find().sort({ _id: 1 }).toArray();
  return { accounts, rows };
};

describe('uploading a list', () => {
  it('is for the head of the branch', async () => {
    const file = csvOf([listRow('C1')]);
    expect((await sendFile(api, { branchId: branch.id, file })).status).toBe(401);
    for (const { token } of [branch.manager, branch.cashier, branch.member])
      expect((await sendFile(api, { token, branchId: branch.id, file })).status).toBe(403);
    const other = await buildBranch(api);
    expect((await sendFile(api, { token: branch.head.token, branchId: other, file })).status).toBe(403);
    const empty = await sendFile(api, { token: branch.head.token, branchId: branch.id, file: '' });
    expect([empty.status, empty.body.error.code]).toEqual([400, 'file_missing']);
    const unnamed = await sendFile(api, { token: branch.head.token, branchId: 'nowhere', file });
    expect(unnamed.status).toBe(400);
  });

  it('takes good rows and gives back the bad ones with number and reason', async () => {
    const list = await send([
      listRow('C1', { wealth: '1,234.56' }),
      listRow('', {}),
      listRow('C2', { phone: '123', asOf: '2026-13-01' }),
      listRow('C3', { deposits: '=1+1', name: '=HYPERLINK("http://x")' }),
      listRow('C1', { deposits: '1' }),
      listRow('C4', { asOf: '2027-01-01' }),
      listRow('C5', { managerNo: 'nobody' }),
    ]);
    expect(list).toMatchObject({ status: 'done', rows: 7, applied: 2, rejected: 5, noted: 1, number: 1 });
    const asked = { token: branch.head.token, params: { importId: list.id } };
    const { items } = await done<{ items: AumFault[] }>(api, routes.listAumFaults, asked);
    expect(
      items.map(({ row: number, rejected, faults }) => [number, rejected, faults.map(({ fault }) => fault)]),
    ).toEqual([
      [3, true, ['customer_no_missing']],
      [4, true, ['phone_invalid', 'as_of_invalid']],
      [5, true, ['amount_invalid']],
      [6, true, ['repeated']],
      [7, true, ['as_of_future']],
      [8, false, ['manager_unknown']],
    ]);
    const file = await done<FileAnswer>(api, routes.getAumFaultFile, asked);
    const text = Buffer.from(file.base64, 'base64').toString('utf8');
    expect(text).toContain(`"'=1+1"`);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain('同一客户号和日期在文件里出现过');
  });

  it('changes nothing by the same file again, under whatever name', async () => {
    const file = csvOf([listRow('C1'), listRow('C2')]);
    const first = await sendFile(api, { token: branch.head.token, branchId: branch.id, file });
    await workLists(api);
    const before = await stored();
    const again = await sendFile(api, { token: branch.otherHead.token, branchId: branch.id, file, fileName: 'b.csv' });
    expect(again.body).toMatchObject({ id: first.body.id, status: 'done', fileName: '名单.csv' });
    await workLists(api);
    expect(await stored()).toEqual(before);
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });

  it('takes a form with the file in it, and one in the older encoding', async () => {
    const form = new FormData();
    form.append('note', 'before the file');
    form.append('file', new Blob([csvOf([listRow('C1', { name: '李芳' })])]), '名单.csv');
    const query = new URLSearchParams({ branchId: branch.id, fileName: '名单.csv' });
    const reply = await fetch(`${api.url}/api/aum-imports?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${branch.head.token}` },
      body: form,
    });
    expect(reply.status).toBe(201);
    const gbk = Buffer.concat([
      // 客户号,日期,存款
      Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0xba, 0xc5, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xb4, 0xe6, 0xbf, 0xee]),
      Buffer.from('\nC9,2026-10-31,100.00\n'),
    ]);
    await sendFile(api, { token: branch.head.token, branchId: branch.id, file: gbk });
    await workLists(api);
    const { items } = await done<{ items: AumImport[] }>(api, routes.listAumImports, {
      token: branch.head.token,
      query: { branchId: branch.id },
    });
    expect(items.map(({ status, applied }) => [status, applied])).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
  });

  it('reads an .xlsx file with days, numbers and texts', async () => {
    const rows = [
      ['客户号', '日期', '存款', '手机号', '持有产品'].map((value) => ({ value })),
      [
        { value: 'X1' },
        { value: new Date('2026-10-31T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        { value: 123456.78, type: Number },
        { value: 13812341234, type: Number },
        { value: '存款、基金' },
      ],
    ];
    const buffer = await writeExcelFile(rows as never).toBuffer();
    await sendFile(api, {
      token: branch.head.token,
      branchId: branch.id,
      file: new Uint8Array(buffer),
      fileName: 'a.xlsx',
    });
    await workLists(api);
    const account = (await stored()).accounts.find((each) => each['customerNo'] === 'X1');
    expect(account).toMatchObject({
      phoneMasked: '138****1234',
      facts: { asOf: '2026-10-31', aumFen: 12_345_678, products: ['deposit', 'fund'] },
    });
    expect(JSON.stringify(account)).not.toContain('13812341234');
  });

  it.each([
    ['no headings', 'a,b,c\n1,2,3', 'columns_missing'],
    ['nothing', '\n\n', 'empty'],
    ['headings alone', csvOf([]), 'empty'],
    ['a picture', '\u0089PNG\u0000\u0000', 'not_a_list'],
    ['a broken package', 'PK\u0003\u0004 and then nothing of it', 'damaged'],
  ])('refuses %s', async (_what, file, fault) => {
    const { body } = await sendFile(api, { token: branch.head.token, branchId: branch.id, file });
    await workLists(api);
    const asked = { token: branch.head.token, params: { importId: body.id } };
    expect(await done(api, routes.getAumImport, asked)).toMatchObject({ status: 'failed', fault });
  });

  it('gives the template to a head', async () => {
    const file = await done<FileAnswer>(api, routes.getAumTemplate, { token: branch.head.token });
    expect(Buffer.from(file.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
    expect((await api.call(routes.getAumTemplate, { token: branch.manager.token })).status).toBe(403);
    expect((await api.call(routes.getAumTemplate)).status).toBe(401);
  });

  it('shows a file to nobody of another branch', async () => {
    const list = await send([listRow('C1')]);
    const other = await buildStaffed(api);
    for (const route of [routes.getAumImport, routes.listAumFaults, routes.getAumFaultFile]) {
      const asked = { params: { importId: list.id } };
      expect((await api.call(route, asked)).status).toBe(401);
      expect((await api.call(route, { ...asked, token: other.head.token })).status).toBe(404);
      expect((await api.call(route, { token: branch.head.token, params: { importId: 'x' } })).status).toBe(400);
    }
  });
});

describe('a second list', () => {
  it('holds where it speaks of the same day, and an older one does not', async () => {
    const member = await customer();
    await send([listRow('C1', { phone: member.phone, deposits: '60000' })]);
    await send([listRow('C1', { phone: member.phone, deposits: '61000' })]);
    await send([listRow('C1', { phone: member.phone, asOf: '2026-09-30', deposits: '59000' })]);
    const { standing: now } = await standing(member);
    expect(now).toMatchObject({ tier: 'basic', averageFen: 6_100_000, asOf: '2026-10-31' });
  });

  it('waits for a second person where it moves the total by more than a tenth', async () => {
    await send([listRow('C1', { deposits: '100000' })]);
    const exact = await send([listRow('C1', { deposits: '110000' })]);
    expect(exact).toMatchObject({ status: 'done', beforeFen: 10_000_000, movedFen: 1_000_000 });
    const over = await send([listRow('C1', { deposits: '121000.01' })]);
    expect(over).toMatchObject({ status: 'waiting', beforeFen: 11_000_000, movedFen: 1_100_001, applied: 0 });
    const decide = async (token: string, approve: boolean) => {
      const { items } = await done<{ items: Approval[] }>(api, approvalRoutes.listApprovals, { token });
      const approvalId = items.find(({ subject }) => subject.id === over.id)?.id ?? '';
      return api.call(approvalRoutes.decideApproval, {
        token,
        params: { approvalId },
        body: { approve, note: '核对过', requestId: requestId() },
      });
    };
    expect(codeOf(await decide(branch.head.token, true))).toBe('own_request');
    expect((await decide(branch.otherHead.token, true)).status).toBe(200);
    await workLists(api);
    const asked = { token: branch.head.token, params: { importId: over.id } };
    expect(await done(api, routes.getAumImport, asked)).toMatchObject({ status: 'done', applied: 1 });
  });

  it('is forgotten where the second person refuses, and asked anew when it is sent again', async () => {
    await send([listRow('C1', { deposits: '100000' })]);
    const rows = [listRow('C1', { deposits: '10' })];
    const list = await send(rows);
    const { items } = await done<{ items: Approval[] }>(api, approvalRoutes.listApprovals, {
      token: branch.otherHead.token,
    });
    const approvalId = items.find(({ subject }) => subject.id === list.id)?.id ?? '';
    const body = { approve: false, note: '数据不对', requestId: requestId() };
    await done(api, approvalRoutes.decideApproval, { token: branch.otherHead.token, params: { approvalId }, body });
    const asked = { token: branch.head.token, params: { importId: list.id } };
    expect(await done(api, routes.getAumImport, asked)).toMatchObject({ status: 'dropped', applied: 0 });
    expect(await send(rows)).toMatchObject({ id: list.id, status: 'waiting' });
  });
});

it('leaves projections that follow from the ledgers', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
