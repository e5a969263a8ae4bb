import { type ConversionKind, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { markovCredits } from '@linzhang/shared/attribution/markov.rules';
import { type Path, sharesOf } from '@linzhang/shared/attribution/paths.rules';
import type {
  AttributionPaths,
  AttributionReport,
  PathQuery,
  ReportQuery,
} from '@linzhang/shared/attribution/report.contract';
import { isReportable, type PathSide, type ReportSide } from '@linzhang/shared/attribution/report.rules';
import { shapleyCredits } from '@linzhang/shared/attribution/shapley.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { addBusinessDays, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { channelNames } from '../channels/journeys.service';
import { employeeNames } from '../employees/employees.service';
import { groupNames } from '../groups/groups.service';
import { pathsOf } from './paths.service';
import { type ReportSums, reportOf } from './report.service';

/** The report of a branch and a period, the line with the most conversions first. */
export async function presentReport({ branchId, from, to, by, model }: ReportQuery): Promise<AttributionReport> {
  const lines = await reportOf({ branchId, ...periodOf(from, to), side: by, model });
  const ids = [...lines.keys()].flatMap((id) => id ?? []);
  const names = await namesOf(by, ids);
  const rows = [...lines].map(([id, sums]) => presentLine(id, id === null ? null : (names.get(id) ?? id), sums));
  return { by, model, rows: rows.sort((one, other) => other.conversions - one.conversions) };
}

function presentLine(id: string | null, name: string | null, sums: ReportSums): AttributionReport['rows'][number] {
  const kinds = Object.entries(sums.ppm) as [ConversionKind, number][];
  const { amountFen, costFen } = sums;
  return {
    id,
    name,
    conversions: kinds.reduce((sum, [, ppm]) => sum + ppm, 0) / WHOLE_PPM,
    kinds: kinds.map(([kind, ppm]) => ({ kind, conversions: ppm / WHOLE_PPM })),
    amountFen,
    costFen,
    returnRatio: costFen > 0 ? amountFen / costFen : null,
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
