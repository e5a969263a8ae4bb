import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { accessible } from '../../lib/accessible';
import classes from './Section.module.scss';

/** A heading over what belongs together. */
export function Section({ title, count, children }: { title: string; count?: string; children: ReactNode }) {
  return (
    <View className={classes.section}>
      <View className={classes.head} {...accessible({ role: 'heading' })}>
        <Text>{title}</Text>
        {count ? <Text className={classes.count}>{count}</Text> : null}
      </View>
      {children}
    </View>
  );
}
