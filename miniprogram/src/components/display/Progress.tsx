import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import classes from './Progress.module.scss';

/** How far something has come, 0 to 1, with its words. */
export function Progress({
  share,
  text,
  tone = 'seal',
}: {
  share: number;
  text: string;
  tone?: 'seal' | 'jade' | 'gold';
}) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return (
    <View className={classes.progress} {...accessible({ role: 'img', label: text })}>
      <View className={classes.track}>
        <View className={classesOf(classes.fill, classes[tone])} style={{ width }} />
      </View>
      <Text className={classes.text}>{text}</Text>
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
