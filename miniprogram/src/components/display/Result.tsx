import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Result.module.scss';

const ICONS = {
  jade: 'check',
  amber: 'clock',
  seal: 'close',
  sky: 'info',
  gold: 'clock',
  ink: 'info',
  /** Pale: nothing is decided yet. */
  pale: 'offline',
} as const satisfies Record<string, IconName>;

export type ResultTone = keyof typeof ICONS;

interface ResultProps {
  tone: ResultTone;
  /** In place of the tone's own. */
  icon?: IconName;
  /** Two to six characters. */
  title: string;
  text?: string;
  children?: ReactNode;
}

/** An outcome that is read from an arm's length: colour over the whole width, icon and words. */
export function Result({ tone, icon, title, text, children }: ResultProps) {
  return (
    <View className={classesOf(classes.result, classes[tone])} {...accessible({ role: 'status', live: 'assertive' })}>
      <View className={classes.mark}>
        <Icon name={icon ?? ICONS[tone]} size={44} />
      </View>
      <Text className={classes.title}>{title}</Text>
      {text ? <Text className={classes.text}>{text}</Text> : null}
      {children}
    </View>
  );
}
