import { z } from 'zod';
import { Place } from '../branches/branches.contract';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import * as routes from './events.endpoints';
import { EVENT_PHASES } from './events.rules';

export const Named = z.object({ id: Id, name: z.string() });
export const EventParams = z.object({ eventId: Id });
export const Phase = z.enum(EVENT_PHASES);

/** A line of a customer's list of events. */
export const EventSummary = z.object({
  id: Id,
  name: z.string(),
  phase: Phase,
  startsAt: Instant,
  endsAt: Instant,
  place: Place,
  branch: Named,
  boothCount: z.int(),
  /** The own sign-up; null without one. */
  signup: z.enum(['confirmed', 'waiting']).nullable(),
});
export type EventSummary = z.infer<typeof EventSummary>;

/** The own place: its number in the order of sign-up, and the place in the waiting list (1 is next). */
export const OwnSignup = z.object({
  state: z.enum(['confirmed', 'waiting']),
  number: z.int(),
  waitingPlace: z.int().nullable(),
  signedUpAt: Instant,
});
export type OwnSignup = z.infer<typeof OwnSignup>;

/** What signing up for an event is like now. */
export const EventSignup = z.object({
  phase: z.enum(['not_yet', 'open', 'waiting_list', 'closed']),
  opensAt: Instant,
  closesAt: Instant,
  /** Null for no limit. */
  capacity: z.int().nullable(),
  confirmedCount: z.int(),
  waitingCount: z.int(),
  mine: OwnSignup.nullable(),
});
export type EventSignup = z.infer<typeof EventSignup>;

/** A booth as a customer sees it. */
export const EventBooth = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  sealText: z.string(),
  /** Name of the partner; null for the bank's own booth. */
  merchantName: z.string().nullable(),
  task: z.string(),
  spot: z.string(),
});
export type EventBooth = z.infer<typeof EventBooth>;

/** What a number of stamps earns, as a customer sees it. */
export const EventReward = z.object({
  id: Id,
  /** Stamps that earn it. */
  at: z.int(),
  name: z.string(),
  badge: z.boolean(),
  /** True where something is handed out at the bank's booth, as long as there is stock. */
  prize: z.boolean(),
});
export type EventReward = z.infer<typeof EventReward>;

/** An event as its page shows it; the own card is read from `/events/:eventId/card`. */
export const EventDetail = z.object({
  id: Id,
  name: z.string(),
  phase: Phase,
  startsAt: Instant,
  endsAt: Instant,
  place: Place,
  branch: Named,
  groups: z.array(Named),
  intro: z.string(),
  /** Stamps that complete the card. */
  needed: z.int(),
  booths: z.array(EventBooth),
  rewards: z.array(EventReward),
  /** Null where nobody has to sign up. */
  signup: EventSignup.nullable(),
  /** When the signed-in member was checked in at the entrance. */
  checkedInAt: Instant.nullable(),
});
export type EventDetail = z.infer<typeof EventDetail>;

export const listEvents = contract(routes.listEvents, {
  summary: 'Events to come, soonest first (of a group, or all); or those the member signed up for, newest first.',
  access: 'member',
  query: PageQuery.extend({ scope: z.enum(['mine', 'upcoming']).default('upcoming'), groupId: Id.optional() }),
  response: pageOf(EventSummary),
});

export const getEvent = contract(routes.getEvent, {
  summary: 'A published event, with the own sign-up for who is signed in; also for who opens a shared link.',
  access: 'anyone',
  params: EventParams,
  response: EventDetail,
  errors: ['not_found'],
});

export const signUp = contract(routes.signUp, {
  summary: 'Takes a place at an event, or one in the waiting list. Safe to retry; who has a place keeps it.',
  access: 'member',
  params: EventParams,
  body: z.strictObject({ requestId: RequestId }),
  response: OwnSignup,
  status: 201,
  errors: ['not_found', 'signup_not_offered', 'signup_not_open', 'event_closed', 'request_reused'],
});

export const cancelSignup = contract(routes.cancelSignup, {
  summary: 'Gives the own place back; the first of the waiting list gets it and is told.',
  access: 'member',
  params: EventParams,
  response: EventSignup,
  errors: ['not_found', 'event_closed', 'already_checked_in'],
});

export const checkIn = contract(routes.checkIn, {
  summary: 'Staff let a customer in by the rotating code on the phone; a second time says when it was.',
  access: 'employee',
  body: z.strictObject({ eventId: Id, code: z.string().trim().min(1).max(200), requestId: RequestId }),
  response: z.object({
    result: z.enum(['checked_in', 'already_checked_in']),
    member: z.object({ name: z.string(), number: z.string() }),
    checkedInAt: Instant,
    /** The sign-up it stands on; null for somebody who came without, or an event without sign-up. */
    signup: z.object({ state: z.enum(['confirmed', 'waiting']), number: z.int() }).nullable(),
  }),
  status: 201,
  errors: [
    'not_found',
    'code_invalid',
    'code_other_event',
    'code_expired',
    'code_future',
    'event_closed',
    'request_reused',
  ],
});
