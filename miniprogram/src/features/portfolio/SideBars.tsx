import type { FigureSide } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { type Bar, Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { Loaded } from '../../components/screen/Loaded';
import { useQuery } from '../../lib/useQuery';
import { FIGURE_WORDS } from './figureWords';
import classes from './ProgressChart.module.scss';
import { getPortfolioFigures } from './portfolio.api';
import { barsOf } from './sideLines';

type Side = Exclude<FigureSide, 'employee'>;

const SIDES: readonly { value: Side; text: string }[] = [
  { value: 'position', text: '岗位' },
  { value: 'tier', text: '季初层级' },
  { value: 'segment', text: '象限' },
];
const BRANCHES = { value: 'branch', text: '网点' } as const;
const FIGURE_TABS = FIGURES.map((value) => ({ value, text: FIGURE_WORDS[value].mark }));

interface SideBarsProps {
  branchId: string;
  quarter: string;
  version: number;
  /** True for who sees every branch: they stand beside each other too. */
  branches: boolean;
  /** Opens the members behind a line's figure. */
  onOpen: (side: Side, line: FigureLine, figure: Figure) => void;
}

/** One figure kept apart by position, tier or segment. */
export function SideBars({ branchId, quarter, version, branches, onOpen }: SideBarsProps) {
  const [side, setSide] = useState<Side>('position');
  const [figure, setFigure] = useState<Figure>('churn');
  const whose = side === 'branch' ? {} : { branchId };
  const found = useQuery(
    () => getPortfolioFigures({ query: { quarter, by: side, ...whose } }),
    `${side}|${quarter}|${branchId}|${version}`,
  );
  const open = (line: FigureLine) => onOpen(side, line, figure);
  return (
    <Section title="分开看">
      <Tabs label="按什么分" options={branches ? [...SIDES, BRANCHES] : SIDES} value={side} onChange={setSide} />
      <Tabs label="哪一项" options={FIGURE_TABS} value={figure} onChange={setFigure} />
      <Loaded query={found} blocks={2}>
        {({ by, rows }) => (
          <Card>
            <Text className={classes.name}>{FIGURE_WORDS[figure].name}</Text>
            <Text className={classes.meaning}>{FIGURE_WORDS[figure].meaning}</Text>
            {by === side ? (
              <SideLines bars={barsOf(shownOf(side, rows), { side, measure: figure, onOpen: open })} />
            ) : null}
          </Card>
        )}
      </Loaded>
    </Section>
  );
}

function SideLines({ bars }: { bars: readonly Bar[] }) {
  if (bars.length > 0) return <Bars bars={bars} />;
  return <Text className={classes.meaning}>还没有人名下有客户，有了就能分开看。</Text>;
}

/** Positions that serve nobody are left out; tiers and segments are all there, so that a gap is seen. */
function shownOf(side: Side, rows: readonly FigureLine[]): readonly FigureLine[] {
  if (side !== 'position') return rows;
  return rows.filter(({ counts, phoneBound }) => counts.members > 0 || phoneBound > 0);
}
