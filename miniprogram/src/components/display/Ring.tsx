import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import classes from './Ring.module.scss';

const EDGE = '56px';
const RADIUS = 22;
const LENGTH = 2 * Math.PI * RADIUS;

/** A circle, or the part of it from the top, as a mask: it takes the colour of its class, in light and dark. */
function maskOf(share: number) {
  const dash = `stroke-dasharray="${LENGTH * share} ${LENGTH}"`;
  const circle = `<circle cx="26" cy="26" r="${RADIUS}" stroke="#000" stroke-width="4" fill="none" ${dash} transform="rotate(-90 26 26)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 52 52">${circle}</svg>`;
  return { '--ring': `url("data:image/svg+xml,${encodeURIComponent(svg)}")`, width: EDGE, height: EDGE };
}

/** Seconds that are left of `total`, as a number inside a ring that empties. */
export function Ring({ seconds, total, label }: { seconds: number; total: number; label: string }) {
  const whole = maskOf(1);
  const part = maskOf(Math.min(1, Math.max(0, seconds / total)));
  return (
    <View className={classes.ring} {...accessible({ role: 'timer', label })}>
      <View className={classes.track} style={whole} />
      <View className={classes.left} style={part} />
      <Text className={classes.seconds}>{String(seconds)}</Text>
    </View>
  );
}
