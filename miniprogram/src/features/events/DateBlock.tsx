import { Text, View } from '@tarojs/components';
import { dayOf, weekdayOf } from '../../lib/dates';
import classes from './EventCard.module.scss';

/** The day of an event as a calendar leaf: 28, 周六. */
export function DateBlock({ at }: { at: string }) {
  const day = / (\d+) 日$/.exec(dayOf(at))?.[1];
  return (
    <View className={classes.date}>
      <Text className={day ? classes.day : classes.near}>{day ?? dayOf(at)}</Text>
      <Text className={classes.weekday}>{weekdayOf(at)}</Text>
    </View>
  );
}
