import { businessDaysBetween } from '@linzhang/shared/kernel/time';
import { Text, View } from '@tarojs/components';
import type { CSSProperties } from 'react';
import { accessible } from '../../lib/accessible';
import { classesOf } from '../../lib/classes';
import classes from './DayLine.module.scss';
import { placeIn, type Span, spanOf } from './scale';

/** A value on a day, `YYYY-MM-DD`. */
export interface DayPoint {
  day: string;
  value: number;
}

interface DayLineProps {
  /** What the line is, for a screen reader. */
  label: string;
  /** First and last day of the axis. */
  from: string;
  to: string;
  /** In the order of the days. */
  points: readonly DayPoint[];
  /** A dashed line from the first day to the last: what is due. */
  due?: Span | null;
  /** A value in words. */
  textOf: (value: number) => string;
}

/** The box that the lines are drawn in; it is stretched to the room there is. */
const WIDE = 320;
const HIGH = 140;
/** Room above and below for half a stroke; the layers reach as far beyond the plot. */
const MARGIN = 3;
/** A value further right is said to the left of its dot. */
const RIGHT = 0.55;
/** From so far right on, and so near to what is due, the two would be written over each other. */
const AT_THE_END = 0.7;
const NEAR = 0.2;

interface Dot {
  /** 0 to 1 from the left and from the top. */
  x: number;
  y: number;
}

/** A value by day and the way it should go, labelled at the ends. */
export function DayLine({ label, from, to, points, due, textOf }: DayLineProps) {
  const span = spanOf([...points.map(({ value }) => value), ...(due ? [due.from, due.to] : [])]);
  const days = Math.max(1, businessDaysBetween(from, to));
  const dotOf = ({ day, value }: DayPoint): Dot => ({
    x: Math.min(1, Math.max(0, businessDaysBetween(from, day) / days)),
    y: 1 - placeIn(span, value),
  });
  const dots = points.map(dotOf);
  const last = points[points.length - 1];
  const dueDots = due ? [dotOf({ day: from, value: due.from }), dotOf({ day: to, value: due.to })] : [];
  const zero = 1 - placeIn(span, 0);
  const goal = due ? `目标 ${textOf(due.to)}` : '';
  const crowded = areCrowded(dots[dots.length - 1], dueDots[1]);
  return (
    <View {...accessible({ role: 'img', label: `${label}：${spokenOf(points, due, textOf)}` })}>
      <View className={classes.plot}>
        <View className={classes.zero} style={{ top: percent(zero) }} />
        <View className={classesOf(classes.layer, classes.area)} style={shapeOf(areaOf(dots, zero))} />
        <View className={classesOf(classes.layer, classes.due)} style={shapeOf(lineOf(dueDots, 1.5, '5 4'))} />
        <View className={classesOf(classes.layer, classes.line)} style={shapeOf(lineOf(dots, 2.5))} />
        {due && !crowded ? (
          <Text className={classes.dueText} style={{ top: percent(dueDots[1]?.y ?? 0) }}>
            {goal}
          </Text>
        ) : null}
        {last ? <End dot={dotOf(last)} text={textOf(last.value)} /> : null}
      </View>
      <View className={classes.axis}>
        <Text>{dayWords(from)}</Text>
        {crowded ? <Text>{goal}</Text> : null}
        <Text>{dayWords(to)}</Text>
      </View>
    </View>
  );
}

function End({ dot, text }: { dot: Dot; text: string }) {
  return (
    <View className={classes.end} style={{ left: percent(dot.x), top: percent(dot.y) }}>
      <View className={classes.dot} />
      <Text className={classesOf(classes.endText, dot.x > RIGHT && classes.leftward)}>{text}</Text>
    </View>
  );
}

/** True where the last value and what is due stand too close for words at both. */
function areCrowded(dot: Dot | undefined, due: Dot | undefined): boolean {
  return dot !== undefined && due !== undefined && dot.x > AT_THE_END && Math.abs(dot.y - due.y) < NEAR;
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

/** `10 月 1 日`. */
function dayWords(day: string): string {
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;
}

const at = ({ x, y }: Dot) => `${Math.round(x * WIDE * 10) / 10},${Math.round(y * HIGH * 10) / 10}`;

/** The mask of a layer, for its style. */
const shapeOf = (mask: string) => ({ '--shape': mask }) as CSSProperties;

/** A drawing as a mask, so that it takes the colours of the page, in light and dark. */
function maskOf(drawn: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 ${-MARGIN} ${WIDE} ${HIGH + 2 * MARGIN}" preserveAspectRatio="none">${drawn}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

function lineOf(dots: readonly Dot[], width: number, dashes = ''): string {
  const dashed = dashes ? ` stroke-dasharray="${dashes}"` : '';
  return maskOf(
    `<polyline points="${dots.map(at).join(' ')}" fill="none" stroke="#000" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"${dashed}/>`,
  );
}

/** What lies between the line and zero. */
function areaOf(dots: readonly Dot[], zero: number): string {
  const first = dots[0];
  const last = dots[dots.length - 1];
  if (!first || !last) return maskOf('');
  const shape = [{ x: first.x, y: zero }, ...dots, { x: last.x, y: zero }];
  return maskOf(`<polygon points="${shape.map(at).join(' ')}"/>`);
}

/** The line in words: where it began, where it is, what is due. */
function spokenOf(
  points: readonly DayPoint[],
  due: Span | null | undefined,
  textOf: (value: number) => string,
): string {
  const first = points[0];
  const last = points[points.length - 1];
  const words = [];
  if (first && last && first.day !== last.day) words.push(`${dayWords(first.day)} ${textOf(first.value)}`);
  words.push(last ? `${dayWords(last.day)} ${textOf(last.value)}` : '还没有数据');
  if (due) words.push(`目标 ${textOf(due.to)}`);
  return words.join('，');
}
