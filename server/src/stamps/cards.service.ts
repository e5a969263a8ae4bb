import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { CardNews, CodeHour, OwnBadge, OwnCard, StampCard } from '@linzhang/shared/stamps/stamps.contract';
import { Types } from 'mongoose';
import { combine } from '../db/combine';
import { pageAfter } from '../db/pages';
import { boothsOf, type EventRecord, eventNames, getEvent } from '../events/events.service';
import { findEvents } from '../events/places.service';
import { Card, type CardRecord } from './card.model';
import { waitForCard } from './cardNews';
import { presentCard } from './cards.presenter';
import { mintCodes } from './codes.service';
import { Grant } from './grant.model';
import { cardKey } from './scanBatch';
import { Stamp } from './stamp.model';

/** An event that customers see; a draft is `not_found`. */
async function shownEvent(eventId: string): Promise<EventRecord> {
  const event = await getEvent(eventId);
  if (event.status === 'draft') throw new AppError('not_found');
  return event;
}

/** The own card of an event; without a stamp it is empty. */
export async function getCard(memberId: string, eventId: string, now: Date): Promise<StampCard> {
  const event = await shownEvent(eventId);
  const where = { memberId: new Types.ObjectId(memberId), eventId: event._id };
  const [card, booths, stamps, grants] = await Promise.all([
    Card.findOne(where).lean(),
    boothsOf(eventId),
    Stamp.find({ ...where, active: true }).lean(),
    Grant.find({ ...where, active: true }).lean(),
  ]);
  return presentCard({ event, card, booths, stamps, grants }, now);
}

/** Versions of cards; who asks at the same time shares one read. */
const versionOf = combine<{ memberId: string; eventId: string }, number>(async (questions) => {
  const ids = (values: readonly string[]) => [...new Set(values)].map((id) => new Types.ObjectId(id));
  const rows = await Card.find(
    {
      memberId: { $in: ids(questions.map(({ memberId }) => memberId)) },
      eventId: { $in: ids(questions.map(({ eventId }) => eventId)) },
    },
    { memberId: 1, eventId: 1, version: 1 },
  ).lean();
  const versions = new Map(rows.map((row) => [cardKey(row.memberId, row.eventId), row.version]));
  return questions.map(({ memberId, eventId }) => versions.get(cardKey(memberId, eventId)) ?? 0);
});

/** Waits until the own card is newer than `after`, `waitMs` at most. */
export async function getCardNews(
  memberId: string,
  eventId: string,
  after: number,
  waitMs: number,
  now: Date,
): Promise<CardNews> {
  await shownEvent(eventId);
  const until = performance.now() + waitMs;
  for (;;) {
    const version = await versionOf({ memberId, eventId });
    const left = until - performance.now();
    if (version > after) {
      const card = await getCard(memberId, eventId, now);
      return { version: card.version, card };
    }
    if (left <= 0) return { version, card: null };
    await waitForCard(memberId, eventId, left);
  }
}

/** An hour of codes for an event; none once it is over. */
export async function mintStampCodes(memberId: string, eventId: string, now: Date): Promise<CodeHour> {
  const event = await shownEvent(eventId);
  if (event.status !== 'published' || now >= event.endsAt) throw new AppError('event_closed');
  return { ...(await mintCodes(memberId, eventId, now)), serverTime: now.toISOString() };
}

/** An hour of codes to redeem with. */
export async function mintRedeemCodes(memberId: string, now: Date): Promise<CodeHour> {
  return { ...(await mintCodes(memberId, null, now)), serverTime: now.toISOString() };
}

interface PageRequest {
  cursor?: string;
  limit: number;
}

/** Own cards, the newest first. */
export async function listOwnCards(memberId: string, request: PageRequest): Promise<Page<OwnCard>> {
  const where = { memberId: new Types.ObjectId(memberId), closedAt: { $exists: false } };
  const page = await pageAfter(Card, where, { field: '_id', direction: -1 }, request, (row: CardRecord) => row);
  const events = await findEvents(page.items.map((card) => card.eventId.toHexString()));
  const byId = new Map(events.map((event) => [event._id.toHexString(), event]));
  return {
    items: page.items.flatMap((card) => {
      const event = byId.get(card.eventId.toHexString());
      return event ? [presentOwnCard(card, event)] : [];
    }),
    nextCursor: page.nextCursor,
  };
}

function presentOwnCard(card: CardRecord, event: EventRecord): OwnCard {
  return {
    event: {
      id: event._id.toHexString(),
      name: event.name,
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
    },
    stampCount: card.stampCount,
    needed: event.cardRule.needed,
    completedAt: card.completedAt?.toISOString() ?? null,
  };
}

/** Own badges, the newest first. */
export async function listOwnBadges(memberId: string, request: PageRequest): Promise<Page<OwnBadge>> {
  const where = { memberId: new Types.ObjectId(memberId), part: 'badge', active: true };
  const page = await pageAfter(Grant, where, { field: '_id', direction: -1 }, request, (row) => row);
  const names = await eventNames(page.items.map((grant) => grant.eventId.toHexString()));
  return {
    items: page.items.map((grant) => {
      const eventId = grant.eventId.toHexString();
      return {
        id: grant._id.toHexString(),
        name: grant.name,
        event: { id: eventId, name: names.get(eventId) ?? '' },
        earnedAt: grant.at.toISOString(),
      };
    }),
    nextCursor: page.nextCursor,
  };
}
