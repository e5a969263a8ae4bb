import { act } from '@testing-library/react';
import type { KeptScan } from '../../miniprogram/src/features/stamps/keptScans';
import { keepScan, keptScans, markRefused, removeScans } from '../../miniprogram/src/features/stamps/keptScans';
import { judgeOffline, scanOffline } from '../../miniprogram/src/features/stamps/offlineScan';
import { keepShift, preparedShifts } from '../../miniprogram/src/features/stamps/preparedShifts';
import { nextBatch, startScanSync, syncScans } from '../../miniprogram/src/features/stamps/scanSync';
import { dropToken, keepToken } from '../../miniprogram/src/lib/session';
import { slotOf } from '../../shared/src/stamps/codes.rules';
import { refuse, requests, serve, serveInTurn } from '../support/taro/server';
import Taro, { setNetwork } from '../support/taro/taro';
import { BOOTH, BOOTH_ID, buildShift, codeOf, EMPLOYEE_ID, PREPARED } from './atBooth';

const ROUTE = 'POST /scan-batches';
const SOMEBODY_ELSE = '2'.repeat(24);

/** Keeps `count` scans of different customers, a second apart. */
function keep(count: number, employeeId = EMPLOYEE_ID, shiftId = PREPARED.shift.id): KeptScan[] {
  const from = Date.now() - count * 1000;
  return Array.from({ length: count }, (_, index) => {
    const scan = {
      requestId: `${employeeId.slice(0, 8)}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      code: codeOf(`c${index}`),
      boothId: BOOTH_ID,
      shiftId,
      scannedAt: new Date(from + index * 1000).toISOString(),
    };
    const kept = keepScan(employeeId, scan);
    if (!kept) throw new Error('no room');
    return kept;
  });
}

interface Batch {
  shiftToken: string;
  scans: KeptScan[];
}

const answerAll = (body: unknown) => ({
  items: (body as Batch).scans.map((scan) => ({
    ...scan,
    receivedAt: scan.scannedAt,
    state: 'counted',
    because: null,
  })),
});
const batches = () => requests.filter(({ route }) => route === ROUTE).map(({ body }) => body as unknown as Batch);

beforeEach(() => {
  keepToken('token');
  keepShift(EMPLOYEE_ID, PREPARED, new Date());
});
afterEach(dropToken);

describe('the queue on the phone', () => {
  it('numbers scans upwards, keeps their order and belongs to the employee', () => {
    keep(250);
    keep(2, SOMEBODY_ELSE);
    expect(keptScans(EMPLOYEE_ID).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 250 }, (_, i) => i + 1),
    );
    expect(keptScans(SOMEBODY_ELSE)).toHaveLength(2);
  });

  it('goes on numbering after everything was handed in', () => {
    const scans = keep(3);
    removeScans(EMPLOYEE_ID, new Set(scans.map(({ requestId }) => requestId)));
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
    expect(keep(1)[0]?.sequence).toBe(4);
  });

  it('keeps what was not answered, in whatever part of the storage it lies', () => {
    const scans = keep(205);
    const answered = scans.filter(({ sequence }) => sequence <= 100 || sequence === 150);
    removeScans(EMPLOYEE_ID, new Set(answered.map(({ requestId }) => requestId)));
    expect(keptScans(EMPLOYEE_ID).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 105 }, (_, i) => i + 101).filter((sequence) => sequence !== 150),
    );
  });

  it('stays far below what one key of the storage may hold', () => {
    keep(300);
    const sizes = Array.from(
      { length: 4 },
      (_, n) => String(Taro.getStorageSync(`lz.scans.${EMPLOYEE_ID}.${n}`)).length,
    );
    expect(Math.max(...sizes)).toBeGreaterThan(1000);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
  });

  it('says so where the phone is full, and keeps nothing half', () => {
    const write = Taro.setStorageSync;
    Taro.setStorageSync = () => {
      throw new Error('exceed storage max size');
    };
    const result = scanOffline(EMPLOYEE_ID, PREPARED, { code: codeOf('a'), requestId: 'r' }, new Date());
    Taro.setStorageSync = write;
    expect(result).toBe('no_room');
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
  });

  it('keeps a prepared shift while a scan of it waits', () => {
    keep(1);
    const later = new Date(Date.now() + 10 * 86_400_000);
    keepShift(EMPLOYEE_ID, { ...PREPARED, shift: buildShift({ id: 'a'.repeat(24) }) }, later);
    expect(preparedShifts(EMPLOYEE_ID)).toHaveLength(2);
    removeScans(EMPLOYEE_ID, new Set(keptScans(EMPLOYEE_ID).map(({ requestId }) => requestId)));
    keepShift(EMPLOYEE_ID, { ...PREPARED, shift: buildShift({ id: '9'.repeat(24) }) }, later);
    expect(preparedShifts(EMPLOYEE_ID).map(({ shift }) => shift.id)).not.toContain(PREPARED.shift.id);
  });
});

describe('a scan without network', () => {
  const now = new Date();
  const shifted = (changes: Parameters<typeof buildShift>[0]) => ({ ...PREPARED, shift: buildShift(changes) });
  const at = (ms: number) => new Date(now.getTime() + ms).toISOString();
  const before = (ms: number, alias: string): KeptScan => ({
    sequence: 1,
    requestId: 'r',
    code: codeOf(alias),
    boothId: BOOTH_ID,
    shiftId: PREPARED.shift.id,
    scannedAt: at(ms),
  });
  const slot = slotOf(now);
  const oldSlot = slotOf(new Date(now.getTime() - 120_000));
  const nextSlot = slotOf(new Date(now.getTime() + 90_000));

  it.each([
    ['is kept', codeOf('a', slot), PREPARED, [], 'kept'],
    ['is no code', 'https://example.com', PREPARED, [], 'code_invalid'],
    ['is a code for redeeming', codeOf('a', slot, 'redeem'), PREPARED, [], 'redeem_code'],
    ['was not prepared for', codeOf('a', slot), null, [], 'no_shift'],
    ['comes at the end of the shift', codeOf('a', slot), shifted({ until: at(0) }), [], 'shift_over'],
    ['comes just before the end', codeOf('a', slot), shifted({ until: at(1) }), [], 'kept'],
    ['comes before the shift', codeOf('a', slot), shifted({ from: at(1) }), [], 'shift_over'],
    ['shows an old picture', codeOf('a', oldSlot), PREPARED, [], 'code_expired'],
    ['shows a code of the future', codeOf('a', nextSlot), PREPARED, [], 'code_future'],
    ['trusts the shift for the time', codeOf('a', nextSlot), shifted({ clockOffsetMs: 90_000 }), [], 'kept'],
    ['is of somebody who was here', codeOf('a', slot), PREPARED, [before(-5000, 'a')], 'kept_before'],
    ['is of somebody new', codeOf('a', slot), PREPARED, [before(-5000, 'b')], 'kept'],
    ['comes with a clock that was put back', codeOf('a', slot), PREPARED, [before(0, 'b')], 'clock_changed'],
  ] as const)('that %s', (_words, code, prepared, waiting, result) => {
    expect(judgeOffline(code, prepared, waiting, now)).toBe(result);
  });

  it('is kept with the booth of its shift', () => {
    expect(scanOffline(EMPLOYEE_ID, PREPARED, { code: codeOf('a'), requestId: 'r-1' }, new Date())).toBe('kept');
    expect(keptScans(EMPLOYEE_ID)).toMatchObject([{ boothId: BOOTH.id, shiftId: PREPARED.shift.id, requestId: 'r-1' }]);
  });
});

describe('handing in', () => {
  it('goes shift by shift, 50 at a time, and leaves out what was refused', () => {
    const first = keep(60);
    const other = keep(1, EMPLOYEE_ID, 'a'.repeat(24));
    const waiting = [...first, ...other];
    expect(nextBatch(waiting)).toEqual(first.slice(0, 50));
    const refused = waiting.map((scan) =>
      scan.sequence <= 60 ? { ...scan, refused: 'shift_invalid' as const } : scan,
    );
    expect(nextBatch(refused)).toEqual(other);
    expect(nextBatch([])).toEqual([]);
  });

  it('empties the queue with the token of the shift', async () => {
    keep(120);
    serve(ROUTE, ({ body }) => answerAll(body));
    await syncScans(EMPLOYEE_ID);
    expect(batches().map(({ scans }) => scans.length)).toEqual([50, 50, 20]);
    expect(batches()[0]?.shiftToken).toBe(PREPARED.shift.token);
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
  });

  it('keeps everything while the server is not there, with the same requestIds next time', async () => {
    const scans = keep(3);
    serveInTurn(ROUTE, ['offline']);
    await syncScans(EMPLOYEE_ID);
    expect(keptScans(EMPLOYEE_ID)).toEqual(scans);
    serve(ROUTE, ({ body }) => answerAll(body));
    await syncScans(EMPLOYEE_ID);
    expect(batches()[1]?.scans.map(({ requestId }) => requestId)).toEqual(scans.map(({ requestId }) => requestId));
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
  });

  it('lets one bad scan hold up nobody', async () => {
    const [bad] = keep(3);
    serve(ROUTE, ({ body }) => answerAll(body));
    const allGood = Taro.request.getMockImplementation();
    Taro.request.mockImplementation(async (options) => {
      const { scans } = JSON.parse(options.data ?? '{}') as Batch;
      if (!scans?.some(({ requestId }) => requestId === bad?.requestId)) return (await allGood?.(options)) as never;
      return { statusCode: 409, data: JSON.stringify({ error: { code: 'request_reused', traceId: 't' } }) };
    });
    await syncScans(EMPLOYEE_ID);
    if (allGood) Taro.request.mockImplementation(allGood);
    expect(keptScans(EMPLOYEE_ID)).toEqual([{ ...bad, refused: 'request_reused' }]);
  });

  it('keeps, and marks, what belongs to a shift that the server does not know', async () => {
    keep(2);
    refuse(ROUTE, 409, 'shift_invalid');
    await syncScans(EMPLOYEE_ID);
    expect(keptScans(EMPLOYEE_ID).map(({ refused }) => refused)).toEqual(['shift_invalid', 'shift_invalid']);
    await syncScans(EMPLOYEE_ID);
    expect(batches()).toHaveLength(3);
  });

  it('does not ask for ever where the server answers about something else', async () => {
    keep(1);
    serve(ROUTE, () => ({ items: [] }));
    await syncScans(EMPLOYEE_ID);
    expect(batches()).toHaveLength(1);
    expect(keptScans(EMPLOYEE_ID)).toHaveLength(1);
  });

  it('begins by itself when the employee is known and when the network comes back, for the own scans only', async () => {
    keep(1);
    keep(1, SOMEBODY_ELSE);
    serve(ROUTE, ({ body }) => answerAll(body));
    const signIn: { as: (employeeId: string | null) => void } = { as: () => undefined };
    startScanSync((tell) => {
      signIn.as = tell;
      tell(null);
    });
    expect(batches()).toHaveLength(0);
    await act(async () => signIn.as(EMPLOYEE_ID));
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
    await act(async () => setNetwork(false));
    keep(1);
    await act(async () => setNetwork(true));
    expect(keptScans(EMPLOYEE_ID)).toEqual([]);
    expect(keptScans(SOMEBODY_ELSE)).toHaveLength(1);
    await syncScans(SOMEBODY_ELSE);
    expect(keptScans(SOMEBODY_ELSE)).toHaveLength(1);
    act(() => signIn.as(null));
  });

  it('says of refused scans why', () => {
    const [scan] = keep(1);
    markRefused(EMPLOYEE_ID, new Set([scan?.requestId ?? '']), 'not_found');
    expect(keptScans(EMPLOYEE_ID)[0]?.refused).toBe('not_found');
  });
});
