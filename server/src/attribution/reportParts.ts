import { type ConversionKind, WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { comparingCredits } from '@linzhang/shared/attribution/models.rules';
import {
  broughtFen,
  type CreditedPart,
  lineOf,
  type ReportModel,
  type ReportSide,
} from '@linzhang/shared/attribution/report.rules';
import { campaignsOfEvents } from '../events/campaigns.service';
import { campaignsOf, settledCosts } from '../offers/campaigns.service';
import type { ConversionRecord } from './conversion.model';
import { readWay } from './keptTouch';
import { type KnownConversion, withCredits } from './standingConversions';

/** A part of a conversion with the line of a report that gets it; null is nobody's, or nothing of the kind. */
export interface LinePart {
  line: string | null;
  ppm: number;
}

/** A conversion that stands in a report, with what it brought, what it cost, and to which lines it goes by a model. */
export interface ReportedConversion {
  row: ConversionRecord;
  kind: ConversionKind;
  amountFen: number;
  costFen: number;
  /** The parts by a model; they sum to a whole conversion. */
  partsBy: (model: ReportModel) => LinePart[];
}

/** Whether a conversion stands in reports and paths at all. */
export function isCounted({ row, reversed, held }: KnownConversion): boolean {
  return !reversed && !held && row.because !== 'insider';
}

/**
 * Those of some conversions that stand in a report: what was taken back, what waits for a head and what people did who
 * work here is left out.
 */
export async function reported(rows: readonly ConversionRecord[], side: ReportSide): Promise<ReportedConversion[]> {
  const known = (await withCredits(rows)).filter(isCounted);
  const claims = known.filter(({ row }) => row.kind === 'claim_redeemed').map(({ row }) => row.causeId);
  const [costs, campaigns] = await Promise.all([settledCosts(claims), side === 'campaign' ? campaignsIn(known) : NONE]);
  return known.map((each) => {
    const { kind, amountFen, causeId } = each.row;
    return {
      row: each.row,
      kind,
      amountFen: broughtFen(kind, amountFen),
      costFen: costs.get(causeId) ?? 0,
      partsBy: (model) => linesOf(side, each, model, campaigns),
    };
  });
}

type Campaigns = ReadonlyMap<string, string>;
const NONE: Campaigns = new Map();

/** Campaigns of the offers and events of some conversions, and of the channels that led to them, by offer and event. */
async function campaignsIn(known: readonly KnownConversion[]): Promise<Campaigns> {
  const ways = known.flatMap(({ row, touches }) => [...(row.originWay ? [readWay(row.originWay)] : []), ...touches]);
  const idsOf = (kind: 'offerId' | 'eventId') => [
    ...new Set([...known.map(({ row }) => row[kind]?.toHexString()), ...ways.map((way) => way[kind])]),
  ];
  const [offers, events] = await Promise.all([
    campaignsOf(idsOf('offerId').flatMap((id) => id ?? [])),
    campaignsOfEvents(idsOf('eventId').flatMap((id) => id ?? [])),
  ]);
  return new Map([...offers, ...events]);
}

function linesOf(side: ReportSide, each: KnownConversion, model: ReportModel, campaigns: Campaigns): LinePart[] {
  const own =
    campaigns.get(each.row.offerId?.toHexString() ?? '') ?? campaigns.get(each.row.eventId?.toHexString() ?? '');
  const campaignOf = ({ way }: CreditedPart) =>
    own ?? campaigns.get(way?.offerId ?? '') ?? campaigns.get(way?.eventId ?? '') ?? null;
  const parts = partsOf(each, model).map((part) => ({ line: lineOf(side, part, campaignOf(part)), ppm: part.ppm }));
  // What nobody is credited with is still what its campaign brought and cost.
  return parts.length > 0 ? parts : [{ line: side === 'campaign' ? (own ?? null) : null, ppm: WHOLE_PPM }];
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
