import type { LeadDesk } from '@linzhang/shared/leads/leads.contract';

import { countOf } from '../../lib/numbers';

type Counts = Pick<LeadDesk, 'held' | 'mostHeld' | 'takenToday' | 'mostTaken'>;

/** Why nobody more may be taken; null where there is room. */
export function fullOf({ held, mostHeld, takenToday, mostTaken }: Counts): string | null {
  if (held >= mostHeld) return `手上已有 ${countOf(held)} 条，先跟进或退回一些再领`;
  return takenToday >= mostTaken ? `今天已领满 ${mostTaken} 条，明天再来` : null;
}

/** How many more may be taken today: `5 条可领 · 今天还可领 7 条`. */
export function roomLine({ pool, ...counts }: Counts & Pick<LeadDesk, 'pool'>): string {
  const { held, mostHeld, takenToday, mostTaken } = counts;
  const room = Math.max(0, Math.min(mostHeld - held, mostTaken - takenToday));
  return `${countOf(pool)} 条 · 今天还可领 ${room} 条`;
}
