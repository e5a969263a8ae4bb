import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import classes from './Form.module.scss';

/** Fields one below the other. */
export function Form({ children }: { children: ReactNode }) {
  return <View className={classes.form}>{children}</View>;
}

/** Those of a form that stand below one heading. */
export function Fields({ children }: { children: ReactNode }) {
  return <View className={classes.fields}>{children}</View>;
}
