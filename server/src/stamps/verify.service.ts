import { isCardComplete } from '@linzhang/shared/stamps/rewards.rules';
import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { standingEngagements } from '../engagements/standing.service';
import { findEvent } from '../events/events.service';
import { limitIdsOf } from '../members/members.service';
import { Card, type CardRecord } from './card.model';
import { Grant } from './grant.model';
import { wantedRewards } from './grantRewards';
import { Stamp } from './stamp.model';

/** Recomputes cards and rewards from the stamps, and the stamps from the ledger. */
export async function* verifyStamps(): AsyncIterable<Difference> {
  for await (const card of Card.find({ closedAt: { $exists: false } })
    .lean()
    .cursor())
    yield* await cardDifferences(card);
  yield* cardlessStamps();
  yield* ledgerDifferences('stamped', 'stamps.active', (causeId) => Stamp.exists({ _id: causeId, active: true }));
  yield* ledgerDifferences('badge_earned', 'rewardgrants.active', (causeId) =>
    Grant.exists({ _id: causeId, part: 'badge', active: true }),
  );
  yield* ledgerDifferences('stamp_card_completed', 'cards.completedBy', (causeId) =>
    Card.exists({ completedBy: causeId }),
  );
  yield* unrecorded();
}

async function cardDifferences(card: CardRecord): Promise<Difference[]> {
  const where = { memberId: card.memberId, eventId: card.eventId };
  const id = card._id.toHexString();
  const expected = await Stamp.countDocuments({ ...where, active: true });
  const differences: Difference[] = [];
  if (card.stampCount !== expected)
    differences.push({ projection: 'cards.stampCount', id, expected, found: card.stampCount });
  const event = await findEvent(card.eventId.toHexString());
  if (!event) return [...differences, { projection: 'cards.eventId', id, expected: 'an event', found: null }];
  const complete = isCardComplete(expected, event.cardRule.needed);
  if (complete !== (card.completedAt !== undefined))
    differences.push({ projection: 'cards.completedAt', id, expected: complete, found: card.completedAt ?? null });
  const persons = await limitIdsOf(card.memberId.toHexString());
  const grants = await Grant.find({ memberId: { $in: persons }, eventId: card.eventId, active: true }).lean();
  const nameOf = (part: { rewardId: Types.ObjectId; part: string }) => `${part.rewardId.toHexString()} ${part.part}`;
  const had = new Set(grants.map(nameOf));
  const missing = wantedRewards(event, expected).filter((wanted) => !had.has(nameOf(wanted)));
  for (const wanted of missing)
    differences.push({ projection: 'rewardgrants', id, expected: nameOf(wanted), found: null });
  return differences;
}

/** Members with stamps and no card. */
async function* cardlessStamps(): AsyncGenerator<Difference> {
  const groups = Stamp.aggregate<{ _id: { memberId: Types.ObjectId; eventId: Types.ObjectId }; count: number }>([
    { $match: { active: true } },
    { $group: { _id: { memberId: '$memberId', eventId: '$eventId' }, count: { $sum: 1 } } },
  ]);
  for await (const { _id, count } of groups.cursor<{
    _id: { memberId: Types.ObjectId; eventId: Types.ObjectId };
    count: number;
  }>())
    if (!(await Card.exists(_id)))
      yield { projection: 'cards', id: _id.memberId.toHexString(), expected: count, found: null };
}

/** Rows of the ledger that hold and stand for nothing. */
async function* ledgerDifferences(
  kind: 'stamped' | 'badge_earned' | 'stamp_card_completed',
  projection: string,
  find: (causeId: string) => Promise<unknown>,
): AsyncGenerator<Difference> {
  for await (const row of standingEngagements(kind))
    if (!(await find(row.causeId)))
      yield { projection, id: row.causeId, expected: `${kind} of ${row.memberId.toHexString()}`, found: null };
}

/** What is there and stands in no row of the ledger. */
async function* unrecorded(): AsyncGenerator<Difference> {
  const stamped = await causesOf('stamped');
  for await (const stamp of Stamp.find({ active: true }, { memberId: 1 }).lean().cursor())
    yield* missingCause(stamped, 'engagements.stamped', stamp.memberId, stamp._id);
  const badges = await causesOf('badge_earned');
  for await (const grant of Grant.find({ part: 'badge', active: true }, { memberId: 1 }).lean().cursor())
    yield* missingCause(badges, 'engagements.badge_earned', grant.memberId, grant._id);
  const completed = await causesOf('stamp_card_completed');
  const complete = { completedBy: { $exists: true }, closedAt: { $exists: false } };
  for await (const card of Card.find(complete, { memberId: 1, completedBy: 1 }).lean().cursor())
    if (card.completedBy)
      yield* missingCause(completed, 'engagements.stamp_card_completed', card.memberId, card.completedBy);
}

async function causesOf(kind: 'stamped' | 'badge_earned' | 'stamp_card_completed'): Promise<Set<string>> {
  const causes = new Set<string>();
  for await (const row of standingEngagements(kind)) causes.add(`${row.memberId.toHexString()} ${row.causeId}`);
  return causes;
}

function* missingCause(
  causes: ReadonlySet<string>,
  projection: string,
  memberId: Types.ObjectId,
  causeId: Types.ObjectId,
): Generator<Difference> {
  const expected = `${memberId.toHexString()} ${causeId.toHexString()}`;
  if (!causes.has(expected)) yield { projection, id: causeId.toHexString(), expected, found: null };
}
