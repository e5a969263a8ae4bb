import { Types } from 'mongoose';
import type { World } from '../support/world/world';

type Filter = Record<string, unknown>;

/** A way of making one stored thing wrong. */
export interface Breakage {
  /** What the checker calls it. */
  projection: string;
  collection: string;
  /** The row that is made wrong; some row of the collection where left out. */
  where?: (world: World) => Filter;
  /** The update that does it; without one the row is taken away. */
  change?: Record<string, unknown>;
}

const id = (hex: string): Types.ObjectId => new Types.ObjectId(hex);
const add = (field: string, by = 1) => ({ $inc: { [field]: by } });

const ofOffer = (world: World): Filter => ({ _id: id(world.offer.id) });
const ofEvent = (world: World): Filter => ({ _id: id(world.event.id) });
const ofCard = (world: World): Filter => ({ memberId: id(world.member.me.id) });
const used = (world: World): Filter => ({ _id: world.redeemed.claimId });
const ledger = (kind: string) => (): Filter => ({ kind, reverses: { $exists: false } });
const movement = (kind: string) => ({ collection: 'stockmovements', where: ledger(kind) });
const counter = (field: string, change: Record<string, unknown> = add(field)): Breakage => ({
  projection: `offerCounters.${field}`,
  collection: 'offercounters',
  where: ofOffer,
  change,
});

const offerBreakages: readonly Breakage[] = [
  counter('stock'),
  counter('budgetFen'),
  counter('unitsLeft'),
  counter('budgetLeftFen'),
  counter('spentFen'),
  counter('claimedCount'),
  counter('redeemedCount'),
  counter('offerVersion'),
  counter('claimable', { $set: { claimable: false } }),
  counter('overIssued', { $set: { unitsLeft: -1 } }),
  { projection: 'offerCounters', collection: 'offercounters', where: ofOffer },
  { projection: 'offerMonthlyCosts.budgetFen', collection: 'offermonthlycosts', change: add('budgetFen') },
  { projection: 'stockMovements.claimed', ...movement('claimed') },
  { projection: 'stockMovements.redeemed', ...movement('redeemed') },
  { projection: 'stockMovements.reversed', ...movement('reversed') },
  { projection: 'stockMovements.cancelled', ...movement('cancelled') },
  { projection: 'stockMovements.expired', ...movement('expired') },
  { projection: 'claims.movement', ...movement('claimed') },
  { projection: 'claims.overLimit', collection: 'offers', where: ofOffer, change: { $set: { perMember: 1 } } },
  { projection: 'redemptions.state', collection: 'redemptions', where: () => ({ state: 'redeemed' }) },
  { projection: 'redemptions.state', collection: 'claims', where: used, change: { $set: { state: 'claimed' } } },
  { projection: 'engagements.claimed', collection: 'engagements', where: ledger('claimed') },
  { projection: 'engagements.redeemed', collection: 'engagements', where: ledger('redeemed') },
];

const eventBreakages: readonly Breakage[] = [
  ...['confirmedCount', 'waitingCount', 'lastNumber'].map((field) => ({
    projection: `signupSheets.${field}`,
    collection: 'signupsheets',
    where: ofEvent,
    change: add(field),
  })),
  {
    projection: 'signupSheets.overCapacity',
    collection: 'signupsheets',
    where: ofEvent,
    change: { $set: { capacity: 0 } },
  },
  {
    projection: 'signupSheets.waitsBesideFreePlace',
    collection: 'signupsheets',
    where: ofEvent,
    change: { $set: { capacity: 2, open: true } },
  },
  ...['signed_up', 'signup_cancelled', 'checked_in'].map((kind) => ({
    projection: `engagements.${kind}`,
    collection: 'engagements',
    where: ledger(kind),
  })),
];

const stampBreakages: readonly Breakage[] = [
  { projection: 'cards.stampCount', collection: 'cards', where: ofCard, change: add('stampCount') },
  { projection: 'cards.completedAt', collection: 'cards', where: ofCard, change: { $unset: { completedAt: '' } } },
  { projection: 'cards.completedBy', collection: 'cards', where: ofCard, change: { $unset: { completedBy: '' } } },
  { projection: 'cards.eventId', collection: 'events', where: ofEvent },
  { projection: 'cards', collection: 'cards', where: ofCard },
  { projection: 'rewardgrants', collection: 'rewardgrants' },
  { projection: 'rewardgrants.active', collection: 'rewardgrants', where: () => ({ part: 'badge' }) },
  { projection: 'stamps.active', collection: 'stamps', where: () => ({ active: true }) },
  ...['stamped', 'badge_earned', 'stamp_card_completed'].map((kind) => ({
    projection: `engagements.${kind}`,
    collection: 'engagements',
    where: ledger(kind),
  })),
];

const peopleBreakages: readonly Breakage[] = [
  { projection: 'groups.memberCount', collection: 'groups', change: add('memberCount') },
  { projection: 'groups.overLimit', collection: 'groups', change: { $set: { memberLimit: 1 } } },
  { projection: 'channeldays.touches', collection: 'channeldays', change: add('touches') },
  { projection: 'channeldays.touches', collection: 'channeldays' },
  { projection: 'channelreviews.count', collection: 'channelreviews', change: add('count') },
  { projection: 'credits.ppm', collection: 'credits', change: add('ppm', -1) },
  {
    projection: 'credits.employeeId',
    collection: 'credits',
    change: { $set: { employeeId: new Types.ObjectId() } },
  },
  { projection: 'credits.conversionId', collection: 'conversions', where: () => ({ because: /origin/ }) },
  { projection: 'relations.originId', collection: 'relations', change: { $set: { originId: new Types.ObjectId() } } },
  {
    projection: 'engagements.reverses',
    collection: 'engagements',
    where: () => ({ reverses: { $exists: true } }),
    change: { $set: { reverses: new Types.ObjectId() } },
  },
  { projection: 'settings.version', collection: 'settings', change: add('version') },
  { projection: 'settings.version', collection: 'settings' },
  { projection: 'settings.values', collection: 'settings', change: add('values.dailyBindingReview') },
];

const worked = (): Filter => ({ lastWorkedAt: { $exists: true } });

const leadBreakages: readonly Breakage[] = [
  { projection: 'leadcounters.held', collection: 'leadcounters', change: add('held') },
  { projection: 'leadcounters.held', collection: 'leadcounters' },
  { projection: 'leadcounters.taken', collection: 'leadcounters', change: add('taken') },
  { projection: 'leads.state', collection: 'leads', where: worked, change: { $set: { state: 'qualified' } } },
  { projection: 'leads.live', collection: 'leads', where: worked, change: { $set: { live: false } } },
  {
    projection: 'leads.lastWorkedAt',
    collection: 'leads',
    where: worked,
    change: { $set: { lastWorkedAt: new Date(0) } },
  },
  { projection: 'aumaccounts.points', collection: 'aumaccounts', change: { $set: { 'points.0.fen': 1 } } },
  { projection: 'aumaccounts.aumFen', collection: 'aumaccounts', change: add('facts.aumFen') },
  { projection: 'standings', collection: 'aumaccounts' },
  { projection: 'standings.facts', collection: 'standings', change: add('facts.aumFen') },
  { projection: 'standings.settled', collection: 'standings', change: { $set: { settled: 'never' } } },
  { projection: 'standings.steps', collection: 'standings', change: { $set: { steps: [] } } },
];

const portfolioRow = (name: string, where: Filter, change: Record<string, unknown>): Breakage => ({
  projection: `portfolioRows.${name}`,
  collection: 'portfoliorows',
  where: () => where,
  change,
});

const listedRow = { end: { $ne: null } };

const portfolioBreakages: readonly Breakage[] = [
  { projection: 'portfolioRows', collection: 'portfoliorows', where: () => listedRow },
  portfolioRow('ownerId', {}, { $set: { ownerId: new Types.ObjectId() } }),
  portfolioRow('branchId', {}, { $set: { branchId: new Types.ObjectId() } }),
  portfolioRow('bound', { bound: { $ne: null } }, { $set: { bound: null } }),
  portfolioRow('customerNo', listedRow, { $set: { customerNo: 'C' } }),
  portfolioRow('start', listedRow, { $set: { start: { asOf: '2026-09-30' } } }),
  portfolioRow('end', listedRow, { $set: { 'end.segment': 'none' } }),
  portfolioRow('counts', listedRow, add('counts.endFen')),
  portfolioRow('cell', listedRow, { $set: { cell: '- - - - 00 0' } }),
  portfolioRow('aumFen', listedRow, add('aumFen')),
  portfolioRow('changeFen', listedRow, add('changeFen')),
];

/** Every projection that the checker knows, with something that makes it wrong. */
export const BREAKAGES: readonly Breakage[] = [
  ...offerBreakages,
  ...eventBreakages,
  ...stampBreakages,
  ...peopleBreakages,
  ...leadBreakages,
  ...portfolioBreakages,
];
