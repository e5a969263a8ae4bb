import type { EventLive } from '@linzhang/shared/events/runningEvents.contract';
import { prizesLeft } from '../offers/offers.service';
import { eventFigures } from '../stamps/figures.service';
import { countCheckIns } from './checkIn.service';
import type { EventRecord } from './event.model';
import { boothsOf } from './events.service';
import { sheetOf } from './signupSheets.service';

/** The figures of an event as they stand at `now`. */
export async function liveFigures(event: EventRecord, now: Date): Promise<EventLive> {
  const eventId = event._id.toHexString();
  const [booths, sheet, checkIns, figures] = await Promise.all([
    boothsOf(eventId),
    sheetOf(eventId),
    countCheckIns(eventId),
    eventFigures(eventId),
  ]);
  const rewards = event.rewards.map(async ({ _id, at, name, offerId }) => ({
    rewardId: _id.toHexString(),
    at,
    name,
    granted: figures.grantsByReward.get(_id.toHexString()) ?? 0,
    left: offerId ? await prizesLeft(offerId.toHexString()) : null,
  }));
  return {
    at: now.toISOString(),
    signups: event.signup
      ? {
          capacity: event.signup.capacity ?? null,
          confirmed: sheet?.confirmedCount ?? 0,
          waiting: sheet?.waitingCount ?? 0,
        }
      : null,
    checkIns,
    cards: { opened: figures.cards, completed: figures.completed },
    stamps: [...figures.stampsByBooth.values()].reduce((sum, count) => sum + count, 0),
    booths: booths.map(({ _id, number, name }) => ({
      boothId: _id.toHexString(),
      number,
      name,
      stamps: figures.stampsByBooth.get(_id.toHexString()) ?? 0,
    })),
    rewards: await Promise.all(rewards),
    openConflicts: figures.openConflicts,
  };
}
