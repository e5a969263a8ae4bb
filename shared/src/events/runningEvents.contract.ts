import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { EventParams } from './events.contract';
import * as routes from './events.endpoints';
import { SIGNUP_STATES } from './signups.rules';

/** Somebody who may be put at a booth; cashiers only at those of their merchant. */
export const AssignablePerson = z.object({
  id: Id,
  name: z.string(),
  merchantId: Id.nullable(),
  /** True for who works as a cashier only. */
  cashierOnly: z.boolean(),
});
export type AssignablePerson = z.infer<typeof AssignablePerson>;

export const listAssignable = contract(routes.listAssignable, {
  summary: "Everybody of the event's branch who may be put at a booth.",
  access: 'employee',
  params: EventParams,
  response: z.object({ items: z.array(AssignablePerson) }),
  errors: ['not_found'],
});

export const EventLive = z.object({
  at: Instant,
  signups: z.object({ capacity: z.int().nullable(), confirmed: z.int(), waiting: z.int() }).nullable(),
  checkIns: z.int(),
  cards: z.object({ opened: z.int(), completed: z.int() }),
  stamps: z.int(),
  booths: z.array(z.object({ boothId: Id, number: z.int(), name: z.string(), stamps: z.int() })),
  rewards: z.array(
    z.object({
      rewardId: Id,
      at: z.int(),
      name: z.string(),
      granted: z.int(),
      /** Prizes left in stock; null for a reward without stock. */
      left: z.int().nullable(),
    }),
  ),
  /** Scans that wait for the organizer. */
  openConflicts: z.int(),
});
export type EventLive = z.infer<typeof EventLive>;

export const getEventLive = contract(routes.getEventLive, {
  summary: 'The figures of an event as they stand.',
  access: 'employee',
  params: EventParams,
  response: EventLive,
  errors: ['not_found'],
});

export const EventSignupRow = z.object({
  id: Id,
  /** In the order of sign-up. */
  number: z.int(),
  state: z.enum(SIGNUP_STATES),
  /** The masked nickname and the number to read out. */
  member: z.object({ name: z.string(), number: z.string() }),
  signedUpAt: Instant,
  checkedInAt: Instant.nullable(),
});
export type EventSignupRow = z.infer<typeof EventSignupRow>;

export const listEventSignups = contract(routes.listEventSignups, {
  summary: 'Who signed up, in order; names are masked.',
  access: 'employee',
  params: EventParams,
  query: PageQuery.extend({ state: z.enum(SIGNUP_STATES).optional() }),
  response: pageOf(EventSignupRow),
  errors: ['not_found'],
});
