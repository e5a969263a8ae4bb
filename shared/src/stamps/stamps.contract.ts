import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import * as routes from './stamps.endpoints';

const EventParams = z.object({ eventId: Id });

/** A reward as the card shows it; `prize` is what became of the gift that comes with it. */
export const CardRewardView = z.object({
  id: z.string(),
  at: z.int(),
  name: z.string(),
  badge: z.boolean(),
  reached: z.boolean(),
  prize: z
    .object({
      /** `open`: not earned yet; `pending`: earned, being issued; `granted`: in the wallet; `none`: not available to this member. */
      state: z.enum(['open', 'pending', 'granted', 'none']),
      /** The claim in the wallet. */
      claimId: z.string().nullable(),
      /** Why there is none: `insider`, or the offer's refusal (`offer_sold_out`, `offer_limit_reached`, ...). */
      because: z.string().nullable(),
    })
    .nullable(),
});

export const CardBooth = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  sealText: z.string(),
  task: z.string(),
  spot: z.string(),
  /** Null where not stamped yet. */
  stampedAt: Instant.nullable(),
});

/** A member's card for one event; without a stamp it is there all the same, empty. */
export const StampCard = z.object({
  event: z.object({
    id: Id,
    name: z.string(),
    place: z.string(),
    startsAt: Instant,
    endsAt: Instant,
    open: z.boolean(),
  }),
  /** Rises with every change of the card; what `news?after=` asks for. */
  version: z.int(),
  stampCount: z.int(),
  needed: z.int(),
  completedAt: Instant.nullable(),
  /** Stamps to the next reward; null where none is left. */
  toNextReward: z.int().nullable(),
  booths: z.array(CardBooth),
  rewards: z.array(CardRewardView),
  can: z.object({ showCode: z.boolean() }),
});
export type StampCard = z.infer<typeof StampCard>;

export const getCard = contract(routes.getCard, {
  summary: 'The own stamp card of an event.',
  access: 'member',
  params: EventParams,
  response: StampCard,
  errors: ['not_found'],
});

export const CardNews = z.object({
  version: z.int(),
  /** Null where nothing changed while the request waited: ask again. New is the booth whose `stampedAt` was null before. */
  card: StampCard.nullable(),
});
export type CardNews = z.infer<typeof CardNews>;

export const getCardNews = contract(routes.getCardNews, {
  summary: 'Waits until the card is newer than `after`, up to `wait` seconds.',
  access: 'member',
  params: EventParams,
  query: z.object({
    after: z.coerce.number().int().min(0),
    wait: z.coerce.number().int().min(0).max(20).default(15),
  }),
  response: CardNews,
  errors: ['not_found'],
});

/** Codes of consecutive slots of 30 s; show the one of the server-corrected time (`codeToShow`). */
export const CodeHour = z.object({
  firstSlot: z.int(),
  codes: z.array(z.string()),
  serverTime: Instant,
});
export type CodeHour = z.infer<typeof CodeHour>;

export const mintStampCodes = contract(routes.mintStampCodes, {
  summary: 'An hour of own rotating codes for an event: stamps, check-in, contact.',
  access: 'member',
  params: EventParams,
  response: CodeHour,
  status: 201,
  errors: ['not_found', 'event_closed'],
});

export const mintRedeemCodes = contract(routes.mintRedeemCodes, {
  summary: 'An hour of own rotating codes to redeem claims with.',
  access: 'member',
  response: CodeHour,
  status: 201,
});

export const OwnCard = z.object({
  event: z.object({ id: Id, name: z.string(), startsAt: Instant, endsAt: Instant }),
  stampCount: z.int(),
  needed: z.int(),
  completedAt: Instant.nullable(),
});
export type OwnCard = z.infer<typeof OwnCard>;

export const listOwnCards = contract(routes.listOwnCards, {
  summary: 'Own stamp cards, the newest first.',
  access: 'member',
  query: PageQuery,
  response: pageOf(OwnCard),
});

export const OwnBadge = z.object({
  id: Id,
  name: z.string(),
  event: z.object({ id: Id, name: z.string() }),
  earnedAt: Instant,
});
export type OwnBadge = z.infer<typeof OwnBadge>;

export const listOwnBadges = contract(routes.listOwnBadges, {
  summary: 'Own badges, the newest first.',
  access: 'member',
  query: PageQuery,
  response: pageOf(OwnBadge),
});
