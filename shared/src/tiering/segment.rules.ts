/** By current value and potential: 成长, 培育, 潜力, 一般. */
export const SEGMENTS = ['A', 'B', 'C', 'D'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Current value is high from a monthly average of 10万, in fen. */
export const HIGH_VALUE_FEN = 10_000_000;
/** Potential is high from here. */
export const HIGH_POTENTIAL = 50;
/** An engagement score from which its part is full. */
const FULL_ENGAGEMENT = 60;
/** Products of which each one not held is worth 2 points. */
export const WANTED_PRODUCTS = ['wealth', 'fund', 'insurance', 'card', 'loan'] as const;
export type WantedProduct = (typeof WANTED_PRODUCTS)[number];

export interface PotentialFacts {
  /** Engagement score now. */
  score: number;
  /** Null before the bank's list tells. */
  mobileActive: boolean | null;
  /** Share of transactions by e-channels, in percent; null where it is not known. */
  channelPercent: number | null;
  /** Age in years; null where it is not known. */
  age: number | null;
  /** Change of the monthly average over three months, in percent; null without history. */
  trendPercent: number | null;
  productsHeld: readonly string[];
}

export const POTENTIAL_PARTS = ['engagement', 'mobile', 'channels', 'age', 'trend', 'products'] as const;
export type PotentialPart = (typeof POTENTIAL_PARTS)[number];

/** Points of each part: what counted. Their sum is the potential, 0 to 100. */
export type Potential = Readonly<Record<PotentialPart, number>> & { readonly total: number };

function agePoints(age: number | null): number {
  if (age === null) return 5;
  if (age <= 35) return 15;
  if (age <= 45) return 10;
  return age <= 60 ? 5 : 0;
}

function trendPoints(trend: number | null): number {
  if (trend === null) return 5;
  if (trend >= 10) return 15;
  return trend >= 0 ? 8 : 0;
}

/** The potential with what counted; whole points, the engagement part rounded down. */
export function potentialOf(facts: PotentialFacts): Potential {
  const parts = {
    engagement: Math.floor(40 * Math.min(1, facts.score / FULL_ENGAGEMENT)),
    mobile: facts.mobileActive ? 12 : 0,
    channels: facts.channelPercent !== null && facts.channelPercent >= 50 ? 8 : 0,
    age: agePoints(facts.age),
    trend: trendPoints(facts.trendPercent),
    products: 2 * WANTED_PRODUCTS.filter((product) => !facts.productsHeld.includes(product)).length,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, points) => sum + points, 0) };
}

/** A low/high, B high/high, C high/low, D low/low (current value/potential). */
export function segmentOf(averageFen: number, potential: number): Segment {
  const rich = averageFen >= HIGH_VALUE_FEN;
  if (potential >= HIGH_POTENTIAL) return rich ? 'B' : 'A';
  return rich ? 'C' : 'D';
}

/** Most points of each part. */
const MOST_POINTS: Readonly<Record<PotentialPart, number>> = {
  engagement: 40,
  mobile: 12,
  channels: 8,
  age: 15,
  trend: 15,
  products: 10,
};

/** What would move a segment: AUM that is missing to 10万, and the parts with points left that somebody can earn. */
export interface SegmentMoves {
  missingFen: number;
  /** Points missing to a high potential. */
  missingPoints: number;
  /** Parts that can still earn points, the largest first; age moves by itself. */
  open: { part: PotentialPart; points: number }[];
}

/** What is missing for high value and high potential. */
export function segmentMoves(averageFen: number, potential: Potential): SegmentMoves {
  const earnable: readonly PotentialPart[] = ['engagement', 'mobile', 'channels', 'trend'];
  return {
    missingFen: Math.max(0, HIGH_VALUE_FEN - averageFen),
    missingPoints: Math.max(0, HIGH_POTENTIAL - potential.total),
    open: earnable
      .map((part) => ({ part, points: MOST_POINTS[part] - potential[part] }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points),
  };
}

/** What to do with a segment, for pages, eligibility, channels and leads; the pages have the words. */
export const SEGMENT_ACTIONS: Readonly<Record<Segment, readonly string[]>> = {
  A: ['online_products', 'bill_payment', 'card', 'loan', 'instalments', 'push', 'message'],
  B: ['in_person', 'keep', 'funds', 'metals', 'high_value_products', 'own_service', 'aum_offers'],
  C: ['telephone', 'message', 'visit', 'move_to_mobile'],
  D: ['push', 'move_online', 'card', 'personal_loan'],
};
