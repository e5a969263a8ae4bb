import { TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Way } from '../../components/display/Progress';
import { Seal } from '../../components/display/Seal';
import { Section } from '../../components/display/Section';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './MyTier.module.scss';
import {
  barWords,
  keepLine,
  nextLine,
  type OwnStanding,
  restsOn,
  shareOfNext,
  spanOf,
  TIER_WORDS,
} from './myTierWords';

/** The own tier, who takes care, and what is missing to the next. */
export function MyTier({ standing }: { standing: OwnStanding }) {
  const { name, care } = TIER_WORDS[standing.tier];
  const { amount, goal } = barWords(standing);
  const keep = keepLine(standing);
  return (
    <>
      <Card id="my-tier">
        <View className={classes.top}>
          <View className={classes.words}>
            <Text className={classes.caption}>您现在是</Text>
            <Text className={classes.name}>{name}</Text>
            <Text className={classes.care}>{care}</Text>
          </View>
          <Seal text={name.slice(0, 2)} label={name} />
        </View>
        <Way
          share={shareOfNext(standing)}
          now={['月均资产', amount]}
          goal={goal}
          label={`月均资产 ${amount}，下一档 ${goal}`}
        />
        <Text className={classes.next}>{nextLine(standing)}</Text>
        <Text className={classes.small}>{restsOn(standing)}</Text>
      </Card>
      {keep ? <Notice text={keep} icon="info" /> : null}
    </>
  );
}

/** All tiers with who takes care, lowest first; the own one is marked. */
export function TierLadder({ tier }: { tier: Tier | null }) {
  return (
    <Section title="每一档的服务">
      <Card>
        {TIERS.map((each) => (
          <View key={each} className={classes.step} {...(each === tier ? accessible({ current: true }) : {})}>
            <Text className={classes.span}>{spanOf(each)}</Text>
            <View className={classes.words}>
              <Text className={classesOf(each === tier && classes.here)}>
                {each === tier ? `${TIER_WORDS[each].name} · 您在这里` : TIER_WORDS[each].name}
              </Text>
              <Text className={classes.small}>{TIER_WORDS[each].care}</Text>
            </View>
          </View>
        ))}
      </Card>
      <Text className={classes.small}>
        按一个月的平均资产算，一般包括存款、理财、基金、保险、国债和贵金属。达到就升；低了会先提醒您，不会马上降。
      </Text>
    </Section>
  );
}
