import { mentionsSharing, rewardsSharing } from '../kernel/sharing';
import {
  ASSIGNMENT_MARGIN_MS,
  EVENT_NAME_LIMIT,
  isSealText,
  MAX_BOOTHS,
  MAX_EVENT_MS,
  type Window,
} from './events.rules';

/** What keeps an event from being published; the pages have the words. */
export const EVENT_FAULTS = [
  'name_too_long',
  'window_reversed',
  'window_past',
  'window_too_long',
  'organizer_elsewhere',
  'group_elsewhere',
  'no_booths',
  'too_many_booths',
  'booth_number_twice',
  'seal_text_length',
  'merchant_unavailable',
  'needed_over_booths',
  'reward_not_ascending',
  'reward_over_booths',
  'offer_unavailable',
  'no_bank_booth',
  'signup_reversed',
  'signup_after_end',
  'assignment_outside',
  'sharing_rewarded',
  'text_rejected',
] as const;
export type EventFaultCode = (typeof EVENT_FAULTS)[number];

/** One thing to mend, and where: `field` for the event itself, `boothId` or `rewardId` for its parts. */
export interface EventFault {
  code: EventFaultCode;
  field: string | null;
  boothId: string | null;
  rewardId: string | null;
}

export interface BoothDraft {
  id: string;
  number: number;
  name: string;
  sealText: string;
  task: string;
  /** Null for the bank's own booth. */
  merchantId: string | null;
  merchantAvailable: boolean;
  /** True where the booth gives no offer or one that can be given. */
  offerAvailable: boolean;
}

export interface RewardDraft {
  id: string;
  /** Stamps that earn it. */
  at: number;
  name: string;
  /** True for a reward that takes a prize out of stock. */
  stocked: boolean;
  offerAvailable: boolean;
}

export interface EventDraft extends Window {
  name: string;
  intro: string;
  /** Stamps that complete the card. */
  needed: number;
  booths: readonly BoothDraft[];
  rewards: readonly RewardDraft[];
  organizerAvailable: boolean;
  groupsAvailable: boolean;
  signup: { opensAt: Date; closesAt: Date } | null;
  assignments: readonly { boothId: string; from: Date; to: Date }[];
}

/** Everything that keeps a draft from being published at `now`, at once. */
export function publishingFaults(draft: EventDraft, now: Date): EventFault[] {
  return [...eventFaults(draft, now), ...boothFaults(draft), ...rewardFaults(draft)];
}

function fault(code: EventFaultCode, where: Partial<Omit<EventFault, 'code'>> = {}): EventFault {
  return { code, field: null, boothId: null, rewardId: null, ...where };
}

function eventFaults(draft: EventDraft, now: Date): EventFault[] {
  const { startsAt, endsAt, signup, booths } = draft;
  const length = endsAt.getTime() - startsAt.getTime();
  const found: [boolean, EventFaultCode, string][] = [
    [[...draft.name].length > EVENT_NAME_LIMIT, 'name_too_long', 'name'],
    [length <= 0, 'window_reversed', 'endsAt'],
    [endsAt <= now, 'window_past', 'endsAt'],
    [length > MAX_EVENT_MS, 'window_too_long', 'endsAt'],
    [!draft.organizerAvailable, 'organizer_elsewhere', 'organizerId'],
    [!draft.groupsAvailable, 'group_elsewhere', 'groupIds'],
    [booths.length === 0, 'no_booths', 'booths'],
    [booths.length > MAX_BOOTHS, 'too_many_booths', 'booths'],
    [booths.length > 0 && draft.needed > booths.length, 'needed_over_booths', 'needed'],
    [signup !== null && signup.opensAt >= signup.closesAt, 'signup_reversed', 'signup'],
    [signup !== null && signup.closesAt > endsAt, 'signup_after_end', 'signup'],
    [rewardsSharing(draft.name), 'sharing_rewarded', 'name'],
    [rewardsSharing(draft.intro), 'sharing_rewarded', 'intro'],
  ];
  return found.filter(([holds]) => holds).map(([, code, field]) => fault(code, { field }));
}

function boothFaults(draft: EventDraft): EventFault[] {
  const from = draft.startsAt.getTime() - ASSIGNMENT_MARGIN_MS;
  const to = draft.endsAt.getTime() + ASSIGNMENT_MARGIN_MS;
  return draft.booths.flatMap((booth, index) => {
    const found: [boolean, EventFaultCode][] = [
      [draft.booths.slice(0, index).some((other) => other.number === booth.number), 'booth_number_twice'],
      [!isSealText(booth.sealText), 'seal_text_length'],
      [!booth.merchantAvailable, 'merchant_unavailable'],
      [!booth.offerAvailable, 'offer_unavailable'],
      // A stamp is a reward: no task may be to share.
      [mentionsSharing(booth.name) || mentionsSharing(booth.task), 'sharing_rewarded'],
      [
        draft.assignments.some(
          (each) => each.boothId === booth.id && (each.from.getTime() < from || each.to.getTime() > to),
        ),
        'assignment_outside',
      ],
    ];
    return found.filter(([holds]) => holds).map(([, code]) => fault(code, { boothId: booth.id }));
  });
}

function rewardFaults(draft: EventDraft): EventFault[] {
  const bankBooth = draft.booths.some((booth) => booth.merchantId === null);
  return draft.rewards.flatMap((reward, index) => {
    const before = draft.rewards[index - 1];
    const found: [boolean, EventFaultCode][] = [
      [before !== undefined && reward.at <= before.at, 'reward_not_ascending'],
      [reward.at > draft.booths.length, 'reward_over_booths'],
      [!reward.offerAvailable, 'offer_unavailable'],
      // A prize is handed out at the bank's own booth only.
      [reward.stocked && !bankBooth, 'no_bank_booth'],
      [mentionsSharing(reward.name), 'sharing_rewarded'],
    ];
    return found.filter(([holds]) => holds).map(([, code]) => fault(code, { rewardId: reward.id }));
  });
}
