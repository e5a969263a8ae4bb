import { SEGMENT_NAMES } from '@linzhang/shared/tiering/tierNames.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { classesOf } from '../../lib/classes';
import classes from './SegmentWhy.module.scss';
import { actionLines, moveLines, type Standing, standingFacts, stepLine, watchLine, whyLines } from './standingWords';

/** Why the customer stands in this segment, what would move it, and what to do. */
export function SegmentWhy({ standing }: { standing: Standing }) {
  const { segment } = standing;
  const watched = watchLine(standing);
  return (
    <>
      {watched ? <Notice text={watched} /> : null}
      <Section title={`为什么是${SEGMENT_NAMES[segment]} ${segment}`}>
        <Card id="segment-why">
          {whyLines(standing).map(({ fact, verdict, good }) => (
            <View key={fact} className={classes.line}>
              <Text className={classes.fact}>{fact}</Text>
              <Text className={classesOf(classes.verdict, good && classes.good)}>{verdict}</Text>
            </View>
          ))}
          {moveLines(standing).map((line) => (
            <Text key={line} className={classes.move}>
              {line}
            </Text>
          ))}
        </Card>
      </Section>
      <Section title="接下来做什么">
        <Card>
          <View className={classes.actions}>
            {actionLines(standing).map((action) => (
              <Tag key={action} text={action} tone="sky" />
            ))}
          </View>
        </Card>
      </Section>
    </>
  );
}

/** Steps of tier and segment that a page shows, newest first. */
const SHOWN_STEPS = 5;

/** What else the bank's list says, and how the customer came here. */
export function StandingDetails({ standing }: { standing: Standing }) {
  const steps = standing.history.slice(-SHOWN_STEPS).reverse();
  return (
    <>
      <Section title="层级与资产">
        <Card>
          <Facts facts={standingFacts(standing)} />
        </Card>
      </Section>
      {steps.length > 1 ? (
        <Section title="变化">
          <Card>
            <Facts facts={steps.map(stepLine)} />
          </Card>
        </Section>
      ) : null}
    </>
  );
}
