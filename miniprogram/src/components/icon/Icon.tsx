import { View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import { drawingOf, type IconName } from './drawings';
import classes from './Icon.module.scss';

const images = new Map<IconName, string>();

/** The icon as a mask, so that it takes the colour of the text around it, in light and dark. */
function maskOf(name: IconName): string {
  const known = images.get(name);
  if (known) return known;
  // Each icon goes over to the view with its drawing: only what must not stand there as it is gets escaped.
  const svg = drawingOf(name, '#000')
    .replace(/"/g, "'")
    .replace(/[%#<>]/g, encodeURIComponent);
  const image = `url("data:image/svg+xml,${svg}")`;
  images.set(name, image);
  return image;
}

interface IconProps {
  name: IconName;
  /** Edge in px. */
  size?: number;
  /** What it says where no words stand beside it; without it the icon is decoration. */
  label?: string;
}

/** An icon in the colour of the text. */
export function Icon({ name, size = 24, label }: IconProps) {
  const style = { '--glyph': maskOf(name), width: `${size}px`, height: `${size}px` };
  const spoken = label ? accessible({ role: 'img', label }) : accessible({ hidden: true });
  return <View className={classes.icon} style={style} {...spoken} />;
}
