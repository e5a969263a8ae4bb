import type { PortfolioProgress } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import { firstDayOf, lastDayOf } from '@linzhang/shared/portfolio/quarters.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { DayLine } from '../../components/chart/DayLine';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { Loaded } from '../../components/screen/Loaded';
import { useQuery } from '../../lib/useQuery';
import { FIGURE_WORDS, figureText } from './figureWords';
import classes from './ProgressChart.module.scss';
import { getPortfolioProgress } from './portfolio.api';
import { dueBy, dueLine, dueWords } from './progress';

const FIGURE_TABS = FIGURES.map((value) => ({ value, text: FIGURE_WORDS[value].mark }));

interface ProgressChartProps {
  /** Whose progress, in which quarter. */
  about: { quarter: string; ownerId?: string; branchId?: string };
  /** Changes when it must be read again. */
  version: number;
}

/** How a figure went, day by day, and what is due; the figure is chosen by its character. */
export function ProgressChart({ about, version }: ProgressChartProps) {
  const [figure, setFigure] = useState<Figure>('growth');
  const progress = useQuery(
    () => getPortfolioProgress({ query: about }),
    `${about.quarter}|${about.ownerId ?? ''}|${about.branchId ?? ''}|${version}`,
  );
  return (
    <Section title="按日进度">
      <Tabs label="哪一项" options={FIGURE_TABS} value={figure} onChange={setFigure} />
      <Loaded query={progress} blocks={2}>
        {(found) => <Line figure={figure} progress={found} />}
      </Loaded>
    </Section>
  );
}

function Line({ figure, progress }: { figure: Figure; progress: PortfolioProgress }) {
  const { quarter, dueShare } = progress;
  const points = pointsOf(figure, progress);
  const target = progress.targets.find((one) => one.figure === figure)?.target ?? null;
  const last = points[points.length - 1];
  return (
    <Card>
      <Text className={classes.name}>{FIGURE_WORDS[figure].name}</Text>
      {last ? (
        <DayLine
          label={FIGURE_WORDS[figure].name}
          from={firstDayOf(quarter)}
          to={lastDayOf(quarter)}
          points={points}
          due={target === null ? null : dueLine(figure, target)}
          textOf={(value) => figureText(figure, value)}
        />
      ) : (
        <Text className={classes.note}>这一季还没有可以算的客户，有了名单或新绑定，每天的进度会画在这里。</Text>
      )}
      {last && target !== null ? (
        <Text className={classes.note}>{dueWords(figure, last.value, dueBy(figure, target, dueShare))}</Text>
      ) : null}
    </Card>
  );
}

function pointsOf(figure: Figure, { points }: PortfolioProgress): { day: string; value: number }[] {
  return points.flatMap(({ day, figures }) => {
    const actual = figures.find((one) => one.figure === figure)?.actual ?? null;
    return actual === null ? [] : [{ day, value: actual }];
  });
}
