import { Text, View } from '@tarojs/components';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Notice.module.scss';

interface NoticeProps {
  text: string;
  tone?: 'seal' | 'jade' | 'amber' | 'sky';
  icon?: IconName;
  /** A verb, where something can be done about it. */
  action?: string;
  onAction?: () => void;
}

/** One sentence that must be read: why something failed, what is due. */
export function Notice({ text, tone = 'amber', icon = 'alert', action, onAction }: NoticeProps) {
  return (
    <View className={classesOf(classes.notice, classes[tone])} {...accessible({ role: 'status', live: 'polite' })}>
      <Icon name={icon} size={20} />
      <Text className={classes.text}>{text}</Text>
      {action ? (
        <View className={classes.action} {...pressable(onAction)}>
          <Text>{action}</Text>
        </View>
      ) : null}
    </View>
  );
}
