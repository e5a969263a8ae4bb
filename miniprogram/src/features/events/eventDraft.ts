import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { instantOf, localOf } from '../../components/form/momentDraft';
import type { PlaceDraft } from '../../components/form/PlaceField';
import { draftOf as placeDraftOf, placeOf } from '../../components/form/placeDraft';

/** A reward as it is typed; `id` null for a new one. */
export interface RewardDraft {
  id: string | null;
  at: string;
  name: string;
  badge: boolean;
  /** Empty for a reward without stock. */
  offerId: string;
}

/** An event as it is typed: numbers and instants stay text until they are sent. */
export interface EventDraft {
  branchId: string;
  groupIds: string[];
  name: string;
  startsAt: string;
  endsAt: string;
  place: PlaceDraft;
  organizerId: string;
  intro: string;
  campaign: string;
  needed: string;
  rewards: RewardDraft[];
  signup: { on: boolean; capacity: string; opensAt: string; closesAt: string };
}

/** What the form starts with. */
export function draftOf(event: WorkEvent | null, start: { branchId: string; organizerId: string }): EventDraft {
  const signup = event?.signup;
  return {
    branchId: event?.branch.id ?? start.branchId,
    groupIds: event?.groups.map(({ id }) => id) ?? [],
    name: event?.name ?? '',
    startsAt: event ? localOf(event.startsAt) : '',
    endsAt: event ? localOf(event.endsAt) : '',
    place: placeDraftOf(event?.place ?? null),
    organizerId: event?.organizer.id ?? start.organizerId,
    intro: event?.intro ?? '',
    campaign: event?.campaign ?? '',
    needed: event ? String(event.needed) : '5',
    rewards: event?.rewards.map(rewardDraftOf) ?? [],
    signup: {
      on: Boolean(signup),
      capacity: signup?.capacity ? String(signup.capacity) : '',
      opensAt: signup ? localOf(signup.opensAt) : '',
      closesAt: signup ? localOf(signup.closesAt) : '',
    },
  };
}

function rewardDraftOf({ id, at, name, badge, offerId }: WorkEvent['rewards'][number]): RewardDraft {
  return { id, at: String(at), name, badge, offerId: offerId ?? '' };
}

/** What is sent; null while something that the server needs is missing. */
export function fieldsOf(draft: EventDraft) {
  const [startsAt, endsAt, place] = [instantOf(draft.startsAt), instantOf(draft.endsAt), placeOf(draft.place)];
  const [needed, rewards, signup] = [countOf(draft.needed), rewardsOf(draft.rewards), signupOf(draft.signup)];
  const name = draft.name.trim();
  if (!startsAt || !endsAt || !place || !needed || !rewards || signup === undefined) return null;
  if (name.length < 2 || draft.organizerId === '') return null;
  const { groupIds, organizerId } = draft;
  const texts = { intro: draft.intro.trim(), campaign: draft.campaign.trim() || null };
  return { groupIds, name, startsAt, endsAt, place, organizerId, ...texts, needed, rewards, signup };
}

export type EventFields = NonNullable<ReturnType<typeof fieldsOf>>;

/** A whole number from 1 on as it was typed; null for anything else. */
export function countOf(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text.trim()) : null;
}

function rewardsOf(rewards: readonly RewardDraft[]) {
  const read = rewards.map(({ id, at, name, badge, offerId }) => {
    const count = countOf(at);
    const word = name.trim();
    return count && word ? { id, at: count, name: word, badge, offerId: offerId || null } : null;
  });
  const complete = read.filter((reward) => reward !== null);
  return complete.length === read.length ? complete : null;
}

/** Undefined while it is not complete; null for none. */
function signupOf({ on, capacity, opensAt, closesAt }: EventDraft['signup']) {
  if (!on) return null;
  const [from, to] = [instantOf(opensAt), instantOf(closesAt)];
  const limit = capacity.trim() === '' ? null : countOf(capacity);
  if (!from || !to || (capacity.trim() !== '' && limit === null)) return undefined;
  return { capacity: limit, opensAt: from, closesAt: to };
}
