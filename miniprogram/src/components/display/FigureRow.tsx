import { View } from '@tarojs/components';
import { idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { areTight, Figure } from './Figure';
import classes from './FigureRow.module.scss';

/** A number in a row of them. */
export interface RowFigure {
  id?: string;
  value: string;
  caption: string;
  tone?: 'ink' | 'seal' | 'amber';
  /** Opens what the number counts. */
  onTap?: () => void;
}

/** A few numbers side by side, each in a box; one that opens something is a button. */
export function FigureRow({ figures }: { figures: readonly RowFigure[] }) {
  const small = areTight(figures.map(({ value }) => value));
  return (
    <View className={classes.figures}>
      {figures.map(({ id, value, caption, tone = 'ink', onTap }) => (
        <View
          key={caption}
          {...idOf(id)}
          className={classesOf(classes.box, onTap && classes.opens)}
          {...pressable(onTap)}
        >
          <Figure value={value} caption={caption} tone={tone} small={small} />
        </View>
      ))}
    </View>
  );
}
