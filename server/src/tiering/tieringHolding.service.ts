import { type ClientSession, Types } from 'mongoose';
import { moveRows } from '../db/moveRows';
import { registerHolding } from '../members/holdings.service';
import { registerStanding } from '../members/standing.service';
import { Standing } from './standing.model';
import { Supporter } from './supporter.model';
import { TierChoiceEntry } from './tierChoice.model';
import { hasHeldLevel, standingForOffers } from './tiering.service';

/** Tells the other domains where members stand, and members what is kept of it. */
export function registerTiering(): void {
  registerStanding({ find: standingForOffers, hasHeld: hasHeldLevel });
  registerHolding({ name: 'tiering', move: moveTiering, exportOwn: exportTiering, erase: eraseTiering });
}

/** What the account that stays has already stays. */
async function moveTiering(session: ClientSession, from: string, to: string): Promise<void> {
  const standing = await Standing.findById(from).session(session).lean();
  if (standing) {
    const { _id: _former, ...row } = standing;
    await Standing.updateOne({ _id: to }, { $setOnInsert: row }, { session, upsert: true });
    await Standing.deleteOne({ _id: from }, { session });
  }
  const supporter = await Supporter.findById(from).session(session).lean();
  if (supporter) {
    const { _id: _former, ...row } = supporter;
    await Supporter.updateOne({ _id: to }, { $setOnInsert: row }, { session, upsert: true });
    await Supporter.deleteOne({ _id: from }, { session });
  }
  await moveRows(TierChoiceEntry, session, from, to);
}

async function exportTiering(memberId: string): Promise<unknown> {
  const [standing, choices] = [
    await Standing.findById(memberId).lean(),
    await TierChoiceEntry.find({ memberId: new Types.ObjectId(memberId) }).lean(),
  ];
  return {
    standing: standing ? { facts: standing.facts, points: standing.points, result: standing.result } : null,
    choices: choices.map(({ tier, risenOn, choice, at }) => ({ tier, risenOn, choice, at })),
  };
}

async function eraseTiering(session: ClientSession, memberId: string): Promise<void> {
  await Standing.deleteOne({ _id: memberId }, { session });
  await Supporter.deleteOne({ _id: memberId }, { session });
}
