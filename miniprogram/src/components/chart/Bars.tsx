import { Text, View } from '@tarojs/components';
import { accessible, idOf, pressable } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import { Icon } from '../icon/Icon';
import classes from './Bars.module.scss';
import { shareOf, widthOf } from './scale';

/** One row of a bar chart. */
export interface Bar {
  id: string;
  label: string;
  /** What the length stands for; below zero draws none. */
  value: number;
  /** The value in words, as it is read. */
  text: string;
  /** What changed, with its sign: `+6`, `−2`. */
  change?: string | null;
  tone?: 'sky' | 'seal' | 'jade' | 'gold';
  onTap?: () => void;
}

interface BarsProps {
  bars: readonly Bar[];
  /** What a whole bar stands for; without it the longest. */
  most?: number;
}

/** Lengths beside each other, each labelled; a row that can be tapped opens what is behind it. */
export function Bars({ bars, most }: BarsProps) {
  const whole = most ?? Math.max(0, ...bars.map(({ value }) => value));
  const textWidth = roomFor(bars.map(({ text }) => text));
  const changeWidth = roomFor(bars.map(({ change }) => change ?? ''));
  const opens = bars.some(({ onTap }) => onTap);
  return (
    <View {...accessible({ role: 'list' })}>
      {bars.map((bar) => (
        <Line key={bar.id} bar={bar} whole={whole} widths={[textWidth, changeWidth]} opens={opens} />
      ))}
    </View>
  );
}

interface LineProps {
  bar: Bar;
  whole: number;
  /** Of the values and of the changes in px, the same in all rows: else equal lengths would mean different things. */
  widths: readonly [text: number, change: number];
  /** Some row leads somewhere: all leave room for the arrow. */
  opens: boolean;
}

function Line({ bar, whole, widths, opens }: LineProps) {
  const { id, label, value, text, change, tone = 'sky', onTap } = bar;
  const said = [`${label}：${text}`, change ? `变化 ${change}` : ''].filter(Boolean).join('，');
  const rising = change?.startsWith('+');
  const [textWidth, changeWidth] = widths;
  return (
    <View {...accessible({ role: 'listitem', ...(onTap ? {} : { label: said }) })}>
      <View
        {...idOf(`bar-${id}`)}
        className={classesOf(classes.line, onTap && classes.live)}
        {...pressable(onTap, onTap ? {} : { hidden: true })}
      >
        <Text className={classes.label}>{label}</Text>
        <View className={classes.track}>
          <View className={classesOf(classes.fill, classes[tone])} style={{ width: widthOf(shareOf(value, whole)) }} />
        </View>
        <Text className={classes.text} style={{ width: `${textWidth}px` }}>
          {text}
        </Text>
        {changeWidth > 0 ? (
          <Text className={classesOf(classes.change, rising && classes.rising)} style={{ width: `${changeWidth}px` }}>
            {change ?? ''}
          </Text>
        ) : null}
        {opens ? <View className={classes.next}>{onTap ? <Icon name="chevron" size={14} /> : null}</View> : null}
      </View>
    </View>
  );
}

/** Room in px for half a Chinese character, or one digit, of a value. */
const HALF_CHARACTER = 9;

/** Room for the longest of some words. */
function roomFor(words: readonly string[]): number {
  const halves = words.map((word) => [...word].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0));
  return Math.max(0, ...halves) * HALF_CHARACTER;
}
