import { z } from 'zod';
import { tidyCode } from '../kernel/codes';
import { contract } from '../kernel/contract';
import { Day, Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './channels.endpoints';
import {
  CHANNEL_CODE,
  CHANNEL_SOURCES,
  DAY_MINUTES,
  MOST_DAILY_CAP,
  MOST_OPENINGS,
  PLACEMENTS,
  scheduleFaults,
  TARGET_KINDS,
} from './channels.rules';

export const Source = z.enum(CHANNEL_SOURCES);
export const PlacementName = z.enum(PLACEMENTS);
export const TargetKindName = z.enum(TARGET_KINDS);
const Named = z.object({ id: Id, name: z.string() });
const Closed = z.enum(['paused', 'not_yet', 'over', 'outside_hours']);

/** 0 is Sunday; minutes of the day in Shanghai, `to` not included. */
const OpeningShape = z.strictObject({
  weekday: z.int().min(0).max(6),
  from: z
    .int()
    .min(0)
    .max(DAY_MINUTES - 1),
  to: z.int().min(1).max(DAY_MINUTES),
});
const Schedule = z
  .array(OpeningShape)
  .max(MOST_OPENINGS)
  .superRefine((schedule, context) => {
    for (const index of scheduleFaults(schedule))
      context.addIssue({ code: 'custom', path: [index], message: 'openings end after they begin and do not overlap' });
  });
const Window = z
  .strictObject({ startsAt: Instant, endsAt: Instant })
  .refine((window) => window.startsAt < window.endsAt, { path: ['endsAt'], message: 'ends after it begins' });

export const Channel = z.object({
  id: Id,
  /** Short code, 10 characters: what the printed code carries. */
  code: z.string(),
  name: z.string(),
  employee: Named,
  branch: Named,
  target: z.object({
    kind: TargetKindName,
    id: Id,
    name: z.string(),
    open: z.boolean(),
    /** Where and when it is, in words, for the poster. */
    place: z.string().nullable(),
    time: z.string().nullable(),
  }),
  source: Source,
  placement: PlacementName,
  window: z.object({ startsAt: Instant, endsAt: Instant }).nullable(),
  schedule: z.array(z.object({ weekday: z.int(), from: z.int(), to: z.int() })),
  dailyCap: z.int().nullable(),
  backup: Named.nullable(),
  status: z.enum(['active', 'paused']),
  closedBecause: Closed.nullable(),
  version: z.int(),
  can: z.object({ update: z.boolean() }),
});
export type Channel = z.infer<typeof Channel>;

/** A channel as its form gives it. */
export const ChannelFields = z.strictObject({
  name: line(2, 30),
  source: Source,
  placement: PlacementName,
  window: Window.nullable(),
  schedule: Schedule,
  dailyCap: z.int().min(1).max(MOST_DAILY_CAP).nullable(),
  backupEmployeeId: Id.nullable(),
});
export type ChannelFields = z.infer<typeof ChannelFields>;

export const listChannels = contract(routes.listChannels, {
  summary: 'The own channels, newest first; a head may list those of the branch, an admin of any.',
  access: 'employee',
  query: PageQuery.extend({ scope: z.enum(['mine', 'branch']).default('mine'), branchId: Id.optional() }),
  response: pageOf(Channel),
});

export const createChannel = contract(routes.createChannel, {
  summary: 'Makes a channel of the own that leads to a group, event or offer of the branch.',
  access: 'employee',
  body: ChannelFields.extend({ target: z.strictObject({ kind: TargetKindName, id: Id }), requestId: RequestId }),
  response: Channel,
  status: 201,
  errors: ['not_found', 'channel_target_closed', 'channel_backup_invalid', 'request_reused'],
});

export const listBackups = contract(routes.listBackups, {
  summary: 'Colleagues of the own branch who may get the touches past the cap of an own channel.',
  access: 'employee',
  response: z.object({ items: z.array(Named) }),
});

const ChannelParams = z.object({ channelId: Id });

export const DayCount = z.object({
  /** Business day, `YYYY-MM-DD`. */
  day: Day,
  scans: z.int(),
  touches: z.int(),
  bindings: z.int(),
});

export type DayCount = z.infer<typeof DayCount>;

export const getChannel = contract(routes.getChannel, {
  summary: 'One channel with its counts of the last 30 days, oldest first; days without any are left out.',
  access: 'employee',
  params: ChannelParams,
  response: Channel.extend({ days: z.array(DayCount), scans: z.int(), touches: z.int() }),
  errors: ['not_found'],
});

export const updateChannel = contract(routes.updateChannel, {
  summary: 'Changes, pauses or resumes a channel; `version` is the one that was read. What it leads to stays.',
  access: 'employee',
  params: ChannelParams,
  body: ChannelFields.extend({ status: z.enum(['active', 'paused']), version: z.int().min(0) }),
  response: Channel,
  errors: ['not_found', 'channel_backup_invalid', 'employee_disabled', 'version_conflict'],
});

export const getCodeImage = contract(routes.getCodeImage, {
  summary: 'The mini-program code of a channel, as the platform draws it.',
  access: 'employee',
  params: ChannelParams,
  response: z.object({ mime: z.enum(['image/png', 'image/jpeg']), base64: z.string() }),
  errors: ['not_found', 'wechat_unavailable'],
});

export const TouchRow = z.object({
  id: Id,
  at: Instant,
  /** Masked name and number of the visitor. */
  member: z.object({ name: z.string(), number: z.string() }),
  because: z.enum(['channel', 'backup', 'share', 'contact']),
  /** Masked name of the member whose share card it was. */
  inviter: z.string().nullable(),
});
export type TouchRow = z.infer<typeof TouchRow>;

export const listTouches = contract(routes.listTouches, {
  summary: 'Who came by a channel, newest first, with masked names.',
  access: 'employee',
  params: ChannelParams,
  query: PageQuery,
  response: pageOf(TouchRow),
  errors: ['not_found'],
});

const Target = z.object({ kind: TargetKindName, id: Id, name: z.string(), open: z.boolean() });

/** What a code leads to, before the visitor has signed in. */
export const Arrival = z.object({
  target: Target,
  manager: z.object({ name: z.string() }),
  branch: z.object({ name: z.string() }),
  closedBecause: Closed.nullable(),
});
export type Arrival = z.infer<typeof Arrival>;

/** A code as it was printed or typed. */
const Code = z.string().max(20).transform(tidyCode).pipe(z.string().regex(CHANNEL_CODE));

export const getChannelCode = contract(routes.getChannelCode, {
  summary: 'What a short code leads to; for everybody.',
  access: 'anyone',
  params: z.object({ code: Code }),
  response: Arrival,
  errors: ['not_found'],
});

const ShareToken = z
  .string()
  .min(20)
  .max(300)
  .regex(/^[\w.-]+$/);

export const scanChannel = contract(routes.scanChannel, {
  summary: 'The member came by a code or by a share card: a touch, once within 30 minutes.',
  access: 'member',
  body: z.union([
    z.strictObject({ code: Code, requestId: RequestId }),
    z.strictObject({ shareToken: ShareToken, requestId: RequestId }),
  ]),
  response: z.object({
    target: Target,
    manager: z.object({ name: z.string() }).nullable(),
    touched: z.boolean(),
  }),
  errors: ['not_found', 'share_token_invalid', 'request_reused'],
});

export const createShareToken = contract(routes.createShareToken, {
  summary: 'A signed share card of the member for a group, event or offer; an employee may name the own channel.',
  access: 'member',
  body: z.strictObject({
    target: z.strictObject({ kind: TargetKindName, id: Id }),
    channelId: Id.optional(),
  }),
  response: z.object({
    token: z.string(),
    /** Page with its query, without a leading slash. */
    path: z.string(),
    title: z.string(),
  }),
  errors: ['not_found'],
});

export const ChannelReview = z.object({
  id: Id,
  channel: Named,
  employee: Named,
  /** Business day of the bindings. */
  day: Day,
  /** Bindings that wait for the decision. */
  count: z.int(),
  /** The number a day that counts by itself. */
  limit: z.int(),
  /** The latest at most 20. */
  bindings: z.array(z.object({ member: z.object({ name: z.string(), number: z.string() }), at: Instant })),
  status: z.enum(['open', 'accepted', 'rejected']),
  decision: z.object({ by: z.string(), at: Instant, note: z.string() }).nullable(),
  can: z.object({ decide: z.boolean() }),
});
export type ChannelReview = z.infer<typeof ChannelReview>;

export const listChannelReviews = contract(routes.listChannelReviews, {
  summary: 'Bindings past the daily number of a channel, newest first; for heads.',
  access: 'employee',
  query: PageQuery.extend({ status: z.enum(['open', 'accepted', 'rejected']).optional(), branchId: Id.optional() }),
  response: pageOf(ChannelReview),
});

export const decideChannelReview = contract(routes.decideChannelReview, {
  summary: 'Lets the waiting bindings count, or not. Final.',
  access: 'employee',
  params: z.object({ reviewId: Id }),
  body: z.strictObject({ accept: z.boolean(), note: line(2, 100), requestId: RequestId }),
  response: ChannelReview,
  errors: ['not_found', 'already_decided', 'request_reused'],
});
