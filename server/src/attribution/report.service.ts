import { type ConversionKind, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { comparingCredits } from '@linzhang/shared/attribution/models.rules';
import {
  broughtFen,
  type CreditedPart,
  lineOf,
  type ReportModel,
  type ReportSide,
  shareFen,
} from '@linzhang/shared/attribution/report.rules';
import { Types } from 'mongoose';
import { campaignsOf, settledCosts } from '../offers/campaigns.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { readWay } from './keptTouch';
import { type KnownConversion, withCredits } from './standingConversions';

export interface ReportQuestion {
  branchId: string;
  /** Not included is `to`. */
  from: Date;
  to: Date;
  side: ReportSide;
  model: ReportModel;
}

/** What was credited to one line of a report. */
export interface ReportSums {
  /** Parts per million of conversions, by kind. */
  ppm: Partial<Record<ConversionKind, number>>;
  /** What the conversions brought to the bank, as far as it is credited here. */
  amountFen: number;
  /** What the redeemed claims among them cost the bank. */
  costFen: number;
}

/** Lines by what they stand for; null is what was credited to nobody, or to nothing of the kind. */
export type ReportLines = Map<string | null, ReportSums>;

const BATCH = 500;

/**
 * Conversions of a branch's members in a period, credited by a model. What was taken back, what waits for a head and
 * what people did who work here is left out. Reads in batches: memory grows with the lines only.
 */
export async function reportOf({ branchId, from, to, side, model }: ReportQuestion): Promise<ReportLines> {
  const lines: ReportLines = new Map();
  const where = { homeBranchId: new Types.ObjectId(branchId), at: { $gte: from, $lt: to } };
  let batch: ConversionRecord[] = [];
  for await (const row of Conversion.find(where).sort({ at: 1, _id: 1 }).lean().cursor({ batchSize: BATCH })) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    await addBatch(lines, batch, side, model);
    batch = [];
  }
  await addBatch(lines, batch, side, model);
  return lines;
}

async function addBatch(
  lines: ReportLines,
  rows: readonly ConversionRecord[],
  side: ReportSide,
  model: ReportModel,
): Promise<void> {
  const known = (await withCredits(rows)).filter(isCounted);
  const claims = known.filter(({ row }) => row.kind === 'claim_redeemed').map(({ row }) => row.causeId);
  const costs = await settledCosts(claims);
  const campaigns = side === 'campaign' ? await campaignsOf(offersOf(known)) : new Map<string, string>();
  for (const each of known) {
    const parts = partsOf(each, model);
    const campaignOf = ({ way }: CreditedPart) =>
      campaigns.get(each.row.offerId?.toHexString() ?? '') ?? campaigns.get(way?.offerId ?? '') ?? null;
    const credited = parts.map((part) => ({ line: lineOf(side, part, campaignOf(part)), ppm: part.ppm }));
    const all = credited.length > 0 ? credited : [{ line: null, ppm: WHOLE_PPM }];
    addConversion(lines, each.row, all, costs.get(each.row.causeId) ?? 0);
  }
}

/** Whether a conversion stands in reports and paths at all. */
export function isCounted({ row, reversed, held }: KnownConversion): boolean {
  return !reversed && !held && row.because !== 'insider';
}

function offersOf(known: readonly KnownConversion[]): string[] {
  const ids = known.flatMap(({ row, touches }) => [
    row.offerId?.toHexString(),
    row.originWay?.offerId?.toHexString(),
    ...touches.map((touch) => touch.offerId),
  ]);
  return [...new Set(ids)].flatMap((id) => (id ? [id] : []));
}

/** The parts of a conversion's credit, each with the way by which it came. */
function partsOf(each: KnownConversion, model: ReportModel): (CreditedPart & { ppm: number })[] {
  const { row, touches, held, credits } = each;
  if (model === 'origin') {
    const way = row.originWay ? readWay(row.originWay) : null;
    return credits.map(({ employeeId, ppm }) => ({ employeeId: employeeId.toHexString(), way, ppm }));
  }
  return comparingCredits(model, { at: row.at, because: row.because, held, touches }).map(({ touch, ppm }) => ({
    employeeId: touch.employeeId,
    way: touch,
    ppm,
  }));
}

function addConversion(
  lines: ReportLines,
  { kind, amountFen }: ConversionRecord,
  credited: readonly { line: string | null; ppm: number }[],
  costFen: number,
): void {
  const parts = credited.map(({ ppm }) => ppm);
  const [amounts, costs] = [shareFen(broughtFen(kind, amountFen), parts), shareFen(costFen, parts)];
  for (const [index, { line, ppm }] of credited.entries()) {
    const sums = lines.get(line) ?? { ppm: {}, amountFen: 0, costFen: 0 };
    sums.ppm[kind] = (sums.ppm[kind] ?? 0) + ppm;
    sums.amountFen += amounts[index] ?? 0;
    sums.costFen += costs[index] ?? 0;
    lines.set(line, sums);
  }
}
