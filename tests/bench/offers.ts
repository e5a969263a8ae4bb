import { randomBytes } from 'node:crypto';
import { claimCodeOf } from '@linzhang/shared/claims/claims.rules';
import mongoose, { Types } from 'mongoose';
import { type Caller, requestId } from '../support/api';
import { type Seeded, seedMembers } from '../support/seed';
import { buildStaffed } from '../support/world/branch';
import { buildOffer, claim } from '../support/world/offers';

export const STOCK = 1_000_000;
const PER_MEMBER = 100;
const CHUNK = 5_000;

interface Doc extends mongoose.mongo.Document {
  _id: string | Types.ObjectId;
}

/** Rows of the connected database. */
export function rows(name: string): mongoose.mongo.Collection<Doc> {
  return mongoose.connection.collection<Doc>(name);
}

async function insertAll(name: string, all: readonly Doc[]): Promise<void> {
  for (let from = 0; from < all.length; from += CHUNK) await rows(name).insertMany(all.slice(from, from + CHUNK));
}

async function only(name: string, filter: Record<string, unknown>): Promise<Doc> {
  const found = await rows(name).findOne(filter);
  if (!found) throw new Error(`nothing in ${name}`);
  return found;
}

/** An offer that costs money, of a stock that no run uses up: others are copied from it. */
export async function firstOffer(api: Caller): Promise<Types.ObjectId> {
  const branch = await buildStaffed(api);
  const { id } = await buildOffer(api, branch, {
    terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 1 },
    stock: STOCK,
    perMember: PER_MEMBER,
    budgetFen: STOCK,
  });
  return new Types.ObjectId(id);
}

/** Published offers like another one, with their counters and their first entry of the ledger. */
export async function copyOffers(from: Types.ObjectId, count: number, claimed = 0): Promise<string[]> {
  const [offer, counter, movement] = [
    await only('offers', { _id: from }),
    await only('offercounters', { _id: from }),
    await only('stockmovements', { offerId: from, kind: 'published' }),
  ];
  const ids = Array.from({ length: count }, () => new Types.ObjectId());
  const left = { unitsLeft: STOCK - claimed, budgetLeftFen: STOCK - claimed, claimedCount: claimed };
  await insertAll(
    'offers',
    ids.map((_id) => ({ ...offer, _id })),
  );
  await insertAll(
    'offercounters',
    ids.map((_id) => ({ ...counter, ...left, _id })),
  );
  await insertAll(
    'stockmovements',
    ids.map((offerId) => ({ ...movement, offerId, _id: `${offerId.toHexString()}:published` })),
  );
  await countInMonth(count);
  return ids.map((id) => id.toHexString());
}

/** Every offer counts in its month with what it can cost: one fen for each unit. */
async function countInMonth(offers: number): Promise<void> {
  await rows('offermonthlycosts').updateOne({}, { $inc: { budgetFen: offers * STOCK } });
}

/** Claims that were made before, so many offers of them by every member, each with its movement and engagement. */
export async function seedClaims(
  api: Caller,
  offer: Types.ObjectId,
  members: readonly Seeded[],
  offers: number,
): Promise<void> {
  const [someone] = await seedMembers(1);
  if (!someone) throw new Error('nobody');
  const person = { name: '', token: someone.token, me: null as never };
  const { id } = await claim(api, person, offer.toHexString());
  const [row, movement, engagement] = [
    await only('claims', { _id: id }),
    await only('stockmovements', { claimId: id }),
    await only('engagements', { claimId: id }),
  ];
  for (const offerId of (await copyOffers(offer, offers, members.length)).map((each) => new Types.ObjectId(each))) {
    const made = members.map(({ memberId }) => ({
      claimId: claimCodeOf(randomBytes(11)),
      memberId: new Types.ObjectId(memberId),
    }));
    await insertAll(
      'claims',
      made.map(({ claimId, memberId }) => ({ ...row, _id: claimId, memberId, offerId, causeId: requestId() })),
    );
    await insertAll(
      'stockmovements',
      made.map(({ claimId }) => ({ ...movement, _id: `${claimId}:claimed`, claimId, offerId })),
    );
    await insertAll(
      'engagements',
      made.map(({ claimId, memberId }) => ({
        ...engagement,
        _id: new Types.ObjectId(),
        memberId,
        causeId: claimId,
        claimId,
        offerId,
      })),
    );
  }
}

/** Takes an offer away with all that was claimed of it, so that the next run meets the same number of claims. */
export async function removeOffer(offerId: string): Promise<void> {
  const id = new Types.ObjectId(offerId);
  for (const name of ['claims', 'stockmovements', 'engagements']) await rows(name).deleteMany({ offerId: id });
  for (const name of ['offers', 'offercounters']) await rows(name).deleteOne({ _id: id });
  await countInMonth(-1);
}
