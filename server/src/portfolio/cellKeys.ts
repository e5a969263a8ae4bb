import type { Count, Counts } from '@linzhang/shared/portfolio/counts.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { StoredEnd, StoredStart } from './portfolioRow.model';

/** Counts that are 0 or 1 of a member, in the order of their bits. */
const FLAGS = [
  'listed',
  'atStart',
  'atEnd',
  'left',
  'rose',
  'entered',
  'gone',
  'covered',
  'known',
  'aumUp',
  'aumDown',
  'mobileActive',
] as const satisfies readonly Count[];

/** What members have in common who are counted the same way. */
export interface CellFacts {
  startTier: Tier | null;
  endTier: Tier | null;
  segment: Segment | null;
  /** Day of the list. */
  asOf: string | null;
  watch: boolean;
  near: boolean;
  /** Of one member. */
  flags: Readonly<Partial<Record<Count, number>>>;
}

const NONE = '-';

/**
 * The name of what a member is counted as: members of one name differ in amounts only, so that a few sums by this name
 * tell all figures. Example: `rising wealth B 2026-10-31 01 107`.
 */
export function cellOf(start: StoredStart | null, end: StoredEnd | null, counts: Counts): string {
  const flags = FLAGS.reduce((bits, name, place) => bits + counts[name] * 2 ** place, 0);
  const marks = `${end?.watch ? 1 : 0}${end?.near ? 1 : 0}`;
  return [start?.tier ?? NONE, end?.tier ?? NONE, end?.segment ?? NONE, end?.asOf ?? NONE, marks, flags].join(' ');
}

/** What a name says. */
export function readCell(cell: string): CellFacts {
  const [startTier, endTier, segment, asOf, marks = '', bits = '0'] = cell.split(' ');
  const word = (part: string | undefined) => (part === undefined || part === NONE ? null : part);
  const flags = FLAGS.map((name, place) => [name, Math.floor(Number(bits) / 2 ** place) % 2]);
  return {
    startTier: word(startTier) as Tier | null,
    endTier: word(endTier) as Tier | null,
    segment: word(segment) as Segment | null,
    asOf: word(asOf),
    watch: marks[0] === '1',
    near: marks[1] === '1',
    flags: Object.fromEntries(flags),
  };
}
