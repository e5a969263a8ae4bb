import type { TierChoice } from '@linzhang/shared/tiering/service.rules';
import { Text, View } from '@tarojs/components';
import { Card } from '../../components/display/Card';
import { Icon } from '../../components/icon/Icon';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { choicesOf, type Rise, TIER_WORDS } from './myTierWords';
import classes from './RiseChoice.module.scss';

interface RiseChoiceProps {
  rise: Rise;
  managerName: string | null;
  picked: TierChoice | null;
  onPick: (choice: TierChoice) => void;
}

/** The tier rose: who is to serve from now on? The page's button settles it. */
export function RiseChoice({ rise, managerName, picked, onPick }: RiseChoiceProps) {
  return (
    <Card id="rise" tone="gold">
      <Text className={classes.title}>{`恭喜您升为${TIER_WORDS[rise.to].name}`}</Text>
      <Text className={classes.text}>以后想由谁为您服务？选一种您觉得自在的。</Text>
      <View {...accessible({ role: 'radiogroup', label: '由谁服务' })}>
        {choicesOf(rise, managerName).map(({ choice, title, note }) => (
          <View
            key={choice}
            id={`choice-${choice}`}
            className={classesOf(classes.choice, picked === choice && classes.picked)}
            {...pressable(() => onPick(choice), {
              role: 'radio',
              checked: picked === choice,
              label: `${title}。${note}`,
            })}
          >
            <View className={classes.mark}>{picked === choice ? <Icon name="check" size={14} /> : null}</View>
            <View className={classes.words}>
              <Text className={classes.name}>{title}</Text>
              <Text className={classes.note}>{note}</Text>
            </View>
          </View>
        ))}
      </View>
    </Card>
  );
}
