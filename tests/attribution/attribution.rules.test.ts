import { canReadAttribution } from '@linzhang/shared/attribution/attribution.policy';
import { attribute, conversionTwinKey, isInWindow, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';

const at = new Date('2026-11-14T02:00:00.000Z');
const before = (ms: number) => new Date(at.getTime() - ms);
const touch = (employeeId: string, ms: number) => ({
  touchId: `${employeeId}${ms}`,
  employeeId,
  channelId: null,
  at: before(ms),
});
const customer = { originId: null, insider: false };

describe('the window of a touch', () => {
  it.each([
    ['30 days before', 30 * DAY_MS, true],
    ['a millisecond more than 30 days before', 30 * DAY_MS + 1, false],
    ['at the same instant', 0, true],
    ['a millisecond after', -1, false],
  ])('%s', (_name, ms, inside) => {
    expect(isInWindow(before(ms), at)).toBe(inside);
  });

  it('is the one of the branch where that has its own', () => {
    expect(isInWindow(before(7 * DAY_MS), at, 7)).toBe(true);
    expect(isInWindow(before(7 * DAY_MS + 1), at, 7)).toBe(false);
  });
});

describe('the origin manager', () => {
  it('is the manager of the latest touch, who gets all of the conversion', () => {
    const result = attribute(customer, [touch('a', 24 * DAY_MS), touch('b', 5 * DAY_MS)], at);
    expect(result.because).toBe('new_origin');
    expect(result.originTouch?.employeeId).toBe('b');
    expect(result.credits).toEqual([{ employeeId: 'b', ppm: WHOLE_PPM }]);
  });

  it('is of two touches at one instant the one stored last', () => {
    expect(attribute(customer, [touch('a', DAY_MS), touch('b', DAY_MS)], at).originTouch?.employeeId).toBe('b');
  });

  it('stays, whoever touched the member since', () => {
    const result = attribute({ originId: 'a', insider: false }, [touch('b', DAY_MS)], at);
    expect(result).toEqual({ because: 'origin', originTouch: null, credits: [{ employeeId: 'a', ppm: WHOLE_PPM }] });
  });

  it('is nobody where the only touches are too old or came after', () => {
    const result = attribute(customer, [touch('a', 31 * DAY_MS), touch('b', -1)], at);
    expect(result).toEqual({ because: 'no_touch', originTouch: null, credits: [] });
  });

  it('is nobody for an account of somebody who works here', () => {
    const insider = { originId: null, insider: true };
    expect(attribute(insider, [touch('a', DAY_MS)], at)).toEqual({
      because: 'insider',
      originTouch: null,
      credits: [],
    });
    expect(attribute({ originId: 'a', insider: true }, [], at).credits).toEqual([]);
  });

  it('is credited with the whole, to the last part per million', () => {
    for (const state of [customer, { originId: 'x', insider: false }]) {
      const { credits } = attribute(state, [touch('a', DAY_MS)], at);
      expect(credits.reduce((sum, credit) => sum + credit.ppm, 0)).toBe(1_000_000);
    }
  });
});

describe('conversions of two accounts of one person', () => {
  it.each([
    [{ kind: 'phone_bound' }, 'phone_bound'],
    [{ kind: 'group_joined', groupId: 'g' }, 'group_joined g'],
    [{ kind: 'stamp_card_completed', eventId: 'e' }, 'stamp_card_completed e'],
    [{ kind: 'claim_redeemed' }, null],
  ])('%j is one thing by %s', (row, key) => {
    expect(conversionTwinKey(row)).toBe(key);
  });
});

describe('who may read to whom a member is credited', () => {
  const member = { originId: 'origin', ownerId: 'owner', branchId: 'branch' };
  const as = (employeeId: string, roles: string[], branchId = 'branch') => ({ employeeId, roles, branchId });
  it.each([
    ['the origin manager', as('origin', ['manager']), true],
    ['the owner', as('owner', ['manager']), true],
    ['another manager', as('other', ['manager']), false],
    ['the head of the branch', as('head', ['head']), true],
    ['the head of another branch', as('head', ['head'], 'elsewhere'), false],
    ['an admin', as('admin', ['admin'], 'elsewhere'), true],
    ['a cashier', as('origin', ['cashier']), false],
  ])('%s', (_name, actor, allowed) => {
    expect(canReadAttribution(actor, member)).toBe(allowed);
  });

  it('of a member of no branch: an admin only', () => {
    const nobody = { originId: null, ownerId: null, branchId: null };
    expect(canReadAttribution(as('head', ['head']), nobody)).toBe(false);
    expect(canReadAttribution(as('admin', ['admin']), nobody)).toBe(true);
  });
});
