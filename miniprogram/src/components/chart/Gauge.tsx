import { View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Gauge.module.scss';

interface GaugeProps {
  /** How far the bar reaches, 0 to 1. */
  share: number;
  /** Where the target stands, 0 to 1. */
  mark?: number;
  /** Reached, not yet, nothing to say. The words beside it say the same. */
  tone: 'jade' | 'amber' | 'plain';
}

const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;

/** A bar against its target, a stroke across. The words are beside it, so that a screen reader passes it by. */
export function Gauge({ share, mark, tone }: GaugeProps) {
  return (
    <View className={classes.gauge} {...accessible({ hidden: true })}>
      <View className={classes.track}>
        <View className={classesOf(classes.fill, classes[tone])} style={{ width: percent(share) }} />
      </View>
      {mark === undefined ? null : <View className={classes.mark} style={{ left: percent(mark) }} />}
    </View>
  );
}
