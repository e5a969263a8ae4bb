import type { FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES, MOST_SCORE } from '@linzhang/shared/portfolio/portfolio.rules';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { Empty } from '../../components/screen/Empty';
import { FIGURE_WORDS } from './figureWords';
import { barsOf, type Measure, ranked } from './sideLines';

const MEASURES: readonly { value: Measure; text: string }[] = [
  { value: 'score', text: '总分' },
  ...FIGURES.map((value) => ({ value, text: FIGURE_WORDS[value].mark })),
];

interface RankingProps {
  /** One for each employee. */
  lines: readonly FigureLine[];
  /** Opens a person; of members whom nobody serves those behind the figure that is shown. */
  onOpen: (line: FigureLine, measure: Measure) => void;
}

/** The people of a branch by their score or by one figure, the best first; what nobody serves comes last. */
export function Ranking({ lines, onOpen }: RankingProps) {
  const [measure, setMeasure] = useState<Measure>('score');
  const people = ranked(
    measure,
    lines.filter(({ id }) => id !== null),
  );
  const nobodys = lines.filter(({ id, counts }) => id === null && counts.members > 0 && measure !== 'score');
  const bars = barsOf([...people, ...nobodys], {
    side: 'employee',
    measure,
    onOpen: (line) => onOpen(line, measure),
  });
  return (
    <Section title="排名" count={`${people.length} 人`}>
      <Tabs label="按什么排" options={MEASURES} value={measure} onChange={setMeasure} />
      {bars.length === 0 ? (
        <Empty icon="people" title="还没有人可排" text="有客户归到客户经理名下后，这里按总分或一项指标排出来。" />
      ) : (
        <Card>
          <Bars bars={bars} {...(measure === 'score' ? { most: MOST_SCORE } : {})} />
        </Card>
      )}
    </Section>
  );
}
