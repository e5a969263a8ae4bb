import { CARD_RULE_VERSION, isCardComplete } from '@linzhang/shared/stamps/rewards.rules';
import { type ClientSession, Types } from 'mongoose';
import { recordConversion } from '../attribution/attribution.service';
import { moveRows } from '../db/moveRows';
import { recordEngagements, reverseEngagement } from '../engagements/engagements.service';
import { type EventRecord, getEvent } from '../events/events.service';
import { isInsider } from '../members/insiders.service';
import { cancelPrize } from '../offers/offers.service';
import { Card, type CardRecord } from './card.model';
import { CodeAlias } from './codeAlias.model';
import { Conflict } from './conflict.model';
import { Contact } from './contact.model';
import { Grant, type GrantRecord } from './grant.model';
import { badgesOf, newGrants, wantedRewards } from './grantRewards';
import { Scan } from './scan.model';
import { writeGrants } from './scanDesk';
import { Stamp, type StampRecord } from './stamp.model';

interface Merge {
  session: ClientSession;
  from: Types.ObjectId;
  to: Types.ObjectId;
  now: Date;
}

/** Gives the cards of one account to another. Of two stamps of one booth, and of two equal rewards, the earlier stays. */
export async function mergeCards(session: ClientSession, fromId: string, toId: string, now: Date): Promise<void> {
  const merge = { session, from: new Types.ObjectId(fromId), to: new Types.ObjectId(toId), now };
  const { from, to } = merge;
  const cards = await Card.find({ memberId: { $in: [from, to] } })
    .session(session)
    .lean();
  await voidTwins(merge);
  await dropTwinGrants(merge);
  await moveContacts(merge);
  await moveRows(Stamp, session, fromId, toId);
  await moveRows(Grant, session, fromId, toId);
  await Scan.updateMany({ memberId: from }, { $set: { memberId: to } }, { session });
  await Conflict.updateMany({ memberId: from }, { $set: { memberId: to } }, { session });
  await moveAliases(merge);
  for (const card of cards) {
    if (!card.memberId.equals(from) || card.closedAt) continue;
    const own = cards.find((each) => each.memberId.equals(to) && each.eventId.equals(card.eventId));
    if (own) await joinCards(merge, card, own);
    else
      await Card.updateOne(
        { _id: card._id, memberId: from },
        { $set: { memberId: to }, $inc: { version: 1 } },
        { session },
      );
  }
}

/** Pairs of rows that say the same of one person, the later one first. */
function laterTwins<T extends { memberId: Types.ObjectId; at: Date }>(
  rows: readonly T[],
  { from }: Merge,
  nameOf: (row: T) => string,
): T[] {
  const own = new Map(rows.filter((row) => !row.memberId.equals(from)).map((row) => [nameOf(row), row]));
  return rows.flatMap((row) => {
    const twin = row.memberId.equals(from) ? own.get(nameOf(row)) : undefined;
    if (!twin) return [];
    return [row.at < twin.at ? twin : row];
  });
}

/** The ledger takes the later of two equal rows back by itself; here only the stamp is marked. */
async function voidTwins(merge: Merge): Promise<void> {
  const { session, from, to, now } = merge;
  const stamps = await Stamp.find({ memberId: { $in: [from, to] }, active: true })
    .session(session)
    .lean();
  const twins = laterTwins(stamps, merge, (stamp) => `${stamp.eventId.toHexString()} ${stamp.boothId.toHexString()}`);
  if (twins.length === 0) return;
  await Stamp.updateMany(
    { _id: { $in: twins.map((stamp) => stamp._id) } },
    { $set: { active: false, voidedAt: now, voidCause: 'moved' } },
    { session },
  );
}

async function dropTwinGrants(merge: Merge): Promise<void> {
  const { session, from, to, now } = merge;
  const grants = await Grant.find({ memberId: { $in: [from, to] }, active: true })
    .session(session)
    .lean();
  const nameOf = (grant: GrantRecord) => `${grant.eventId.toHexString()} ${grant.rewardId.toHexString()} ${grant.part}`;
  for (const grant of laterTwins(grants, merge, nameOf)) {
    const id = grant._id.toHexString();
    // One that was handed out cannot be taken back; it is marked all the same, the person has the reward once.
    await cancelPrize(session, id, now);
    await Grant.updateOne({ _id: grant._id }, { $set: { active: false, voidedAt: now } }, { session });
    if (grant.part !== 'badge') continue;
    // The ledger may have moved before or after this domain: the row is under one of the two.
    for (const memberId of [from.toHexString(), to.toHexString()])
      await reverseEngagement(
        session,
        { memberId, kind: 'badge_earned', causeId: id },
        { because: 'account_merged', now },
      );
  }
}

async function moveContacts({ session, from, to }: Merge): Promise<void> {
  const own = await Contact.find({ memberId: to }, { eventId: 1, employeeId: 1 }).session(session).lean();
  const twins = own.map(({ eventId, employeeId }) => ({ eventId, employeeId }));
  const others = twins.length > 0 ? { $nor: twins } : {};
  await moveRows(Contact, session, from.toHexString(), to.toHexString(), others);
}

/** Codes that the old account fetched still name the person; new ones are minted under one name. */
async function moveAliases({ session, from, to }: Merge): Promise<void> {
  const own = await CodeAlias.find({ memberId: to, current: true }, { eventId: 1 }).session(session).lean();
  const taken = own.map((alias) => alias.eventId);
  await CodeAlias.updateMany(
    { memberId: from, eventId: { $in: taken } },
    { $set: { memberId: to, current: false } },
    { session },
  );
  await CodeAlias.updateMany({ memberId: from }, { $set: { memberId: to } }, { session });
}

/** Counts two cards as one: the old one is closed, the other has the stamps of both and what they earn together. */
async function joinCards(merge: Merge, old: CardRecord, own: CardRecord): Promise<void> {
  const { session, to, now } = merge;
  const event = await getEvent(own.eventId.toHexString(), session);
  const stamps = await Stamp.find({ memberId: to, eventId: own.eventId, active: true })
    .sort({ at: 1 })
    .session(session)
    .lean();
  const last = stamps.at(-1);
  const done = [old, own]
    .filter((card) => card.completedAt)
    .sort((a, b) => Number(a.completedAt) - Number(b.completedAt))[0];
  const completes = !done && last !== undefined && isCardComplete(stamps.length, event.cardRule.needed);
  const completed = done ?? (completes ? { completedAt: now, completedBy: last._id } : {});
  await Card.updateOne({ _id: old._id }, { $set: { closedAt: now } }, { session });
  await Card.updateOne(
    { _id: own._id },
    {
      $set: {
        stampCount: stamps.length,
        ...(completed.completedAt ? { completedAt: completed.completedAt, completedBy: completed.completedBy } : {}),
      },
      $inc: { version: 1 },
    },
    { session },
  );
  if (last) await grantJoined(merge, event, last, stamps.length);
  if (last && completes) await recordCompletion(merge, event, last);
}

async function grantJoined(
  { session, now }: Merge,
  event: EventRecord,
  last: StampRecord,
  count: number,
): Promise<void> {
  const insider = await isInsider(last.memberId.toHexString(), session);
  const wanted = wantedRewards(event, count);
  const grants = await newGrants(session, wanted, last, { insider, pendingInBatch: [] });
  await recordEngagements(session, badgesOf(grants, event, now, insider));
  await writeGrants(session, grants);
}

async function recordCompletion({ session, to, now }: Merge, event: EventRecord, last: StampRecord): Promise<void> {
  const fact = {
    memberId: to.toHexString(),
    kind: 'stamp_card_completed' as const,
    causeId: last._id.toHexString(),
    branchId: event.branchId.toHexString(),
    eventId: event._id.toHexString(),
  };
  await recordEngagements(session, [{ ...fact, occurredAt: now, recordedAt: now, because: CARD_RULE_VERSION }]);
  await recordConversion(session, { ...fact, at: now, now });
}
