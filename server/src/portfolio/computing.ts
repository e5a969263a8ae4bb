import type { AccountFacts } from '@linzhang/shared/aum/aum.rules';
import { businessDay, businessQuarter, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { countsOf } from '@linzhang/shared/portfolio/counts.rules';
import { firstDayOf, lastDayOf, periodOf } from '@linzhang/shared/portfolio/quarters.rules';
import type { EngagementScore } from '@linzhang/shared/tiering/engagementScore.rules';
import { scopeReasons } from '@linzhang/shared/tiering/scope.rules';
import {
  assessStanding,
  type StandingFacts,
  type StandingResult,
  settledTier,
} from '@linzhang/shared/tiering/standing.rules';
import { DEFAULT_TIER_NUMBERS, type TierNumbers } from '@linzhang/shared/tiering/tiers.rules';
import { Types } from 'mongoose';
import { bindingsOf, type CreditedBinding, ownersAt, relationsOf } from '../attribution/memberRelations.service';
import { factsAt, type ListedMember, type ListedPoint, listedMembers } from '../aum/listed.service';
import { findEmployees } from '../employees/employees.service';
import { scoresOf } from '../engagements/scores.service';
import { nicknamesOf } from '../members/nicknames.service';
import { tierNumbersOfAll } from '../tiering/numbers.service';
import { findStandings } from '../tiering/tiering.service';
import { cellOf } from './cellKeys';
import type { PortfolioRowRecord, StoredEnd, StoredStart } from './portfolioRow.model';

/** A row as the ledgers and lists make it. */
export type ComputedRow = Omit<PortfolioRowRecord, '_id' | 'rev'>;

/** Everything about a batch of members that rows of any quarter rest on. */
export interface Sources {
  names: ReadonlyMap<string, string | null>;
  relations: Awaited<ReturnType<typeof relationsOf>>;
  bindings: ReadonlyMap<string, CreditedBinding>;
  listed: ReadonlyMap<string, ListedMember>;
  standings: ReadonlyMap<string, { facts: StandingFacts; result: StandingResult }>;
  /** By which tiers are lost and come near, of each member whom a list names. */
  numbers: ReadonlyMap<string, TierNumbers>;
}

/** Reads what the rows of these members rest on. */
export async function readSources(memberIds: readonly string[]): Promise<Sources> {
  const [names, relations, bindings, listed, standings] = await Promise.all([
    nicknamesOf(memberIds),
    relationsOf(memberIds),
    bindingsOf(memberIds),
    listedMembers(memberIds),
    findStandings(memberIds),
  ]);
  const byId = new Map(standings.map((row) => [row._id.toHexString(), row]));
  const ofBranches = await tierNumbersOfAll([...listed.values()].map(({ branchId }) => branchId));
  const numbers = new Map(
    [...listed].map(([id, { branchId }]) => [id, ofBranches.get(branchId) ?? DEFAULT_TIER_NUMBERS]),
  );
  return { names, relations, bindings, listed, standings: byId, numbers };
}

/** The same, but by the numbers by which some of the members were counted before: what is over is not counted anew. */
export function withNumbers(sources: Sources, kept: Iterable<readonly [string, TierNumbers]>): Sources {
  return { ...sources, numbers: new Map([...sources.numbers, ...kept]) };
}

/** The running quarter of an instant. */
export function runningQuarter(now: Date): string {
  return businessQuarter(businessDay(now));
}

/**
 * The rows of members in a quarter, by member. Who is not here any more, or has nothing to do with anybody and is in no
 * list, has none. A quarter that is over (`closed`) counts as its last day was; the running one as members stand now.
 */
export async function computeRows(
  memberIds: readonly string[],
  quarter: string,
  sources: Sources,
  closed: boolean,
): Promise<Map<string, ComputedRow>> {
  const owners = closed ? await closedOwners(memberIds, quarter, sources) : runningOwners(memberIds, sources);
  const ends = closed ? await closedEnds(memberIds, quarter, sources) : runningEnds(memberIds, sources);
  const starts = await startsOf([...ends.keys()], quarter, sources);
  const rows = memberIds.flatMap((memberId): [string, ComputedRow][] => {
    const owner = owners.get(memberId) ?? NOBODY;
    const end = ends.get(memberId) ?? null;
    const bound = boundIn(quarter, sources.bindings.get(memberId));
    const branchId = owner.branchId ?? (end ? (sources.listed.get(memberId)?.branchId ?? null) : null);
    if (!sources.names.has(memberId) || (branchId === null && !bound)) return [];
    // Whoever came after a quarter was over was no member in it.
    if (closed && !end && owner.ownerId === null && !bound) return [];
    const row = {
      memberId,
      quarter,
      ownerId: owner.ownerId,
      branchId,
      start: starts.get(memberId) ?? null,
      end,
      bound,
    };
    return [[memberId, rowOf(row, sources, closed)]];
  });
  return new Map(rows);
}

interface Served {
  ownerId: string | null;
  branchId: string | null;
}

const NOBODY: Served = { ownerId: null, branchId: null };

function runningOwners(memberIds: readonly string[], { relations }: Sources): Map<string, Served> {
  return new Map(memberIds.map((id) => [id, relations.get(id) ?? NOBODY]));
}

/** Who served members at the end of a quarter that is over; the branch is the owner's of then. */
async function closedOwners(
  memberIds: readonly string[],
  quarter: string,
  { relations }: Sources,
): Promise<Map<string, Served>> {
  const owners = await ownersAt(memberIds, periodOf(quarter).to);
  const strangers = memberIds.filter((id) => owners.has(id) && owners.get(id) !== relations.get(id)?.ownerId);
  const employees = await findEmployees([...new Set(strangers.map((id) => owners.get(id) ?? ''))]);
  const branches = new Map(employees.map((row) => [row._id.toHexString(), row.branchId.toHexString()]));
  return new Map(
    memberIds.map((id) => {
      const ownerId = owners.get(id) ?? null;
      return [id, { ownerId, branchId: branches.get(ownerId ?? '') ?? relations.get(id)?.branchId ?? null }];
    }),
  );
}

function runningEnds(memberIds: readonly string[], { listed, standings }: Sources): Map<string, StoredEnd> {
  return new Map(
    memberIds.flatMap((id): [string, StoredEnd][] => {
      const row = standings.get(id);
      return row && listed.has(id) ? [[id, endState(row.facts, row.result)]] : [];
    }),
  );
}

/** Where members stood on the last day of a quarter that is over, by the lists and the ledger alone. */
async function closedEnds(
  memberIds: readonly string[],
  quarter: string,
  sources: Sources,
): Promise<Map<string, StoredEnd>> {
  const [day, end] = [lastDayOf(quarter), periodOf(quarter).to];
  const known = pointsOn(memberIds, day, sources);
  if (known.length === 0) return new Map();
  const [facts, scores] = await Promise.all([
    factsAt(known),
    scoresOf(
      known.map(({ memberId }) => memberId),
      end,
    ),
  ]);
  const last = new Date(end.getTime() - 1);
  return new Map(
    known.map(({ memberId }, index) => {
      const said = facts[index] as AccountFacts;
      const score = scores.get(memberId) ?? null;
      return [memberId, endState(said, assessedOn(day, said, memberId, sources, last, score))];
    }),
  );
}

function endState(facts: StandingFacts, result: StandingResult): StoredEnd {
  const { asOf, aumFen, products, transactions, mobileActive } = facts;
  const { tier, segment, scope, watch, near } = result;
  const states = { tier, segment, scope: [...scope], inScope: scope.length > 0, watch, near };
  return { asOf, aumFen, products: [...products], transactions, mobileActive, ...states };
}

/** Where members stood on the first day of a quarter: by the latest rows of then, whenever the list came. */
async function startsOf(
  memberIds: readonly string[],
  quarter: string,
  sources: Sources,
): Promise<Map<string, StoredStart>> {
  const day = firstDayOf(quarter);
  const known = pointsOn(memberIds, day, sources);
  const facts = known.length > 0 ? await factsAt(known) : [];
  const first = startOfBusinessDay(day);
  return new Map(
    known.map(({ memberId }, index) => {
      const said = facts[index] as AccountFacts;
      // A tier is one of AUM alone: no score is needed.
      const { tier } = assessedOn(day, said, memberId, sources, first, null);
      const { asOf, aumFen } = said;
      return [memberId, { asOf, tier, inScope: scopeReasons(said).length > 0, aumFen }];
    }),
  );
}

/** The latest point of each listed member up to a day. */
function pointsOn(
  memberIds: readonly string[],
  day: string,
  { listed }: Sources,
): (ListedPoint & { memberId: string })[] {
  return memberIds.flatMap((memberId) => {
    const member = listed.get(memberId);
    const point = member?.points.findLast(({ on }) => on <= day);
    return member && point ? [{ memberId, accountId: member.accountId, point }] : [];
  });
}

function assessedOn(
  day: string,
  facts: StandingFacts,
  memberId: string,
  { listed, numbers }: Sources,
  now: Date,
  score: EngagementScore | null,
): StandingResult {
  const points = (listed.get(memberId)?.points ?? []).filter(({ on }) => on <= day);
  const by = numbers.get(memberId);
  return assessStanding({ facts, points, settled: settledTier(points, facts.asOf, by), score }, now, day, by);
}

function boundIn(quarter: string, binding: CreditedBinding | undefined): CreditedBinding | null {
  return binding && businessQuarter(businessDay(binding.at)) === quarter ? binding : null;
}

interface RowParts extends Served {
  memberId: string;
  quarter: string;
  start: StoredStart | null;
  end: StoredEnd | null;
  bound: CreditedBinding | null;
}

function rowOf(parts: RowParts, { names, listed, numbers }: Sources, closed: boolean): ComputedRow {
  const { memberId, quarter, ownerId, branchId, start, end, bound } = parts;
  return {
    memberId: new Types.ObjectId(memberId),
    quarter,
    branchId: idOf(branchId),
    ownerId: idOf(ownerId),
    name: names.get(memberId) ?? null,
    customerNo: end ? (listed.get(memberId)?.customerNo ?? null) : null,
    start,
    end,
    bound: bound ? storedBinding(bound) : null,
    ...sumsOf(start, end),
    by: end ? (numbers.get(memberId) ?? null) : null,
    closed,
  };
}

/** What follows from the two ends of a row. */
export function sumsOf(
  start: StoredStart | null,
  end: StoredEnd | null,
): Pick<PortfolioRowRecord, 'counts' | 'cell' | 'aumFen' | 'changeFen'> {
  const counts = countsOf(start, end);
  return {
    counts,
    cell: cellOf(start, end, counts),
    aumFen: end?.aumFen ?? -1,
    changeFen: start && end ? end.aumFen - start.aumFen : 0,
  };
}

/** A binding as it is stored. */
export function storedBinding({ employeeId, branchId, at }: CreditedBinding) {
  return { employeeId: new Types.ObjectId(employeeId), branchId: idOf(branchId), at };
}

function idOf(id: string | null): Types.ObjectId | null {
  return id === null ? null : new Types.ObjectId(id);
}
