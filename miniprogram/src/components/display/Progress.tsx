import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import classes from './Progress.module.scss';

interface TrackProps {
  /** 0 to 1. */
  share: number;
  tone?: 'seal' | 'jade' | 'gold';
}

function Track({ share, tone = 'seal' }: TrackProps) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return (
    <View className={classes.track}>
      <View className={classesOf(classes.fill, classes[tone])} style={{ width }} />
    </View>
  );
}

/** How far something has come, 0 to 1, with its words. */
export function Progress({ text, ...track }: TrackProps & { text: string }) {
  return (
    <View className={classes.progress} {...accessible({ role: 'img', label: text })}>
      <Track {...track} />
      <Text className={classes.text}>{text}</Text>
    </View>
  );
}

interface WayProps extends TrackProps {
  /** Where it stands, and the amount. */
  now: readonly [caption: string, amount: string];
  goal: string;
  /** The whole, for who does not see it. */
  label: string;
}

/** How far an amount has come on the way to its goal, both written at the ends. */
export function Way({ now: [caption, amount], goal, label, ...track }: WayProps) {
  return (
    <View className={classes.way} {...accessible({ role: 'img', label })}>
      <View className={classes.ends}>
        <Text>
          {caption} <Text className={classes.amount}>{amount}</Text>
        </Text>
        <Text>{goal}</Text>
      </View>
      <Track {...track} />
    </View>
  );
}

/** The steps of a task, in order; `current` counts from 0. */
export function Steps({ titles, current }: { titles: readonly string[]; current: number }) {
  return (
    <View className={classes.steps}>
      {titles.map((title, index) => (
        <View key={title} className={classesOf(classes.step, index <= current && classes.reached)}>
          <View className={classes.mark}>
            {index < current ? <Icon name="check" size={14} /> : <Text>{String(index + 1)}</Text>}
          </View>
          <Text className={classes.name}>{title}</Text>
        </View>
      ))}
    </View>
  );
}
