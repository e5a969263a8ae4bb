import { MOST_SCORE } from '@linzhang/shared/portfolio/portfolio.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { accessible } from '../../lib/accessible';
import { NOTHING_YET, pointsText } from './figureWords';
import classes from './ScoreHead.module.scss';

interface ScoreHeadProps {
  /** Whose score: 周敏 · 江宁支行. */
  name: string;
  score: number | null;
  /** Beside it: a rank, what is due. The number in the middle is the large one. */
  aside: { before: string; number: string; after: string } | null;
  /** A line below: the quarter before. */
  note?: string | null;
}

/** The score of somebody, the largest thing on the page. */
export function ScoreHead({ name, score, aside, note }: ScoreHeadProps) {
  const total = score === null ? NOTHING_YET : pointsText(score);
  const beside = aside ? `${aside.before} ${aside.number} ${aside.after}` : '';
  const said = [`${name}，得分 ${total}，满分 ${MOST_SCORE}`, beside, note].filter(Boolean).join('，');
  return (
    <Card>
      <View {...accessible({ role: 'group', label: said })}>
        <Text className={classes.name}>{name}</Text>
        <View className={classes.line}>
          <View className={classes.total}>
            <Text className={classes.score}>{total}</Text>
            <Text className={classes.most}>{`/ ${MOST_SCORE}`}</Text>
          </View>
          {aside ? (
            <View className={classes.aside}>
              <Text>{aside.before}</Text>
              <Text className={classes.number}>{aside.number}</Text>
              <Text>{aside.after}</Text>
            </View>
          ) : null}
        </View>
        {note ? <Text className={classes.name}>{note}</Text> : null}
      </View>
    </Card>
  );
}
