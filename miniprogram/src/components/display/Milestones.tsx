import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Milestones.module.scss';

/** Something that is reached at a count. */
export interface Milestone {
  at: number;
  name: string;
}

interface MilestonesProps {
  stops: readonly Milestone[];
  value: number;
  total: number;
  /** The whole in words, for a screen reader. */
  label: string;
}

/** Names of stops nearer than this share of the line would lie over each other. */
const ROOM_FOR_A_NAME = 0.22;

/** A name below its stop takes two lines of so many characters at most. */
const LONGEST_NAME = 10;

function isCrowded(stops: readonly Milestone[], total: number): boolean {
  const tooNear = (stop: Milestone, index: number) =>
    index > 0 && (stop.at - (stops[index - 1]?.at ?? 0)) / total < ROOM_FOR_A_NAME;
  return stops.some((stop, index) => stop.name.length > LONGEST_NAME || tooNear(stop, index));
}

/** A line that fills up, with what is reached along it. Names that do not fit below the line stand in a list. */
export function Milestones({ stops, value, total, label }: MilestonesProps) {
  const crowded = isCrowded(stops, total);
  const widthOf = (count: number) => `${Math.min(100, (count / Math.max(1, total)) * 100)}%`;
  return (
    <View {...accessible({ role: 'img', label })}>
      <View className={classesOf(classes.line, !crowded && classes.named)}>
        <View className={classes.track}>
          <View className={classes.fill} style={{ width: widthOf(value) }} />
        </View>
        {stops.map((stop) => (
          <View
            key={stop.at}
            className={classesOf(classes.stop, stop.at <= value && classes.reached, stop.at >= total && classes.last)}
            style={{ left: widthOf(stop.at) }}
          >
            <Text className={classes.mark}>{String(stop.at)}</Text>
            {crowded ? null : <Text className={classes.name}>{stop.name}</Text>}
          </View>
        ))}
      </View>
      {crowded
        ? stops.map((stop) => <Text key={stop.at} className={classes.item}>{`${stop.at} 章 · ${stop.name}`}</Text>)
        : null}
    </View>
  );
}
