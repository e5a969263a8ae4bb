import { Text, View } from '@tarojs/components';
import classes from './Bullets.module.scss';

/** Points one below the other; what a line has no room for goes on below its words, not below its dot. */
export function Bullets({ lines }: { lines: readonly string[] }) {
  return (
    <View className={classes.bullets}>
      {lines.map((line) => (
        <Text key={line} className={classes.line}>{`· ${line}`}</Text>
      ))}
    </View>
  );
}
