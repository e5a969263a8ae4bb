import { quarterAfter, quarterBefore } from '@linzhang/shared/portfolio/quarters.rules';
import { Text, View } from '@tarojs/components';
import { Icon } from '../../components/icon/Icon';
import { pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './QuarterSteps.module.scss';
import { quarterName, thisQuarter } from './quarters';

interface QuarterStepsProps {
  quarter: string;
  onChange: (quarter: string) => void;
  /** The last quarter that can be chosen; without it the running one. */
  latest?: string;
}

/** Which quarter is looked at, with a step back and a step on. */
export function QuarterSteps({ quarter, onChange, latest = thisQuarter() }: QuarterStepsProps) {
  const onward = quarter < latest;
  return (
    <View className={classes.steps}>
      <View
        className={classesOf(classes.step, classes.back)}
        {...pressable(() => onChange(quarterBefore(quarter)), { label: '上一季' })}
      >
        <Icon name="chevron" size={18} />
      </View>
      <Text className={classes.name}>{quarterName(quarter)}</Text>
      <View
        className={classesOf(classes.step, !onward && classes.off)}
        {...pressable(onward ? () => onChange(quarterAfter(quarter)) : undefined, {
          role: 'button',
          label: '下一季',
          disabled: !onward,
        })}
      >
        <Icon name="chevron" size={18} />
      </View>
    </View>
  );
}
