import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { idOf } from '../../lib/accessible';
import classes from './Screen.module.scss';

interface ScreenProps {
  children: ReactNode;
  /** A line over the whole width at the top: no network, something due. */
  banner?: ReactNode;
  /** The one filled button of the page, always in reach of the thumb. */
  footer?: ReactNode;
  /** Dialogs and sheets of the page. */
  overlay?: ReactNode;
  id?: string;
  /** What pulling down does; the page's config must switch it on. */
  onRefresh?: () => Promise<unknown>;
}

/** A page: banner, content, footer. */
export function Screen({ children, banner, footer, overlay, id, onRefresh }: ScreenProps) {
  usePullDownRefresh(() => {
    void Promise.resolve(onRefresh?.()).finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <View {...idOf(id)} className={classes.screen}>
      {banner}
      <View className={classes.content}>{children}</View>
      {footer ? <View className={classes.footer}>{footer}</View> : null}
      {overlay}
    </View>
  );
}
