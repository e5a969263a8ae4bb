import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Initial.module.scss';
import type { Tone } from './Tag';

/** The first character of a name, in place of a picture. */
export function Initial({ name, tone = 'seal', big }: { name: string; tone?: Exclude<Tone, 'plain'>; big?: boolean }) {
  return (
    <View className={classesOf(classes.initial, classes[tone], big && classes.big)} {...accessible({ hidden: true })}>
      <Text>{[...name][0] ?? '·'}</Text>
    </View>
  );
}
