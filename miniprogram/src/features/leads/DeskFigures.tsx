import { FigureRow } from '../../components/display/FigureRow';
import { countOf } from '../../lib/numbers';

/** A number of leads, and the view that shows them. */
export interface DeskFigure<V extends string> {
  view: V;
  count: number;
  caption: string;
  /** The tone while there are any that should not wait. */
  urgent?: 'seal' | 'amber';
}

interface DeskFiguresProps<V extends string> {
  figures: readonly DeskFigure<V>[];
  onOpen: (view: V) => void;
}

/** What lies on a desk; each number opens the leads that it counts. */
export function DeskFigures<V extends string>({ figures, onOpen }: DeskFiguresProps<V>) {
  const row = figures.map(({ view, count, caption, urgent }) => ({
    id: `desk-${view}`,
    value: countOf(count),
    caption,
    tone: urgent && count > 0 ? urgent : ('ink' as const),
    onTap: () => onOpen(view),
  }));
  return <FigureRow figures={row} />;
}
