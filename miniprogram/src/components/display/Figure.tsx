import { Text, View } from '@tarojs/components';
import { classesOf } from '../../lib/classes';
import classes from './Figure.module.scss';

interface FigureProps {
  value: string;
  /** 万, %, / 120: smaller, behind the figure. */
  unit?: string;
  caption: string;
  tone?: 'ink' | 'seal' | 'amber' | 'jade';
}

/** A number that answers the page's question. */
export function Figure({ value, unit, caption, tone = 'ink' }: FigureProps) {
  return (
    <View className={classes.figure}>
      <View className={classesOf(classes.line, classes[tone])}>
        <Text className={classes.value}>{value}</Text>
        {unit ? <Text className={classes.unit}>{unit}</Text> : null}
      </View>
      <Text className={classes.caption}>{caption}</Text>
    </View>
  );
}
