import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Empty.module.scss';

interface EmptyProps {
  icon?: IconName;
  /** Something drawn in place of the icon. */
  picture?: ReactNode;
  title: string;
  /** What will appear here, and what fills it. */
  text: string;
  /** The step that fills it, as a button. */
  step?: ReactNode;
}

/** A page with nothing yet: says what will appear and gives the step that fills it. */
export function Empty({ icon = 'note', picture, title, text, step }: EmptyProps) {
  return (
    <View className={classes.empty}>
      {picture ?? (
        <View className={classes.icon}>
          <Icon name={icon} size={40} />
        </View>
      )}
      <Text className={classes.title}>{title}</Text>
      <Text className={classes.text}>{text}</Text>
      {step ? <View className={classes.step}>{step}</View> : null}
    </View>
  );
}
