import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './StackBar.module.scss';
import { shareOf } from './scale';

/** One part of a whole. */
export interface Part {
  id: string;
  label: string;
  value: number;
  /** The value in words. */
  text: string;
}

/** Each part has a pattern of its own, so that the legend is found without colour. */
const PATTERNS = ['solid', 'striped', 'dotted', 'crossed', 'empty'] as const;

interface StackBarProps {
  /** What the whole is, for a screen reader. */
  label: string;
  /** At most five. */
  parts: readonly Part[];
}

/** A whole and its parts in one bar, with the legend below. */
export function StackBar({ label, parts }: StackBarProps) {
  const whole = parts.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const percent = (value: number) => Math.round(shareOf(value, whole) * 100);
  const said = parts.map((part) => `${part.label} ${part.text}，占 ${percent(part.value)} %`).join('；');
  const patternAt = (index: number) => classes[PATTERNS[index % PATTERNS.length] ?? 'solid'];
  return (
    <View {...accessible({ role: 'img', label: `${label}：${said}` })}>
      <View className={classes.bar}>
        {parts.map((part, index) =>
          part.value > 0 ? (
            <View
              key={part.id}
              className={classesOf(classes.part, patternAt(index))}
              style={{ flexGrow: Math.max(0.02, shareOf(part.value, whole)) }}
            />
          ) : null,
        )}
      </View>
      {parts.map((part, index) => (
        <View key={part.id} className={classes.line}>
          <View className={classesOf(classes.swatch, patternAt(index))} />
          <Text className={classes.label}>{part.label}</Text>
          <Text className={classes.text}>{part.text}</Text>
          <Text className={classes.share}>{`${percent(part.value)} %`}</Text>
        </View>
      ))}
    </View>
  );
}
