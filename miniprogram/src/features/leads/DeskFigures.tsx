import type { LeadDesk } from '@linzhang/shared/leads/leads.contract';
import { View } from '@tarojs/components';
import { Figure } from '../../components/display/Figure';
import { pressable } from '../../lib/accessible';
import { countOf } from '../../lib/numbers';
import classes from './DeskFigures.module.scss';
import type { LeadView } from './leadViews';

interface DeskFiguresProps {
  desk: Pick<LeadDesk, 'held' | 'due' | 'nearTier' | 'churnWarning'>;
  onOpen: (view: LeadView) => void;
}

/** What is on the own desk; each number opens the leads that it counts. */
export function DeskFigures({ desk, onOpen }: DeskFiguresProps) {
  const figures = [
    { view: 'all', count: desk.held, caption: '待跟进', tone: 'ink' },
    { view: 'due', count: desk.due, caption: '今天到期', tone: desk.due > 0 ? 'seal' : 'ink' },
    { view: 'near', count: desk.nearTier, caption: '临界', tone: 'ink' },
    { view: 'churn', count: desk.churnWarning, caption: '流失预警', tone: desk.churnWarning > 0 ? 'amber' : 'ink' },
  ] as const;
  return (
    <View className={classes.figures}>
      {figures.map(({ view, count, caption, tone }) => (
        <View
          key={view}
          id={`desk-${view}`}
          className={classes.box}
          {...pressable(() => onOpen(view), { label: `${caption} ${count}，打开` })}
        >
          <Figure value={countOf(count)} caption={caption} tone={tone} />
        </View>
      ))}
    </View>
  );
}
