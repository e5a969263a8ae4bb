import { CONVERSION_KINDS, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { markovCredits } from '@linzhang/shared/attribution/markov.rules';
import { type Path, sharesOf } from '@linzhang/shared/attribution/paths.rules';
import type {
  AttributionPaths,
  AttributionReport,
  CreditedSums,
  LineQuery,
  PathQuery,
  ReportConversion,
  ReportQuery,
} from '@linzhang/shared/attribution/report.contract';
import {
  isReportable,
  PATH_RULES,
  type PathSide,
  REPORT_MODELS,
  type ReportSide,
  ruleVersionOf,
} from '@linzhang/shared/attribution/report.rules';
import { shapleyCredits } from '@linzhang/shared/attribution/shapley.rules';
import type { EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { channelNames } from '../channels/journeys.service';
import { openableAmong } from '../customers/customers.service';
import { employeeNames } from '../employees/employees.service';
import { groupNames } from '../groups/groups.service';
import { maskedNames } from '../members/members.service';
import { pathsOf } from './paths.service';
import { conversionsOf, type LineConversion, type ReportSums, reportOf } from './report.service';

/** The report of a branch and a period, the line with the most conversions first. */
export async function presentReport({ branchId, from, to, by }: ReportQuery): Promise<AttributionReport> {
  const { total, lines } = await reportOf({ branchId, ...periodOf(from, to), side: by });
  const names = await namesOf(
    by,
    [...lines.keys()].flatMap((id) => id ?? []),
  );
  const rows = [...lines].map(([id, sums]) => ({
    id,
    name: id === null ? null : (names.get(id) ?? id),
    models: REPORT_MODELS.map((model) => ({ model, ruleVersion: ruleVersionOf(model), ...presentSums(sums[model]) })),
  }));
  return { by, total: presentSums(total), rows: rows.sort(byOrigin) };
}

type Row = AttributionReport['rows'][number];

/** The line with the most conversions by origin first; of as many, the one to which the comparing models give more. */
function byOrigin(one: Row, other: Row): number {
  return sizeOf(other, 0) - sizeOf(one, 0) || sizeOf(other, 1) - sizeOf(one, 1);
}

function sizeOf({ models }: Row, from: number): number {
  const shown = from === 0 ? models.slice(0, 1) : models.slice(from);
  return shown.reduce((sum, { conversions }) => sum + conversions, 0);
}

function presentSums({ ppm, amountFen, costFen }: ReportSums): CreditedSums {
  const kinds = CONVERSION_KINDS.flatMap((kind) => {
    const parts = ppm[kind];
    return parts ? [{ kind, conversions: parts / WHOLE_PPM }] : [];
  });
  return {
    conversions: Object.values(ppm).reduce((sum, parts) => sum + parts, 0) / WHOLE_PPM,
    kinds,
    amountFen,
    costFen,
    returnRatio: costFen > 0 ? amountFen / costFen : null,
  };
}

/** The conversions behind one line, newest first; those of whom the reader may not see any more open nothing. */
export async function presentConversions(query: LineQuery, reader: EmployeeSubject): Promise<Page<ReportConversion>> {
  const { branchId, from, to, by, model, line = null, cursor, limit } = query;
  const question = { branchId, ...periodOf(from, to), side: by, model, line, limit };
  const { items, nextCursor } = await conversionsOf({ ...question, ...(cursor === undefined ? {} : { cursor }) });
  const memberIds = items.map(({ row }) => row.memberId.toHexString());
  const [names, openable] = await Promise.all([maskedNames(memberIds), openableAmong(reader, memberIds)]);
  return { items: items.map((each) => presentConversion(each, names, openable)), nextCursor };
}

function presentConversion(
  { row, kind, ppm, amountFen, costFen }: LineConversion,
  names: ReadonlyMap<string, string>,
  openable: ReadonlySet<string>,
): ReportConversion {
  const id = row.memberId.toHexString();
  return {
    id: row._id.toHexString(),
    member: { id, name: names.get(id) ?? '', number: memberNumber(id) },
    kind,
    at: row.at.toISOString(),
    part: ppm / WHOLE_PPM,
    amountFen,
    costFen,
    product: row.product ?? null,
    can: { open: openable.has(id) },
  };
}

/** What each channel, group or source was worth in a period, by both models over the paths. */
export async function presentPaths({ branchId, from, to, by }: PathQuery): Promise<AttributionPaths> {
  const paths = await pathsOf({ branchId, ...periodOf(from, to), side: by });
  const markov = markovCredits(paths);
  const shapley = shapleyCredits(paths);
  if (!shapley) throw new AppError('too_many_players');
  const names = await namesOf(by, [...markov.removalEffects.keys()]);
  const shares = sharesOf(shapley);
  const converted = countOf(paths, 'converted');
  return {
    by,
    ruleVersion: PATH_RULES,
    converted,
    lost: countOf(paths, 'lost'),
    conversionRate: markov.conversionRate,
    rows: [...markov.removalEffects].map(([id, removalEffect]) => ({
      id,
      name: names.get(id) ?? id,
      removalEffect,
      markovShare: markov.shares.get(id) ?? 0,
      shapley: shapley.get(id) ?? 0,
      shapleyShare: converted > 0 ? (shares.get(id) ?? 0) : 0,
    })),
  };
}

function countOf(paths: readonly Path[], outcome: 'converted' | 'lost'): number {
  return paths.reduce((sum, path) => sum + path[outcome], 0);
}

/** Instants of a period of business days, the last one included. */
function periodOf(from: string, to: string): { from: Date; to: Date } {
  if (!isReportable(from, to)) throw new AppError('period_invalid');
  return { from: startOfBusinessDay(from), to: startOfBusinessDay(addBusinessDays(to, 1)) };
}

/** Names of what the lines stand for; placements and sources have their words where they are shown. */
async function namesOf(side: ReportSide | PathSide, ids: readonly string[]): Promise<Map<string, string>> {
  if (side === 'manager') return employeeNames(ids);
  if (side === 'channel') return channelNames(ids);
  if (side === 'group') return groupNames(ids);
  return new Map(ids.map((id) => [id, id]));
}
