import type { FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import { Text, View } from '@tarojs/components';
import { Gauge } from '../../components/chart/Gauge';
import { Card } from '../../components/display/Card';
import { Icon } from '../../components/icon/Icon';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { countOf, wanOf } from '../../lib/numbers';
import classes from './FigureCard.module.scss';
import {
  changeOf,
  FIGURE_WORDS,
  figureText,
  gaugeOf,
  NOTHING_YET,
  pointsText,
  TARGET_MARK,
  targetText,
} from './figureWords';

interface FigureCardsProps {
  line: FigureLine;
  /** Opens the members behind a figure. */
  onOpen: (figure: Figure) => void;
}

/** The five figures against their targets, each with what it is made of. */
export function FigureCards({ line, onOpen }: FigureCardsProps) {
  return (
    <>
      {FIGURES.map((figure) => (
        <FigureCard key={figure} figure={figure} line={line} onTap={() => onOpen(figure)} />
      ))}
    </>
  );
}

function FigureCard({ figure, line, onTap }: { figure: Figure; line: FigureLine; onTap: () => void }) {
  const answer = line.figures.find((one) => one.figure === figure);
  const { mark, name } = FIGURE_WORDS[figure];
  const [actual, target, points] = [answer?.actual ?? null, answer?.target ?? null, answer?.points ?? null];
  const gauge = target === null ? null : gaugeOf(figure, actual, target);
  const value = figureText(figure, actual);
  const goal = target === null ? '' : targetText(figure, target);
  const earned = points === null ? '' : `${pointsText(points)} 分`;
  const made = madeOf(figure, line);
  const reached = gauge && actual !== null ? (gauge.reached ? '已达标' : '未达标') : '';
  return (
    <Card id={`figure-${figure}`} onTap={onTap}>
      <View className={classes.card}>
        <View className={classes.mark} {...accessible({ hidden: true })}>
          <Text>{mark}</Text>
        </View>
        <View className={classes.words}>
          <View className={classes.line}>
            <Text className={classes.name}>{name}</Text>
            <Text className={actual === null ? classes.nothing : classes.value}>{value}</Text>
          </View>
          {gauge ? <Gauge share={gauge.share} mark={TARGET_MARK} tone={gauge.reached ? 'jade' : 'amber'} /> : null}
          <View className={classes.line}>
            <Text className={classes.note}>{[goal, reached].filter(Boolean).join(' · ')}</Text>
            <Text className={classesOf(classes.note, classes.points)}>{earned}</Text>
          </View>
          <Text className={classes.note}>{made}</Text>
        </View>
        <View className={classes.next}>
          <Icon name="chevron" size={16} />
        </View>
      </View>
    </Card>
  );
}

/** What a figure is made of, in numbers that can be opened. */
export function madeOf(figure: Figure, { counts }: FigureLine): string {
  const { atStart, atEnd, left, rose, covered, known, startFen, endFen } = counts;
  if (figure === 'growth') return `维护范围净增 ${changeOf(atEnd - atStart)} 位`;
  if (figure === 'coverage') return atEnd > 0 ? `${countOf(atEnd)} 位里 ${countOf(covered)} 位有三项以上` : NOBODY_NOW;
  if (figure === 'aumGrowth') return known > 0 ? `${wanOf(startFen)} → ${wanOf(endFen)}` : NOBODY_THEN;
  if (atStart === 0) return NOBODY_THEN;
  return figure === 'churn'
    ? `季初 ${countOf(atStart)} 位里流失 ${countOf(left)} 位`
    : `季初 ${countOf(atStart)} 位里升层 ${countOf(rose)} 位`;
}

const NOBODY_THEN = `季初的名单${NOTHING_YET}，有了就能算`;
const NOBODY_NOW = `维护范围内的客户${NOTHING_YET}`;
