import { Text, View } from '@tarojs/components';
import { classesOf } from '../../lib/classes';
import classes from './Figure.module.scss';

interface FigureProps {
  value: string;
  /** 万, %, / 120: smaller, behind the figure. */
  unit?: string;
  caption: string;
  tone?: 'ink' | 'seal' | 'amber' | 'jade';
  /** For one of several in a row that has no room for the full size. */
  small?: boolean;
}

/** Letters of a figure for which a quarter of a narrow phone has room. */
const ROOM = 4;

/** Whether figures side by side have to be small. */
export function areTight(values: readonly string[]): boolean {
  return values.length > 3 && values.some((value) => value.length > ROOM);
}

/** A number that answers the page's question. */
export function Figure({ value, unit, caption, tone = 'ink', small }: FigureProps) {
  return (
    <View className={classes.figure}>
      <View className={classesOf(classes.line, classes[tone])}>
        <Text className={classesOf(classes.value, small && classes.small)}>{value}</Text>
        {unit ? <Text className={classes.unit}>{unit}</Text> : null}
      </View>
      <Text className={classes.caption}>{caption}</Text>
    </View>
  );
}
