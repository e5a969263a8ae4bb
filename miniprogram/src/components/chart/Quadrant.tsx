import { Text, View } from '@tarojs/components';
import { accessible, idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Quadrant.module.scss';

/** One of the four fields. */
export interface QuadrantField {
  id: string;
  title: string;
  figure: string;
  note: string;
  tone: 'jade' | 'seal' | 'plain' | 'gold';
  onTap?: () => void;
}

interface QuadrantProps {
  /** Top left, top right, bottom left, bottom right. */
  fields: readonly QuadrantField[];
  /** What grows upwards, what grows to the right. */
  up: string;
  right: string;
}

/** Two qualities against each other: four fields, each with its name, figure and a word. */
export function Quadrant({ fields, up, right }: QuadrantProps) {
  return (
    <View className={classes.quadrant}>
      <View className={classes.up} {...accessible({ hidden: true })}>
        <Text>{`↑${up}`}</Text>
      </View>
      <View className={classes.fields}>
        {fields.map(({ id, title, figure, note, tone, onTap }) => (
          <View
            key={id}
            {...idOf(`quadrant-${id}`)}
            className={classesOf(classes.field, classes[tone], onTap && classes.live)}
            {...pressable(onTap)}
          >
            <Text className={classes.title}>{title}</Text>
            <Text className={classes.figure}>{figure}</Text>
            <Text className={classes.note}>{note}</Text>
          </View>
        ))}
      </View>
      <View className={classes.right} {...accessible({ hidden: true })}>
        <Text>{`${right} →`}</Text>
      </View>
    </View>
  );
}
