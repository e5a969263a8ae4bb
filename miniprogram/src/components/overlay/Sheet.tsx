import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { accessible, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { useDialogFocus } from '../../lib/useDialogFocus';
import { Icon } from '../icon/Icon';
import classes from './Sheet.module.scss';

interface SheetProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** Buttons at the bottom. */
  footer?: ReactNode;
  /** Absent where a decision is asked for: then there is no way past it. */
  onClose?: () => void;
  /** In the middle of the screen in place of the bottom. */
  centred?: boolean;
}

/** Something asked or shown over the page. */
export function Sheet({ open, title, children, footer, onClose, centred }: SheetProps) {
  const focus = useDialogFocus(open, onClose);
  if (!open) return null;
  return (
    <View className={classesOf(classes.layer, centred && classes.centred)}>
      <View className={classes.veil} catchMove onClick={onClose} />
      <View className={classes.panel} {...focus} {...accessible({ role: 'dialog', modal: true, label: title })}>
        <View className={classes.head}>
          <Text className={classes.title}>{title}</Text>
          {onClose ? (
            <View className={classes.close} {...pressable(onClose, { label: '关闭' })}>
              <Icon name="close" size={22} />
            </View>
          ) : null}
        </View>
        <View className={classes.body}>{children}</View>
        {footer ? <View className={classes.footer}>{footer}</View> : null}
      </View>
    </View>
  );
}
