import { Text, View } from '@tarojs/components';
import classes from './Facts.module.scss';

/** Name and value, one below the other. Null values are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | null])[] }) {
  return (
    <View>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <View key={name} className={classes.fact}>
            <Text className={classes.name}>{name}</Text>
            <Text className={classes.value}>{value}</Text>
          </View>
        ),
      )}
    </View>
  );
}
