import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import classes from './Field.module.scss';

export interface FieldWords {
  /** Always visible; a placeholder is no label. */
  label: string;
  /** What is asked for, below the label. */
  hint?: string;
  /** What is wrong and how to put it right. */
  error?: string | null;
  optional?: boolean;
}

/** Label, what is typed or chosen, hint or error. */
export function Field({ label, hint, error, optional, children }: FieldWords & { children: ReactNode }) {
  return (
    <View className={classes.field}>
      <View className={classes.label}>
        <Text>{label}</Text>
        {optional ? <Text className={classes.optional}>选填</Text> : null}
      </View>
      {children}
      {error ? <Text className={classes.error}>{error}</Text> : null}
      {hint && !error ? <Text className={classes.hint}>{hint}</Text> : null}
    </View>
  );
}
