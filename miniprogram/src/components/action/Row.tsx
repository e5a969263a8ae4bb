import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { areFacts, keptTogether } from '../../lib/lineBreaks';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Row.module.scss';

interface RowProps {
  title: string;
  /** A second line. */
  note?: string;
  /** What stands at the end: a figure, a state. */
  value?: string;
  icon?: IconName;
  /** Something in place of the icon. */
  lead?: ReactNode;
  /** Something in place of the value. */
  tail?: ReactNode;
  id?: string;
  onTap?: () => void;
}

/** A line that says something and may lead somewhere. */
export function Row({ title, note, value, icon, lead, tail, id, onTap }: RowProps) {
  return (
    <View {...idOf(id)} className={classesOf(classes.row, onTap && classes.live)} {...pressable(onTap)}>
      {lead}
      {icon ? (
        <View className={classes.icon}>
          <Icon name={icon} />
        </View>
      ) : null}
      <View className={classes.words}>
        <Text className={classes.title}>{title}</Text>
        {note ? (
          <Text className={classesOf(classes.note, areFacts(note) && classes.facts)}>{keptTogether(note)}</Text>
        ) : null}
      </View>
      {value ? <Text className={classes.value}>{value}</Text> : null}
      {tail}
      {onTap ? (
        <View className={classes.next}>
          <Icon name="chevron" size={16} />
        </View>
      ) : null}
    </View>
  );
}
