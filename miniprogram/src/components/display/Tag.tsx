import { Text, View } from '@tarojs/components';
import { classesOf } from '../../lib/classes';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Tag.module.scss';

export type Tone = 'plain' | 'seal' | 'jade' | 'amber' | 'sky' | 'gold';

/** A short state beside a title; always in words, the colour only helps. */
export function Tag({ text, tone = 'plain', icon }: { text: string; tone?: Tone; icon?: IconName }) {
  return (
    <View className={classesOf(classes.tag, classes[tone])}>
      {icon ? <Icon name={icon} size={14} /> : null}
      <Text>{text}</Text>
    </View>
  );
}
