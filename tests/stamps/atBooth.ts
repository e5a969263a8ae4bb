import { formatCode, slotOf } from '../../shared/src/stamps/codes.rules';
import type { BoothToday, OwnAssignment, ScanAnswer, Shift } from '../../shared/src/stamps/scans.contract';
import { buildMe } from '../support/taro/me';
import { serve } from '../support/taro/server';

/** People and things of one booth, as the pages of the staff know them. */
export const EMPLOYEE_ID = '1'.repeat(24);
export const BOOTH_ID = 'b'.repeat(24);
const EVENT_ID = 'e'.repeat(24);
export const STAMP_ID = '5'.repeat(24);
const around = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A staff member at work. */
export const STAFF = buildMe({
  employee: {
    id: EMPLOYEE_ID,
    number: 'JN006',
    name: '何静',
    roles: ['staff'],
    position: 'teller',
    branch: { id: '7'.repeat(24), name: '江宁支行' },
    merchant: null,
  },
  can: { ...buildMe().can, openWork: true },
});

export const BOOTH: OwnAssignment['booth'] = {
  id: BOOTH_ID,
  number: 8,
  name: '银行摊位',
  sealText: '银行',
  task: '投壶',
  bank: true,
};

const EVENT: OwnAssignment['event'] = {
  id: EVENT_ID,
  name: '阳光市集',
  place: '阳光菜市场',
  startsAt: around(-3_600_000),
  endsAt: around(3_600_000),
};

export const ASSIGNMENT: OwnAssignment = {
  event: EVENT,
  booth: BOOTH,
  from: around(-3_600_000),
  until: around(3_600_000),
  open: true,
};

export const TODAY: BoothToday = {
  booth: BOOTH,
  event: { ...EVENT, open: true },
  stamped: 128,
  ownStamped: 46,
  contacts: 9,
  conflicts: 0,
};

/** A prepared shift, from an hour ago for two hours. */
export function buildShift(changes: Partial<Shift> = {}): Shift {
  return {
    id: 'f'.repeat(24),
    token: 't'.repeat(40),
    boothId: BOOTH_ID,
    eventId: EVENT_ID,
    from: around(-3_600_000),
    until: around(3_600_000),
    clockOffsetMs: 0,
    serverTime: around(0),
    ...changes,
  };
}

export const PREPARED = { shift: buildShift(), booth: BOOTH, event: EVENT };

/** A code as a customer shows it; well formed, and genuine as far as a phone can tell. */
export function codeOf(alias: string, slot = slotOf(new Date()), purpose: 'stamp' | 'redeem' = 'stamp'): string {
  return formatCode({ purpose, alias: alias.padEnd(16, '0'), slot, keyId: 'k1', mac: 'm'.repeat(22) });
}

/** The answer for a stamp that was just given. */
export function stamped(changes: Partial<Extract<ScanAnswer, { result: 'stamped' }>> = {}): ScanAnswer {
  return {
    result: 'stamped',
    stampId: STAMP_ID,
    member: { name: '李*芳', number: '8K2Q F7M0' },
    ordinal: 5,
    stampedAt: around(0),
    undoUntil: around(120_000),
    completed: false,
    handOut: [],
    ...changes,
  };
}

/** What every page of a booth reads. */
export function serveBooth(): void {
  serve('GET /me', () => STAFF);
  serve(`GET /booths/${BOOTH_ID}/today`, () => TODAY);
  serve(`GET /booths/${BOOTH_ID}/recent`, () => ({ items: [], nextCursor: null }));
}
