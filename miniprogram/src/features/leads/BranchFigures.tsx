import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import { View } from '@tarojs/components';
import { Figure } from '../../components/display/Figure';
import { pressable } from '../../lib/accessible';
import { countOf } from '../../lib/numbers';
import type { BranchView } from './branchViews';
import classes from './DeskFigures.module.scss';

/** What lies where in the branch; each number opens the leads that it counts. */
export function BranchFigures({ desk, onView }: { desk: BranchLeadDesk; onView: (view: BranchView) => void }) {
  const figures = [
    { view: 'head', count: desk.head, caption: '待分配', tone: desk.head > 0 ? 'seal' : 'ink' },
    { view: 'pool', count: desk.pool, caption: '公海', tone: 'ink' },
    { view: 'holder', count: desk.held, caption: '跟进中', tone: 'ink' },
    { view: 'overdue', count: desk.overdue, caption: '超时', tone: desk.overdue > 0 ? 'amber' : 'ink' },
  ] as const;
  return (
    <View className={classes.figures}>
      {figures.map(({ view, count, caption, tone }) => (
        <View
          key={view}
          className={classes.box}
          {...pressable(() => onView(view), { label: `${caption} ${count}，打开` })}
        >
          <Figure value={countOf(count)} caption={caption} tone={tone} />
        </View>
      ))}
    </View>
  );
}
