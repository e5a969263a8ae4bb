import { type ClientSession, Types } from 'mongoose';
import { eventNames } from '../events/events.service';
import { registerHolding } from '../members/holdings.service';
import { registerStampCounter } from '../offers/eligibility.service';
import { Card } from './card.model';
import { CodeAlias } from './codeAlias.model';
import { Contact } from './contact.model';
import { stampCountOf } from './figures.service';
import { Grant } from './grant.model';
import { mergeCards } from './merging.service';
import { Stamp } from './stamp.model';

/** Tells members what stamps keep for them (cards, stamps, rewards, contacts), and offers how to count them. */
export function registerStamps(): void {
  registerStampCounter(stampCountOf);
  registerHolding({ name: 'stamps', move: mergeCards, exportOwn, erase });
}

async function exportOwn(memberId: string): Promise<unknown> {
  const where = { memberId: new Types.ObjectId(memberId) };
  const [cards, stamps, grants, contacts] = await Promise.all([
    Card.find(where).sort({ _id: 1 }).lean(),
    Stamp.find(where).sort({ at: 1 }).lean(),
    Grant.find(where).sort({ at: 1 }).lean(),
    Contact.find(where).sort({ at: 1 }).lean(),
  ]);
  const names = await eventNames([...new Set(cards.map((card) => card.eventId.toHexString()))]);
  return {
    cards: cards.map((card) => ({
      event: names.get(card.eventId.toHexString()) ?? '',
      stampCount: card.stampCount,
      completedAt: card.completedAt,
      stamps: stamps
        .filter((stamp) => stamp.eventId.equals(card.eventId))
        .map(({ at, active, voidReason }) => ({ at, active, voidReason })),
      rewards: grants
        .filter((grant) => grant.eventId.equals(card.eventId))
        .map(({ name, part, at, state, active }) => ({ name, part, at, state, active })),
    })),
    contacts: contacts.map(({ at }) => ({ at })),
  };
}

/** Ledger and stamps stay, the id stands for nobody; cards are closed, and no code names the person any more. */
async function erase(session: ClientSession, memberId: string, now: Date): Promise<void> {
  const where = { memberId: new Types.ObjectId(memberId) };
  await Card.updateMany({ ...where, closedAt: { $exists: false } }, { $set: { closedAt: now } }, { session });
  await CodeAlias.deleteMany(where, { session });
}
