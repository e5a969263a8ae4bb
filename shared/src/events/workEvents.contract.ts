import { z } from 'zod';
import { Place } from '../branches/branches.contract';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import { EventDetail, EventParams, Named } from './events.contract';
import * as routes from './events.endpoints';
import { EVENT_STATUSES, MAX_ASSIGNMENTS, MAX_BOOTHS } from './events.rules';
import { EVENT_FAULTS } from './publishing.rules';

export const EventStatus = z.enum(EVENT_STATUSES);
const Version = z.int().min(0);

export const Booth = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  sealText: z.string(),
  /** Null for the bank's own booth. */
  merchant: Named.nullable(),
  task: z.string(),
  spot: z.string(),
  offerId: Id.nullable(),
  version: z.int(),
});
export type Booth = z.infer<typeof Booth>;

export const EventAssignment = z.object({
  boothId: Id,
  employee: Named,
  from: Instant,
  to: Instant,
});
export type EventAssignment = z.infer<typeof EventAssignment>;

const Reward = z.object({
  id: Id,
  /** Stamps that earn it. */
  at: z.int().min(1).max(MAX_BOOTHS),
  name: line(1, 20),
  badge: z.boolean(),
  /** Offer of kind `prize` whose stock it takes from; null for a reward without stock. */
  offerId: Id.nullable(),
});

const SignupTerms = z.strictObject({
  /** Null for no limit. */
  capacity: z.int().min(1).max(100_000).nullable(),
  opensAt: Instant,
  closesAt: Instant,
});

export const EventFault = z.object({
  code: z.enum(EVENT_FAULTS),
  field: z.string().nullable(),
  boothId: z.string().nullable(),
  rewardId: z.string().nullable(),
});

/** An event as those who prepare and run it see it. */
export const WorkEvent = z.object({
  id: Id,
  branch: Named,
  groups: z.array(Named),
  name: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  place: Place,
  organizer: Named,
  intro: z.string(),
  /** Name under which offers and events are counted together; customers do not see it. */
  campaign: z.string().nullable(),
  /** Stamps that complete the card. */
  needed: z.int(),
  rewards: z.array(Reward),
  signup: SignupTerms.nullable(),
  status: EventStatus,
  version: z.int(),
  booths: z.array(Booth),
  assignments: z.array(EventAssignment),
  /** What is to mend before publishing, as far as it is known without WeChat's text check. */
  faults: z.array(EventFault),
  can: z.object({
    update: z.boolean(),
    /** True while nobody can hold a card: rewards, their stamps and the booths' merchants may change. */
    updateCard: z.boolean(),
    assign: z.boolean(),
    publish: z.boolean(),
    end: z.boolean(),
    cancel: z.boolean(),
    copy: z.boolean(),
    watch: z.boolean(),
  }),
});
export type WorkEvent = z.infer<typeof WorkEvent>;

export const WorkEventRow = z.object({
  id: Id,
  name: z.string(),
  branch: Named,
  startsAt: Instant,
  endsAt: Instant,
  address: z.string(),
  organizer: Named,
  status: EventStatus,
});
export type WorkEventRow = z.infer<typeof WorkEventRow>;

export const listWorkEvents = contract(routes.listWorkEvents, {
  summary:
    'Events of the own branch (admin: of any), latest window first. Asked for as ended, those whose time ran out too.',
  access: 'employee',
  query: PageQuery.extend({ branchId: Id.optional(), status: EventStatus.optional() }),
  response: pageOf(WorkEventRow),
});

const Fields = z.strictObject({
  groupIds: z
    .array(Id)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'a group stands once'),
  name: line(2, 40),
  startsAt: Instant,
  endsAt: Instant,
  place: Place,
  organizerId: Id,
  intro: paragraph(0, 500),
  campaign: line(1, 20).nullable(),
  needed: z.int().min(1).max(MAX_BOOTHS),
  /** A reward without id is a new one. */
  rewards: z.array(Reward.extend({ id: Id.nullable() }).strict()).max(10),
  signup: SignupTerms.nullable(),
});

export const createEvent = contract(routes.createEvent, {
  summary: 'Adds a draft; booths, people and publishing follow.',
  access: 'employee',
  body: Fields.extend({ branchId: Id, requestId: RequestId }),
  response: WorkEvent,
  status: 201,
  errors: ['not_found', 'request_reused'],
});

export const getWorkEvent = contract(routes.getWorkEvent, {
  summary: 'One event with its booths, people and what is to mend.',
  access: 'employee',
  params: EventParams,
  response: WorkEvent,
  errors: ['not_found'],
});

export const updateEvent = contract(routes.updateEvent, {
  summary: 'Changes an event; a published one keeps its card and stays free of faults.',
  access: 'employee',
  params: EventParams,
  body: Fields.extend({ version: Version }),
  response: WorkEvent,
  errors: [
    'not_found',
    'version_conflict',
    'event_closed',
    'event_card_fixed',
    'event_not_ready',
    'signup_places_taken',
    'text_rejected',
  ],
});

export const previewEvent = contract(routes.previewEvent, {
  summary: 'The event as a customer will see it.',
  access: 'employee',
  params: EventParams,
  response: EventDetail,
  errors: ['not_found'],
});

export const setEventStatus = contract(routes.setEventStatus, {
  summary: 'Publishes a draft, ends or cancels an event; every fault of a draft is named at once.',
  access: 'employee',
  params: EventParams,
  body: z.strictObject({ status: z.enum(['published', 'ended', 'cancelled']), version: Version }),
  response: WorkEvent,
  errors: ['not_found', 'version_conflict', 'event_closed', 'event_not_ready'],
});

export const copyEvent = contract(routes.copyEvent, {
  summary: 'Makes a draft of the same booths, rewards and people, moved to another beginning.',
  access: 'employee',
  params: EventParams,
  body: z.strictObject({ startsAt: Instant, requestId: RequestId }),
  response: WorkEvent,
  status: 201,
  errors: ['not_found', 'request_reused'],
});

const BoothFields = z.strictObject({
  number: z.int().min(1).max(999),
  name: line(1, 20),
  sealText: line(1, 4),
  merchantId: Id.nullable(),
  task: line(1, 40),
  spot: line(0, 40),
  offerId: Id.nullable(),
});

export const addBooth = contract(routes.addBooth, {
  summary: 'Adds a booth to an event that is not over.',
  access: 'employee',
  params: EventParams,
  body: BoothFields.extend({ requestId: RequestId }),
  response: Booth,
  status: 201,
  errors: [
    'not_found',
    'booth_number_taken',
    'booths_full',
    'event_closed',
    'event_not_ready',
    'text_rejected',
    'request_reused',
  ],
});

const BoothParams = z.object({ eventId: Id, boothId: Id });

export const updateBooth = contract(routes.updateBooth, {
  summary: 'Changes a booth; its merchant stays once the event is published.',
  access: 'employee',
  params: BoothParams,
  body: BoothFields.extend({ version: Version }),
  response: Booth,
  errors: [
    'not_found',
    'booth_number_taken',
    'version_conflict',
    'event_closed',
    'event_card_fixed',
    'event_not_ready',
    'text_rejected',
  ],
});

export const removeBooth = contract(routes.removeBooth, {
  summary: 'Takes a booth and its people out of a draft.',
  access: 'employee',
  params: BoothParams,
  errors: ['not_found', 'event_card_fixed'],
});

export const setAssignments = contract(routes.setAssignments, {
  summary: 'Says who works at which booth and when, all of it anew; details name each line that cannot be.',
  access: 'employee',
  params: EventParams,
  body: z.strictObject({
    assignments: z
      .array(z.strictObject({ boothId: Id, employeeId: Id, from: Instant, to: Instant }))
      .max(MAX_ASSIGNMENTS),
    version: Version,
  }),
  response: WorkEvent,
  errors: ['not_found', 'version_conflict', 'event_closed', 'assignment_invalid'],
});
