import { Types } from 'mongoose';
import { Card } from './card.model';
import { Conflict } from './conflict.model';
import { Grant } from './grant.model';
import { Stamp } from './stamp.model';

/** The figures of an event's cards as they stand; counts by hex id. */
export interface StampFigures {
  cards: number;
  completed: number;
  stampsByBooth: Map<string, number>;
  /** Members who were given a reward, by reward. */
  grantsByReward: Map<string, number>;
  openConflicts: number;
}

/** What the live page of an event shows of its stamps. */
export async function eventFigures(eventId: string): Promise<StampFigures> {
  const event = new Types.ObjectId(eventId);
  const open = { eventId: event, closedAt: { $exists: false } };
  const [cards, completed, booths, rewards, openConflicts] = await Promise.all([
    Card.countDocuments(open),
    Card.countDocuments({ ...open, completedAt: { $exists: true } }),
    Stamp.aggregate<{ _id: Types.ObjectId; count: number }>([
      { $match: { eventId: event, active: true } },
      { $group: { _id: '$boothId', count: { $sum: 1 } } },
    ]),
    Grant.aggregate<{ _id: { rewardId: Types.ObjectId }; count: number }>([
      { $match: { eventId: event, active: true, state: 'granted' } },
      { $group: { _id: { rewardId: '$rewardId', memberId: '$memberId' } } },
      { $group: { _id: { rewardId: '$_id.rewardId' }, count: { $sum: 1 } } },
    ]),
    Conflict.countDocuments({ eventId: event, status: 'open' }),
  ]);
  return {
    cards,
    completed,
    stampsByBooth: new Map(booths.map((row) => [row._id.toHexString(), row.count])),
    grantsByReward: new Map(rewards.map((row) => [row._id.rewardId.toHexString(), row.count])),
    openConflicts,
  };
}

/** Stamps on a member's card for an event: what conditions of offers ask for. */
export async function stampCountOf(memberId: string, eventId: string): Promise<number> {
  const where = { memberId: new Types.ObjectId(memberId), eventId: new Types.ObjectId(eventId) };
  return (await Card.findOne(where, { stampCount: 1 }).lean())?.stampCount ?? 0;
}
