import type { Page } from '@linzhang/shared/kernel/pages';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Conflict } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Types } from 'mongoose';
import { Scan } from '../../server/src/stamps/scan.model';
import { Stamp } from '../../server/src/stamps/stamp.model';
import { codeOf, type Reply, requestId, type TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, uniqueName } from '../support/people';
import { type Basement, fates, marketForEach } from './basement';
import { fetchCodes, type Market, scanAt, showCode } from './market';

jest.setTimeout(120_000);

let api: TestApi;
let basement: Basement;
let market: Market;
marketForEach((opened) => {
  [api, basement, market] = [opened.api, opened, opened.market];
});

describe('what is kept for the organizer', () => {
  const listOpen = async (token: string): Promise<Conflict[]> => {
    const reply: Reply<Page<Conflict>> = await api.call(routes.listConflicts, {
      token,
      query: { eventId: market.eventId },
    });
    return reply.body.items;
  };
  const decide = (id: string, accept: boolean, token: string, key = requestId()): Promise<Reply<Conflict>> =>
    api.call(routes.decideConflict, {
      token,
      params: { conflictId: id },
      body: { accept, note: '问过本人', requestId: key },
    });

  it('is one code at two devices: who, where and when; the first counted, and both may count', async () => {
    const [shift, other] = [await basement.openShift(0), await basement.openShift(1)];
    const { person, code } = await basement.codeOfNew();
    const [here, there] = [basement.kept(shift, code), basement.kept(other, code)];
    api.clock.advance(60_000);
    expect(fates(await basement.send(0, shift, [here]))).toEqual([['counted', null]]);
    expect(fates(await basement.send(1, other, [there]))).toEqual([['conflict', 'code_two_booths']]);
    const [conflict] = await listOpen(basement.head.token);
    expect(conflict).toMatchObject({
      kind: 'code_two_booths',
      member: { number: person.me.number },
      scan: { boothId: market.boothIds[1], employeeName: '周敏', at: there.scannedAt },
      other: { boothId: market.boothIds[0], boothName: '摊位1', at: here.scannedAt },
      status: 'open',
      can: { decide: true },
    });
    const id = conflict?.id as string;
    expect(codeOf(await decide(id, true, basement.tokenOf(1)))).toBe('forbidden');
    const foreign = await buildWorker(api, await buildBranch(api), ['head']);
    expect(codeOf(await decide(id, true, foreign.token))).toBe('forbidden');
    expect(await listOpen(foreign.token)).toEqual([]);
    // Who organizes nothing gets nothing, whatever event is named.
    const nobody = await buildWorker(api, await buildBranch(api), ['manager']);
    expect(await listOpen(nobody.token)).toEqual([]);
    const key = requestId();
    const decided = await decide(id, true, basement.head.token, key);
    expect(decided.body).toMatchObject({ status: 'accepted', decidedBy: '周敏', note: '问过本人' });
    expect((await decide(id, true, basement.head.token, key)).body).toEqual(decided.body);
    expect(codeOf(await decide(id, false, basement.head.token))).toBe('conflict_decided');
    expect(await Stamp.countDocuments({ memberId: person.me.id, active: true })).toBe(2);
    expect(fates(await basement.send(1, other, [there]))).toEqual([['counted', null]]);
  });

  it('is left out where only the first is to count', async () => {
    const [shift, other] = [await basement.openShift(0), await basement.openShift(1)];
    const { person, code } = await basement.codeOfNew();
    const [here, there] = [basement.kept(shift, code), basement.kept(other, code)];
    await basement.send(0, shift, [here]);
    await basement.send(1, other, [there]);
    const [conflict] = await listOpen(basement.head.token);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => decide(conflict?.id as string, false, basement.head.token)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await Stamp.countDocuments({ memberId: person.me.id, active: true })).toBe(1);
    expect(fates(await basement.send(1, other, [there]))).toEqual([['rejected', 'rejected_by_organizer']]);
    expect(await listOpen(basement.head.token)).toEqual([]);
  });

  it('is the 61st scan of an hour on one device, over two shifts of it', async () => {
    const deviceId = uniqueName('device');
    const shift = await basement.openShift(0, { deviceId });
    const start = api.clock.now().getTime();
    const employeeId = new Types.ObjectId(basement.staff[0]?.employee.id);
    const [eventId, boothId] = [new Types.ObjectId(market.eventId), new Types.ObjectId(market.boothIds[0])];
    await Scan.insertMany(
      Array.from({ length: 59 }, (_none, index) => ({
        employeeId,
        requestId: requestId(),
        paramsHash: 'kept',
        eventId,
        boothId,
        at: new Date(start + index + 1),
        recordedAt: new Date(start + index + 1),
        kept: {
          shiftId: new Types.ObjectId(),
          deviceId,
          sequence: index + 1,
          state: 'rejected',
          because: 'code_expired',
        },
      })),
    );
    api.clock.advance(10_000);
    const [sixtieth, next, later] = [
      await basement.codeOfNew(),
      await basement.codeOfNew(),
      await basement.codeOfNew(),
    ];
    expect(fates(await basement.send(0, shift, [basement.kept(shift, sixtieth.code)]))).toEqual([['counted', null]]);
    api.clock.advance(1_000);
    expect(fates(await basement.send(0, shift, [basement.kept(shift, next.code)]))).toEqual([
      ['conflict', 'many_scans'],
    ]);
    const [conflict] = await listOpen(basement.head.token);
    expect(conflict).toMatchObject({ kind: 'many_scans', other: null });
    await decide(conflict?.id as string, true, basement.head.token);
    expect(await Stamp.countDocuments({ memberId: next.person.me.id, active: true })).toBe(1);
    api.clock.advance(HOUR_MS);
    const code = await showCode(api, later.person, market.eventId);
    expect(fates(await basement.send(0, shift, [basement.kept(shift, code)]))).toEqual([['counted', null]]);
  });

  it('is two stamps of one member less than 20 seconds apart, which stand until the organizer takes one', async () => {
    const person = await buildMember(api);
    const run = await fetchCodes(api, person, market.eventId);
    await scanAt(api, market, 0, run.codes[0] as string);
    api.clock.advance(19_999);
    expect((await scanAt(api, market, 1, run.codes[1] as string)).body.result).toBe('stamped');
    api.clock.advance(20_000);
    expect((await scanAt(api, market, 2, run.codes[2] as string)).body.result).toBe('stamped');
    const flagged = await listOpen(basement.head.token);
    expect(flagged.map(({ kind, scan, other }) => [kind, scan.boothId, other?.boothId])).toEqual([
      ['friends', market.boothIds[1], market.boothIds[0]],
    ]);
    await decide(flagged[0]?.id as string, false, basement.head.token);
    expect(await Stamp.countDocuments({ memberId: person.me.id, active: true })).toBe(2);
  });

  it('asks for a real conflict, a note that is text, and an employee', async () => {
    const conflictId = '6a0f00000000000000000001';
    const call = (token: string | undefined, body: unknown) =>
      api.call(routes.decideConflict, { ...(token ? { token } : {}), params: { conflictId }, body });
    const body = { accept: true, note: '', requestId: requestId() };
    expect(codeOf(await call(basement.head.token, body))).toBe('not_found');
    expect(codeOf(await call(basement.head.token, { ...body, note: { $ne: '' } }))).toBe('invalid_request');
    expect(codeOf(await call(undefined, body))).toBe('signed_out');
    expect(codeOf(await call((await buildMember(api)).token, body))).toBe('forbidden');
  });
});
