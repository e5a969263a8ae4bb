import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { Notice } from '@linzhang/shared/messages/messages.contract';
import * as messageRoutes from '@linzhang/shared/messages/messages.endpoints';
import { Types } from 'mongoose';
import { Audit } from '../../server/src/audit/audit.model';
import { Channel as ChannelRow } from '../../server/src/channels/channel.model';
import { Touch } from '../../server/src/channels/touch.model';
import { codeOf, TestApi } from '../support/api';
import { buildChannel, CHANNEL_FIELDS, scan } from '../support/channels';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Worker } from '../support/people';

jest.setTimeout(30_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let colleague: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  colleague = await buildWorker(api, branchId, ['manager']);
});
afterAll(() => api.stop());

async function leave(who: Worker): Promise<void> {
  const asked = { token: head.token, params: { employeeId: who.employee.id } };
  const { version } = await done<Employee>(api, employeeRoutes.getEmployee, asked);
  await done(api, employeeRoutes.disableEmployee, { ...asked, body: { reason: '离职', version } });
}

const get = (channelId: string) => done<Channel>(api, routes.getChannel, { token: head.token, params: { channelId } });
const noticesOf = async ({ token }: Worker) =>
  (await done<{ items: Notice[] }>(api, messageRoutes.listNotices, { token })).items.filter(
    ({ kind }) => kind === 'channels_paused',
  );

describe('the channels of an employee who leaves', () => {
  it('go to the backup, with whose they were', async () => {
    const leaver = await buildWorker(api, branchId, ['manager']);
    const channel = await buildChannel(api, leaver, { backupEmployeeId: colleague.employee.id, dailyCap: 1 });
    await leave(leaver);
    expect(await get(channel.id)).toMatchObject({
      code: channel.code,
      employee: { id: colleague.employee.id },
      backup: null,
      status: 'active',
      dailyCap: 1,
    });
    expect(await ChannelRow.findById(channel.id).lean()).toMatchObject({
      formerOwners: [{ employeeId: new Types.ObjectId(leaver.employee.id), until: api.clock.now() }],
    });
    const member = await buildMember(api);
    expect((await scan(api, member, channel.code)).body.touched).toBe(true);
    const touch = await Touch.findOne({ memberId: new Types.ObjectId(member.me.id) }).lean();
    expect(touch?.employeeId.toHexString()).toBe(colleague.employee.id);
    const line = await Audit.findOne({ action: 'channel_changed', 'subject.id': channel.id }).lean();
    expect(line).toMatchObject({ actorId: head.employee.id, branchId });
    expect(await noticesOf(head)).toEqual([]);
  });

  it('are paused where nobody is the backup, or that one has left too, and the head is told once', async () => {
    const [leaver, gone] = [
      await buildWorker(api, branchId, ['manager']),
      await buildWorker(api, branchId, ['manager']),
    ];
    const alone = await buildChannel(api, leaver);
    const left = await buildChannel(api, leaver, { backupEmployeeId: gone.employee.id });
    await leave(gone);
    expect((await get(left.id)).backup).toBeNull();
    await leave(leaver);
    const before = await noticesOf(head);
    expect(before).toMatchObject([{ page: `pages/branch/transfer/index?fromId=${leaver.employee.id}` }]);
    expect(before[0]?.text).toContain('2 个渠道码');
    for (const { id, code } of [alone, left]) {
      expect(await get(id)).toMatchObject({ status: 'paused', employee: { id: leaver.employee.id } });
      expect((await scan(api, await buildMember(api), code)).body).toMatchObject({ touched: false });
    }
    await leave(leaver);
    expect(await noticesOf(head)).toEqual(before);
    const { version } = await get(alone.id);
    const body = { ...CHANNEL_FIELDS, status: 'active', version };
    const resumed = await api.call(routes.updateChannel, { token: head.token, params: { channelId: alone.id }, body });
    expect(codeOf(resumed)).toBe('employee_disabled');
  });
});
