import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import type { ProspectFault, ProspectImport } from '@linzhang/shared/prospects/prospectImports.contract';
import { MAX_PROSPECT_FILE_BYTES, MAX_PROSPECT_ROWS } from '@linzhang/shared/prospects/prospectRow.rules';
import * as routes from '@linzhang/shared/prospects/prospects.endpoints';
import mongoose from 'mongoose';
import { readEnv } from '../../server/src/config/env';
import { Lead } from '../../server/src/leads/lead.model';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { memberSecrets } from '../../server/src/members/secrets';
import { createLogger } from '../../server/src/platform/logger';
import { workProspectImports } from '../../server/src/prospects/importWorker.service';
import { Prospect } from '../../server/src/prospects/prospect.model';
import { ProspectImport as ImportRow } from '../../server/src/prospects/prospectImport.model';
import { codeOf, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { enterProspect } from '../support/leads';
import { buildMember, type Person } from '../support/people';
import { bindPhone, buildStaffed, newPhone, type Staffed } from '../support/world/branch';
import {
  importProspects,
  listedProspect,
  type ProspectListRow,
  prospectCsv,
  prospectSheet,
  workProspectLists,
} from '../support/world/prospectLists';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
let other: Staffed;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  other = await buildStaffed(api);
});
afterAll(() => api.stop());

const send = (who: Person | null, file: string | Uint8Array<ArrayBuffer>, fileName = '潜客.xlsx') =>
  api.call<ProspectImport>(routes.uploadProspectImport, {
    ...(who ? { token: who.token } : {}),
    query: { fileName },
    file,
  });

const faultsOf = async (who: Person, importId: string) => {
  const asked = { token: who.token, params: { importId }, query: { limit: '100' } };
  const { items } = await done<{ items: ProspectFault[] }>(api, routes.listProspectFaults, asked);
  return items.map(({ row, faults }) => [row, ...faults.map(({ fault }) => fault)]);
};

const ofBranch = ({ id }: Staffed) => ({ branchId: new mongoose.Types.ObjectId(id) });

/** What a list has left in a branch. */
async function left(of: Staffed) {
  const prospects = await Prospect.find(ofBranch(of)).sort({ name: 1 }).lean();
  const leads = await Lead.find({ ...ofBranch(of), prospectId: { $exists: true } })
    .sort({ prospectName: 1 })
    .lean();
  return {
    prospects: prospects.map(({ name, phoneHash, key, source, enteredBy }) => [
      name,
      phoneHash,
      key,
      source,
      enteredBy,
    ]),
    leads: leads.map(({ prospectName, desk, score }) => [prospectName, desk, score]),
  };
}

describe('a list of prospects', () => {
  it('makes a prospect and a lead in the pool of each good row, and says what is wrong with the others', async () => {
    const [phone, known, bound] = [newPhone(), newPhone(), newPhone()];
    await enterProspect(api, branch.staff, { phone: known });
    await bindPhone(api, await buildMember(api), bound);
    const good = listedProspect({ phone, contactName: '钱经理', remark: '想了解\n收款码' });
    const rows: ProspectListRow[] = [
      good,
      listedProspect({ name: '' }),
      {},
      listedProspect({ phone: '12345', industry: '挖矿', source: '听说' }),
      listedProspect({ phone: `+86 ${phone.slice(0, 3)}-${phone.slice(3)}` }),
      { ...good, phone: '' },
      listedProspect({ phone: known }),
      listedProspect({ phone: bound }),
      { name: '王芳', source: '点' },
    ];
    const list = await importProspects(api, branch.staff, await prospectSheet(rows));
    expect(list).toMatchObject({
      status: 'done',
      fault: null,
      rows: 8,
      done: 8,
      added: 2,
      known: 2,
      rejected: 4,
      branch: { id: branch.id },
      uploadedBy: { id: branch.staff.employee.id },
    });
    expect(await faultsOf(branch.staff, list.id)).toEqual([
      [3, 'name_missing'],
      [5, 'phone_invalid', 'industry_unknown', 'source_unknown'],
      [6, 'repeated'],
      [7, 'repeated'],
      [8, 'known'],
      [9, 'known'],
    ]);
    const row = await Prospect.findOne({ ...ofBranch(branch), name: good.name }).lean();
    expect(row).toMatchObject({
      kind: 'company',
      industry: 'catering',
      source: 'supply_chain',
      remark: '想了解\n收款码',
    });
    expect(JSON.stringify(row)).not.toContain(phone);
    expect(await Lead.findOne({ prospectId: row?._id }).lean()).toMatchObject({ desk: 'pool', live: true });
    expect(await Prospect.findOne({ ...ofBranch(branch), name: '王芳' }).lean()).toMatchObject({ kind: 'person' });
    expect(await differences(verifyLeads())).toEqual([]);
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });

  it('gives the other rows back as a file that can be put right and sent again', async () => {
    const bad = listedProspect({ source: '=HYPERLINK("http://x")' });
    const list = await importProspects(api, branch.manager, await prospectSheet([bad]));
    const asked = { token: branch.manager.token, params: { importId: list.id } };
    const file = await done<FileAnswer>(api, routes.getProspectFaultFile, asked);
    expect(file.name).toBe('潜客-未导入.xlsx');
    const back = new Uint8Array(Buffer.from(file.base64, 'base64'));
    const again = await importProspects(api, branch.manager, back, file.name);
    expect(again).toMatchObject({ rows: 1, rejected: 1 });
    expect(again.id).not.toBe(list.id);
    expect(await faultsOf(branch.manager, again.id)).toEqual([[2, 'source_unknown']]);
  });

  it('is read as .csv too, and the template adds nobody', async () => {
    const list = await importProspects(api, branch.manager, `${prospectCsv([listedProspect()])}\n"one"`, '潜客.csv');
    expect(list).toMatchObject({ added: 1, rejected: 1 });
    expect(await faultsOf(branch.manager, list.id)).toEqual([[3, 'columns_differ']]);
    const template = await done<FileAnswer>(api, routes.getProspectTemplate, { token: branch.manager.token });
    const sent = await importProspects(api, branch.manager, new Uint8Array(Buffer.from(template.base64, 'base64')));
    expect(sent).toMatchObject({ status: 'done', rows: 1, added: 0, rejected: 1 });
  });

  it.each<[string, () => Promise<string | Uint8Array<ArrayBuffer>>, object]>([
    ['misses columns', async () => '名称,手机号\n王芳,', { fault: 'columns_missing', missing: ['source'] }],
    ['is empty below its headings', () => prospectSheet([]), { fault: 'empty' }],
    ['is no list', async () => `\u0000${'x'.repeat(20)}`, { fault: 'not_a_list' }],
    [
      'has too many rows',
      async () => prospectCsv(Array.from({ length: MAX_PROSPECT_ROWS + 1 }, () => listedProspect())),
      { fault: 'too_many_rows' },
    ],
  ])('that %s is refused as a whole', async (_what, file, expected) => {
    const before = await left(branch);
    expect(await importProspects(api, branch.staff, await file())).toMatchObject({ status: 'failed', ...expected });
    expect(await left(branch)).toEqual(before);
  });

  it('may be so large and no larger', async () => {
    const large = await send(branch.staff, 'x'.repeat(MAX_PROSPECT_FILE_BYTES + 1));
    expect([large.status, codeOf(large)]).toEqual([413, 'request_too_large']);
    expect(codeOf(await send(branch.staff, ''))).toBe('file_missing');
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });
});

describe('the same list again', () => {
  it('answers the first one and changes nothing, also sent many times at once', async () => {
    const file = await prospectSheet([listedProspect(), listedProspect({ phone: newPhone() })]);
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(branch.manager, file)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    await workProspectLists(api);
    const before = await left(branch);
    expect((await send(branch.manager, file, '别名.xlsx')).body).toMatchObject({
      status: 'done',
      fileName: '潜客.xlsx',
    });
    await workProspectLists(api);
    expect(await left(branch)).toEqual(before);
    expect(await mongoose.connection.collection('uploadpieces').countDocuments()).toBe(0);
  });

  it('is a list of its own for a colleague, who is told that all of them are known', async () => {
    const file = await prospectSheet([listedProspect(), listedProspect()]);
    expect(await importProspects(api, branch.manager, file)).toMatchObject({ added: 2 });
    expect(await importProspects(api, branch.staff, file)).toMatchObject({ added: 0, known: 2 });
    // Another branch is not told of ours.
    expect(await importProspects(api, other.staff, file)).toMatchObject({ added: 2, known: 0 });
  });

  it('is read anew where it came to nothing', async () => {
    const file = prospectCsv([listedProspect()]);
    const sent = (await send(branch.manager, file, '潜客.csv')).body;
    await ImportRow.updateOne({ _id: sent.id }, { $set: { tries: 99 } });
    await workProspectLists(api);
    expect(await ImportRow.findById(sent.id).lean()).toMatchObject({ status: 'failed', fault: 'gave_up' });
    expect(await importProspects(api, branch.manager, file, '潜客.csv')).toMatchObject({
      id: sent.id,
      status: 'done',
      fault: null,
      added: 1,
    });
  });

  it('leaves the same where the process stops half-way, or a batch is done twice', async () => {
    const rows = Array.from({ length: 60 }, (_each, at) =>
      at % 7 === 3
        ? listedProspect({ source: '' })
        : { name: `客户${at}`, source: '圈', ...(at % 2 ? {} : { address: `${at} 号` }) },
    );
    const [calm, torn] = [await buildStaffed(api), await buildStaffed(api)];
    const file = await prospectSheet(rows);
    const expected = await importProspects(api, calm.staff, file);
    const { id } = (await send(torn.staff, file)).body;
    let asked = 0;
    const stopping = () => {
      asked += 1;
      return asked > 4;
    };
    const secrets = memberSecrets(readEnv({ NODE_ENV: 'test' }));
    await workProspectImports({ secrets, now: api.clock.now, logger: createLogger('silent'), stopping });
    const half = await ImportRow.findById(id).lean();
    expect([half?.status, half?.rows]).toEqual(['taking', 60]);
    expect(half?.done).toBeGreaterThan(0);
    expect(half?.done).toBeLessThan(60);
    // As if the process had been killed before it noted its last batch.
    await ImportRow.updateOne({ _id: id }, { $set: { done: 0, added: 0, rejected: 0, known: 0 } });
    await workProspectLists(api);
    const { rows: all, done: through, added, known, rejected } = expected;
    expect(await ImportRow.findById(id).lean()).toMatchObject({ rows: all, done: through, added, known, rejected });
    const [one, two] = [await left(torn), await left(calm)];
    expect(one.leads).toEqual(two.leads);
    expect(one.prospects.map(([name, hash, key]) => [name, hash, key])).toEqual(
      two.prospects.map(([name, hash, key]) => [name, hash, key]),
    );
    expect(await differences(verifyLeads())).toEqual([]);
  });
});

describe('who may', () => {
  it('is whoever enters prospects; a list is seen by who sent it and the head', async () => {
    const file = await prospectSheet([listedProspect(), {}]);
    for (const who of [branch.cashier, branch.member]) expect(codeOf(await send(who, file))).toBe('forbidden');
    expect((await send(null, file)).status).toBe(401);
    expect(codeOf(await send(branch.staff, file, ''))).toBe('invalid_request');
    const { id } = await importProspects(api, branch.staff, file);
    for (const route of [routes.getProspectImport, routes.listProspectFaults, routes.getProspectFaultFile]) {
      const of = (who: Person | null, importId = id) =>
        api.call(route, { ...(who ? { token: who.token } : {}), params: { importId } });
      const seen = [branch.staff, branch.head, branch.manager, other.head, branch.cashier];
      expect(await Promise.all(seen.map(async (who) => (await of(who)).status))).toEqual([200, 200, 404, 404, 404]);
      expect((await of(null)).status).toBe(401);
      expect(codeOf(await of(branch.staff, 'x'))).toBe('invalid_request');
    }
  });

  it('lists the own ones, and the branch for its head', async () => {
    const { id } = await importProspects(api, branch.staff, await prospectSheet([listedProspect()]));
    const list = (who: Person | null, query: Record<string, string> = {}) =>
      api.call<{ items: ProspectImport[] }>(routes.listProspectImports, {
        ...(who ? { token: who.token } : {}),
        query,
      });
    const ids = async (who: Person, query?: Record<string, string>) =>
      (await list(who, query)).body.items.map((each) => each.id);
    expect((await ids(branch.staff))[0]).toBe(id);
    expect(await ids(branch.manager)).not.toContain(id);
    expect(await ids(branch.head, { scope: 'branch' })).toContain(id);
    expect(codeOf(await list(branch.manager, { scope: 'branch' }))).toBe('forbidden');
    expect(codeOf(await list(other.head, { scope: 'branch', branchId: branch.id }))).toBe('forbidden');
    expect(codeOf(await list(branch.manager, { scope: 'all' }))).toBe('invalid_request');
    expect((await list(null)).status).toBe(401);
    expect((await api.call(routes.getProspectTemplate, {})).status).toBe(401);
    expect(codeOf(await api.call(routes.getProspectTemplate, { token: branch.cashier.token }))).toBe('forbidden');
  });
});
