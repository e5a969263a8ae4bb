import { businessDaysBetween } from '../kernel/time';
import {
  ATTRIBUTION_RULES,
  type ConversionKind,
  IMPORTED_KINDS,
  PERFORMANCE_MODEL,
  WHOLE_PPM,
} from './attribution.rules';
import { COMPARING_MODELS, COMPARING_RULES, type Way } from './models.rules';

/** By what a report is kept apart. */
export const REPORT_SIDES = ['manager', 'channel', 'placement', 'source', 'group', 'campaign'] as const;
export type ReportSide = (typeof REPORT_SIDES)[number];
export const REPORT_MODELS = [PERFORMANCE_MODEL, ...COMPARING_MODELS] as const;
export type ReportModel = (typeof REPORT_MODELS)[number];
/** Version of the rules by which a model credits. */
export function ruleVersionOf(model: ReportModel): number {
  return model === PERFORMANCE_MODEL ? ATTRIBUTION_RULES : COMPARING_RULES;
}

/** By what the paths of a period are kept apart; never by employee. */
export const PATH_SIDES = ['channel', 'group', 'source'] as const;
export type PathSide = (typeof PATH_SIDES)[number];
/** Version of how paths are counted and credited. */
export const PATH_RULES = 1;

/** Days of a report at most, both ends included: a year and its leap day. */
export const MOST_DAYS = 366;

/** True for a period whose days are in order and not too many. */
export function isReportable(from: string, to: string): boolean {
  const days = businessDaysBetween(from, to);
  return days >= 0 && days < MOST_DAYS;
}

/** What a conversion brought to the bank, in fen; the amount of a redemption is a merchant's bill. */
export function broughtFen(kind: ConversionKind, amountFen: number | undefined): number {
  return IMPORTED_KINDS.some((imported) => imported === kind) ? (amountFen ?? 0) : 0;
}

/** An amount in fen shared by parts per million; cut, and the remainder goes to the last, so that they sum to the amount. */
export function shareFen(amountFen: number, parts: readonly number[]): number[] {
  const whole = BigInt(amountFen);
  const shares = parts.map((ppm) => Number((whole * BigInt(ppm)) / BigInt(WHOLE_PPM)));
  const given = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, index) => (index === shares.length - 1 ? share + amountFen - given : share));
}

/** One part of a conversion's credit. */
export interface CreditedPart {
  employeeId: string;
  /** By which way the part came; null where that is not known. */
  way: Way | null;
}

/** The line of a report to which a part of a conversion belongs; null where it has nothing of the kind. */
export function lineOf(side: ReportSide, part: CreditedPart, campaign: string | null): string | null {
  if (side === 'manager') return part.employeeId;
  if (side === 'campaign') return campaign;
  if (side === 'placement') return part.way?.placement ?? null;
  return part.way ? stepOf(side, part.way) : null;
}

/** The step of a path that a touch is; null where it has nothing of the kind. */
export function stepOf(side: PathSide, way: Way): string | null {
  if (side === 'source') return way.source;
  return side === 'channel' ? way.channelId : way.groupId;
}
