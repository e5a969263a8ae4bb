import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { classesOf } from '../../lib/classes';
import { dayOf } from '../../lib/dates';
import classes from './LeadWhy.module.scss';
import { heldLine, placeLine, reasonOf } from './leadWords';

const MOST_SCORE = 100;

/** Why there is a lead: each reason with what it adds, and how urgent that makes it. */
export function LeadWhy({ lead }: { lead: LeadDetail }) {
  const reasons = [...lead.reasons].sort((one, other) => other.points - one.points);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const rest = lead.score - sum;
  const origin = lead.state === 'open' ? placeLine(lead) : heldLine(lead);
  return (
    <Section title="为什么联系">
      <Card>
        {reasons.map(({ reason, at, points }) => (
          <Line key={reason} text={`${reasonOf(reason, lead)}（${dayOf(at)}）`} points={`+${points}`} />
        ))}
        {rest > 0 ? <Line text="层级和象限" points={`+${rest}`} /> : null}
        <View className={classes.line}>
          <Text>{sum > MOST_SCORE ? '紧急程度，满 100 封顶' : '紧急程度'}</Text>
          <Text className={classesOf(classes.points, classes.total)}>{`${lead.score} 分`}</Text>
        </View>
        {origin ? <Text className={classes.note}>{`${origin} · 规则第 ${lead.ruleVersion} 版`}</Text> : null}
      </Card>
    </Section>
  );
}

function Line({ text, points }: { text: string; points: string }) {
  return (
    <View className={classes.line}>
      <Text>{text}</Text>
      <Text className={classes.points}>{points}</Text>
    </View>
  );
}
