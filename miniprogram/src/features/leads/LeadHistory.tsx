import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { momentOf } from '../../lib/dates';
import classes from './LeadHistory.module.scss';
import { entriesOf } from './stepWords';

/** What happened to a lead and what was noted, newest first. */
export function LeadHistory({ lead }: { lead: Pick<LeadDetail, 'steps' | 'followUps'> }) {
  return (
    <Section title="经过">
      <Card>
        <View {...accessible({ role: 'list' })}>
          {entriesOf(lead).map(({ key, at, title, lines, worked }) => (
            <View key={key} className={classes.entry} {...accessible({ role: 'listitem' })}>
              <View className={classesOf(classes.dot, worked && classes.worked)} />
              <Text className={classes.at}>{momentOf(at)}</Text>
              <Text className={classes.title}>{title}</Text>
              {lines.map((line) => (
                <Text key={line} className={classes.line}>
                  {line}
                </Text>
              ))}
            </View>
          ))}
        </View>
      </Card>
    </Section>
  );
}
