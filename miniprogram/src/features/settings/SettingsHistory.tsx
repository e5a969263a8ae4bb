import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { momentOf } from '../../lib/dates';
import classes from './SettingsHistory.module.scss';
import { amountOf, SETTING_WORDS } from './settingWords';

/** Who changed which number when, newest first. */
export function SettingsHistory({ history }: { history: BranchSettings['history'] }) {
  return (
    <Section title="修改记录">
      {history.length === 0 ? (
        <Card>
          <Text className={classes.line}>还没有修改过，用的都是默认值。谁在什么时候改了什么，会记在这里。</Text>
        </Card>
      ) : null}
      {history.map(({ at, by, changes }) => (
        <Card key={at}>
          <View className={classes.head}>
            <Text className={classes.by}>{by}</Text>
            <Text className={classes.when}>{momentOf(at)}</Text>
          </View>
          {changes.map(({ name, from, to }) => (
            <Text key={name} className={classes.line}>
              {`${SETTING_WORDS[name].label}：${amountOf(name, from)} → ${amountOf(name, to)}`}
            </Text>
          ))}
        </Card>
      ))}
    </Section>
  );
}
