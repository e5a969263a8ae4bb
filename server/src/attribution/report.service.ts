import { type ConversionKind, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { REPORT_MODELS, type ReportModel, type ReportSide, shareFen } from '@linzhang/shared/attribution/report.rules';
import { Types } from 'mongoose';
import { pageAfter, writeCursor } from '../db/pages';
import { Conversion, type ConversionRecord } from './conversion.model';
import { type LinePart, type ReportedConversion, reported } from './reportParts';

export interface ReportQuestion {
  branchId: string;
  /** Not included is `to`. */
  from: Date;
  to: Date;
  side: ReportSide;
}

/** What was credited. */
export interface ReportSums {
  /** Parts per million of conversions, by kind. */
  ppm: Partial<Record<ConversionKind, number>>;
  /** What the conversions brought to the bank, as far as it is credited here. */
  amountFen: number;
  /** What the redeemed claims among them cost the bank. */
  costFen: number;
}

/** What each model gives to a line. */
export type ModelSums = Record<ReportModel, ReportSums>;

/** A report by every model at once. */
export interface Report {
  total: ReportSums;
  /** Lines by what they stand for; null is what was credited to nobody, or to nothing of the kind. */
  lines: Map<string | null, ModelSums>;
}

const BATCH = 500;

/** Conversions of a branch's members in a period, credited by each model. Reads in batches: memory grows with the lines only. */
export async function reportOf(question: ReportQuestion): Promise<Report> {
  const report: Report = { total: noSums(), lines: new Map() };
  let batch: ConversionRecord[] = [];
  for await (const row of Conversion.find(within(question))
    .sort({ at: 1, _id: 1 })
    .lean()
    .cursor({ batchSize: BATCH })) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    await addBatch(report, batch, question.side);
    batch = [];
  }
  await addBatch(report, batch, question.side);
  return report;
}

function within({ branchId, from, to }: ReportQuestion): Record<string, unknown> {
  return { homeBranchId: new Types.ObjectId(branchId), at: { $gte: from, $lt: to } };
}

async function addBatch({ total, lines }: Report, rows: readonly ConversionRecord[], side: ReportSide): Promise<void> {
  for (const conversion of await reported(rows, side)) {
    const { kind, amountFen, costFen, partsBy } = conversion;
    add(total, kind, WHOLE_PPM, amountFen, costFen);
    for (const model of REPORT_MODELS) {
      const parts = partsBy(model);
      const ppms = parts.map(({ ppm }) => ppm);
      const [amounts, costs] = [shareFen(amountFen, ppms), shareFen(costFen, ppms)];
      for (const [index, { line, ppm }] of parts.entries())
        add(lineIn(lines, line)[model], kind, ppm, amounts[index] ?? 0, costs[index] ?? 0);
    }
  }
}

function lineIn(lines: Report['lines'], line: string | null): ModelSums {
  const known = lines.get(line);
  if (known) return known;
  const sums = Object.fromEntries(REPORT_MODELS.map((model) => [model, noSums()])) as ModelSums;
  lines.set(line, sums);
  return sums;
}

const noSums = (): ReportSums => ({ ppm: {}, amountFen: 0, costFen: 0 });

function add(sums: ReportSums, kind: ConversionKind, ppm: number, amountFen: number, costFen: number): void {
  sums.ppm[kind] = (sums.ppm[kind] ?? 0) + ppm;
  sums.amountFen += amountFen;
  sums.costFen += costFen;
}

export interface LineQuestion extends ReportQuestion {
  model: ReportModel;
  line: string | null;
  cursor?: string;
  limit: number;
}

/** A conversion behind a line, with the part of it that the line gets. */
export interface LineConversion extends ReportedConversion {
  ppm: number;
}

/** Rows looked at for one page: a line of few conversions goes on with the next page. */
const MOST_READ = 20 * BATCH;
const NEWEST_FIRST = { field: 'at', direction: -1 } as const;

/** The conversions behind one line, newest first. */
export async function conversionsOf(
  question: LineQuestion,
): Promise<{ items: LineConversion[]; nextCursor: string | null }> {
  const { side, model, line, limit } = question;
  const items: LineConversion[] = [];
  let cursor = question.cursor;
  for (let read = 0; read < MOST_READ; read += BATCH) {
    const request = { limit: BATCH, ...(cursor === undefined ? {} : { cursor }) };
    const page = await pageAfter(Conversion, within(question), NEWEST_FIRST, request, (row: ConversionRecord) => row);
    for (const conversion of await reported(page.items, side)) {
      const ppm = partOf(conversion.partsBy(model), line);
      if (ppm === 0) continue;
      if (items.length === limit) {
        const last = items.at(-1);
        return { items, nextCursor: last ? writeCursor(last.row, NEWEST_FIRST) : null };
      }
      items.push({ ...conversion, ppm });
    }
    if (page.nextCursor === null) return { items, nextCursor: null };
    cursor = page.nextCursor;
  }
  return { items, nextCursor: cursor ?? null };
}

function partOf(parts: readonly LinePart[], line: string | null): number {
  return parts.reduce((sum, part) => (part.line === line ? sum + part.ppm : sum), 0);
}
