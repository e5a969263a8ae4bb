import { canRunEvent, canSeeEvent, eventAbilities } from '@linzhang/shared/events/events.policy';
import {
  type AssignmentFacts,
  assignmentFault,
  canBecome,
  changeRefusal,
  EVENT_STATUSES,
  type EventTerms,
  isOnDuty,
  isSealText,
  movedBy,
  phaseOf,
  repeatedAssignment,
} from '@linzhang/shared/events/events.rules';
import { movingUp, signupPhase } from '@linzhang/shared/events/signups.rules';
import { mentionsSharing, rewardsSharing } from '@linzhang/shared/kernel/sharing';

const at = (clock: string) => new Date(`2026-11-28T${clock}:00.000Z`);
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const WINDOW = { startsAt: at('01:00'), endsAt: at('09:00') };

describe('where an event stands', () => {
  it.each([
    ['published', justBefore(WINDOW.startsAt), 'upcoming'],
    ['published', WINDOW.startsAt, 'running'],
    ['published', justBefore(WINDOW.endsAt), 'running'],
    ['published', WINDOW.endsAt, 'ended'],
    ['ended', at('02:00'), 'ended'],
    ['cancelled', at('02:00'), 'cancelled'],
    ['cancelled', at('10:00'), 'cancelled'],
    ['draft', at('02:00'), null],
  ] as const)('%s at %s is %s', (status, now, phase) => {
    expect(phaseOf({ ...WINDOW, status }, now)).toBe(phase);
  });

  it('goes from draft over published to an end, never back', () => {
    const allowed = EVENT_STATUSES.flatMap((from) =>
      EVENT_STATUSES.filter((to) => canBecome(from, to)).map((to) => `${from}>${to}`),
    );
    expect(allowed).toEqual(['draft>published', 'draft>cancelled', 'published>ended', 'published>cancelled']);
  });
});

it.each([
  ['茶叶', true],
  ['茶', false],
  ['茶叶蛋', false],
  ['茶1', false],
  ['茶 ', false],
  ['𠮷祥', true],
  ['', false],
])('a seal says two letters: %p is %p', (text, good) => {
  expect(isSealText(text)).toBe(good);
});

describe('a duty', () => {
  const facts = (over: Partial<AssignmentFacts> = {}): AssignmentFacts => ({
    event: { ...WINDOW, branchId: 'b1' },
    booth: { merchantId: 'm1' },
    employee: { branchId: 'b1', roles: ['staff'], merchantId: null, disabled: false },
    ...over,
  });
  const cashier = (merchantId: string, roles = ['cashier']) => ({ branchId: 'b1', roles, merchantId, disabled: false });

  it.each([
    ['of the whole event', at('01:00'), at('09:00'), facts(), null],
    ['of two hours before and after', new Date('2026-11-27T23:00:00Z'), at('11:00'), facts(), null],
    ['that begins earlier', new Date('2026-11-27T22:59:59.999Z'), at('09:00'), facts(), 'outside_event'],
    ['that ends later', at('01:00'), new Date(at('11:00').getTime() + 1), facts(), 'outside_event'],
    ['of no length', at('02:00'), at('02:00'), facts(), 'reversed'],
    ['at no booth of the event', at('01:00'), at('09:00'), facts({ booth: null }), 'other_booth'],
    ['of nobody', at('01:00'), at('09:00'), facts({ employee: null }), 'other_branch'],
    [
      'of another branch',
      at('01:00'),
      at('09:00'),
      facts({ employee: { ...cashier('m1'), branchId: 'b2' } }),
      'other_branch',
    ],
    [
      'of who is disabled',
      at('01:00'),
      at('09:00'),
      facts({ employee: { ...cashier('m1'), disabled: true } }),
      'other_branch',
    ],
    ["of the merchant's cashier", at('01:00'), at('09:00'), facts({ employee: cashier('m1') }), null],
    ["of another merchant's", at('01:00'), at('09:00'), facts({ employee: cashier('m2') }), 'other_merchant'],
    [
      "of a cashier at the bank's booth",
      at('01:00'),
      at('09:00'),
      facts({ employee: cashier('m1'), booth: { merchantId: null } }),
      'other_merchant',
    ],
    [
      'of a cashier who is staff too',
      at('01:00'),
      at('09:00'),
      facts({ employee: cashier('m2', ['cashier', 'staff']) }),
      null,
    ],
  ] as const)('%s', (_name, from, to, known, fault) => {
    expect(assignmentFault({ from, to }, known)).toBe(fault);
  });

  it('holds from its beginning until before its end', () => {
    const duty = { from: at('01:00'), to: at('02:00') };
    expect([justBefore(duty.from), duty.from, justBefore(duty.to), duty.to].map((now) => isOnDuty(duty, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('stands once: the same person and booth at overlapping times are found, touching ones are not', () => {
    const duty = (from: string, to: string, boothId = 'x') => ({
      boothId,
      employeeId: 'e',
      from: at(from),
      to: at(to),
    });
    expect(repeatedAssignment([duty('01:00', '03:00'), duty('02:59', '04:00')])).toBe(1);
    expect(repeatedAssignment([duty('01:00', '03:00'), duty('03:00', '04:00')])).toBe(-1);
    expect(repeatedAssignment([duty('01:00', '03:00'), duty('01:00', '03:00', 'y')])).toBe(-1);
  });
});

describe('a change of an event', () => {
  const terms = (over: Partial<EventTerms> = {}): EventTerms => ({
    ...WINDOW,
    needed: 5,
    rewards: [{ id: 'r1', at: 3, badge: false, offerId: null }],
    ...over,
  });
  const later = { startsAt: at('02:00'), endsAt: at('10:00') };

  it.each([
    ['a draft changes freely', 'draft', at('00:00'), terms({ needed: 3, rewards: [], ...later }), null],
    ['a published one keeps its card', 'published', at('00:00'), terms({ needed: 4 }), 'event_card_fixed'],
    ['it keeps its rewards', 'published', at('00:00'), terms({ rewards: [] }), 'event_card_fixed'],
    [
      'it keeps what they take from stock',
      'published',
      at('00:00'),
      terms({ rewards: [{ id: 'r1', at: 3, badge: false, offerId: 'o' }] }),
      'event_card_fixed',
    ],
    ['it may be put off until it begins', 'published', justBefore(WINDOW.startsAt), terms(later), null],
    ['its beginning stays once it began', 'published', WINDOW.startsAt, terms(later), 'event_card_fixed'],
    ['its end may still move', 'published', WINDOW.startsAt, terms({ endsAt: at('10:00') }), null],
    ['nothing changes after it', 'published', WINDOW.endsAt, terms({ endsAt: at('12:00') }), 'event_closed'],
  ] as const)('%s', (_name, status, now, after, refusal) => {
    expect(changeRefusal({ ...terms(), status }, after, now)).toBe(refusal);
  });

  it('moves a copy by the distance of the two beginnings', () => {
    expect(movedBy(at('05:30'), at('01:00'), new Date('2026-12-05T03:00:00Z'))).toEqual(
      new Date('2026-12-05T07:30:00Z'),
    );
  });
});

describe('signing up', () => {
  const terms = { capacity: 10, opensAt: at('01:00'), closesAt: at('03:00') };

  it.each([
    [justBefore(terms.opensAt), 0, 'not_yet'],
    [terms.opensAt, 0, 'open'],
    [terms.opensAt, 9, 'open'],
    [terms.opensAt, 10, 'waiting_list'],
    [justBefore(terms.closesAt), 10, 'waiting_list'],
    [terms.closesAt, 0, 'closed'],
  ])('at %s with %i places taken is %s', (now, confirmed, phase) => {
    expect(signupPhase(terms, confirmed, now)).toBe(phase);
  });

  it('has no waiting list without a limit', () => {
    expect(signupPhase({ ...terms, capacity: null }, 100_000, at('02:00'))).toBe('open');
  });

  it.each([
    [10, 10, 5, 0],
    [12, 10, 5, 2],
    [20, 10, 5, 5],
    [null, 10, 5, 5],
    [8, 10, 5, 0],
  ])('a capacity of %p with %i confirmed moves up of %i waiting: %i', (capacity, confirmed, waiting, moved) => {
    expect(movingUp(capacity, confirmed, waiting)).toBe(moved);
  });
});

describe('who may do what', () => {
  const event = { branchId: 'b1', organizerId: 'e1', status: 'published' as const };
  const actor = (employeeId: string, branchId: string, roles: string[]) => ({ employeeId, branchId, roles });

  it.each([
    [actor('e2', 'b1', ['head']), true, true],
    [actor('e1', 'b1', ['manager']), true, true],
    [actor('e2', 'b1', ['staff']), true, false],
    [actor('e2', 'b1', ['cashier']), false, false],
    [actor('e2', 'b2', ['head']), false, false],
    [actor('e2', 'b2', ['admin']), true, true],
  ])('%j sees it: %p, runs it: %p', (who, sees, runs) => {
    expect([canSeeEvent(who, event), canRunEvent(who, event)]).toEqual([sees, runs]);
  });

  it('the organizer runs the event and the head keeps it', () => {
    expect(eventAbilities(actor('e1', 'b1', ['staff']), event)).toMatchObject({
      assign: true,
      watch: true,
      update: false,
    });
    expect(eventAbilities(actor('e2', 'b1', ['head']), event)).toMatchObject({
      update: true,
      updateCard: false,
      end: true,
    });
    expect(eventAbilities(actor('e2', 'b1', ['head']), { ...event, status: 'ended' })).toMatchObject({
      update: false,
      assign: false,
      copy: true,
      watch: true,
    });
  });
});

describe('what WeChat forbids', () => {
  it.each([
    ['转发朋友圈即可领取礼品', true],
    ['送您一份礼品，集赞 20 个', true],
    ['盖满五个章领礼品', false],
    ['欢迎把活动分享给邻居', false],
    ['欢迎分享。到场的邻居都有礼品', false],
  ])('%s is a reward for sharing: %p', (text, found) => {
    expect(rewardsSharing(text)).toBe(found);
  });

  it('a task must not even speak of it', () => {
    expect([mentionsSharing('转发活动'), mentionsSharing('投壶三次')]).toEqual([true, false]);
  });
});
