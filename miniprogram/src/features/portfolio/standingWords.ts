import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import { SEGMENT_NAMES, TIER_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { QuadrantField } from '../../components/chart/Quadrant';
import type { Tone } from '../../components/display/Tag';

/** A tier's name and its lines. */
export const TIER_WORDS: Readonly<Record<Tier, { name: string; lines: string; tone: Tone }>> = {
  base: { name: TIER_NAMES.base, lines: '<5万', tone: 'plain' },
  basic: { name: TIER_NAMES.basic, lines: '5–10万', tone: 'plain' },
  rising: { name: TIER_NAMES.rising, lines: '10–20万', tone: 'sky' },
  wealth: { name: TIER_NAMES.wealth, lines: '20–200万', tone: 'gold' },
  private: { name: TIER_NAMES.private, lines: '≥200万', tone: 'gold' },
};

/** A segment's name, what it means and its colour on the quadrant. */
export const SEGMENT_WORDS: Readonly<
  Record<Segment, { name: string; note: string; field: QuadrantField['tone']; tone: Tone }>
> = {
  A: { name: `A ${SEGMENT_NAMES.A}`, note: '互动多，资产少', field: 'jade', tone: 'jade' },
  B: { name: `B ${SEGMENT_NAMES.B}`, note: '两样都高', field: 'seal', tone: 'seal' },
  C: { name: `C ${SEGMENT_NAMES.C}`, note: '资产多，来往少', field: 'gold', tone: 'gold' },
  D: { name: `D ${SEGMENT_NAMES.D}`, note: '先保持联系', field: 'plain', tone: 'plain' },
};

/** Highest first, as people read a list of wealth. */
export const TIERS_DOWN = ['private', 'wealth', 'rising', 'basic', 'base'] as const satisfies readonly Tier[];

/** Potential upwards, current value to the right: top left, top right, bottom left, bottom right. */
export const SEGMENTS_ON_MAP = ['A', 'B', 'D', 'C'] as const satisfies readonly Segment[];

/** `理财 20–200万`. */
export function tierLine(tier: Tier): string {
  return `${TIER_WORDS[tier].name} ${TIER_WORDS[tier].lines}`;
}
