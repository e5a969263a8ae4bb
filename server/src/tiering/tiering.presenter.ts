import { businessDay } from '@linzhang/shared/kernel/time';
import { scoreAt } from '@linzhang/shared/tiering/engagementScore.rules';
import { SEGMENT_ACTIONS, segmentMoves } from '@linzhang/shared/tiering/segment.rules';
import { assessStanding } from '@linzhang/shared/tiering/standing.rules';
import type { MyStanding, StandingAnswer } from '@linzhang/shared/tiering/tiering.contract';
import { tierOutlook } from '@linzhang/shared/tiering/tiers.rules';
import { relationOf } from '../attribution/attribution.service';
import { branchNames } from '../branches/branches.service';
import { findEmployees } from '../employees/employees.service';
import { tierNumbersOf } from './numbers.service';
import { type OpenRise, openRise, supportersOf } from './service.service';
import type { StandingRecord } from './standing.model';
import { findStanding } from './tiering.service';

/** Computed at the call: what a member reads follows the day, not the last night. */
async function outlookOf(row: StandingRecord, now: Date) {
  const numbers = await tierNumbersOf(row.branchId.toHexString());
  const result = assessStanding(row, now, businessDay(now), numbers);
  const state = { tier: result.tier, since: result.tierSince, monthsBelow: result.monthsBelow };
  const { watch, monthsLeft, keepsFen, next, near } = tierOutlook(state, result.averageFen, numbers);
  return {
    result,
    outlook: {
      tier: result.tier,
      since: result.tierSince,
      asOf: row.facts.asOf,
      averageFen: result.averageFen,
      watch,
      monthsLeft,
      keepsFen,
      next,
      near,
    },
  };
}

/** The own standing as the member reads it. */
export async function presentMyStanding(memberId: string, now: Date): Promise<MyStanding> {
  const [row, { ownerId }, supporterIds, rise] = await Promise.all([
    findStanding(memberId),
    relationOf(memberId),
    supportersOf(memberId),
    openRise(memberId, now),
  ]);
  const specialistId = rise?.specialistId ?? null;
  const employees = await findEmployees([ownerId, specialistId, ...supporterIds].filter((id) => id !== null));
  const manager = employees.find((each) => each._id.toHexString() === ownerId && each.status !== 'disabled');
  const branchId = manager?.branchId.toHexString();
  const branch = branchId ? ((await branchNames([branchId])).get(branchId) ?? '') : '';
  const supporters = employees.filter(
    (each) => supporterIds.includes(each._id.toHexString()) && each.status !== 'disabled',
  );
  return {
    standing: row ? (await outlookOf(row, now)).outlook : null,
    manager: manager ? { name: manager.name, branch, workPhone: manager.workPhone ?? null } : null,
    supporters: supporters.map(({ name, workPhone }) => ({ name, workPhone: workPhone ?? null })),
    rise: rise ? presentRise(rise, employees) : null,
  };
}

function presentRise(
  { from, to, on, choices, specialistId }: OpenRise,
  employees: Awaited<ReturnType<typeof findEmployees>>,
): NonNullable<MyStanding['rise']> {
  const specialist = employees.find(({ _id }) => _id.toHexString() === specialistId);
  const { name, position } = specialist ?? {};
  return { from, to, on, choices, specialist: name && position ? { name, position } : null };
}

/** Where a member stands, for who serves the member. */
export async function presentStanding(memberId: string, now: Date): Promise<StandingAnswer> {
  const [row, supporterIds] = await Promise.all([findStanding(memberId), supportersOf(memberId)]);
  const employees = await findEmployees(supporterIds);
  return {
    standing: row ? await wholeStanding(row, now) : null,
    supporters: employees.map(({ _id, name }) => ({ id: _id.toHexString(), name })),
  };
}

async function wholeStanding(row: StandingRecord, now: Date): Promise<NonNullable<StandingAnswer['standing']>> {
  const { result, outlook } = await outlookOf(row, now);
  return {
    ...outlook,
    aumFen: row.facts.aumFen,
    segment: result.segment,
    potential: { ...result.potential },
    moves: segmentMoves(result.averageFen, result.potential),
    actions: [...SEGMENT_ACTIONS[result.segment]],
    scope: result.scope,
    score: row.score ? Math.round(scoreAt(row.score, now) * 100) / 100 : 0,
    trendPercent: result.trendPercent,
    products: [...row.facts.products],
    history: row.steps.map(({ on, tier, segment }) => ({ on, tier, segment })),
    ruleVersion: result.ruleVersion,
  };
}
