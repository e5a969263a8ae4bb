import { View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import classes from './Skeleton.module.scss';

/** Where the content will be, while it is read. It does not move. */
export function Skeleton({ blocks = 3 }: { blocks?: number }) {
  return (
    <View className={classes.skeleton} {...accessible({ role: 'status', label: '正在加载', busy: true })}>
      <View className={classes.title} />
      {Array.from({ length: blocks }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike
        <View key={index} className={classes.block} />
      ))}
    </View>
  );
}
