import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './Seal.module.scss';

/** The angles a seal may have, in degrees: never straight, as a hand stamps. */
const ANGLES = [-6, -5, -4, -3, -2, 2, 3, 4, 5, 6];

/** The angle of a seal from what it says, so that each has its own and always the same. */
export function angleOf(key: string): number {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return ANGLES[sum % ANGLES.length] ?? 0;
}

interface SealProps {
  /** Two characters. */
  text: string;
  size?: 'small' | 'normal' | 'big';
  /** False draws the dashed square of one not yet earned. */
  earned?: boolean;
  /** What the angle comes from, where two seals say the same. */
  angleKey?: string;
  /** Falls and settles once, when it was just earned. */
  fresh?: boolean;
  /** Said in place of the two characters. */
  label?: string;
}

/** The carved seal: mark of the product, a stamp earned, a badge. */
export function Seal({ text, size = 'normal', earned = true, angleKey, fresh, label }: SealProps) {
  const spoken = accessible({ role: 'img', label: label ?? (earned ? `${text}，已得` : `${text}，还没有`) });
  if (!earned) {
    return (
      <View className={classesOf(classes.slot, classes[size])} {...spoken}>
        <Text>{text}</Text>
      </View>
    );
  }
  const angle = `rotate(${angleOf(angleKey ?? text)}deg)`;
  return (
    <View className={classesOf(classes.seal, classes[size])} style={{ transform: angle }} {...spoken}>
      <View className={classesOf(classes.face, fresh && classes.fresh)}>
        <Text className={classes.text}>{text}</Text>
      </View>
    </View>
  );
}
