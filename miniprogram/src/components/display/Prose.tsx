import { Text, View } from '@tarojs/components';
import { accessible } from '../../lib/accessible';
import classes from './Prose.module.scss';

/** A heading and the text below it; the text's own line breaks stay. */
export function Prose({ heading, text }: { heading?: string; text: string }) {
  return (
    <View className={classes.prose}>
      {heading ? (
        <View className={classes.heading} {...accessible({ role: 'heading' })}>
          <Text>{heading}</Text>
        </View>
      ) : null}
      {text.split('\n').map((line) => (
        <Text key={line} className={classes.line}>
          {line}
        </Text>
      ))}
    </View>
  );
}
