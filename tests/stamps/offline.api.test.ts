import type { Page } from '@linzhang/shared/kernel/pages';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { OfflineScan, RecentScan } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Assignment } from '../../server/src/events/assignment.model';
import { Event } from '../../server/src/events/event.model';
import { Scan } from '../../server/src/stamps/scan.model';
import { Stamp } from '../../server/src/stamps/stamp.model';
import { codeOf, type Reply, requestId, type TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker } from '../support/people';
import { type Basement, type DeviceScan, fates, marketForEach } from './basement';
import { buildPrize, fetchCodes, type Market, nextCode, scanAt, showCode } from './market';

jest.setTimeout(120_000);

let api: TestApi;
let basement: Basement;
let market: Market;
marketForEach((opened) => {
  [api, basement, market] = [opened.api, opened, opened.market];
});

describe('a shift', () => {
  it('lasts 8 hours at most and not beyond the duty, from the beginning of a duty within a day', async () => {
    const now = api.clock.now().getTime();
    expect(await basement.openShift(0)).toMatchObject({
      boothId: market.boothIds[0],
      from: new Date(now).toISOString(),
      until: new Date(now + 8 * HOUR_MS).toISOString(),
      clockOffsetMs: 0,
    });
    const late = { from: new Date(now + 2 * HOUR_MS), to: new Date(now + 3 * HOUR_MS) };
    await Assignment.updateOne({ boothId: market.boothIds[1] }, { $set: late });
    expect(await basement.openShift(1)).toMatchObject({ from: late.from.toISOString(), until: late.to.toISOString() });
    const far = { from: new Date(now + 24 * HOUR_MS), to: new Date(now + 25 * HOUR_MS) };
    await Assignment.updateOne({ boothId: market.boothIds[1] }, { $set: far });
    await expect(basement.openShift(1)).rejects.toThrow('not_assigned');
    await Event.updateOne({ _id: market.eventId }, { $set: { status: 'ended' } });
    await expect(basement.openShift(0)).rejects.toThrow('event_closed');
  });

  it('is opened by who works there, once for a requestId', async () => {
    const body = {
      boothId: market.boothIds[0],
      deviceId: 'device-1234',
      deviceTime: api.clock.now().toISOString(),
      requestId: requestId(),
    };
    const first = await api.call(routes.openShift, { token: basement.tokenOf(0), body });
    expect((await api.call(routes.openShift, { token: basement.tokenOf(0), body })).body).toEqual(first.body);
    expect(codeOf(await api.call(routes.openShift, { token: basement.tokenOf(1), body }))).toBe('not_assigned');
    expect(codeOf(await api.call(routes.openShift, { body }))).toBe('signed_out');
    const stranger = await buildWorker(api, await buildBranch(api), ['staff']);
    expect(codeOf(await api.call(routes.openShift, { token: stranger.token, body }))).toBe('forbidden');
    const bad = { ...body, deviceTime: 'soon' };
    expect(codeOf(await api.call(routes.openShift, { token: basement.tokenOf(0), body: bad }))).toBe('invalid_request');
  });

  it('counts only with its own signature, for its own employee', async () => {
    const shift = await basement.openShift(0);
    const scans = [basement.kept(shift, 'LZ1')];
    const flipped = shift.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(codeOf(await basement.send(0, { ...shift, token: flipped }, scans))).toBe('shift_invalid');
    expect(codeOf(await basement.send(1, shift, scans))).toBe('forbidden');
    const code = await showCode(api, await buildMember(api), market.eventId);
    expect(codeOf(await basement.send(0, { ...shift, token: code }, scans))).toBe('shift_invalid');
    const customer = await buildMember(api);
    const body = { shiftToken: shift.token, scans };
    expect(codeOf(await api.call(routes.sendScanBatch, { token: customer.token, body }))).toBe('forbidden');
    expect(
      codeOf(await api.call(routes.sendScanBatch, { token: basement.tokenOf(0), body: { ...body, scans: [] } })),
    ).toBe('invalid_request');
  });
});

describe('scans without network', () => {
  it('count when they arrive, each told what became of it, and a batch sent again is told the same', async () => {
    const offerId = await buildPrize(api, basement.branchId, 5);
    market = await basement.nextMarket({ rewards: [{ at: 1, name: '礼品', badge: false, offerId }] });
    const shift = await basement.openShift(0);
    const [{ person, code }, second] = [await basement.codeOfNew(), await basement.codeOfNew()];
    const scans = [basement.kept(shift, code)];
    nextCode(api);
    scans.push(basement.kept(shift, await showCode(api, second.person, market.eventId)), basement.kept(shift, 'torn'));
    scans[2] = { ...(scans[2] as DeviceScan), scannedAt: new Date(api.clock.now().getTime() + 1).toISOString() };
    api.clock.advance(HOUR_MS);
    const reply = await basement.send(0, shift, scans);
    expect(fates(reply)).toEqual([
      ['counted', null],
      ['counted', null],
      ['rejected', 'code_invalid'],
    ]);
    expect((await basement.send(0, shift, scans)).body).toEqual(reply.body);
    expect(await Stamp.countDocuments({ eventId: market.eventId })).toBe(2);
    const stamp = await Stamp.findOne({ memberId: person.me.id }).lean();
    expect([stamp?.at.toISOString(), stamp?.recordedAt]).toEqual([scans[0]?.scannedAt, api.clock.now()]);
    const mine: Reply<Page<OfflineScan>> = await api.call(routes.listOwnOfflineScans, { token: basement.tokenOf(0) });
    expect(mine.body.items.slice(0, 3).reverse()).toEqual(reply.body.items);
    const recent: Reply<Page<RecentScan>> = await api.call(routes.listRecentScans, {
      token: basement.tokenOf(0),
      params: { boothId: market.boothIds[0] as string },
    });
    expect(recent.body.items.map(({ result, offline }) => [result, offline])).toEqual([
      ['rejected', true],
      ['stamped', true],
      ['stamped', true],
    ]);
  });

  it('have the time of the server although the clock of the device is wrong', async () => {
    const slow = new Date(api.clock.now().getTime() - 7 * 60_000).toISOString();
    const shift = await basement.openShift(0, { deviceTime: slow });
    expect(shift.clockOffsetMs).toBe(7 * 60_000);
    const { code } = await basement.codeOfNew();
    const scan = basement.kept(shift, code);
    api.clock.advance(HOUR_MS);
    const reply = await basement.send(0, shift, [scan]);
    expect(fates(reply)).toEqual([['counted', null]]);
    expect(reply.body.items[0]?.scannedAt).toBe(new Date(api.clock.now().getTime() - HOUR_MS).toISOString());
  });

  it('do not count where the clock was changed meanwhile, and that one does not spoil the next', async () => {
    const shift = await basement.openShift(0);
    const now = api.clock.now().getTime();
    const { code } = await basement.codeOfNew();
    const ahead = basement.kept(shift, code, { scannedAt: new Date(now + HOUR_MS).toISOString() });
    const before = basement.kept(shift, code, { scannedAt: new Date(now - 1).toISOString() });
    const good = basement.kept(shift, code);
    expect(fates(await basement.send(0, shift, [ahead, before, good]))).toEqual([
      ['rejected', 'clock_ahead'],
      ['rejected', 'outside_shift'],
      ['counted', null],
    ]);
  });

  it('do not count where the clock went backwards within a batch or between two', async () => {
    const shift = await basement.openShift(0);
    const [one, two, three] = [await basement.codeOfNew(), await basement.codeOfNew(), await basement.codeOfNew()];
    api.clock.advance(10_000);
    const at = (ms: number) => ({ scannedAt: new Date(api.clock.now().getTime() + ms).toISOString() });
    const scans = [
      basement.kept(shift, one.code, at(-1_000)),
      basement.kept(shift, two.code, at(-1_001)),
      basement.kept(shift, three.code, at(-999)),
    ];
    const [first, second, third] = scans as [DeviceScan, DeviceScan, DeviceScan];
    expect(fates(await basement.send(0, shift, [third, first]))).toEqual([
      ['counted', null],
      ['counted', null],
    ]);
    expect(fates(await basement.send(0, shift, [second]))).toEqual([['rejected', 'clock_backwards']]);
  });

  it.each([
    [24 * HOUR_MS - 1, 'counted', null],
    [24 * HOUR_MS, 'rejected', 'too_late'],
    [25 * HOUR_MS, 'rejected', 'too_late'],
  ])('that arrive %i ms late', async (ms, state, because) => {
    const shift = await basement.openShift(0);
    const { code } = await basement.codeOfNew();
    const scan = basement.kept(shift, code);
    api.clock.advance(ms);
    expect(fates(await basement.send(0, shift, [scan]))).toEqual([[state, because]]);
  });

  it('are judged by the code at their own time', async () => {
    const shift = await basement.openShift(0);
    const person = await buildMember(api);
    const run = await fetchCodes(api, person, market.eventId);
    const begin = (run.firstSlot + 4) * 30_000;
    api.clock.advance(begin - 60_000 - api.clock.now().getTime());
    const code = run.codes[4] as string;
    const at = (ms: number) => basement.kept(shift, code, { scannedAt: new Date(begin + ms).toISOString() });
    const scans = [at(-30_001), at(90_000)];
    api.clock.advance(HOUR_MS);
    expect(fates(await basement.send(0, shift, scans))).toEqual([
      ['rejected', 'code_future'],
      ['rejected', 'code_expired'],
    ]);
    expect(
      fates(
        await basement.send(0, shift, [
          { ...basement.kept(shift, code), scannedAt: new Date(begin + 90_001).toISOString() },
        ]),
      ),
    ).toEqual([['rejected', 'code_expired']]);
  });

  it('that reached the server before the network went are told the answer of then', async () => {
    const shift = await basement.openShift(0);
    const { code } = await basement.codeOfNew();
    const id = requestId();
    await scanAt(api, market, 0, code, id);
    const reply = await basement.send(0, shift, [basement.kept(shift, code, { requestId: id })]);
    expect(fates(reply)).toEqual([['counted', null]]);
    expect(await Scan.countDocuments({ requestId: id })).toBe(1);
    const other = await basement.codeOfNew();
    expect(codeOf(await basement.send(0, shift, [basement.kept(shift, other.code, { requestId: id })]))).toBe(
      'request_reused',
    );
  });

  it('name the booth of their shift, or do not count', async () => {
    const shift = await basement.openShift(0);
    const { code } = await basement.codeOfNew();
    expect(fates(await basement.send(0, shift, [basement.kept(shift, code, { boothId: market.boothIds[1] })]))).toEqual(
      [['rejected', 'foreign_booth']],
    );
  });

  it('sent twice at the same time are counted once', async () => {
    const shift = await basement.openShift(0);
    const codes = await Promise.all(Array.from({ length: 5 }, () => basement.codeOfNew()));
    const scans = codes.map(({ code }, index) =>
      basement.kept(shift, code, { scannedAt: new Date(api.clock.now().getTime() + index).toISOString() }),
    );
    api.clock.advance(1_000);
    const replies = await Promise.all(Array.from({ length: 5 }, () => basement.send(0, shift, scans)));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
    expect(await Stamp.countDocuments({ eventId: market.eventId })).toBe(5);
  });
});
