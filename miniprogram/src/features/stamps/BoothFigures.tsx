import type { BoothToday } from '@linzhang/shared/stamps/scans.contract';
import { FigureRow } from '../../components/display/FigureRow';
import { countOf } from '../../lib/numbers';

const UNKNOWN = '—';

/** Counts of the day; while scans wait on the phone their number comes first, and the rest is as last heard. */
export function BoothFigures({ today, waiting }: { today: BoothToday | undefined; waiting: number }) {
  const figures = figuresOf(today, waiting);
  return (
    <FigureRow
      figures={figures.map(({ count, caption, tone }) => ({
        value: count === undefined ? UNKNOWN : countOf(count),
        caption,
        ...(tone ? { tone } : {}),
      }))}
    />
  );
}

interface BoothFigure {
  count: number | undefined;
  caption: string;
  tone?: 'amber';
}

function figuresOf(today: BoothToday | undefined, waiting: number): BoothFigure[] {
  const first: BoothFigure =
    waiting > 0
      ? { count: waiting, caption: '待上传', tone: 'amber' }
      : { count: today?.ownStamped, caption: '我盖的' };
  const doubtful: BoothFigure = { count: today?.conflicts, caption: '待核实' };
  return [
    first,
    { count: today?.stamped, caption: '今日盖章' },
    ...(today?.booth.bank ? [{ count: today.contacts, caption: '加联系人' }] : []),
    today && today.conflicts > 0 ? { ...doubtful, tone: 'amber' } : doubtful,
  ];
}
