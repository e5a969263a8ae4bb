import { Text, View } from '@tarojs/components';
import { pressable } from '../../lib/accessible';
import type { IconName } from '../icon/drawings';
import { Icon } from '../icon/Icon';
import classes from './Tiles.module.scss';

export interface Tile {
  id: string;
  icon: IconName;
  text: string;
  onTap: () => void;
}

/** Places to go, three beside each other. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <View className={classes.tiles}>
      {tiles.map((tile) => (
        <View key={tile.id} id={tile.id} className={classes.tile} {...pressable(tile.onTap)}>
          <View className={classes.icon}>
            <Icon name={tile.icon} size={26} />
          </View>
          <Text>{tile.text}</Text>
        </View>
      ))}
    </View>
  );
}
