import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { QuadrantField } from '../../components/chart/Quadrant';
import type { Tone } from '../../components/display/Tag';

/** A tier's name and its lines. */
export const TIER_WORDS: Readonly<Record<Tier, { name: string; lines: string; tone: Tone }>> = {
  base: { name: '大众', lines: '<5万', tone: 'plain' },
  basic: { name: '有效', lines: '5–10万', tone: 'plain' },
  rising: { name: '优质', lines: '10–20万', tone: 'sky' },
  wealth: { name: '理财', lines: '20–200万', tone: 'gold' },
  private: { name: '私行', lines: '≥200万', tone: 'gold' },
};

/** A segment's name, what it means and its colour on the quadrant. */
export const SEGMENT_WORDS: Readonly<
  Record<Segment, { name: string; note: string; field: QuadrantField['tone']; tone: Tone }>
> = {
  A: { name: 'A 成长', note: '互动多，资产少', field: 'jade', tone: 'jade' },
  B: { name: 'B 培育', note: '两样都高', field: 'seal', tone: 'seal' },
  C: { name: 'C 潜力', note: '资产多，来往少', field: 'gold', tone: 'gold' },
  D: { name: 'D 一般', note: '先保持联系', field: 'plain', tone: 'plain' },
};

/** Highest first, as people read a list of wealth. */
export const TIERS_DOWN = ['private', 'wealth', 'rising', 'basic', 'base'] as const satisfies readonly Tier[];

/** Potential upwards, current value to the right: top left, top right, bottom left, bottom right. */
export const SEGMENTS_ON_MAP = ['A', 'B', 'D', 'C'] as const satisfies readonly Segment[];

/** `理财 20–200万`. */
export function tierLine(tier: Tier): string {
  return `${TIER_WORDS[tier].name} ${TIER_WORDS[tier].lines}`;
}
